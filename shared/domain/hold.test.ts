import { describe, expect, it } from 'vitest';
import { hold } from '../../test/support/money-samples.ts';
import { generalFundId, idOf, now } from '../../test/support/sample-ids.ts';
import { Hold, holdEntry, holdIdOf, joinEntry, stillHeld } from './hold.ts';

const free = `fund:${generalFundId}:free`;
const held = `fund:${generalFundId}:held`;

const draw = (lot: number, drawn: number, posted: number, released: number) => ({
  lotId: idOf.lot(lot),
  fundId: generalFundId,
  drawn,
  posted,
  released,
});

/** Two draws, of which one has nothing left. */
const partly = hold({ draws: [draw(1, 20_000, 5_000, 3_000), draw(2, 10_000, 4_000, 6_000)] }).value;

describe('a hold', () => {
  it('is named after its place and its revision, so that no two holds of a place are ever one', () => {
    expect(holdIdOf(idOf.place(7), 1)).toBe('hld_0000000007x1');
    expect(holdIdOf(idOf.place(7), 12)).toBe('hld_0000000007x12');
  });

  it('still has what was drawn and neither posted nor released', () => {
    expect(stillHeld(partly)).toBe(12_000);
    expect(stillHeld({ draws: [] })).toBe(0);
  });

  it.each(['released', 'expired'])('may be ending as %s, over several transactions', (ending) => {
    expect(Hold.parse({ ...partly, ending }).ending).toBe(ending);
    expect(Hold.safeParse({ ...partly, ending: 'posted' }).success).toBe(false);
  });
});

describe('the journal of a hold', () => {
  it('moves each draw from free to held, and says of which lot and for which hold', () => {
    const { draws } = partly;
    expect(holdEntry({ ...partly, revision: 3 }, draws, 2, now)).toEqual({
      id: `hold:${idOf.place(1)}:3:2`,
      bookedAt: now,
      effectiveOn: '2027-03-01',
      postings: [
        { account: free, amount: 20_000, lotId: idOf.lot(1) },
        { account: held, amount: -20_000, lotId: idOf.lot(1), holdId: idOf.hold(1) },
        { account: free, amount: 10_000, lotId: idOf.lot(2) },
        { account: held, amount: -10_000, lotId: idOf.lot(2), holdId: idOf.hold(1) },
      ],
    });
  });

  it('moves only what is left into the hold of the place, from hold to hold and lot by lot', () => {
    expect(joinEntry({ ...partly, revision: 2 }, idOf.hold(9), now)).toEqual({
      id: `join:${idOf.place(1)}:2`,
      bookedAt: now,
      effectiveOn: '2027-03-01',
      postings: [
        { account: held, amount: 12_000, lotId: idOf.lot(1), holdId: idOf.hold(1) },
        { account: held, amount: -12_000, lotId: idOf.lot(1), holdId: idOf.hold(9) },
      ],
    });
  });
});
