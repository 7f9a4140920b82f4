import type { ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  type AssessmentFindings,
  recordAssessment as decideRecord,
  startAssessment as decideStart,
} from '../domain/assess.ts';
import type { Outcome } from '../domain/outcome.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing, nextOccasion } from './load-case.ts';

/** An assessor takes a referral from the queue; `seen` is the version on their page. */
export const startAssessment = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const referral = await deps.store.get('referral', input.referralId);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, input.seen);
    return same.ok ? decided(decideStart(referral, by, deps.now()), undefined) : same;
  });

/** Records suitability, needs, means and priority; what follows is decided by whoever hears of it. */
export const recordAssessment = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number; readonly findings: AssessmentFindings },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const referral = await deps.store.get('referral', input.referralId);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, input.seen);
    if (!same.ok) return same;
    const occasion = await nextOccasion(deps.store, 'tell-outcome', `referral/${input.referralId}`);
    return decided(decideRecord(referral, input.findings, by, deps.now(), deps.settings, occasion), undefined);
  });
