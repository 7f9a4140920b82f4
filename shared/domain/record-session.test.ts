import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { credentialsThrough, place, referral, referredBy, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy, selfFunded } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import type { LivingCase } from './place-life.ts';
import { judge, recordSession, waitEnd } from './record-session.ts';
import type { SessionOutcome } from './session.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const toni: Actor = { id: idOf.therapist(2), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const asha: Actor = { id: 'asha', roles: ['assessor'] };

const day = (text: string) => LocalDate.parse(text);
const today = day('2027-03-01');

const record = (theCase: LivingCase, outcome: SessionOutcome = 'attended', on = today, n = 1, by = terry) =>
  recordSession(theCase, { id: idOf.session(n), on, outcome }, by, now, settings);

/** The case after these outcomes on the days before today, one a day; the first is numbered 11. */
function following(theCase: LivingCase, ...outcomes: readonly SessionOutcome[]): LivingCase {
  return outcomes.reduce((so, outcome, index) => {
    const made = record(so, outcome, day(`2027-02-${String(10 + index)}`), 11 + index);
    if (!made.ok) throw new Error(made.refusal.because);
    return afterwards(so, made.value.changes);
  }, theCase);
}

describe('the first session', () => {
  it('begins therapy, pays the therapist from the hold, ends the wait, and sets free what the fee leaves', () => {
    const first = record(inTherapy('allocated'));
    expect(wordsOf(first)).toEqual([
      `record-session by ${terry.id}`,
      'new session',
      'referral assessed-suitable → in-therapy',
      'place allocated → in-use',
      'hold pending → posted',
      `booked session:${idOf.session(1)}:1: 4500`,
      'fact session.recorded',
      'fact place.begun',
    ]);
    expect(leaves(first, 'place')).toMatchObject({
      used: 1,
      block: { number: 1, sessions: 6, used: 1 },
      amount: 22_500,
    });
    expect(leaves(first, 'hold')).toMatchObject({ returning: 3000, draws: [{ posted: 4500 }, { posted: 0 }] });
    expect(leaves(first, 'referral').clock.endedAt).toBe(now);
    expect(leaves(first, 'session')).toMatchObject({ payment: 'posted', cost: 4500, counted: true, entries: 1 });
  });

  it('books each draw with its lot and hold, effective on the day of the session', () => {
    const theCase = inTherapy('in-use', {
      hold: hold({
        state: 'posted',
        draws: [{ ...hold().value.draws[0], drawn: 2000 }, hold().value.draws[1]],
        amount: 12_000,
      }),
      place: place('in-use', { amount: 4500, block: { number: 1, sessions: 1, used: 0 } }),
    });
    const made = record(theCase, 'late', day('2027-02-27'));
    const [entry] = made.ok ? made.value.entries : [];
    const held = { account: 'fund:fnd_generalfund:held', holdId: idOf.hold(1) };
    expect(entry).toMatchObject({ bookedAt: now, effectiveOn: '2027-02-27' });
    expect(entry?.postings).toEqual([
      { ...held, amount: 2000, lotId: idOf.lot(1) },
      { ...held, amount: 2500, lotId: idOf.lot(2) },
      { account: `therapist:${terry.id}:payable`, amount: -4500 },
    ]);
  });

  it('touches no lot', () => {
    const made = record(inTherapy('allocated'));
    expect(made.ok && made.value.changes.map(({ kind }) => kind)).not.toContain('lot');
  });

  it('ends the wait on its own day, when it is recorded later', () => {
    const made = record(inTherapy('allocated'), 'attended', day('2027-02-25'));
    expect(leaves(made, 'referral').clock.endedAt).toBe('2027-02-25T17:00:00.000Z');
    expect(leaves(made, 'place').clock.endedAt).toBe('2027-02-25T17:00:00.000Z');
  });

  it('moves the end of the wait back, when an earlier one is recorded after it', () => {
    const made = record(following(inTherapy('allocated'), 'attended'), 'attended', day('2027-02-05'));
    expect(leaves(made, 'referral').clock.endedAt).toBe('2027-02-05T17:00:00.000Z');
  });

  it.each(['cancelled-in-time', 'therapist-cancelled'] as const)('is none when it was called off: %s', (outcome) => {
    const made = record(inTherapy('allocated'), outcome);
    expect(wordsOf(made)).toEqual([
      `record-session by ${terry.id}`,
      'new session',
      'place changed',
      'fact session.recorded',
    ]);
    expect(leaves(made, 'place')).toMatchObject({ state: 'allocated', used: 0, amount: 30_000 });
  });

  it('is one that is paid for, or to which somebody might have come', () => {
    const under = (sessions: Partial<typeof settings.sessions>, outcome: SessionOutcome) => {
      const report = { id: idOf.session(1), on: today, outcome };
      const ruled = { ...settings, sessions: { ...settings.sessions, ...sessions } };
      return leaves(recordSession(inTherapy('allocated'), report, terry, now, ruled), 'place').state;
    };
    expect(under({ missedPaidAtMost: 0 }, 'did-not-attend')).toBe('in-use');
    expect(under({ payable: ['attended', 'cancelled-in-time'] }, 'cancelled-in-time')).toBe('in-use');
    expect(under({ payable: ['attended'] }, 'cancelled-in-time')).toBe('allocated');
  });

  it('is said once to have begun the place', () => {
    const second = record(following(inTherapy('allocated'), 'attended'));
    expect(wordsOf(second).filter((line) => line.startsWith('fact'))).toEqual(['fact session.recorded']);
  });

  it('is none for somebody who is found not to be ready, and none without the money for it', () => {
    const notReady = inTherapy('allocated', { referral: referral({ state: 'suitable-not-ready' }) });
    expect(wordsOf(record(notReady))).toEqual(['wrong-state']);
    const poor = inTherapy('in-use', { hold: hold({ amount: 4499, draws: drawsOf(4499) }) });
    expect(wordsOf(record(poor))).toEqual(['no-cover']);
  });

  it('is told to the professional, if the person agreed to that', () => {
    const referrer = { personId: 'psn_00referrer', signals: ['began'] };
    const made = record(inTherapy('allocated', { referral: referral({ ...referredBy, referrer }) }));
    expect(wordsOf(made)).toContain('mail referrer-signal (began) to psn_00referrer');
    expect(wordsOf(record(inTherapy('allocated', { referral: referral(referredBy) }))).join()).not.toContain('mail');
  });
});

describe('the fee rules', () => {
  it.each([
    ['attended', 'posted'],
    ['late', 'posted'],
    ['cancelled-late', 'posted'],
    ['did-not-attend', 'posted'],
    ['cancelled-in-time', 'not-payable'],
    ['therapist-cancelled', 'not-payable'],
  ] as const)('say that %s is %s', (outcome, payment) => {
    const made = record(inTherapy('in-use'), outcome);
    expect(leaves(made, 'session').payment).toBe(payment);
    expect(made.ok && made.value.entries.length).toBe(payment === 'posted' ? 1 : 0);
  });

  it('pay for somebody who did not come twice a place, and each time ask how they are', () => {
    const twice = following(inTherapy('in-use'), 'did-not-attend', 'did-not-attend');
    const third = record(twice, 'did-not-attend');
    expect(twice.sessions.map(({ value }) => value.payment)).toEqual(['posted', 'posted']);
    expect(leaves(third, 'session')).toMatchObject({ payment: 'not-payable', counted: false });
    expect(wordsOf(third)).toContain('task welfare-check for coordinator');
    expect(leaves(third, 'task').id).toBe('tsk_welfarecheckreferralref0000000001x3');
  });

  it('count for that only what was missed of this place and is paid, and never the session itself', () => {
    const attended = following(inTherapy('in-use'), 'attended', 'late', 'cancelled-late');
    expect(leaves(record(attended, 'did-not-attend'), 'session').payment).toBe('posted');
    const missed = following(inTherapy('in-use'), 'did-not-attend', 'did-not-attend');
    expect(leaves(record(missed, 'attended'), 'session').payment).toBe('posted');
    const [first] = missed.sessions;
    if (first === undefined) throw new Error('two were missed');
    const report = { on: first.value.on, outcome: 'did-not-attend' as const };
    expect(judge(missed, report, settings, first.value.id)).toBe('posted');
    const formerly = missed.sessions.map((one) => ({ ...one, value: { ...one.value, placeId: idOf.place(9) } }));
    expect(leaves(record({ ...missed, sessions: formerly }, 'did-not-attend'), 'session').payment).toBe('posted');
  });

  it('have nothing to do with whoever pays for themself, however often they do not come', () => {
    const missed = following(selfFunded(), 'did-not-attend', 'did-not-attend', 'did-not-attend');
    expect(missed.sessions.map(({ value }) => value.payment)).toEqual(Array(3).fill('self-funded'));
    const strict = { ...settings, sessions: { ...settings.sessions, missedPaidAtMost: 0 } };
    expect(judge(missed, { on: today, outcome: 'did-not-attend' }, strict)).toBe('self-funded');
  });

  it('leave the money of what is not payable held for the block', () => {
    const made = record(inTherapy('in-use'), 'cancelled-in-time');
    expect(leaves(made, 'place')).toMatchObject({ amount: 27_000, block: { used: 0 } });
    expect(made.ok && made.value.changes.some(({ kind }) => kind === 'hold')).toBe(false);
  });

  it('book nothing when the person pays all of the fee themself', () => {
    const theCase = inTherapy('in-use', { place: place('in-use', { contribution: 6000, amount: 0 }) });
    const made = record(theCase);
    expect(leaves(made, 'session')).toMatchObject({ payment: 'posted', cost: 0, counted: true });
    expect(made.ok && made.value.entries).toEqual([]);
  });
});

describe('a session delivered while a credential had lapsed', () => {
  const lapsed = therapist({ clients: 1, offers: 0, credentials: credentialsThrough('2027-02-28') });

  it('is held for review, not refused: its money stays held, and a coordinator looks into it', () => {
    const made = record(inTherapy('in-use', { therapist: lapsed }));
    expect(wordsOf(made)).toContain('task review-session for coordinator');
    expect(leaves(made, 'session')).toMatchObject({ payment: 'in-review', counted: true, takes: [] });
    expect(leaves(made, 'place')).toMatchObject({ amount: 27_000, used: 1, block: { used: 1 } });
    expect(made.ok && made.value.entries).toEqual([]);
  });

  it('is paid like any other when it was on the last day of the credential', () => {
    expect(
      leaves(record(inTherapy('in-use', { therapist: lapsed }), 'attended', day('2027-02-28')), 'session').payment,
    ).toBe('posted');
  });
});

describe('a client who pays the whole', () => {
  it('has sessions, and no money is posted', () => {
    const made = record(selfFunded());
    expect(wordsOf(made)).toEqual([
      `record-session by ${terry.id}`,
      'new session',
      'referral assessed-suitable → in-therapy',
      'fact session.recorded',
    ]);
    expect(leaves(made, 'session')).toMatchObject({ payment: 'self-funded', cost: 0, counted: false, takes: [] });
  });

  it('has two sessions recorded at once kept apart by the referral', () => {
    const made = record(selfFunded({ referral: referral({ state: 'in-therapy' }) }), 'cancelled-in-time');
    expect(wordsOf(made)).toContain('referral changed');
  });
});

describe('a session is refused', () => {
  it('to anybody but the therapist whose client it is, and coordinators', () => {
    expect(wordsOf(record(inTherapy('in-use'), 'attended', today, 1, toni))).toEqual(['not-allowed']);
    expect(wordsOf(record(inTherapy('in-use'), 'attended', today, 1, asha))).toEqual(['not-allowed']);
    expect(record(inTherapy('in-use'), 'attended', today, 1, cora).ok).toBe(true);
  });

  const because = (made: ReturnType<typeof record>) => (made.ok ? 'taken' : made.refusal.because);

  it('before its day, and before the therapist accepted', () => {
    expect(because(record(inTherapy('in-use'), 'attended', day('2027-03-02')))).toMatch('on its day or later');
    expect(because(record(inTherapy('in-use'), 'attended', day('2027-01-19')))).toMatch('had not accepted');
    expect(because(record(inTherapy('in-use'), 'attended', day('2027-01-20')))).toBe('taken');
  });

  it('by the day of the office, not of the world', () => {
    const summer = Instant.parse('2027-06-30T23:30:00.000Z');
    const report = { id: idOf.session(1), on: day('2027-07-01'), outcome: 'attended' as const };
    expect(recordSession(inTherapy('in-use'), report, terry, summer, settings).ok).toBe(true);
  });

  it('twice on one day', () => {
    const once = following(inTherapy('in-use'), 'cancelled-in-time');
    expect(because(record(once, 'attended', day('2027-02-10')))).toMatch('recorded already');
  });

  it('when the block has none left, unless it costs nothing', () => {
    const used = following(inTherapy('in-use'), 'attended', 'late', 'attended', 'attended', 'attended', 'attended');
    expect(used.place?.value).toMatchObject({ used: 6, amount: 0 });
    expect(because(record(used))).toMatch('every session of this block has been used');
    expect(because(record(used, 'cancelled-in-time'))).toBe('taken');
  });

  it('after the end, and on a day while therapy rests', () => {
    expect(wordsOf(record(inTherapy('completed')))).toEqual(['closed, passed']);
    const closed = inTherapy('in-use', { referral: referral({ state: 'completed' }) });
    expect(wordsOf(record(closed))).toEqual(['closed, passed']);
    const resting = inTherapy('paused', { place: place('paused', { pausedAt: '2027-02-20T10:00:00.000Z' }) });
    expect(because(record(resting))).toMatch('therapy rests');
    expect(because(record(resting, 'attended', day('2027-02-20')))).toBe('taken');
  });

  it('relies on whom it judged and by what: credentials that lapse meanwhile, or a dearer search, come first', () => {
    const relied = (made: ReturnType<typeof record>) => (made.ok ? made.value.relies.map(({ kind }) => kind) : []);
    const waiting = relied(record(inTherapy('allocated'), 'cancelled-in-time'));
    expect(waiting).toEqual(expect.arrayContaining(['allocation', 'therapist', 'search']));
    const begun = relied(record(inTherapy('in-use')));
    expect(begun).toContain('therapist');
    expect(begun).not.toContain('search');
    expect(relied(record(selfFunded()))).not.toContain('search');
    expect(relied(record(inTherapy('in-use'), 'cancelled-in-time'))).toContain('referral');
  });

  it('when its therapist has the case no more', () => {
    const { allocation } = inTherapy('in-use');
    const gone = { ...allocation, value: { ...allocation.value, state: 'revoked' as const } };
    expect(wordsOf(record(inTherapy('in-use', { allocation: gone })))).toEqual(['closed, passed']);
  });
});

describe('the wait', () => {
  const { sessions } = following(inTherapy('in-use'), 'cancelled-late', 'attended', 'late');
  const since = (startedAt: string) =>
    waitEnd(
      { startedAt: Instant.parse(startedAt), pauses: [] },
      sessions.map(({ value }) => value),
      now,
      settings,
    ).endedAt;

  it('ends with the first session to which somebody came since it began, its own day counted', () => {
    expect(since('2027-01-04T10:00:00.000Z')).toBe('2027-02-11T17:00:00.000Z');
    expect(since('2027-02-11T10:00:00.000Z')).toBe('2027-02-11T17:00:00.000Z');
    expect(since('2027-02-12T10:00:00.000Z')).toBe('2027-02-12T17:00:00.000Z');
    expect(since('2027-02-13T10:00:00.000Z')).toBeUndefined();
  });
});
