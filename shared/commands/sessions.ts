import type { ReferralId, SessionId } from '../../events/values.ts';
import { type Actor, system } from '../domain/actor.ts';
import {
  correctSession as decideCorrect,
  payShortSession as decidePay,
  reviewSession as decideReview,
} from '../domain/correct-session.ts';
import type { Versioned } from '../domain/decision.ts';
import { type Outcome, refusePassed } from '../domain/outcome.ts';
import { recordLateSession as decideLate } from '../domain/record-late-session.ts';
import { recordSession as decideRecord, type SessionReport } from '../domain/record-session.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { changedSince, loadSessions, missing } from './load-case.ts';
import { loadSilence, loadTherapy, nobodyTreats } from './load-therapy.ts';

const saysTheSame = ({ value }: Versioned<'session'>, { on, outcome }: SessionReport): boolean =>
  value.on === on && value.outcome === outcome;

/**
 * Records what came of one appointment; of one before the end of therapy also for some days after it. The id is minted
 * with the page, so that a form sent twice is one session.
 * @returns `used-already` for an id under which something else was recorded
 */
export const recordSession = (
  deps: Deps,
  input: SessionReport & { readonly referralId: ReferralId; readonly sessionId: SessionId },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { referralId, sessionId, on, outcome } = input;
    const before = await deps.store.get('session', sessionId);
    if (before !== undefined) return saysTheSame(before, input) ? settled(undefined) : alreadyUsed;
    const theCase = await loadTherapy(deps.store, referralId);
    if (theCase === undefined) return nobodyTreats;
    const decide = theCase.allocation.value.state === 'ended' ? decideLate : decideRecord;
    return decided(decide(theCase, { id: sessionId, on, outcome }, by, deps.now(), deps.settings), undefined);
  });

const alreadyUsed = refusePassed('used-already', 'this page has recorded another session');

interface SeenSession {
  readonly sessionId: SessionId;
  readonly seen: number;
}

/** Corrects a session as it was seen; a form sent twice finds it corrected. */
export const correctSession = (
  deps: Deps,
  input: SeenSession & SessionReport & { readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const session = await deps.store.get('session', input.sessionId);
    if (session === undefined) return missing('session');
    const isDone = session.version === input.seen + 1 && saysTheSame(session, input) && session.value.why === input.why;
    if (isDone) return settled(undefined);
    const same = changedSince(session, input.seen);
    if (!same.ok) return same;
    const theCase = await loadTherapy(deps.store, session.value.referralId, session);
    if (theCase === undefined) return nobodyTreats;
    const silent = await loadSilence(deps.store, theCase.place);
    const { on, outcome, why } = input;
    const corrected = { on, outcome, why };
    return decided(decideCorrect({ ...theCase, silent }, session, corrected, by, deps.now(), deps.settings), undefined);
  });

/** A coordinator decides on a session that is held for review. */
export const reviewSession = (
  deps: Deps,
  input: SeenSession & { readonly passes: boolean },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'session', id: input.sessionId, seen: input.seen }, async (session) => {
    const theCase = await loadTherapy(deps.store, session.value.referralId, session);
    if (theCase === undefined) return nobodyTreats;
    return decided(decideReview(theCase, session, input.passes, by, deps.now(), deps.settings), undefined);
  });

/** Money has come to a place: sessions of it that were short are paid, as many as it is enough for. */
export async function payShortSessions(deps: Deps, referralId: ReferralId): Promise<Outcome<undefined>> {
  for (const { value } of await loadSessions(deps.store, referralId)) {
    if (value.payment !== 'short') continue;
    const paid = await payShortSession(deps, value.id);
    if (!paid.ok) return paid;
  }
  return { ok: true, value: undefined };
}

const payShortSession = (deps: Deps, sessionId: SessionId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const session = await deps.store.get('session', sessionId);
    if (session?.value.payment !== 'short') return settled(undefined);
    const theCase = await loadTherapy(deps.store, session.value.referralId, session);
    if (theCase === undefined) return nobodyTreats;
    const paid = decidePay(theCase, session, system, deps.now(), deps.settings);
    return !paid.ok && paid.refusal.code === 'not-covered' ? settled(undefined) : decided(paid, undefined);
  });
