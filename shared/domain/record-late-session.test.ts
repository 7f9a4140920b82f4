import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { allocation, credentialsThrough, place, therapist } from '../../test/support/case-samples.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy, selfFunded } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import { later } from './office-days.ts';
import { endTherapy, type LivingCase } from './place-life.ts';
import { isTimeForLate, lastWithPlace, lateUntil, recordLateSession } from './record-late-session.ts';
import { recordSession } from './record-session.ts';
import type { SessionOutcome } from './session.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const toni: Actor = { id: idOf.therapist(2), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const day = (text: string) => LocalDate.parse(text);
/** Therapy ended on Monday; it is Wednesday. */
const then = later(now, { days: 2 });

/** The case with these sessions on the days from 10 February on, one a day; the first is numbered 11. */
function following(theCase: LivingCase, ...outcomes: readonly SessionOutcome[]): LivingCase {
  return outcomes.reduce((so, outcome, index) => {
    const report = { id: idOf.session(11 + index), on: day(`2027-02-${String(10 + index)}`), outcome };
    const made = recordSession(so, report, terry, now, settings);
    if (!made.ok) throw new Error(made.refusal.because);
    return afterwards(so, made.value.changes);
  }, theCase);
}

/** The case once therapy has ended; the money of its place has gone back. */
function ended(theCase = following(inTherapy('allocated'), 'attended')): LivingCase {
  const made = endTherapy(theCase, { to: 'completed', reason: 'done', spokenTo: true }, terry, now, settings);
  if (!made.ok) throw new Error(made.refusal.because);
  return afterwards(theCase, made.value.changes);
}

const record = (
  theCase = ended(),
  on = day('2027-02-20'),
  outcome: SessionOutcome = 'attended',
  by = terry,
  at = then,
) => recordLateSession(theCase, { id: idOf.session(1), on, outcome }, by, at, settings);

describe('a session that is recorded after the end of therapy', () => {
  it('is owed though its place has given the money back: a coordinator makes it up, and the case stays closed', () => {
    const late = record();
    expect(wordsOf(late)).toEqual([
      `record-late-session by ${terry.id}`,
      'new session',
      'place changed',
      'task session-short for coordinator',
      'fact session.recorded',
    ]);
    expect(leaves(late, 'session')).toMatchObject({
      payment: 'short',
      cost: 4500,
      holdId: idOf.hold(1),
      block: 1,
      recordedAt: then,
    });
    expect(leaves(late, 'place')).toMatchObject({ state: 'completed', used: 2, block: { used: 1 } });
    expect(leaves(late, 'task').dueAt).toBe('2027-03-04T17:00:00.000Z');
    expect(late.ok && late.value.facts).toMatchObject([{ subject: `session/${idOf.session(1)}` }]);
  });

  it('is told by its therapist or a coordinator', () => {
    expect(wordsOf(record(ended(), day('2027-02-20'), 'attended', cora))[0]).toBe('record-late-session by cora');
    expect(wordsOf(record(ended(), day('2027-02-20'), 'attended', toni))).toEqual(['not-allowed']);
  });

  it('was before the end: on its day at the latest, and one a day', () => {
    expect(record(ended(), day('2027-03-01')).ok).toBe(true);
    expect(wordsOf(record(ended(), day('2027-03-02')))).toEqual(['invalid']);
    expect(wordsOf(record(ended(), day('2027-02-10')))).toEqual(['invalid']);
  });

  it('has the days of the settings to be told, to the moment', () => {
    const last = later(now, { days: settings.sessions.lateDays });
    const tooLate = Instant.parse(new Date(Date.parse(last) + 1).toISOString());
    const at = (moment: Instant) => wordsOf(record(ended(), day('2027-02-20'), 'attended', terry, moment))[0];
    expect([at(last), at(tooLate)]).toEqual([`record-late-session by ${terry.id}`, 'closed, passed']);
  });

  it('is none of a therapist whose client went to another, nor while therapy goes on', () => {
    const revoked = { ...ended(), allocation: allocation({ state: 'revoked', endedAt: now }) };
    expect(wordsOf(record(revoked))).toEqual(['closed, passed']);
    expect(wordsOf(record(following(inTherapy('allocated'), 'attended')))).toEqual(['closed, passed']);
  });

  it('waits until the money of its place has gone back', () => {
    const closed = ended();
    const hold = closed.hold && { ...closed.hold, value: { ...closed.hold.value, ending: 'released' as const } };
    expect(wordsOf(record({ ...closed, hold }))).toEqual(['changed-meanwhile']);
  });

  it('had room in its block when therapy ended, if anybody is to be paid for it', () => {
    const full = following(inTherapy('allocated'), 'attended', 'late', 'attended', 'attended', 'attended', 'attended');
    expect(wordsOf(record(ended(full)))).toEqual(['invalid']);
    expect(record(ended(full), day('2027-02-20'), 'cancelled-in-time').ok).toBe(true);
  });

  it('has a price by the last that was recorded in time; without one nothing says what it costs', () => {
    const none = ended(inTherapy('in-use'));
    expect(wordsOf(record(none))).toEqual(['no-cover']);
    const calledOff = record(none, day('2027-02-20'), 'therapist-cancelled');
    expect(wordsOf(calledOff)).toEqual([
      `record-late-session by ${terry.id}`,
      'new session',
      'place changed',
      'fact session.recorded',
    ]);
    expect(leaves(calledOff, 'session')).toMatchObject({ payment: 'not-payable', cost: 0 });
  });

  it('that costs the pool nothing is short of nothing, and counts as one the place has had', () => {
    const paysAll = inTherapy('in-use', { place: place('in-use', { contribution: 5500, amount: 27_000 }) });
    const late = record(ended(following(paysAll, 'attended')));
    expect(wordsOf(late)).not.toContain('task session-short for coordinator');
    expect(leaves(late, 'session')).toMatchObject({ payment: 'posted', cost: 0 });
    expect(leaves(late, 'place').used).toBe(2);
    const missed = record(ended(following(paysAll, 'attended')), day('2027-02-20'), 'cancelled-in-time');
    expect(leaves(missed, 'place').used).toBe(1);
  });

  it('of a client who pays the whole is written down, and is nobody’s debt', () => {
    const closed = ended(following(selfFunded(), 'attended'));
    const late = record(closed);
    expect(wordsOf(late)).toEqual([
      `record-late-session by ${terry.id}`,
      'new session',
      'referral changed',
      'fact session.recorded',
    ]);
    expect(leaves(late, 'session')).toMatchObject({ payment: 'self-funded', cost: 0 });
    expect(leaves(late, 'referral')).toEqual(closed.referral.value);
    const lapsed = { ...closed, therapist: therapist({ credentials: credentialsThrough('2027-02-15') }) };
    expect(wordsOf(record(lapsed))).toContain('task review-session for coordinator');
  });

  it('moves the end of the wait back when it was the first, for the place as for the person', () => {
    const late = record(ended(), day('2027-02-05'));
    expect(wordsOf(late)).toContain('referral changed');
    expect(leaves(late, 'referral').clock.endedAt).toBe('2027-02-05T17:00:00.000Z');
    expect(leaves(late, 'referral').state).toBe('completed');
    expect(leaves(late, 'place').clock.endedAt).toBe('2027-02-05T17:00:00.000Z');
  });

  it('relies on whom it judged and by what, and on the wait that it leaves as it is', () => {
    expect(reliedOn(record())).toEqual(['allocation', 'referral', 'therapist']);
    expect(reliedOn(record(ended(), day('2027-02-05')))).toEqual(['allocation', 'therapist']);
    expect(reliedOn(record(ended(following(selfFunded(), 'attended'))))).toEqual(['allocation', 'therapist']);
  });
});

describe('the last session with a place', () => {
  const of = (theCase: LivingCase) => lastWithPlace(theCase)?.id;
  const held = () => ended(following(inTherapy('allocated'), 'attended', 'late'));

  it('is the last that this therapist had with it', () => {
    expect(of(held())).toBe(idOf.session(12));
    expect(of({ ...held(), allocation: allocation({ id: idOf.allocation(1, 2), state: 'ended', endedAt: now }) })).toBe(
      undefined,
    );
    expect(of({ ...held(), place: place('completed', {}, 2) })).toBe(undefined);
    expect(of({ ...held(), place: undefined })).toBe(undefined);
  });

  it('is none of a client who pays the whole', () => {
    expect(of(ended(following(selfFunded(), 'attended')))).toBe(undefined);
  });
});

describe('the time for sessions from before the end', () => {
  it('begins with the end, and there is none without one', () => {
    expect(lateUntil({ state: 'ended', endedAt: now }, settings)).toBe(
      later(now, { days: settings.sessions.lateDays }),
    );
    expect(lateUntil({ state: 'ended' }, settings)).toBeUndefined();
    expect(isTimeForLate({ state: 'accepted' }, now, settings)).toBe(false);
  });
});
