/**
 * Trigger: two schedules, every morning: the provider's reports, and an hour later its payouts.
 * Writes: reports that never reached us; fees and refunds that were late; payouts with their entries to the bank, the
 *   provider's own fees; how our account of it stands against the balance it reports; a task for finance for each payout
 *   that does not match the books, and when the balance does not.
 * Emits: payment.reported, and what late fees and refunds state.
 * A failure hurts: a donor whose webhook was lost is not thanked and their gift helps nobody; and the bank is not
 *   reconciled.
 * Redrive: not needed; the next morning looks back a day further than the last one came. Or call it with the same input.
 */
import * as z from 'zod';
import { compareBalance } from '../../shared/commands/compare-balance.ts';
import { settlePayouts } from '../../shared/commands/settle-payouts.ts';
import { sweepPayments } from '../../shared/commands/sweep.ts';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePayments } from '../../shared/compose/compose-payments.ts';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { handleSchedule } from '../../shared/runtime/handle-schedule.ts';
import { Config } from './config.ts';

const config = readConfig(Config);
const deps = { ...composeDeps(config), payments: composePayments(config) };
const observers = observe();

/** Webhooks are tried for three days; a day more finds what was lost at their end. */
const daysOfReports = 4;

export const handler = handleSchedule({
  ...observers,
  input: z.lazy(() => z.strictObject({ settle: z.enum(['reports', 'payouts']) })),
  run: async ({ settle }) => {
    if (settle === 'reports') {
      await sweepPayments(deps, daysOfReports);
      return;
    }
    const { differing, differences } = await settlePayouts(deps);
    const balance = await compareBalance(deps);
    const isOff = balance !== undefined && balance.difference !== 0;
    observers.metrics.count('PayoutsDiffering', differing + (isOff ? 1 : 0));
    if (isOff)
      observers.log.error('balance differs', {
        about: 'clearing',
        provider: balance.books + balance.difference,
        journal: balance.books,
      });
    for (const { movementId, entryId, provider, books } of differences)
      observers.log.error('payout differs', { about: entryId ?? movementId, provider, journal: books });
  },
});
