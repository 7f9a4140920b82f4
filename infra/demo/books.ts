import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { askToClose, closePeriod } from '../../shared/commands/close-period.ts';
import { bookedMonths } from '../../shared/commands/read-ledger.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { monthAfter } from '../../shared/domain/ledger-audit.ts';
import type { Charity } from './charity.ts';
import { fay, femi } from './staff.ts';
import { day } from './story-calendar.ts';

/** What belongs to a month and comes late has come by then: bank debits, payouts, a letter from HMRC. */
const daysForWhatIsLate = 38;
/** In the last days of the story whoever closes has not come to it: a month that is asked for waits for whoever tries it. */
const lastDays = 7;
const askedOnDay = 2;

interface NextMonth {
  readonly month: string;
  readonly period: Versioned<'period'> | undefined;
}

/** The first month of the books that is not closed. */
async function findNext({ deps }: Charity): Promise<NextMonth | undefined> {
  const months = await bookedMonths(deps);
  const periods = new Map((await deps.store.getMany('period', months)).map((period) => [period.value.month, period]));
  const month = months.find((each) => periods.get(each)?.value.state !== 'closed');
  return month === undefined ? undefined : { month, period: periods.get(month) };
}

/** The audit of the ledger, which in a charity at work comes by every quarter of an hour. */
export async function auditBooks({ deps }: Charity): Promise<void> {
  await auditLedger(deps, { mayGoOn: () => true });
}

/**
 * What finance does about the months of the books on a working day: one asks for the next to be closed when it has been
 * over for a while, and another closes it on the working day after.
 * @param daysLeft until the story ends
 */
export async function keepBooks(charity: Charity, daysLeft: number): Promise<void> {
  const next = await findNext(charity);
  if (next === undefined) return;
  const { month, period } = next;
  const input = { month, seen: period?.version ?? 0 };
  if (period?.value.state === 'asked') {
    if (daysLeft < lastDays) return;
    await auditBooks(charity);
    await charity.done(closePeriod(charity.deps, input, femi));
    return;
  }
  const overSince = Date.parse(`${monthAfter(month)}-01T00:00:00.000Z`);
  if (charity.time < overSince + daysForWhatIsLate * day && daysLeft !== askedOnDay) return;
  await charity.done(askToClose(charity.deps, input, fay));
}
