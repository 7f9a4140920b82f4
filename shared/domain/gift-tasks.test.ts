import { describe, expect, it } from 'vitest';
import { DisputeId, Instant, RefundId } from '../../events/values.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, now, settings } from '../../test/support/sample-ids.ts';
import { cora } from '../../test/support/small-office.ts';
import { change, type Decision, nothingElse } from './decision.ts';
import { Dispute, feesOfDispute, returnedFor, takenFor } from './dispute.ts';
import type { GiftBooks } from './gift-books.ts';
import { giftTaskIds, withGiftTasks } from './gift-tasks.ts';
import { Refund } from './refund.ts';
import type { Task } from './task.ts';

const gift = donation({ state: 'collected', refunds: ['rfd_00000001'], disputes: ['dp_00000001'] });
const { id: donationId, poolId, fundId } = gift.value;

const refund = (state: Refund['state'], way: Refund['way'] = 'bank') => {
  const id = RefundId.parse('rfd_00000001');
  return asRead('refund', id, Refund.parse({ id, donationId, poolId, fundId, amount: 1000, state, way, at: now }));
};
const dispute = (state: Dispute['state'], but: object = {}) => {
  const id = DisputeId.parse('dp_00000001');
  const common = { id, donationId, poolId, fundId, amount: 1000, notice: false, movements: [], openedAt: now };
  return asRead('dispute', id, Dispute.parse({ ...common, state, ...but }));
};

const books: GiftBooks = {
  donation: gift,
  fund: fund(),
  lot: lot(1, 50_000),
  moved: [],
  movedFunds: [],
  refunds: [],
  disputes: [],
  tasks: [],
};

/** The tasks that steps of one refund or dispute leave, one step after another. */
function left(...steps: readonly (ReturnType<typeof refund> | ReturnType<typeof dispute>)[]) {
  let tasks: GiftBooks['tasks'] = [];
  for (const one of steps) {
    const changes = one.kind === 'refund' ? [change(one, one.value)] : [change(one, one.value)];
    const plain: Decision = { about: 'gift/1', did: 'test', why: 'a test', by: cora, at: now, ...nothingElse, changes };
    const told = withGiftTasks({ ...books, tasks }, plain, now, settings);
    expect(told.changes.slice(0, 1)).toEqual(changes);
    for (const made of told.changes.slice(1)) {
      if (made.kind !== 'task' || made.after === undefined) throw new Error('only tasks follow');
      const known = tasks.find(({ id }) => id === made.id);
      expect(made.before).toEqual(known);
      expect(made.after).not.toEqual(known?.value);
      tasks = [...tasks.filter(({ id }) => id !== made.id), asRead('task', made.id, made.after)];
    }
  }
  return tasks.map(({ value: { kind, state, dueAt, result } }: { readonly value: Task }) => ({
    kind,
    state,
    dueAt,
    result,
  }));
}

describe('a refund', () => {
  it('that goes by hand is somebody’s to send, until it was sent or cannot be', () => {
    expect(left(refund('decided'))).toMatchObject([{ kind: 'send-bank-refund', state: 'open' }]);
    expect(left(refund('decided'), refund('succeeded'))).toMatchObject([{ state: 'done', result: 'sent' }]);
    expect(left(refund('decided'), refund('failed'))).toMatchObject([
      { kind: 'send-bank-refund', state: 'done', result: 'not sent' },
      { kind: 'refund-failed', state: 'open' },
    ]);
  });

  it('asks for each thing once, however often it is told', () => {
    expect(left(refund('decided'), refund('decided'))).toHaveLength(1);
    expect(left(refund('failed'), refund('failed'))).toMatchObject([{ kind: 'refund-failed', state: 'open' }]);
  });

  it('is still to be sent while nobody knows what became of it', () => {
    expect(left(refund('decided'), refund('pending'))).toMatchObject([{ state: 'open' }]);
  });

  it('has two tasks that there may be, and a dispute one', () => {
    expect(giftTaskIds({ id: donationId })).toEqual([]);
    expect(new Set(giftTaskIds(gift.value)).size).toBe(3);
  });

  it('that the provider makes is nobody’s to send', () => {
    for (const state of ['requested', 'decided', 'pending', 'succeeded'] as const) {
      expect(left(refund(state, 'provider'))).toEqual([]);
    }
  });
});

describe('a dispute', () => {
  const later = Instant.parse('2027-03-09T10:00:00.000Z');
  const answer = (but: object) => [{ kind: 'answer-dispute', ...but }];

  it('is somebody’s to answer as long as an answer may help', () => {
    expect(left(dispute('open'))).toMatchObject(answer({ state: 'open' }));
    expect(left(dispute('withdrawn'), dispute('won'))).toMatchObject(answer({ state: 'done', result: 'won' }));
    expect(left(dispute('open'), dispute('open', { notice: true }))).toMatchObject(
      answer({ state: 'done', result: 'the bank only asks' }),
    );
    for (const over of [dispute('won'), dispute('lost'), dispute('open', { notice: true })])
      expect(left(over)).toEqual([]);
  });

  it('is due when the bank stops listening, also when it says so later, and keeps that day', () => {
    const until = dispute('open', { evidenceDueAt: later });
    expect(left(until)).toMatchObject(answer({ dueAt: later }));
    expect(left(dispute('open'), until, dispute('withdrawn'))).toMatchObject(answer({ state: 'open', dueAt: later }));
  });

  it('is not asked about again once that is answered', () => {
    expect(left(dispute('open'), dispute('won'), dispute('open'), dispute('lost'))).toMatchObject(
      answer({ state: 'done', result: 'won' }),
    );
  });

  it('took, gave back and cost what its movements come to', () => {
    const movements = [
      { movementId: 'txn_1', amount: -1000, fee: 2000 },
      { movementId: 'txn_2', amount: 400, fee: -500 },
      { movementId: 'txn_3', amount: -70, fee: 0 },
    ];
    const { value } = dispute('withdrawn', { movements });
    expect([takenFor(value), returnedFor(value), feesOfDispute(value)]).toEqual([1070, 400, 1500]);
  });
});
