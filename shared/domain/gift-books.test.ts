import { describe, expect, it } from 'vitest';
import { DisputeId, Pence, RefundId } from '../../events/values.ts';
import { task } from '../../test/support/case-samples.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, idOf, now, poolId } from '../../test/support/sample-ids.ts';
import { cora } from '../../test/support/small-office.ts';
import { change, create, type Decision, nothingElse } from './decision.ts';
import { Dispute } from './dispute.ts';
import { afterwards, type GiftBooks, giftAfter, leftOfGift, valuesOf } from './gift-books.ts';
import { Refund } from './refund.ts';

const other = asRead('fund', idOf.fund(2), { ...fund().value, id: idOf.fund(2) });
const ofOther = { fundId: idOf.fund(2), origin: 'transfer' };
const common = { donationId: idOf.donation(1), poolId, fundId: fund().value.id };

const refund = (n: number, but: object = {}) => {
  const id = RefundId.parse(`re_0000000${n}`);
  const fields = { ...common, id, amount: 1000, state: 'decided', way: 'provider', at: now, ...but };
  return asRead('refund', id, Refund.parse(fields));
};

const moved = (...amounts: readonly number[]) =>
  amounts.map((amount, at) => ({ movementId: `txn_${at}`, amount, fee: 0 }));

const dispute = (n: number, but: object = {}) => {
  const id = DisputeId.parse(`dp_0000000${n}`);
  const sums = { amount: 9000, movements: moved(-9000), notice: false };
  return asRead('dispute', id, Dispute.parse({ ...common, id, ...sums, state: 'withdrawn', openedAt: now, ...but }));
};

const books: GiftBooks = {
  donation: donation({ state: 'collected' }),
  fund: fund(),
  lot: lot(1, 50_000),
  moved: [lot(2, 100, ofOther), lot(3, 200, ofOther)],
  movedFunds: [other],
  refunds: [refund(1), refund(2)],
  disputes: [dispute(1)],
  tasks: [task('decide-refund')],
};

const deciding = (changes: Decision['changes']): GiftBooks =>
  afterwards(books, { about: 'gift/1', did: 'test', why: 'a test', by: cora, at: now, ...nothingElse, changes });

describe('the books of a gift after a decision', () => {
  it('are as they were, when it changed nothing of them', () => {
    expect(deciding([change(lot(9, 1), lot(9, 0).value)])).toEqual(books);
  });

  it('have each record as it was left, at the version it was read at, whichever stands first in the decision', () => {
    const deficit = Pence.parse(5);
    const changes = [
      change(lot(2, 100, ofOther), lot(2, 1, ofOther).value),
      change(lot(1, 50_000), lot(1, 7).value),
      change(other, { ...other.value, deficit }),
      change(fund(), { ...fund().value, deficit: Pence.parse(3) }),
      change(refund(2), refund(2, { state: 'pending' }).value),
      change(dispute(1), dispute(1, { state: 'lost' }).value),
      change(
        task('decide-refund'),
        task('decide-refund', { state: 'done', doneAt: now, doneBy: 'cora', result: 'agreed' }).value,
      ),
      change(books.donation, { ...books.donation.value, amount: Pence.parse(1) }),
    ];
    expect(deciding(changes)).toEqual({
      donation: { ...books.donation, value: { ...books.donation.value, amount: 1 } },
      fund: fund({ deficit: 3 }),
      lot: lot(1, 7),
      moved: [lot(2, 1, ofOther), lot(3, 200, ofOther)],
      movedFunds: [{ ...other, value: { ...other.value, deficit } }],
      refunds: [refund(1), refund(2, { state: 'pending' })],
      disputes: [dispute(1, { state: 'lost' })],
      tasks: [task('decide-refund', { state: 'done', doneAt: now, doneBy: 'cora', result: 'agreed' })],
    });
  });

  it('have what is new behind what was there: a second refund, a dispute, money that went on to another fund', () => {
    const made = deciding([
      create('refund', refund(3).id, refund(3).value),
      create('dispute', dispute(2).id, dispute(2).value),
      create('lot', lot(4, 1, ofOther).id, lot(4, 1, ofOther).value),
    ]);
    expect(made.refunds.map(({ id }) => id)).toEqual([1, 2, 3].map((n) => refund(n).id));
    expect(made.disputes.map(({ id }) => id)).toEqual([1, 2].map((n) => dispute(n).id));
    expect(made.moved.map(({ id }) => id)).toEqual([2, 3, 4].map((n) => idOf.lot(n)));
    expect(made.moved.at(-1)?.version).toBe(0);
  });
});

describe('what is left of a gift', () => {
  it('is what is neither given back, nor to be given back, nor with its bank: what the bank returned is here again', () => {
    const gift = { amount: Pence.parse(50_000) };
    const refunds = ['requested', 'decided', 'succeeded', 'failed'].map((state, n) =>
      refund(n, { state, amount: 10 ** n }),
    );
    expect(leftOfGift(gift, valuesOf(refunds), [])).toBe(50_000 - 10 - 100);
    expect(leftOfGift(gift, [], valuesOf([dispute(1), dispute(2, { movements: moved(-9000, 4000) })]))).toBe(
      50_000 - 9000 - 5000,
    );
    expect(leftOfGift({ amount: Pence.parse(8000) }, [], [dispute(1).value])).toBe(0);
  });

  it('names on the gift its refunds and disputes, and none where there are none', () => {
    const { value } = donation();
    expect(giftAfter(value, [], [])).toEqual(value);
    expect(Object.keys(giftAfter(value, [], []))).toEqual(Object.keys(value));
    const both = giftAfter(value, [refund(1).value], [dispute(1).value]);
    expect([both.refunds, both.disputes]).toEqual([[refund(1).id], [dispute(1).id]]);
  });
});
