import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { askForCorrection } from './ask-request.ts';
import { change, type Decision, type NewFact, rely, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { approvers } from './place.ts';
import {
  changesOf,
  checkDay,
  judge,
  mayTell,
  notYours,
  readToJudge,
  type SessionReport,
  sessionFact,
  type TherapyCase,
  tasksOf,
  waitEnd,
} from './record-session.ts';
import type { Session, SessionPayment } from './session.ts';
import type { CharitySettings } from './settings.ts';
import { isInHand, settleSession } from './settle-session.ts';
import { endSilence, heardOf } from './silent-therapy.ts';

const superseded = ({ on, outcome, payment, recordedAt, recordedBy, why }: Session): Session['earlier'][number] => ({
  on,
  outcome,
  payment,
  recordedAt,
  recordedBy,
  ...(why === undefined ? {} : { why }),
});

/**
 * Corrects what was recorded of a session: the former record is superseded and kept, what it had booked is reversed
 * under the next revision, and the new posting follows. A correction that needs money its place has already given back
 * leaves the session `short`, and the place asks for a top-up; one that has ended cannot ask, and a person is told. A
 * session that is not paid after all is given back to its block where the money covers it; see {@link settleSession}.
 * @returns refusals: `not-allowed`; `invalid`, in words for a page, when nothing is different or the day cannot be;
 * `changed-meanwhile` while the money of its block is just going back
 */
export function correctSession(
  theCase: TherapyCase,
  session: Versioned<'session'>,
  report: SessionReport & { readonly why: string },
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { on, outcome, why } = report;
  const before = session.value;
  if (!mayTell(theCase, by)) return notYours;
  if (before.on === on && before.outcome === outcome) return refuse('invalid', 'this is what is recorded already');
  const day = checkDay(theCase, on, now, settings, before.id);
  if (!day.ok) return day;
  const will = judge(theCase, report, settings, before.id);
  return settleAgain(theCase, session, { on, outcome }, will, { did: 'correct-session', why, by, now }, settings);
}

/**
 * A coordinator has looked into a session that was held because a credential had lapsed: it is paid, or it is not.
 * @returns refusals: `not-allowed`; `wrong-state` when it is not under review; `changed-meanwhile` as for a correction
 */
export function reviewSession(
  theCase: TherapyCase,
  session: Versioned<'session'>,
  passes: boolean,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { on, outcome, payment, placeId, therapistId } = session.value;
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator decides on a review');
  if (by.id === therapistId) return refuse('same-person', 'nobody decides on their own pay');
  if (payment !== 'in-review') return refuse('wrong-state', 'the session is not under review');
  const paid = placeId === undefined ? 'self-funded' : 'posted';
  const why = passes ? 'the credential was in order, or is not needed for this' : 'the credential had lapsed';
  const will = passes ? paid : 'not-payable';
  return settleAgain(theCase, session, { on, outcome }, will, { did: 'review-session', why, by, now }, settings);
}

/** The money that a session was short of has come to its place: the therapist is owed it now. */
export function payShortSession(
  theCase: TherapyCase,
  session: Versioned<'session'>,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { on, outcome, payment } = session.value;
  if (payment !== 'short') return refuse('wrong-state', 'the session is not short of money');
  const trail: Trail = { did: 'pay-session', why: 'the money for it has come', by, now };
  if (!couldPay(theCase, session.value, now)) return refuse('not-covered', 'its place does not have the money for it');
  return settleAgain(theCase, session, { on, outcome }, 'posted', trail, settings);
}

const couldPay = (theCase: TherapyCase, session: Session, now: Instant): boolean =>
  settleSession(session, session.on, 'posted', theCase, now).missing === 0;

interface Trail {
  readonly did: 'correct-session' | 'review-session' | 'pay-session';
  readonly why: string;
  readonly by: Actor;
  readonly now: Instant;
}

function settleAgain(
  theCase: TherapyCase,
  session: Versioned<'session'>,
  { on, outcome }: SessionReport,
  will: Exclude<SessionPayment, 'short'>,
  { did, why, by, now }: Trail,
  settings: CharitySettings,
): Outcome<Decision> {
  const { referral, place, hold, search, sessions } = theCase;
  const before = session.value;
  if (hold?.value.ending !== undefined) {
    return refuse('changed-meanwhile', 'the money of its block is just going back');
  }
  const settled = settleSession(before, on, will, { place, hold, search, sessions }, now);
  const after: Session = {
    ...before,
    ...settled.money,
    on,
    outcome,
    recordedAt: now,
    recordedBy: by.id,
    why,
    earlier: [...before.earlier, superseded(before)],
  };
  const all = sessions.map(({ value }) => (value.id === after.id ? after : value));
  const clock = waitEnd(referral.value.clock, all, now, settings);
  const changedClock = clock.endedAt !== referral.value.clock.endedAt;
  const facts: readonly NewFact[] =
    did === 'correct-session'
      ? [{ type: 'uk.sponsored-places.session.corrected.v1', subject: `session/${after.id}`, data: sessionFact(after) }]
      : [{ type: 'uk.sponsored-places.session.reviewed.v1', subject: `session/${after.id}`, data: sessionFact(after) }];
  const asked =
    settled.missing > 0 && before.payment !== 'short' && settled.place !== undefined && isInHand(settled.place)
      ? askForCorrection(
          settled.place,
          `${before.id.slice('ses_'.length)}r${after.earlier.length}`,
          before.cost,
          by,
          now,
        )
      : undefined;
  const grown = asked?.place ?? settled.place;
  const decision: Decision = {
    about: `referral/${referral.value.id}`,
    did,
    why,
    by,
    at: now,
    relies: [...readToJudge(theCase), ...(changedClock || place === undefined ? [] : [rely(referral)])],
    changes: [
      change(session, after),
      ...changesOf(theCase, {
        referral: changedClock ? { ...referral.value, clock } : referral.value,
        place: grown && (did === 'correct-session' ? heardOf({ ...grown, clock }, now) : { ...grown, clock }),
        hold: settled.hold,
      }),
      ...(did === 'correct-session' ? endSilence(theCase.silent, by, now) : []),
      ...tasksOf(after, before, sessions, now, settings, asked !== undefined),
      ...(asked === undefined ? [] : [asked.request]),
    ],
    entries: settled.entries,
    facts: asked === undefined ? facts : [...facts, asked.fact],
  };
  return accept(decision);
}
