import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { drawsOf, hold } from '../../test/support/money-samples.ts';
import { generalFundId, idOf, now } from '../../test/support/sample-ids.ts';
import { putBack, reversalEntry, sessionEntry, sumOfTakes, takeFrom } from './session-money.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const draws = drawsOf(100, 50, 200).map((draw, n) => ({ ...draw, posted: [60, 50, 0][n], released: [20, 0, 0][n] }));
const held = hold({ amount: 350, draws }).value;
const take = (draw: number, amount: number) => ({ draw, lotId: idOf.lot(draw + 1), fundId: generalFundId, amount });

describe('the money of a session', () => {
  it('is taken from the draws in their order, as far as each has something left', () => {
    const taken = takeFrom(held, pence(90));
    expect(taken?.takes).toEqual([take(0, 20), take(2, 70)]);
    expect(taken?.hold.draws.map(({ posted }) => posted)).toEqual([80, 50, 70]);
    expect(taken?.hold).toMatchObject({ id: held.id, amount: 350 });
    expect(sumOfTakes(taken?.takes ?? [])).toBe(90);
  });

  it('is all that the hold has, or nothing', () => {
    expect(takeFrom(held, pence(220))?.takes).toEqual([take(0, 20), take(2, 200)]);
    expect(takeFrom(held, pence(221))).toBeUndefined();
  });

  it('is held again where it was, when it is put back', () => {
    const taken = takeFrom(held, pence(90));
    expect(putBack(taken?.hold ?? held, taken?.takes ?? [])).toEqual(held);
  });

  it('is booked from what is held to its therapist, and back, with lot and hold', () => {
    const cause = {
      sessionId: idOf.session(1),
      revision: 2,
      holdId: held.id,
      therapistId: idOf.therapist(1),
      on: LocalDate.parse('2027-02-22'),
    };
    const takes = takeFrom(held, pence(90))?.takes ?? [];
    const ofHold = (lot: number, amount: number) => ({
      account: `fund:${generalFundId}:held`,
      amount,
      lotId: idOf.lot(lot),
      holdId: held.id,
    });
    const payable = `therapist:${idOf.therapist(1)}:payable`;
    const said = { id: `session:${idOf.session(1)}:2`, bookedAt: now, effectiveOn: '2027-02-22' };
    expect(sessionEntry(cause, takes, now)).toEqual({
      ...said,
      postings: [ofHold(1, 20), ofHold(3, 70), { account: payable, amount: -90 }],
    });
    expect(reversalEntry(cause, takes, now)).toEqual({
      ...said,
      postings: [{ account: payable, amount: 90 }, ofHold(1, -20), ofHold(3, -70)],
    });
  });
});
