import { type FundId, Pence } from '../../events/values.ts';
import { pledgeDonation, storePaymentReport } from '../../shared/commands/give.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import { settleDonation } from '../../shared/commands/settle-donation.ts';
import { create } from '../../shared/domain/decision.ts';
import { lotIdOf } from '../../shared/domain/fund.ts';
import { balances } from '../../shared/domain/journal.ts';
import type { PaymentEvent } from '../../shared/payments/interface.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { asFunction } from '../grants/store-of.ts';
import { faultsIn } from '../simulation/invariants.ts';
import { assessment, place, referral } from './case-samples.ts';
import { generalFundId, idOf, poolId } from './sample-ids.ts';
import { openOffice, whatOf } from './small-office.ts';

const pence = (amount: number): Pence => Pence.parse(amount);

/** An office whose books can be looked into, and whose provider's webhooks go astray until they are delivered. */
export function openGivingOffice() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  const { provider } = office.payments;
  const checkoutOf = (n: number): string => {
    const made = [...provider.checkouts.values()].find(({ request }) => request.donationId === idOf.donation(n));
    if (made === undefined) throw new Error(`gift ${n} has no payment page`);
    return made.checkoutId;
  };
  return {
    ...office,
    memory,
    provider,
    checkoutOf,
    /** Somebody gives by card, and it is booked. @param deps of their payment page, when something goes wrong with it */
    async receive(n: number, amount: number, fundId: FundId = generalFundId, deps = office.deps): Promise<string> {
      const donationId = idOf.donation(n);
      const donor = { name: 'A Donor', email: 'donor@example.org' };
      const giftAid = { declared: true, noBenefit: true };
      whatOf(
        await pledgeDonation(deps, {
          donationId,
          amount: pence(amount),
          fundId,
          donor,
          giftAid,
          link: undefined,
        }),
      );
      await office.payFor(donationId);
      return checkoutOf(n);
    },
    /** Everything the provider has told so far, in the order asked for. */
    async events(order: (events: readonly PaymentEvent[]) => readonly PaymentEvent[] = (all) => all) {
      const all: PaymentEvent[] = [];
      for await (const event of office.payments.listEvents(office.deps.now())) all.push(event);
      return order(all);
    },
    async deliver(events: readonly PaymentEvent[]): Promise<void> {
      for (const event of events) {
        whatOf(await storePaymentReport(office.deps, event));
        const report = await office.read('payment-report', event.eventId);
        const deps = asFunction('handle-donation', office.deps);
        whatOf(await settleDonation(deps, report.value.donationId, event.eventId));
      }
    },
    async look(): Promise<void> {
      await this.deliver(await this.events());
    },
    /** Somebody waits whose block costs so much. */
    async wait(n: number, cost: number): Promise<void> {
      const records = [
        referral({}, n),
        assessment({}, n),
        place('requested', { holds: 0, contribution: 6000 - cost / 6, waitsFrom: `2027-01-0${n}T10:00:00.000Z` }, n),
      ];
      for (const { kind, id, value } of records) await office.put(create(kind, id, value));
    },
    runPass: () => runAllocationPass(asFunction('allocate-places', office.deps), poolId),
    lot: async (n: number) => (await office.read('lot', lotIdOf(idOf.donation(n)))).value,
    fund: async () => (await office.read('fund', generalFundId)).value,
    gift: async (n: number) => (await office.read('donation', idOf.donation(n))).value,
    balance: (account: string): number =>
      [...balances(memory.export().journal)].find(([name]) => name === account)?.[1] ?? 0,
    faults: () => faultsIn(memory.export()),
  };
}

export type GivingOffice = ReturnType<typeof openGivingOffice>;

/** What is free in the general fund by its journal, in pence. */
export const freeOf = (office: GivingOffice): number => 0 - office.balance(`fund:${generalFundId}:free`);
