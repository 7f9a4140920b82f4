import type { Instant } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { closeTask } from './change-task.ts';
import { change, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { isOpen, type Referral, referralStates, type WaitClock } from './referral.ts';
import { step } from './state-table.ts';
import { type Commitments, isUnwound } from './unwind.ts';

/** A closed referral, with what may still be under way for it. */
export interface ClosedCase extends Pick<Commitments, 'referral' | 'place' | 'search'> {
  /** Who the person is: what was erased cannot be reopened. */
  readonly identity: Versioned<'identity'> | undefined;
  /** The open calls that would tell the person how it was decided. */
  readonly calls: readonly Versioned<'task'>[];
}

/** Closed by a mistake of ours, the wait counts from when the person first asked; otherwise from today. */
function clockOf({ clock, safeguardingPause }: Referral, oursToMend: boolean, now: Instant): WaitClock {
  const isStopped = safeguardingPause !== undefined;
  if (!oursToMend) {
    return { startedAt: now, pauses: isStopped ? [{ from: now, why: 'a safeguarding pause stands' }] : [] };
  }
  const pauses = clock.pauses.map((pause) =>
    pause.until === undefined && !isStopped ? { ...pause, until: now } : pause,
  );
  return { ...clock, pauses };
}

/**
 * A person whose referral was closed asks again, or it was closed by a mistake of ours: it waits for an assessment, and
 * from there goes on as the first time. A hold ends with it, a safeguarding pause stays. What a professional may be told is
 * asked of the person anew.
 * @param oursToMend whether the closing was our mistake: then the old wait clock counts
 * @returns refusals: `not-allowed`; `wrong-state` for a referral that is open, or while its closing is still being carried
 * out; `closed`, for good, for somebody who has died or was erased
 */
export function reopenReferral(
  theCase: ClosedCase,
  oursToMend: boolean,
  why: string,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const { referral, place, search, identity, calls } = theCase;
  const { id, state } = referral.value;
  if (isOpen(state)) return refuse('wrong-state', 'the referral is open');
  const next = step(referralStates, state, 'awaiting-assessment', by);
  if (!next.ok) return next;
  if (identity === undefined) return refusePassed('closed', 'the person was erased');
  if (!isUnwound(theCase)) return refuse('wrong-state', 'what was under way is still being undone');
  const {
    closing: _,
    onHold: __,
    assessment: ___,
    stillShown: ____,
    withdrawnAt: _____,
    referrer,
    ...kept
  } = referral.value;
  const reopened: Referral = {
    ...kept,
    ...(referrer === undefined ? {} : { referrer: { ...referrer, signals: [] } }),
    clock: clockOf(referral.value, oursToMend, now),
    state: next.value,
    confirmedAt: now,
  };
  return accept({
    about: `referral/${id}`,
    did: 'reopen-referral',
    why,
    by,
    at: now,
    ...nothingElse,
    relies: [rely(identity), ...[place, search].filter((read) => read !== undefined).map((read) => rely(read))],
    changes: [
      change(referral, reopened),
      ...calls.map((call) => closeTask(call, by, now, 'the referral was reopened')),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.referral.reopened.v1',
        subject: `referral/${id}`,
        data: { referralId: id, clock: oursToMend ? 'kept' : 'new' },
      },
    ],
  });
}
