import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DisputeId, Pence } from '../../events/values.ts';
import { type GivingOffice, openGivingOffice } from '../../test/support/giving-office.ts';
import type { Versioned } from '../domain/decision.ts';
import { balances } from '../domain/journal.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

type Doing = (office: GivingOffice, amount: Pence) => void;

const refundOf = ({ provider, checkoutOf }: GivingOffice, isIt: (status: string) => boolean): string | undefined =>
  provider.checkouts.get(checkoutOf(1))?.refunds.find(({ status }) => isIt(status))?.refundId;

/** The first dispute in a state. */
const disputeIn = ({ provider, checkoutOf }: GivingOffice, wanted: string): DisputeId | undefined =>
  provider.checkouts.get(checkoutOf(1))?.disputes.find(({ status }) => status === wanted)?.disputeId;

const refunding =
  (status: 'succeeded' | 'pending'): Doing =>
  ({ provider, checkoutOf }, amount) => {
    if (provider.leftToRefund(checkoutOf(1)) >= amount) provider.refund(checkoutOf(1), amount, status);
  };

const withRefund =
  (isIt: (status: string) => boolean, doing: (office: GivingOffice, id: string) => void): Doing =>
  (office) => {
    const id = refundOf(office, isIt);
    if (id !== undefined) doing(office, id);
  };

const withDispute =
  (state: string, doing: (office: GivingOffice, id: DisputeId) => void): Doing =>
  (office) => {
    const id = disputeIn(office, state);
    if (id !== undefined) doing(office, id);
  };

/** What happens to a gift's payment, one act after another; those that cannot be just now do not happen. */
const acts: Readonly<Record<string, Doing>> = {
  refund: refunding('succeeded'),
  'refund later': refunding('pending'),
  complete: withRefund(
    (status) => status === 'pending',
    ({ provider }, id) => provider.completeRefund(id),
  ),
  fail: withRefund(
    (status) => status !== 'failed',
    ({ provider }, id) => provider.failRefund(id),
  ),
  dispute: ({ provider, checkoutOf }, amountPence) => void provider.dispute(checkoutOf(1), { amountPence }),
  withdraw: withDispute('open', ({ provider }, id) => provider.withdraw(id)),
  reinstate: withDispute('withdrawn', ({ provider }, id) => provider.reinstate(id)),
  win: withDispute('withdrawn', ({ provider }, id) => {
    provider.reinstate(id);
    provider.close(id, 'won');
  }),
  lose: withDispute('withdrawn', ({ provider }, id) => provider.close(id, 'lost')),
};

/** The books without when and how we learnt: every lot, every account, every refund and dispute. */
function booksOf(office: GivingOffice) {
  const { records, journal } = office.memory.export();
  const plain = (kind: Versioned<'lot' | 'refund' | 'dispute' | 'fund'>['kind']) =>
    records
      .filter((record) => record.kind === kind)
      .map(({ id, value }) => [id, { ...value, at: 0, endedAt: 0, openedAt: 0, receivedAt: 0, providerId: 0 }])
      .toSorted();
  return [
    plain('lot'),
    plain('refund'),
    plain('dispute'),
    plain('fund'),
    [...balances(journal)].filter(([, sum]) => sum !== 0).toSorted(),
  ];
}

const story = fc.array(fc.tuple(fc.constantFrom(...Object.keys(acts)), fc.integer({ min: 1, max: 30_000 })), {
  maxLength: 8,
});

describe('whatever happens to a payment', () => {
  it('is booked alike in every order of its reports, told once or often, at the end or as it happens', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.infiniteStream(fc.nat()), fc.boolean(), async (list, chance, spends) => {
        const tell = async (how: 'as it happens' | 'at the end' | 'shuffled, and twice') => {
          const office = openGivingOffice();
          await office.receive(1, 36_000);
          if (spends) {
            await office.wait(1, 30_000);
            await office.runPass();
          }
          for (const [what, amount] of list) {
            acts[what]?.(office, pence(amount));
            if (how === 'as it happens') await office.look();
          }
          const events = await office.events();
          const shuffled = [...events, ...events]
            .map((event) => [chance.next().value, event] as const)
            .toSorted(([a], [b]) => a - b)
            .map(([, event]) => event);
          await office.deliver(how === 'shuffled, and twice' ? shuffled : events);
          expect(office.faults()).toEqual([]);
          return booksOf(office);
        };
        const once = await tell('at the end');
        expect(await tell('shuffled, and twice')).toEqual(once);
        expect(await tell('as it happens')).toEqual(once);
      }),
      { numRuns: 60 },
    );
  });
});
