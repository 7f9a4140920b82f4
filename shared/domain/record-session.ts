import { Instant, type LocalDate, type SessionId } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { openTask } from './change-task.ts';
import { type Change, change, create, type Decision, type NewFact, rely, type Versioned } from './decision.ts';
import type { Hold } from './hold.ts';
import { localDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, type Place, placeStates, sessionsLeft } from './place.ts';
import { isOpen, type Referral, referralStates, type WaitClock } from './referral.ts';
import { requestEmail } from './send-mail.ts';
import { isOwed, recordings, type Session, type SessionOutcome, type SessionPayment, tookPlace } from './session.ts';
import type { CharitySettings } from './settings.ts';
import { isInHand, sessionCost, settleSession } from './settle-session.ts';
import { endSilence, heardOf } from './silent-therapy.ts';
import { step } from './state-table.ts';
import { missingCredentials } from './therapist.ts';

/** One case in the hands of one therapist, with all the sessions it had, also with others. */
export interface TherapyCase {
  readonly referral: Versioned<'referral'>;
  readonly place: Versioned<'place'> | undefined;
  /** The hold that the session in question is paid from. */
  readonly hold: Versioned<'hold'> | undefined;
  readonly allocation: Versioned<'allocation'>;
  readonly therapist: Versioned<'therapist'>;
  /** How its therapist was found: what the next one may ask at most. */
  readonly search: Versioned<'search'>;
  readonly sessions: readonly Versioned<'session'>[];
  /** The task about its silence, if somebody was told of that. */
  readonly silent?: Versioned<'task'> | undefined;
}

/** What somebody says of an appointment: its day and what came of it. */
export interface SessionReport {
  readonly on: LocalDate;
  readonly outcome: SessionOutcome;
}

/** Who may say what came of a session: the therapist whose client it is, or a coordinator for them. */
export const mayTell = ({ allocation }: Pick<TherapyCase, 'allocation'>, by: Actor): boolean =>
  (by.roles.includes('therapist') && by.id === allocation.value.therapistId) || hasRole(by, approvers);

export const notYours = refuse('not-allowed', 'the therapist whose client it is, or a coordinator, says so');

/**
 * Whether an appointment can have been on that day: not in the future, while the case was the therapist's, one a day.
 * @param itself the session that is corrected
 */
export function checkDay(
  { allocation, sessions }: TherapyCase,
  on: LocalDate,
  now: Instant,
  settings: CharitySettings,
  itself?: SessionId,
): Outcome<undefined> {
  const { answeredAt, offeredAt, endedAt } = allocation.value;
  if (on > localDay(now, settings.office)) return refuse('invalid', 'a session is recorded on its day or later');
  if (on < localDay(answeredAt ?? offeredAt, settings.office)) {
    return refuse('invalid', 'on this day the therapist had not accepted the case yet');
  }
  if (endedAt !== undefined && on > localDay(endedAt, settings.office)) {
    return refuse('invalid', 'on this day therapy with this therapist had ended');
  }
  const twin = sessions.some(({ value }) => value.on === on && value.id !== itself);
  return twin ? refuse('invalid', 'a session on this day is recorded already; correct that one') : accept(undefined);
}

/** The credentials that the therapist lacked on that day. */
const lapsedOn = ({ therapist }: Pick<TherapyCase, 'therapist'>, on: LocalDate) =>
  missingCredentials(therapist.value, on, on);

/**
 * What an outcome means for money. The list of payable outcomes and how often somebody may miss a session stand in the
 * settings; a session delivered while a credential had lapsed is held for review, not refused.
 */
export function judge(
  theCase: TherapyCase,
  { on, outcome }: SessionReport,
  settings: CharitySettings,
  itself?: SessionId,
): Exclude<SessionPayment, 'short'> {
  const { payable, missedPaidAtMost } = settings.sessions;
  if (!payable.includes(outcome)) return 'not-payable';
  const missed = theCase.sessions.filter(
    ({ value }) =>
      value.id !== itself &&
      value.outcome === 'did-not-attend' &&
      value.placeId === theCase.place?.value.id &&
      isOwed(value),
  );
  if (outcome === 'did-not-attend' && theCase.place !== undefined && missed.length >= missedPaidAtMost) {
    return 'not-payable';
  }
  if (lapsedOn(theCase, on).length > 0) return 'in-review';
  return theCase.place === undefined ? 'self-funded' : 'posted';
}

/** Whether therapy has begun with it: an appointment that was called off in time begins nothing. */
const begins = ({ outcome, payment }: Pick<Session, 'outcome' | 'payment'>): boolean =>
  payment !== 'not-payable' || (outcome !== 'cancelled-in-time' && outcome !== 'therapist-cancelled');

/**
 * When the wait ended: with the first session since it began to which the person came; its day's close, or now if that is
 * earlier.
 */
export function waitEnd(
  clock: WaitClock,
  sessions: readonly Session[],
  now: Instant,
  settings: CharitySettings,
): WaitClock {
  const { endedAt: _, ...running } = clock;
  const first = sessions
    .filter((session) => tookPlace(session) && session.on >= localDay(clock.startedAt, settings.office))
    .map(({ on }) => on)
    .toSorted()[0];
  if (first === undefined) return running;
  const close = officeDeadline(Instant.parse(`${first}T12:00:00.000Z`), 0, settings.office);
  const [, end = now] = [clock.startedAt, close, now].toSorted();
  return { ...running, endedAt: end };
}

/**
 * The tasks a session leaves: somebody asks how a person is who did not come; a lapsed credential is looked into; what is
 * short, unless its place has asked for the money, is made up another way.
 */
export function tasksOf(
  session: Session,
  before: Session | undefined,
  sessions: readonly Versioned<'session'>[],
  now: Instant,
  settings: CharitySettings,
  isAskedFor = false,
): readonly Change[] {
  const { office, deadlines } = settings;
  const occasion = recordings(sessions.map(({ value }) => value)) + 1;
  const about = `referral/${session.referralId}`;
  const open = (kind: 'welfare-check' | 'review-session' | 'session-short', days: number) =>
    openTask(kind, 'coordinator', about, now, officeDeadline(now, days, office), occasion);
  return [
    ...(session.outcome === 'did-not-attend' && before?.outcome !== 'did-not-attend'
      ? [open('welfare-check', settings.sessions.welfareCheck)]
      : []),
    ...(session.payment === 'in-review' && before?.payment !== 'in-review'
      ? [open('review-session', deadlines.completeCallTask)]
      : []),
    ...(session.payment === 'short' && before?.payment !== 'short' && !isAskedFor
      ? [open('session-short', deadlines.completeCallTask)]
      : []),
  ];
}

/** What a session's facts carry. */
export const sessionFact = ({ id, referralId, poolId }: Session) => ({
  sessionId: id,
  referralId,
  poolId,
});

/** The changes of the records a session stands in, where they did change; a case without a place is kept in step by its referral. */
export function changesOf(
  theCase: TherapyCase,
  after: { readonly referral: Referral; readonly place: Place | undefined; readonly hold: Hold | undefined },
): readonly Change[] {
  const { referral, place, hold } = theCase;
  return [
    ...(after.referral !== referral.value || place === undefined ? [change(referral, after.referral)] : []),
    ...(place === undefined || after.place === undefined ? [] : [change(place, after.place)]),
    ...(hold === undefined || after.hold === undefined || after.hold === hold.value ? [] : [change(hold, after.hold)]),
  ];
}

/**
 * Records what came of one appointment. A payable one posts the pool's part of the fee from the hold, in the order of its
 * draws, effective on the day of the session; another posts nothing, and the money stays held for the block. The first
 * session begins therapy; the first to which the person came ends the wait.
 * @returns refusals: `not-allowed`; `closed` when therapy with this therapist has ended; `invalid`, in words for a page,
 * for a day that cannot be, a second session on one day, and more sessions than the block covers
 */
export function recordSession(
  theCase: TherapyCase,
  report: SessionReport & { readonly id: SessionId },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { referral, place, hold, allocation, search, sessions } = theCase;
  const { id, on, outcome } = report;
  if (!mayTell(theCase, by)) return notYours;
  if (!isOpen(referral.value.state)) return refusePassed('closed', 'the referral is closed');
  if (allocation.value.state !== 'accepted') return refusePassed('closed', 'therapy with this therapist has ended');
  const day = checkDay(theCase, on, now, settings);
  if (!day.ok) return day;
  const will = judge(theCase, report, settings);
  const fits = place === undefined ? accept(undefined) : fitsPlace(place.value, on, will, settings);
  if (!fits.ok) return fits;
  const begun = takeUp(theCase, begins({ outcome, payment: will }));
  if (!begun.ok) return begun;
  const draft = draftOf(theCase, report, blockInHand(theCase), by, now);
  const settled = settleSession(draft, on, will, { place: begun.value.place, hold, search, sessions }, now);
  if (settled.missing > 0) return refuse('no-cover', 'what is held for this block does not pay for this session');
  const session: Session = { ...draft, ...settled.money };
  const clock = waitEnd(referral.value.clock, [session, ...sessions.map(({ value }) => value)], now, settings);
  const isNews = begun.value.referral.state !== referral.value.state;
  const told = isNews ? tellReferrer(referral.value, 'began', now) : undefined;
  const changed = isNews || clock.endedAt !== referral.value.clock.endedAt;
  return accept({
    about: `referral/${referral.value.id}`,
    did: 'record-session',
    why: outcome,
    by,
    at: now,
    relies: [...readToJudge(theCase), ...(changed || place === undefined ? [] : [rely(referral)])],
    changes: [
      create('session', id, session),
      ...changesOf(theCase, {
        referral: changed ? { ...begun.value.referral, clock } : referral.value,
        place: settled.place && heardOf({ ...settled.place, clock }, now),
        hold: settled.hold,
      }),
      ...endSilence(theCase.silent, by, now),
      ...tasksOf(session, undefined, sessions, now, settings),
      ...(told === undefined ? [] : [told.change]),
    ],
    entries: settled.entries,
    facts: [
      { type: 'uk.sponsored-places.session.recorded.v1', subject: `session/${id}`, data: sessionFact(session) },
      ...begunFact(place?.value, settled.place),
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

/**
 * What a session was judged by and is not changed with it: whose case it is, the credentials of who treats, and, as long
 * as the next therapist's fee is not known, what they may ask.
 */
export const readToJudge = ({ allocation, therapist, search, place }: TherapyCase): Decision['relies'] => [
  rely(allocation),
  rely(therapist),
  ...(place?.value.state === 'approved' || place?.value.state === 'allocated' ? [rely(search)] : []),
];

/** What a session costs the pool, and the block of a place that it counts towards, if any. */
type BlockOfSession = Pick<Session, 'cost' | 'placeId' | 'block' | 'holdId'>;

/** Of no block, and nothing that the pool pays for. */
export const noBlock: BlockOfSession = { cost: 0 as Session['cost'] };

function blockInHand({ place }: TherapyCase): BlockOfSession {
  if (place === undefined || !isInHand(place.value)) return noBlock;
  const { id: placeId, block, holdId } = place.value;
  const cost = 'agreedFee' in place.value ? sessionCost(place.value) : noBlock.cost;
  return { placeId, block: block.number, holdId, cost };
}

/** The session as it is before anything is said of its money. */
export function draftOf(
  { referral, allocation }: Pick<TherapyCase, 'referral' | 'allocation'>,
  { id, on, outcome }: SessionReport & { readonly id: SessionId },
  block: BlockOfSession,
  by: Actor,
  now: Instant,
): Session {
  return {
    id,
    on,
    outcome,
    payment: 'not-payable',
    recordedAt: now,
    recordedBy: by.id,
    referralId: referral.value.id,
    poolId: referral.value.poolId,
    therapistId: allocation.value.therapistId,
    allocationId: allocation.value.id,
    ...block,
    counted: false,
    takes: [],
    entries: 0,
    earlier: [],
  };
}

/** Whether the place can have a session of that day now. */
function fitsPlace(place: Place, on: LocalDate, will: SessionPayment, settings: CharitySettings): Outcome<undefined> {
  if (place.state !== 'allocated' && place.state !== 'in-use' && place.state !== 'paused') {
    return refusePassed('closed', 'nobody treats this person now');
  }
  if (place.state === 'paused' && on > localDay(place.pausedAt, settings.office)) {
    return refuse('invalid', 'therapy rests since before this day; end the pause first');
  }
  return will !== 'not-payable' && sessionsLeft(place) === 0
    ? refuse('invalid', 'every session of this block has been used; the next block must be ready first')
    : accept(undefined);
}

/** The referral and the place as therapy begins, if it does with this session and has not before. */
function takeUp(
  { referral, place }: TherapyCase,
  begins: boolean,
): Outcome<{ readonly referral: Referral; readonly place: Versioned<'place'> | undefined }> {
  if (!begins) return accept({ referral: referral.value, place });
  const entered =
    referral.value.state === 'in-therapy'
      ? accept(referral.value.state)
      : step(referralStates, referral.value.state, 'in-therapy', system);
  if (!entered.ok) return entered;
  const inTherapy: Referral = { ...referral.value, state: entered.value };
  if (place?.value.state !== 'allocated') return accept({ referral: inTherapy, place });
  const next = step(placeStates, place.value.state, 'in-use', system);
  if (!next.ok) return next;
  return accept({ referral: inTherapy, place: { ...place, value: { ...place.value, state: 'in-use' } } });
}

/** The mail to the professional, if the person agreed to this being told. */
export const tellReferrer = ({ id, referrer }: Referral, signal: 'began' | 'ended', now: Instant) =>
  referrer?.signals.includes(signal) === true
    ? requestEmail('referrer-signal', referrer.personId, `referral/${id}`, now, signal)
    : undefined;

const begunFact = (before: Place | undefined, after: Place | undefined): readonly NewFact[] =>
  before?.state === 'allocated' && after?.state === 'in-use'
    ? [
        {
          type: 'uk.sponsored-places.place.begun.v1',
          subject: `place/${after.id}`,
          data: { placeId: after.id, referralId: after.referralId, poolId: after.poolId },
        },
      ]
    : [];
