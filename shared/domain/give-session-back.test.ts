import { describe, expect, it } from 'vitest';
import { LocalDate, type Pence } from '../../events/values.ts';
import { coverFault } from '../../test/simulation/rules.ts';
import { credentialsThrough, place, search, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import { correctSession, payShortSession, reviewSession } from './correct-session.ts';
import type { LivingCase } from './place-life.ts';
import { recordSession } from './record-session.ts';
import type { SessionOutcome } from './session.ts';

/*
 * Somebody paid £40 of the £55 of a session, and pays £5.33 since: a session cost the pool £15, and costs £49.67 now. Of a
 * block of five two are used, and the top-up has brought the difference for the other three.
 */
const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const days = [LocalDate.parse('2027-02-15'), LocalDate.parse('2027-02-22')] as const;
const second = idOf.session(2);
const lower = { contribution: 533 as Pence };
const topUp = 10_401;

const begun = (but: Partial<LivingCase> = {}): LivingCase =>
  inTherapy('in-use', {
    place: place('in-use', {
      contribution: 4000,
      amount: 7500,
      sessions: 5,
      block: { number: 1, sessions: 5, used: 0 },
    }),
    hold: hold({ amount: 7500, draws: drawsOf(7500) }),
    ...but,
  });

function recorded(theCase: LivingCase): LivingCase {
  return days.reduce((before, on, at) => {
    const made = recordSession(before, { id: idOf.session(at + 1), on, outcome: 'attended' }, terry, now, settings);
    if (!made.ok) throw new Error(made.refusal.because);
    return afterwards(before, made.value.changes);
  }, theCase);
}

/** As an approved request leaves a case: more is held, for a lower contribution if it was for that. */
function topped(theCase: LivingCase, brings: number, but: { contribution?: Pence } = {}): LivingCase {
  const before = { place: theCase.place?.value, hold: theCase.hold?.value };
  const [draw] = before.hold?.draws ?? [];
  if (before.place?.state !== 'in-use' || before.hold === undefined || draw === undefined) throw new Error('in use');
  const after = { ...before.place, ...but, amount: (before.place.amount + brings) as Pence };
  const more = {
    ...before.hold,
    amount: (before.hold.amount + brings) as Pence,
    draws: [{ ...draw, drawn: (draw.drawn + brings) as Pence }],
  };
  return afterwards(theCase, [
    { kind: 'place', id: after.id, after },
    { kind: 'hold', id: more.id, after: more },
  ]);
}

const storied = () => topped(recorded(begun()), topUp, lower);

const sessionOf = ({ sessions }: LivingCase, id = second) => {
  const found = sessions.find((session) => session.id === id);
  if (found === undefined) throw new Error('there is a session');
  return found;
};

const correct = (theCase: LivingCase, outcome: SessionOutcome, id = second) => {
  const session = sessionOf(theCase, id);
  const why = 'the wrong line was ticked';
  return correctSession(theCase, session, { on: session.value.on, outcome, why }, terry, now, settings);
};

function following(theCase: LivingCase, made: ReturnType<typeof correct>): LivingCase {
  if (!made.ok) throw new Error(made.refusal.because);
  return afterwards(theCase, made.value.changes);
}

function cover({ place: used, hold: held, search: sought }: LivingCase): string | undefined {
  if (used === undefined) throw new Error('there is a place');
  return coverFault(used.value, held?.value, sought.value.feeCap);
}

describe('a session that is not paid after all', () => {
  it('stays used when its block, after a top-up for a lower contribution, could not pay for another with its money', () => {
    const theCase = storied();
    expect(cover(theCase)).toBeUndefined();
    const corrected = correct(theCase, 'cancelled-in-time');
    expect(wordsOf(corrected)).toContain(`booked session:${second}:2: 1500`);
    expect(leaves(corrected, 'session')).toMatchObject({ payment: 'not-payable', counted: true, takes: [] });
    expect(leaves(corrected, 'place')).toMatchObject({ used: 1, block: { used: 2 }, amount: 14_901 });
    expect(leaves(corrected, 'hold')).toMatchObject({ returning: 1500, draws: [{ posted: 1500 }] });
    expect(cover(following(theCase, corrected))).toBeUndefined();
  });

  it('is the block’s again when the money for another is there', () => {
    const theCase = topped(recorded(begun()), topUp + 3467, lower);
    const corrected = correct(theCase, 'cancelled-in-time');
    expect(leaves(corrected, 'session')).toMatchObject({ counted: false });
    expect(leaves(corrected, 'place')).toMatchObject({ used: 1, block: { used: 1 }, amount: 19_868 });
    expect(cover(following(theCase, corrected))).toBeUndefined();
  });

  it('stays used also while another therapist is sought, who may ask as much as the search says', () => {
    const { place: used, ...rest } = storied();
    if (used?.value.state !== 'in-use') throw new Error('in use');
    const { agreedFee: _, therapistId: __, ...kept } = used.value;
    const sought = { ...used, value: { ...kept, state: 'approved' as const, findBy: now } };
    const seeking = (feeCap: number) => ({ ...rest, place: sought, search: search({ state: 'seeking', feeCap }) });
    const dear = correct(seeking(5500), 'cancelled-in-time');
    expect(leaves(dear, 'place')).toMatchObject({ block: { used: 2 }, amount: 16_401 });
    expect(cover(following(seeking(5500), dear))).toBeUndefined();
    const cheap = correct(seeking(4633), 'cancelled-in-time');
    expect(leaves(cheap, 'place')).toMatchObject({ block: { used: 1 }, amount: 16_401 });
    expect(cover(following(seeking(4633), cheap))).toBeUndefined();
  });

  it('and was under review stays used in the same way when it does not pass', () => {
    const lapsed = therapist({ clients: 1, offers: 0, credentials: credentialsThrough('2027-02-16') });
    const theCase = topped(recorded(begun({ therapist: lapsed })), topUp, lower);
    expect(sessionOf(theCase).value.payment).toBe('in-review');
    const failed = reviewSession(theCase, sessionOf(theCase), false, cora, now, settings);
    expect(leaves(failed, 'session')).toMatchObject({ payment: 'not-payable', counted: true });
    expect(leaves(failed, 'place')).toMatchObject({ block: { used: 2 }, amount: 14_901 });
    expect(cover(following(theCase, failed))).toBeUndefined();
  });

  it('stays used by as little as a penny that the block would lack beside what waits for a review', () => {
    const lapsed = therapist({ clients: 1, offers: 0, credentials: credentialsThrough('2027-02-14') });
    const used = (brings: number) =>
      leaves(correct(topped(recorded(begun({ therapist: lapsed })), brings, lower), 'cancelled-in-time'), 'place').block
        .used;
    expect([used(topUp + 3467), used(topUp + 3466)]).toEqual([1, 2]);
  });

  it('is the block’s again when it brings back what one costs, whatever another session is short of', () => {
    const other = { ...sessionOf(recorded(begun())), id: idOf.session(3) };
    const short = {
      ...other.value,
      id: idOf.session(3),
      on: LocalDate.parse('2027-02-26'),
      payment: 'short' as const,
      cost: 1000 as Pence,
      takes: [],
      counted: false,
    };
    const owing = recorded(begun());
    const theCase = { ...owing, sessions: [...owing.sessions, { ...other, value: short }] };
    expect(leaves(correct(theCase, 'cancelled-in-time'), 'session')).toMatchObject({ counted: false });
  });

  it('asks for a top-up when it is to be paid again, and is paid from that, once', () => {
    const theCase = storied();
    const unpaid = following(theCase, correct(theCase, 'cancelled-in-time'));
    const short = correct(unpaid, 'attended');
    expect(leaves(short, 'request')).toMatchObject({ cost: 1500, cause: { kind: 'correction' } });
    expect(leaves(short, 'place')).toMatchObject({ used: 2, block: { used: 2 } });
    const waiting = following(unpaid, short);
    expect(cover(waiting)).toBeUndefined();
    const brought = topped(waiting, 1500);
    const paid = payShortSession(brought, sessionOf(brought), cora, now, settings);
    expect(leaves(paid, 'session')).toMatchObject({ payment: 'posted', counted: true });
    expect(leaves(paid, 'place')).toMatchObject({ used: 2, block: { used: 2 }, amount: 14_901 });
    expect(cover(following(brought, paid))).toBeUndefined();
  });

  it('leaves what has come for a session that is short to that session', () => {
    const theCase = storied();
    const unpaid = following(theCase, correct(theCase, 'cancelled-in-time'));
    const waiting = following(unpaid, correct(unpaid, 'attended'));
    const brought = topped(waiting, 3467);
    const other = following(brought, correct(brought, 'cancelled-in-time', idOf.session(1)));
    expect(other.place?.value.block.used).toBe(2);
    expect(wordsOf(payShortSession(other, sessionOf(other), cora, now, settings))).toContain(
      `booked session:${second}:3: 1500`,
    );
  });

  it('is not paid again from what another therapist may ask for the rest of the block', () => {
    const theCase = storied();
    const unpaid = following(theCase, correct(theCase, 'cancelled-in-time'));
    const waiting = following(unpaid, correct(unpaid, 'attended'));
    const { place: used, hold: held, ...rest } = waiting;
    if (used?.value.state !== 'in-use' || held === undefined) throw new Error('in use');
    const { returning: _, ...kept } = held.value;
    const [draw] = kept.draws;
    if (draw === undefined) throw new Error('there is a draw');
    const returned = {
      ...kept,
      draws: [{ ...draw, released: (draw.released + (held.value.returning ?? 0)) as Pence }],
    };
    const accepted: LivingCase = {
      ...rest,
      hold: { ...held, value: returned },
      place: { ...used, value: { ...used.value, state: 'allocated' } },
      search: search({ feeCap: 5500 }),
    };
    expect(cover(accepted)).toBeUndefined();
    const again = correct(accepted, 'cancelled-late');
    expect(leaves(again, 'session')).toMatchObject({ payment: 'short' });
    expect(cover(following(accepted, again))).toBeUndefined();
  });
});
