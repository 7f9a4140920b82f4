import type { ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  type AssessmentFindings,
  recordAssessment as decideRecord,
  startAssessment as decideStart,
} from '../domain/assess.ts';
import type { Outcome } from '../domain/outcome.ts';
import { findNotReady, findReady } from '../domain/readiness.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { changedSince, loadCallsToTell, loadPlace, missing, nextOccasion } from './load-case.ts';

/** An assessor takes a referral from the queue; `seen` is the version on their page. */
export const startAssessment = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'referral', id: input.referralId, seen: input.seen }, async (referral) =>
    decided(decideStart(referral, by, deps.now()), undefined),
  );

/** Records suitability, needs, means and priority; what follows is decided by whoever hears of it. */
export const recordAssessment = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number; readonly findings: AssessmentFindings },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'referral', id: input.referralId, seen: input.seen }, async (referral) => {
    const [occasion, assessment, place] = await Promise.all([
      nextOccasion(deps.store, 'tell-outcome', `referral/${input.referralId}`),
      deps.store.get('assessment', input.referralId),
      loadPlace(deps.store, referral),
    ]);
    const earlier = { assessment, place };
    return decided(decideRecord(referral, input.findings, by, deps.now(), deps.settings, occasion, earlier), undefined);
  });

/**
 * A second look: an assessor finds that somebody is ready now, or not any more. `seen` is the version on their page. What
 * follows, a place or its end, is decided by whoever hears of it.
 */
export const recordReadiness = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number; readonly isReady: boolean; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const { referralId, seen, isReady, why } = input;
    const [referral, assessment, search, calls, occasion] = await Promise.all([
      store.get('referral', referralId),
      store.get('assessment', referralId),
      store.get('search', referralId),
      loadCallsToTell(store, referralId),
      nextOccasion(store, 'tell-outcome', `referral/${referralId}`),
    ]);
    if (referral === undefined || assessment === undefined) return missing('assessment');
    const same = changedSince(referral, seen);
    if (!same.ok) return same;
    const theCase = { referral, assessment, search, calls, place: await loadPlace(store, referral) };
    const decision = isReady
      ? findReady(theCase, why, by, deps.now())
      : findNotReady(theCase, why, by, deps.now(), deps.settings, occasion);
    return decided(decision, undefined);
  });
