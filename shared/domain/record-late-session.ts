import type { Instant, SessionId } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import type { Allocation } from './allocation.ts';
import { create, type Decision, rely } from './decision.ts';
import { later } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { type Place, sessionsLeft } from './place.ts';
import {
  changesOf,
  checkDay,
  draftOf,
  judge,
  mayTell,
  noBlock,
  notYours,
  readToJudge,
  type SessionReport,
  sessionFact,
  type TherapyCase,
  tasksOf,
  waitEnd,
} from './record-session.ts';
import { isOwed, type Session } from './session.ts';
import type { CharitySettings } from './settings.ts';
import { settleSession } from './settle-session.ts';

/** The last session that the therapist had with this place: by its hold and its price a late one is paid. */
export function lastWithPlace({
  allocation,
  place,
  sessions,
}: Pick<TherapyCase, 'allocation' | 'place' | 'sessions'>): Session | undefined {
  return sessions
    .map(({ value }) => value)
    .findLast(
      ({ allocationId, placeId, holdId }) =>
        holdId !== undefined && allocationId === allocation.value.id && placeId === place?.value.id,
    );
}

type Ending = Pick<Allocation, 'state' | 'endedAt'>;

/** Until when the sessions that a therapist had before the end of therapy may be recorded; undefined while it goes on. */
export const lateUntil = ({ state, endedAt }: Ending, { sessions }: CharitySettings): Instant | undefined =>
  state === 'ended' && endedAt !== undefined ? later(endedAt, { days: sessions.lateDays }) : undefined;

/** Whether they may still be recorded. */
export function isTimeForLate(ending: Ending, now: Instant, settings: CharitySettings): boolean {
  const until = lateUntil(ending, settings);
  return until !== undefined && now <= until;
}

const blockOf = ({ cost, placeId, block, holdId }: Session) => ({ cost, placeId, block, holdId });

/**
 * Records what came of an appointment after therapy has ended, for so many days as the settings allow: it took place
 * before the end. Its place has given its money back and cannot ask for more, so a payable one is owed as `short`, and a
 * person is told. Nothing else changes: the case stays closed.
 * @returns refusals: `not-allowed`; `closed` when the days are over, or nothing has ended; `changed-meanwhile` while the
 * money of its place is just going back; `invalid`, in words for a page, for a day that cannot be, a second session on one
 * day, and more sessions than the block had; `no-cover` when no session of this place was recorded in time
 */
export function recordLateSession(
  theCase: TherapyCase,
  report: SessionReport & { readonly id: SessionId },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { referral, place, hold, search, sessions } = theCase;
  const { id, on, outcome } = report;
  if (!mayTell(theCase, by)) return notYours;
  if (!isTimeForLate(theCase.allocation.value, now, settings)) {
    return refusePassed(
      'closed',
      `therapy with this therapist has ended, and sessions before the end are recorded up to ${settings.sessions.lateDays} days after it`,
    );
  }
  const day = checkDay(theCase, on, now, settings);
  if (!day.ok) return day;
  if (hold?.value.ending !== undefined) {
    return refuse('changed-meanwhile', 'the money of its place is just going back; try again in a few minutes');
  }
  const will = judge(theCase, report, settings);
  const last = lastWithPlace(theCase);
  const fits = place === undefined || will === 'not-payable' ? accept(undefined) : fitsEnded(place.value, last);
  if (!fits.ok) return fits;
  const draft = draftOf(theCase, report, last === undefined ? noBlock : blockOf(last), by, now);
  // Nothing is short of a session that costs the pool nothing.
  const paidFrom = draft.cost === 0 ? undefined : hold;
  const settled = settleSession(draft, on, will, { place, hold: paidFrom, search, sessions }, now);
  const session: Session = { ...draft, ...settled.money };
  const isFree = settled.place !== undefined && paidFrom === undefined && isOwed(session);
  const after = isFree ? { ...settled.place, used: settled.place.used + 1 } : settled.place;
  const clock = waitEnd(referral.value.clock, [session, ...sessions.map(({ value }) => value)], now, settings);
  const changed = clock.endedAt !== referral.value.clock.endedAt;
  return accept({
    about: `referral/${referral.value.id}`,
    did: 'record-late-session',
    why: outcome,
    by,
    at: now,
    relies: [...readToJudge(theCase), ...(changed || place === undefined ? [] : [rely(referral)])],
    changes: [
      create('session', id, session),
      ...changesOf(theCase, {
        referral: changed ? { ...referral.value, clock } : referral.value,
        place: after && { ...after, clock },
        hold: settled.hold,
      }),
      ...tasksOf(session, undefined, sessions, now, settings),
    ],
    entries: settled.entries,
    facts: [{ type: 'uk.sponsored-places.session.recorded.v1', subject: `session/${id}`, data: sessionFact(session) }],
  });
}

/** Whether the place had room for one more when it ended. */
function fitsEnded(place: Place, last: Session | undefined): Outcome<undefined> {
  if (last === undefined) {
    return refuse('no-cover', 'no session of this place was recorded before it ended, so nothing says what one costs');
  }
  return sessionsLeft(place) === 0
    ? refuse('invalid', 'every session of this block had been used when therapy ended')
    : accept(undefined);
}
