import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { credentialsThrough, place, task, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy, selfFunded } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import { correctSession, payShortSession, reviewSession } from './correct-session.ts';
import type { Versioned } from './decision.ts';
import type { LivingCase } from './place-life.ts';
import { recordSession } from './record-session.ts';
import type { SessionOutcome } from './session.ts';
import { silenceTaskId } from './silent-therapy.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const on = LocalDate.parse('2027-02-22');
const otherDay = LocalDate.parse('2027-02-23');
const heardAt = Instant.parse('2027-01-25T10:00:00.000Z');

/** A case with one session of this outcome, on 22 February. */
function recorded(outcome: SessionOutcome, theCase: LivingCase = inTherapy('in-use')) {
  const made = recordSession(theCase, { id: idOf.session(1), on, outcome }, terry, now, settings);
  if (!made.ok) throw new Error(made.refusal.because);
  const following = afterwards(theCase, made.value.changes);
  return { theCase: following, session: sessionIn(following) };
}

function sessionIn({ sessions }: LivingCase): Versioned<'session'> {
  const [session] = sessions;
  if (session === undefined) throw new Error('there is a session');
  return session;
}

/** The same, of which nothing was heard since: somebody is to ask. */
function silent({ theCase, session }: ReturnType<typeof recorded>): ReturnType<typeof recorded> {
  const { place: used } = theCase;
  if (used?.value.state !== 'in-use') throw new Error('in use');
  const value = { ...used.value, heardAt, silentTask: silenceTaskId(used.value) };
  const told = task('therapy-silent', { role: 'coordinator' });
  return { theCase: { ...theCase, place: { ...used, value }, silent: told }, session };
}

const correct = (
  { theCase, session }: ReturnType<typeof recorded>,
  outcome: SessionOutcome,
  day = on,
  by = terry,
  why = 'the wrong line was ticked',
) => correctSession(theCase, session, { on: day, outcome, why }, by, now, settings);

const id = idOf.session(1);

describe('a correction', () => {
  it('of a paid session to an unpaid one reverses its entry, and the money is held for the block again', () => {
    const corrected = correct(recorded('attended'), 'cancelled-in-time');
    expect(wordsOf(corrected)).toEqual([
      `correct-session by ${terry.id}`,
      'session changed',
      'referral changed',
      'place changed',
      'hold changed',
      `booked session:${id}:2: 4500`,
      'fact session.corrected',
    ]);
    expect(leaves(corrected, 'place')).toMatchObject({ used: 0, block: { used: 0 }, amount: 27_000 });
    expect(leaves(corrected, 'hold')).toMatchObject({ returning: 3000, draws: [{ posted: 0 }, { posted: 0 }] });
    expect(leaves(corrected, 'referral').clock.endedAt).toBeUndefined();
    expect(leaves(corrected, 'place').clock.endedAt).toBeUndefined();
  });

  it('names a day on which the case was this therapist’s, also when it is so no more', () => {
    const { theCase, session } = recorded('attended');
    const { allocation } = theCase;
    const left = { ...allocation.value, state: 'ended' as const, endedAt: Instant.parse('2027-02-24T10:00:00.000Z') };
    const ended = { theCase: { ...theCase, allocation: { ...allocation, value: left } }, session };
    const to = (day: string) => wordsOf(correct(ended, 'attended', LocalDate.parse(day)))[0];
    expect([to('2027-01-19'), to('2027-02-25')]).toEqual(['invalid', 'invalid']);
    expect([to('2027-01-20'), to('2027-02-24')]).toEqual(Array(2).fill(`correct-session by ${terry.id}`));
  });

  it('relies on the credentials that it was judged by', () => {
    const corrected = correct(recorded('attended'), 'late');
    expect(decided(corrected).relies.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['allocation', 'therapist']),
    );
  });

  it('keeps what was recorded before, and says who corrected it and why', () => {
    expect(leaves(correct(recorded('attended'), 'late', on, cora), 'session')).toMatchObject({
      outcome: 'late',
      recordedBy: 'cora',
      why: 'the wrong line was ticked',
      earlier: [{ outcome: 'attended', payment: 'posted', recordedBy: terry.id, on }],
    });
  });

  it('is something heard of a therapy that was silent, and nobody need ask any more', () => {
    const corrected = correct(silent(recorded('attended')), 'late');
    expect(leaves(corrected, 'place')).toMatchObject({ heardAt: now });
    expect(leaves(corrected, 'place')).not.toHaveProperty('silentTask');
    expect(wordsOf(corrected)).toContain('task therapy-silent done');
  });

  it('keeps each of several with the reason that was given for it', () => {
    const once = recorded('attended');
    const late = afterwards(once.theCase, decided(correct(once, 'late', on, terry, 'ten minutes')).changes);
    const again = correct({ theCase: late, session: sessionIn(late) }, 'attended', on, cora, 'it was the traffic');
    const { why, earlier } = leaves(again, 'session');
    expect([...earlier.map((each) => each.why), why]).toEqual([undefined, 'ten minutes', 'it was the traffic']);
  });

  it('leaves the end of the wait to the session that came first, whichever is corrected', () => {
    const { theCase } = recorded('attended');
    const made = recordSession(
      theCase,
      { id: idOf.session(2), on: otherDay, outcome: 'attended' },
      terry,
      now,
      settings,
    );
    const both = afterwards(theCase, decided(made).changes);
    const second = both.sessions.find((one) => one.id === idOf.session(2));
    if (second === undefined) throw new Error('there are two');
    const corrected = correct({ theCase: both, session: second }, 'late', LocalDate.parse('2027-02-24'));
    expect(decided(corrected).changes.map(({ kind }) => kind)).toEqual(['session', 'place']);
    expect(leaves(corrected, 'place').clock.endedAt).toBe('2027-02-22T17:00:00.000Z');
  });

  it('asks once how somebody is who did not come, however often that is said', () => {
    const moved = correct(recorded('did-not-attend'), 'did-not-attend', otherDay);
    expect(wordsOf(moved).join()).not.toContain('task');
    expect(wordsOf(correct(recorded('attended'), 'did-not-attend'))).toContain('task welfare-check for coordinator');
  });

  it('of a session that is short asks for its money once, and tells a person once', () => {
    const { theCase, session } = recorded('cancelled-in-time');
    const ended = { ...theCase, place: { ...place('completed'), version: 5 } };
    const short = afterwards(ended, decided(correct({ theCase: ended, session }, 'cancelled-late')).changes);
    const again = correct({ theCase: short, session: sessionIn(short) }, 'attended');
    expect(leaves(again, 'session').payment).toBe('short');
    expect(wordsOf(again).join()).not.toContain('task');
    const used = inTherapy('in-use', {
      place: place('in-use', { used: 6, amount: 0, block: { number: 1, sessions: 6, used: 6 } }),
      hold: { ...hold45(0), version: 4 },
    });
    const first = recorded('cancelled-in-time', used);
    const asking = afterwards(first.theCase, decided(correct(first, 'cancelled-late')).changes);
    expect(wordsOf(correct({ theCase: asking, session: sessionIn(asking) }, 'attended')).join()).not.toContain(
      'request',
    );
  });

  it('relies on the referral, where it does not change it, and on the search while another therapist may be found', () => {
    const { theCase, session } = recorded('attended');
    const same = decided(correct({ theCase, session }, 'late')).relies.map(({ kind }) => kind);
    expect(same.toSorted()).toEqual(['allocation', 'referral', 'therapist']);
    const { place: used } = theCase;
    if (used?.value.state !== 'in-use') throw new Error('in use');
    const { agreedFee: _, therapistId: __, ...kept } = used.value;
    const sought = { ...used, value: { ...kept, state: 'approved' as const, findBy: now } };
    const relied = decided(correct({ theCase: { ...theCase, place: sought }, session }, 'late')).relies;
    expect(relied.map(({ kind }) => kind)).toContain('search');
  });

  it('of a session before its hold was another sets its money free, and uses nothing of the block in hand', () => {
    const { theCase, session } = recorded('attended');
    const before = place('in-use', {
      holdId: idOf.hold(1, 2),
      amount: 27_000,
      used: 1,
      block: { number: 1, sessions: 6, used: 0 },
    });
    const corrected = correct(
      { theCase: { ...theCase, place: { ...before, version: 5 } }, session },
      'cancelled-in-time',
    );
    expect(leaves(corrected, 'place')).toMatchObject({ amount: 27_000, used: 0, block: { used: 0 } });
    expect(leaves(corrected, 'hold')).toMatchObject({ returning: 7500 });
  });

  it('of a session of the block before gives nothing back to the block in hand, whose sessions it did not use', () => {
    const { theCase, session } = recorded('attended');
    const now2 = place('in-use', { amount: 22_500, used: 1, block: { number: 2, sessions: 5, used: 0 } });
    const corrected = correct(
      { theCase: { ...theCase, place: { ...now2, version: 5 } }, session },
      'cancelled-in-time',
    );
    expect(leaves(corrected, 'place')).toMatchObject({ amount: 22_500, used: 0, block: { number: 2, used: 0 } });
    expect(leaves(corrected, 'hold')).toMatchObject({ returning: 7500 });
  });

  it('of an unpaid session to a paid one posts it under the next revision', () => {
    const unpaid = recorded('attended');
    const back = afterwards(unpaid.theCase, decided(correct(unpaid, 'therapist-cancelled')).changes);
    const again = correct({ theCase: back, session: sessionIn(back) }, 'attended');
    expect(wordsOf(again)).toContain(`booked session:${id}:3: 4500`);
    expect(leaves(again, 'session')).toMatchObject({ payment: 'posted', entries: 3, counted: true });
    expect(leaves(again, 'place')).toMatchObject({ used: 1, amount: 22_500 });
  });

  it('of the day alone reverses and posts again, each effective on its own day', () => {
    const moved = correct(recorded('attended'), 'attended', otherDay);
    const entries = decided(moved).entries;
    expect(entries.map((entry) => [entry.id, entry.effectiveOn])).toEqual([
      [`session:${id}:2`, on],
      [`session:${id}:3`, otherDay],
    ]);
    expect(entries[0]?.postings.map(({ amount }) => amount)).toEqual([4500, -4500]);
    expect(decided(moved).changes.map(({ kind }) => kind)).toEqual(['session', 'referral', 'place']);
  });

  it('from one paid outcome to another books nothing', () => {
    const corrected = correct(recorded('attended'), 'late');
    expect(decided(corrected).entries).toEqual([]);
    expect(leaves(corrected, 'place')).toMatchObject({ used: 1, amount: 22_500 });
  });

  it('of a client who pays the whole moves no money', () => {
    const corrected = correct(recorded('attended', selfFunded()), 'cancelled-in-time');
    expect(leaves(corrected, 'session').payment).toBe('not-payable');
    expect(decided(corrected).entries).toEqual([]);
  });

  it('after the end of its place sets the money free for its lots', () => {
    const { theCase, session } = recorded('attended');
    const ended = { ...theCase, place: { ...place('completed', { used: 1 }), version: 5 } };
    const corrected = correct({ theCase: ended, session }, 'cancelled-in-time');
    expect(leaves(corrected, 'hold')).toMatchObject({ returning: 7500, draws: [{ posted: 0 }, { posted: 0 }] });
    expect(leaves(corrected, 'place')).toMatchObject({ state: 'completed', used: 0 });
  });

  it('that needs money its place has given back is short, and a person is told', () => {
    const { theCase, session } = recorded('cancelled-in-time');
    const ended = { ...theCase, place: { ...place('completed'), version: 5 } };
    const corrected = correct({ theCase: ended, session }, 'cancelled-late');
    expect(leaves(corrected, 'session')).toMatchObject({ payment: 'short', takes: [] });
    expect(decided(corrected).entries).toEqual([]);
    expect(wordsOf(corrected)).toContain('task session-short for coordinator');
  });

  it('that needs more than the block in hand has asks for a top-up, which pays it when it has come', () => {
    const spent = inTherapy('in-use', {
      place: place('in-use', { used: 6, amount: 0, block: { number: 1, sessions: 6, used: 6 } }),
      hold: { ...hold45(0), version: 4 },
    });
    const short = correct(recorded('cancelled-in-time', spent), 'cancelled-late');
    expect(wordsOf(short)).toEqual([
      `correct-session by ${terry.id}`,
      'session changed',
      'place changed',
      'new request requested',
      'fact session.corrected',
      'fact request.asked',
    ]);
    expect(leaves(short, 'request')).toMatchObject({ cost: 4500, cause: { kind: 'correction' } });
    const waiting = afterwards(recorded('cancelled-in-time', spent).theCase, decided(short).changes);
    const some = { ...recorded('cancelled-in-time', spent).theCase, hold: { ...hold45(1000), version: 5 } };
    const partly = correct({ theCase: some, session: sessionIn(some) }, 'cancelled-late');
    expect(decided(partly).changes.map(({ kind }) => kind)).toEqual(['session', 'place', 'request']);
    const none = payShortSession(waiting, sessionIn(waiting), cora, now, settings);
    expect(wordsOf(none)).toEqual(['not-covered']);
    const topped = { ...waiting, hold: { ...hold45(4500), version: 5 } };
    const paid = payShortSession(topped, sessionIn(topped), cora, now, settings);
    expect(wordsOf(paid)).toContain(`booked session:${id}:1: 4500`);
    expect(leaves(paid, 'session').payment).toBe('posted');
  });

  it('is refused to others, when nothing is different, and while the money of its block is going back', () => {
    expect(wordsOf(correct(recorded('attended'), 'late', on, fay))).toEqual(['not-allowed']);
    expect(wordsOf(correct(recorded('attended'), 'attended'))).toEqual(['invalid']);
    const { theCase, session } = recorded('attended');
    const ending = theCase.hold && { ...theCase.hold, value: { ...theCase.hold.value, ending: 'released' as const } };
    expect(wordsOf(correct({ theCase: { ...theCase, hold: ending }, session }, 'late'))).toEqual(['changed-meanwhile']);
  });
});

describe('a review', () => {
  const lapsed = therapist({ clients: 1, offers: 0, credentials: credentialsThrough('2027-02-01') });
  const held = () => recorded('attended', inTherapy('in-use', { therapist: lapsed }));
  const review = (passes: boolean, { theCase, session } = held(), by = cora) =>
    reviewSession(theCase, session, passes, by, now, settings);

  it('that passes pays the session from the money held for it', () => {
    const passed = review(true);
    expect(wordsOf(passed)).toContain(`booked session:${id}:1: 4500`);
    expect(leaves(passed, 'place')).toMatchObject({ used: 1, block: { used: 1 }, amount: 22_500 });
  });

  it('is told as a review, and of a client who pays the whole comes to no money', () => {
    expect(wordsOf(review(true))).toContain('fact session.reviewed');
    const own = review(true, recorded('attended', selfFunded({ therapist: lapsed })));
    expect(leaves(own, 'session')).toMatchObject({ payment: 'self-funded', counted: false });
  });

  it('is nothing heard of a therapy that is silent: a coordinator has looked, and the therapist said nothing', () => {
    const reviewed = review(true, silent(held()));
    expect(leaves(reviewed, 'place')).toMatchObject({ heardAt, silentTask: expect.any(String) });
    expect(wordsOf(reviewed).join()).not.toContain('task');
  });

  it('is asked for once, when what waits for it is corrected', () => {
    expect(wordsOf(correct(held(), 'late')).join()).not.toContain('task');
  });

  it('keeps its money from whatever else is to be paid of the block', () => {
    const full = held();
    const used = full.theCase.place;
    if (used?.value.state !== 'in-use') throw new Error('in use');
    const block = { number: 1, sessions: 1, used: 1 };
    const rest = { ...used, value: { ...used.value, block, amount: 4500 as typeof used.value.amount } };
    const only = {
      ...full.theCase,
      place: rest,
      hold: hold({ amount: 4500, draws: drawsOf(4500) }),
      therapist: therapist(),
    };
    const called = recordSession(
      only,
      { id: idOf.session(2), on: otherDay, outcome: 'cancelled-in-time' },
      terry,
      now,
      settings,
    );
    const two = afterwards(only, decided(called).changes);
    const second = two.sessions.find((one) => one.id === idOf.session(2));
    if (second === undefined) throw new Error('there are two');
    const corrected = correct({ theCase: two, session: second }, 'attended', otherDay);
    expect(leaves(corrected, 'session')).toMatchObject({ payment: 'short' });
  });

  it('that fails leaves the money for the block', () => {
    const failed = review(false);
    expect(leaves(failed, 'session')).toMatchObject({ payment: 'not-payable', counted: false });
    expect(leaves(failed, 'place')).toMatchObject({ used: 0, block: { used: 0 }, amount: 27_000 });
    expect(decided(failed).entries).toEqual([]);
  });

  it('is a coordinator’s, once, and never of one’s own pay', () => {
    expect(wordsOf(review(true, held(), terry))).toEqual(['not-allowed']);
    expect(wordsOf(review(true, held(), { id: terry.id, roles: ['coordinator'] }))).toEqual(['same-person']);
    expect(wordsOf(review(true, recorded('attended')))).toEqual(['wrong-state']);
    const { theCase, session } = recorded('attended');
    expect(wordsOf(payShortSession(theCase, session, cora, now, settings))).toEqual(['wrong-state']);
  });
});

const hold45 = (extra: number) => {
  const { hold } = inTherapy('in-use');
  if (hold === undefined) throw new Error('there is a hold');
  const [first] = hold.value.draws;
  if (first === undefined) throw new Error('there is a draw');
  const drawn = (27_000 + extra) as typeof first.drawn;
  const { returning: _, ...value } = hold.value;
  return {
    ...hold,
    value: {
      ...value,
      state: 'posted' as const,
      amount: drawn,
      draws: [{ ...first, drawn, posted: 27_000 as typeof drawn }],
    },
  };
};

function decided(made: ReturnType<typeof correct>) {
  if (!made.ok) throw new Error(made.refusal.because);
  return made.value;
}
