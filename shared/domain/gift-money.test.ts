import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, idOf } from '../../test/support/sample-ids.ts';
import type { Change, Versioned } from './decision.ts';
import type { GiftBooks } from './gift-books.ts';
import { returnToGift, takeFromGift } from './gift-money.ts';

const north = asRead('fund', idOf.fund(2), { ...fund().value, id: idOf.fund(2) });
const ofNorth = { fundId: idOf.fund(2), origin: 'transfer', donationId: idOf.donation(1) };

/** A gift of £500 of which £300 went to the north: what each of its two lots has free, the rest being held or given back. */
const books = (own: number, moved: number, refunded = 0): GiftBooks => ({
  donation: donation({ amount: 50_000 }),
  fund: fund(),
  lot: lot(1, own, { transferred: 30_000, refunded }),
  moved: [lot(2, moved, { ...ofNorth, amount: 30_000 })],
  movedFunds: [north],
  refunds: [],
  disputes: [],
  tasks: [],
});

const pence = (amount: number): Pence => Pence.parse(amount);

/** What is left of these records after changes. */
const after = <K extends 'lot' | 'fund'>(record: Versioned<K>, changes: readonly Change[]): Versioned<K>['value'] =>
  (changes.find(({ kind, id }) => kind === record.kind && id === record.id)?.after ??
    record.value) as Versioned<K>['value'];

const left = (before: GiftBooks, changes: readonly Change[]) => ({
  lots: [before.lot, ...before.moved].flatMap((one) => (one === undefined ? [] : [after(one, changes)])),
  funds: [before.fund, ...before.movedFunds].map((one) => after(one, changes)),
});

describe('a gift that goes back after part of it was moved to another fund', () => {
  it('takes what is free, also where it was moved to, before anybody owes anything', () => {
    const before = books(20_000, 30_000);
    const { lots, funds } = left(before, takeFromGift(before, pence(45_000)).changes);
    expect(lots).toMatchObject([
      { free: 0, refunded: 20_000, shortfall: 0 },
      { free: 5000, refunded: 25_000, shortfall: 0 },
    ]);
    expect(funds.map(({ deficit }) => deficit)).toEqual([0, 0]);
  });

  it('leaves the deficit to the fund in which it is held or spent', () => {
    const before = books(20_000, 0);
    const taken = takeFromGift(before, pence(50_000));
    const { lots, funds } = left(before, taken.changes);
    expect(lots).toMatchObject([
      { free: 0, refunded: 20_000, shortfall: 0 },
      { free: 0, refunded: 30_000, shortfall: 30_000 },
    ]);
    expect(funds.map(({ deficit }) => deficit)).toEqual([0, 30_000]);
    expect(taken.facts.map(({ subject }) => subject)).toEqual([`fund/${idOf.fund(2)}`]);
  });

  it('takes of the gift’s own lot what is not known to be anywhere else', () => {
    const before = { ...books(0, 0), moved: [], movedFunds: [] };
    const { lots, funds } = left(before, takeFromGift(before, pence(50_000)).changes);
    expect([lots[0]?.shortfall, funds[0]?.deficit]).toEqual([50_000, 50_000]);
  });

  it('takes exactly the sum, of no lot more than it ever had, keeps every lot sound, and puts all of it back where it was', () => {
    const sound = ({ lots }: ReturnType<typeof left>, held: readonly number[]) =>
      lots.every(
        (one, at) =>
          one.amount + one.shortfall === one.free + (held[at] ?? 0) + one.refunded + one.transferred &&
          Math.min(one.free, one.shortfall, one.refunded) >= 0 &&
          one.refunded <= one.amount - one.transferred,
      );
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 15_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        fc.integer({ min: 1, max: 45_000 }),
        (own, moved, amount) => {
          const before = books(own, moved, 5000);
          const held = [15_000 - own, 30_000 - moved];
          const taken = takeFromGift(before, pence(amount));
          const now = left(before, taken.changes);
          expect(taken.takes.reduce((sum, take) => sum + take.amount, 0)).toBe(amount);
          expect(taken.postings.reduce((sum, posting) => sum + posting.amount, 0)).toBe(amount);
          expect(sound(now, held)).toBe(true);
          expect(now.funds.map(({ deficit }) => deficit)).toEqual(now.lots.map(({ shortfall }) => shortfall));
          const [fundNow, northNow] = now.funds;
          const [ownNow, movedNow] = now.lots;
          if (before.lot === undefined || !fundNow || !northNow || !ownNow || !movedNow) throw new Error('two of each');
          const later: GiftBooks = {
            ...before,
            fund: { ...before.fund, value: fundNow },
            lot: { ...before.lot, value: ownNow },
            moved: before.moved.map((one) => ({ ...one, value: movedNow })),
            movedFunds: [{ ...north, value: northNow }],
          };
          expect(left(later, returnToGift(later, taken.takes).changes)).toEqual(left(before, []));
        },
      ),
    );
  });
});
