import { type Instant, LocalDate } from '../../events/values.ts';
import { later } from '../domain/office-days.ts';
import type { BalanceMovement, ProviderPayout } from '../domain/settle-payout.ts';

type Moved = Pick<BalanceMovement, 'what' | 'amount' | 'fee' | 'source'>;

interface MemoryPayout {
  status: ProviderPayout['status'];
  readonly payoutId: string;
  readonly amount: number;
  readonly at: Instant;
  readonly movements: readonly BalanceMovement[];
}

/** Our balance at the provider in memory: what moved on it, and what was paid out. @param moment whole seconds */
export function createMemoryBalance(moment: () => Instant) {
  const payouts: MemoryPayout[] = [];
  let waiting: BalanceMovement[] = [];
  let count = 0;

  const payoutOf = (payoutId: string): MemoryPayout => {
    const found = payouts.find((payout) => payout.payoutId === payoutId);
    if (found === undefined) throw new Error(`The provider knows no ${payoutId}.`);
    return found;
  };

  /** @returns the id of the movement */
  function move(moved: Moved): string {
    count += 1;
    const movementId = `txn_${String(count).padStart(8, '0')}`;
    waiting.push({ ...moved, net: moved.amount - moved.fee, movementId, at: moment() });
    return movementId;
  }

  const onBalance = (): number => waiting.reduce((sum, { net }) => sum + net, 0);

  return {
    move,

    /** What is on the balance and not paid out, in pence; less than nothing when more was taken than came. */
    waiting: onBalance,

    /** Sends what is on the balance to the bank, or collects there what is missing on it. @returns its id */
    payOut(): string {
      const amount = onBalance();
      if (amount === 0) throw new Error('There is nothing on the balance to pay out.');
      const payoutId = `po_${String(payouts.length + 1).padStart(8, '0')}`;
      payouts.push({ payoutId, amount, status: 'on-its-way', at: moment(), movements: waiting });
      waiting = [];
      return payoutId;
    },

    arrive(payoutId: string): void {
      payoutOf(payoutId).status = 'settled';
    },

    /** The bank sends it back, perhaps after it had arrived: it is on the balance again, for the next payout. */
    fail(payoutId: string): void {
      const payout = payoutOf(payoutId);
      payout.status = 'failed';
      move({ what: 'payout-failed', amount: payout.amount, fee: 0, source: payoutId });
    },

    payoutsSince: (since: Instant): readonly ProviderPayout[] =>
      payouts
        .filter(({ at }) => at >= since)
        .map(({ movements: _, ...payout }) => ({
          ...payout,
          arrivesOn: LocalDate.parse(later(payout.at, { days: 1 }).slice(0, 10)),
        })),

    movementsSince: (since: Instant): readonly BalanceMovement[] =>
      [...payouts.flatMap(({ movements }) => movements), ...waiting].filter(({ at }) => at >= since),

    movementsOf: (payoutId: string): readonly BalanceMovement[] => payoutOf(payoutId).movements,
  };
}
