import { askToClose, closePeriod, declineClosing } from '../../../shared/commands/close-period.ts';
import { monthOf, monthsBetween } from '../../../shared/domain/ledger-audit.ts';
import type { Random } from '../random.ts';
import { type Act, type OfficeAct, people, type Sight } from '../town/act.ts';
import type { Town } from '../town/town.ts';
import { fay, gus } from './staff.ts';

const finance = [fay, gus] as const;
const firstMonth = '2027-03';

/** A month of the books, the one that comes next most often. */
function monthIn(town: Sight, random: Random): string {
  const months = monthsBetween(firstMonth, monthOf(town.now()));
  const next = months.find((month) => town.watch.shadow.get('period', month)?.value.state !== 'closed');
  return (random.below(6) === 0 ? random.pick(months) : next) ?? firstMonth;
}

const close = people('close a month', 2, (town, random) => {
  const month = monthIn(town, random);
  const known = town.watch.shadow.get('period', month);
  // Nobody looks for a month to close that is not over, but for once by mistake.
  if (month === monthOf(town.now()) && random.below(30) > 0) return undefined;
  const input = { month, seen: known?.version ?? 0 };
  const by = random.pick(finance) ?? fay;
  if (known?.value.state !== 'asked')
    return { name: 'ask-to-close', again: true, run: (deps) => askToClose(deps, input, fay) };
  if (random.below(4) === 0)
    return { name: 'decline-closing', again: true, run: (deps) => declineClosing(deps, input, by) };
  return { name: 'close-period', again: true, run: (deps) => closePeriod(deps, input, gus) };
});

/** Finance, who close the months. */
const closing: readonly OfficeAct[] = [close];

const payOut = people('the provider pays out', 0.4, (town: Town) => {
  const { balance } = town.payments.provider;
  if (balance.waiting() !== 0) balance.payOut();
  return undefined;
});

const arrive = people('a payout arrives, or does not', 0.8, (town: Town, random) => {
  const { balance } = town.payments.provider;
  const all = balance.payoutsSince(town.begunAt);
  const payout = random.pick(all.filter(({ status }) => status === 'on-its-way'));
  if (payout !== undefined) balance.arrive(payout.payoutId);
  return undefined;
});

const sendBack = people('a bank sends a payout back', 0.05, (town: Town, random) => {
  const { balance } = town.payments.provider;
  // Banks send back within some days; a payout of long ago is there for good.
  const recent = balance.payoutsSince(town.begunAt).slice(-3);
  const payout = random.pick(recent.filter(({ status }) => status !== 'failed'));
  if (payout !== undefined) balance.fail(payout.payoutId);
  return undefined;
});

/** Finance; and the provider, who sends our money to the bank. */
export const bookkeeping: readonly Act[] = [...closing, payOut, arrive, sendBack];
