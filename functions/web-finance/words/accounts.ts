import { FundId, TherapistId } from '../../../events/values.ts';
import type { Account } from '../../../shared/domain/journal.ts';
import { therapistReference } from '../../../shared/staff/words/references.ts';

const named: Readonly<Record<string, string>> = {
  clearing: 'Clearing (at the payment provider)',
  bank: 'Bank',
  fees: 'Payment fees',
  'dispute-fees': 'Dispute fees',
  'fund:core': 'Core',
  'risk-reserve': 'Risk reserve',
  'paid-out': 'Paid out',
  'giftaid:receivable': 'Gift Aid receivable',
  refunds: 'Refunds',
  'income:donations': 'Income: donations',
  'income:gift-aid': 'Income: Gift Aid',
  'income:grants': 'Income: grants',
  'income:legacies': 'Income: legacies',
  'income:courses': 'Income: courses',
  'expenditure:therapy': 'Expenditure: therapy',
  'expenditure:fundraising': 'Expenditure: fundraising',
  'expenditure:governance': 'Expenditure: governance',
  'expenditure:training': 'Expenditure: training',
};

/** The fund an account belongs to, when it belongs to one. */
export const fundOf = (account: Account): FundId | undefined => FundId.safeParse(account.split(':')[1]).data;

/** An account as people read it. */
export function accountWords(account: Account, fundNames: ReadonlyMap<FundId, string>): string {
  const [, id, part] = account.split(':');
  const fundId = fundOf(account);
  if (fundId !== undefined) return `${fundNames.get(fundId) ?? fundId}: ${part}`;
  const therapist = TherapistId.safeParse(id);
  return therapist.success ? `Therapist ${therapistReference(therapist.data)}: ${part}` : (named[account] ?? account);
}

const causes: Readonly<Record<string, string>> = {
  donation: 'Gift',
  fee: 'Payment fee of a gift',
  giftaid: 'Gift Aid',
  refund: 'Refund',
  dispute: 'Dispute',
  hold: 'Money reserved',
  join: 'Money joined to its place',
  release: 'Money given back',
  session: 'Session',
  transfer: 'Transfer between funds',
  deficit: 'Deficit cleared by its fund',
  reserve: 'Set aside in the risk reserve',
  cover: 'Deficit covered by the risk reserve',
  repay: 'Paid back to the risk reserve',
  payout: 'Paid out to the bank',
  'provider-fee': 'Fee of the payment provider',
};

/** What caused an entry: its id begins with it. */
export const causeWords = (entryId: string): string => causes[entryId.split(':')[0] ?? ''] ?? 'Entry';
