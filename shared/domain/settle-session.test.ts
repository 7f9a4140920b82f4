import { describe, expect, it } from 'vitest';
import { LocalDate, type Pence } from '../../events/values.ts';
import { place } from '../../test/support/case-samples.ts';
import { leaves } from '../../test/support/decision-words.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import { afterwards, inTherapy } from '../../test/support/therapy-case.ts';
import type { Actor } from './actor.ts';
import { payShortSession } from './correct-session.ts';
import type { LivingCase } from './place-life.ts';
import { recordSession } from './record-session.ts';
import type { Session } from './session.ts';
import { dearestSession, heldForReview, isInHand } from './settle-session.ts';

const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const on = LocalDate.parse('2027-02-22');

describe('what one session may cost at most', () => {
  const dearest = (state: 'approved' | 'allocated' | 'in-use', feeCap: number | undefined) => {
    const { value } = place(state);
    if (!isInHand(value)) throw new Error('in hand');
    return dearestSession(value, feeCap as Pence | undefined);
  };

  it.each([
    ['in-use', 4000, 4500],
    ['allocated', undefined, 5000],
    ['allocated', 5200, 4200],
    ['approved', 6000, 5000],
    ['approved', 7000, 5000],
  ] as const)('in a place that is %s with a cap of %s is %i', (state, feeCap, pence) => {
    expect(dearest(state, feeCap)).toBe(pence);
  });
});

/** A session that somebody else recorded of the same case, with what a test wants otherwise. */
function another(but: Partial<Session>): LivingCase['sessions'][number] {
  const theCase = inTherapy('in-use');
  const made = recordSession(theCase, { id: idOf.session(9), on, outcome: 'attended' }, terry, now, settings);
  if (!made.ok) throw new Error(made.refusal.because);
  const [session] = afterwards(theCase, made.value.changes).sessions;
  if (session === undefined) throw new Error('there is a session');
  return { ...session, value: { ...session.value, ...but } };
}

describe('the money of sessions that wait', () => {
  it('is kept for a review of this hold, and not of another', () => {
    const waiting = another({ payment: 'in-review' });
    expect(heldForReview(hold().value, [waiting.value])).toBe(4500);
    expect(heldForReview(hold().value, [waiting.value], waiting.value.id)).toBe(0);
    expect(heldForReview({ id: idOf.hold(1, 2) }, [waiting.value])).toBe(0);
  });

  const short: Partial<Session> = { payment: 'short', cost: 1000 as Pence, takes: [], counted: false };

  /** What goes back to its lots when the first session of a block is recorded, of £300 held for £270. */
  const returning = (but: Partial<Session>) => {
    const theCase = inTherapy('in-use', { hold: hold(), sessions: [another(but)] });
    const report = { id: idOf.session(1), on: LocalDate.parse('2027-02-23'), outcome: 'attended' as const };
    return leaves(recordSession(theCase, report, terry, now, settings), 'hold').returning;
  };

  it('is kept for what a session of this hold is short of', () => {
    expect(returning(short)).toBe(2000);
    expect(returning({ ...short, holdId: idOf.hold(1, 2) })).toBe(3000);
    expect(returning({ ...short, payment: 'not-payable' })).toBe(3000);
  });

  it('is kept for a session no more once that is paid', () => {
    const owed = another({ ...short, cost: 4500 as Pence, entries: 0 });
    const theCase = inTherapy('in-use', {
      place: place('in-use', { used: 7, amount: 0, block: { number: 1, sessions: 6, used: 6 } }),
      hold: hold({ amount: 5000, draws: drawsOf(5000) }),
      sessions: [owed],
    });
    const paid = payShortSession(theCase, owed, cora, now, settings);
    expect(leaves(paid, 'hold')).toMatchObject({ returning: 500, draws: [{ posted: 4500 }] });
  });
});
