import { ConcernId, type ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { followAssessment } from '../domain/assess.ts';
import type { Outcome } from '../domain/outcome.ts';
import { placeIdOf } from '../domain/place.ts';
import { raiseConcern } from '../domain/raise-concern.ts';
import {
  closeReferral as decideClose,
  confirmReferral as decideConfirm,
  recordDeath as decideDeath,
  receiveReferral as decideReceive,
  withdrawReferral as decideWithdraw,
  type IntakeOutcome,
  intakeTasks,
  takenBack,
} from '../domain/refer.ts';
import type { Signal } from '../domain/referral.ts';
import { reopenReferral as decideReopen } from '../domain/reopen.ts';
import { taskIdOf } from '../domain/task.ts';
import { unwindReferral as decideUnwind } from '../domain/unwind.ts';
import { type Decided, decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import {
  changedSince,
  loadCallsToTell,
  loadCommitments,
  loadPlace,
  loadTasks,
  missing,
  nextOccasion,
} from './load-case.ts';

/** A new referral reached the office: the calls it needs become tasks. */
export const receiveReferral = (deps: Deps, referralId: ReferralId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const referral = await deps.store.get('referral', referralId);
    if (referral === undefined) return missing('referral');
    const about = `referral/${referralId}`;
    const calls = [taskIdOf('confirm-referral', about), taskIdOf('obtain-consent', about)];
    if ((await deps.store.getMany('task', calls)).length > 0) return settled(undefined);
    return decided(decideReceive(referral, deps.now(), deps.settings), undefined);
  });

/** Staff spoke with the person: it is theirs. `seen` is the version on the page the member of staff acted on. */
export const confirmReferral = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number; readonly signals: readonly Signal[] },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [referral, tasks] = await Promise.all([
      deps.store.get('referral', input.referralId),
      loadTasks(deps.store, `referral/${input.referralId}`, intakeTasks),
    ]);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, input.seen);
    if (!same.ok) return same;
    return decided(decideConfirm(referral, tasks, input.signals, by, deps.now()), undefined);
  });

export const closeReferral = (
  deps: Deps,
  input: {
    readonly referralId: ReferralId;
    readonly seen: number;
    readonly outcome: IntakeOutcome;
    readonly reason: string;
    /** The person is under 18: the safeguarding desk is told in the same moment. */
    readonly isYoung?: boolean;
    readonly spokenTo: boolean;
  },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [referral, tasks] = await Promise.all([
      deps.store.get('referral', input.referralId),
      loadTasks(deps.store, `referral/${input.referralId}`, intakeTasks),
    ]);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, input.seen);
    if (!same.ok) return same;
    const { outcome, reason, isYoung, spokenTo } = input;
    const occasion = await nextOccasion(deps.store, 'tell-outcome', `referral/${input.referralId}`);
    const closed = decideClose(referral, tasks, outcome, reason, spokenTo, by, deps.now(), deps.settings, occasion);
    if (!closed.ok || isYoung !== true) return decided(closed, undefined);
    const concernId = ConcernId.parse(deps.newId('cnc'));
    const raised = raiseConcern(concernId, 'under-18', input.referralId, by, deps.now(), deps.settings);
    return raised.ok ? { ok: true, value: { decisions: [closed.value, raised.value], value: undefined } } : raised;
  });

/** The person takes their referral back. The caller has checked the access code, or is staff. */
export const withdrawReferral = (deps: Deps, referralId: ReferralId, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [referral, known] = await Promise.all([
      deps.store.get('referral', referralId),
      deps.store.get('task', taskIdOf('welfare-check', `referral/${referralId}`, takenBack)),
    ]);
    if (referral === undefined) return missing('referral');
    return decided(decideWithdraw(referral, by, deps.now(), deps.settings, known), undefined);
  });

/** Somebody has died. */
export const recordDeath = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'referral', id: input.referralId, seen: input.seen }, async (referral) =>
    decided(decideDeath(referral, by, deps.now()), undefined),
  );

/**
 * A closed referral waits for an assessment again: the person asks anew, or closing it was a mistake of ours. `seen` is the
 * version on the page.
 */
export const reopenReferral = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly seen: number; readonly oursToMend: boolean; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const { referralId, seen, oursToMend, why } = input;
    const [referral, search, calls] = await Promise.all([
      store.get('referral', referralId),
      store.get('search', referralId),
      loadCallsToTell(store, referralId),
    ]);
    if (referral === undefined) return missing('referral');
    const same = changedSince(referral, seen);
    if (!same.ok) return same;
    const [place, identity] = await Promise.all([
      loadPlace(store, referral),
      store.get('identity', referral.value.personId),
    ]);
    return decided(
      decideReopen({ referral, place, search, identity, calls }, oursToMend, why, by, deps.now()),
      undefined,
    );
  });

/** A referral closed: everything under way for it is undone. */
export const unwindReferral = (deps: Deps, referralId: ReferralId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const commitments = await loadCommitments(deps.store, referralId);
    if (commitments === undefined) return missing('referral');
    return decided(decideUnwind(commitments, deps.now(), deps.settings), undefined);
  });

/**
 * An assessment was recorded: a place is requested, or a therapist is sought, once; of somebody who is not ready now,
 * whatever was under way is undone.
 */
export const followUpAssessment = (deps: Deps, referralId: ReferralId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const [referral, assessment, search] = await Promise.all([
      store.get('referral', referralId),
      store.get('assessment', referralId),
      store.get('search', referralId),
    ]);
    if (referral === undefined || assessment === undefined) return missing('assessment');
    if (referral.value.state === 'suitable-not-ready') return unwindUnready(deps, referralId);
    if (assessment.value.suitability !== 'assessed-suitable') return settled(undefined);
    const { turn = 1 } = referral.value;
    const [place, earlier] = await Promise.all([
      loadPlace(store, referral),
      turn === 1 ? undefined : store.get('place', placeIdOf(referralId, turn - 1)),
    ]);
    if (place !== undefined || (search !== undefined && search.value.state !== 'stopped')) return settled(undefined);
    const before = { place: earlier, search };
    return decided(followAssessment(referral, assessment, deps.now(), deps.settings, before), undefined);
  });

async function unwindUnready(deps: Deps, referralId: ReferralId): Promise<Outcome<Decided<undefined>>> {
  const commitments = await loadCommitments(deps.store, referralId);
  if (commitments === undefined) return missing('referral');
  const undone = decideUnwind(commitments, deps.now(), deps.settings);
  // Most people who are not ready yet never had anything under way.
  return !undone.ok && undone.refusal.passed ? settled(undefined) : decided(undone, undefined);
}
