import { balances } from '../../../shared/domain/journal.ts';
import { ledgerAuditId } from '../../../shared/domain/ledger-audit.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { allOf } from '../invariants.ts';
import type { Town } from './town.ts';

/** What is under way at the provider comes to its end: a bank takes its time with a refund, but not for ever. */
export function endAtProvider({ payments: { provider } }: Town): void {
  for (const { checkoutId, isFeeToCome, refunds } of provider.checkouts.values()) {
    if (isFeeToCome === true) provider.knowFee(checkoutId);
    for (const { refundId, status } of refunds) if (status === 'pending') provider.completeRefund(refundId);
  }
}

/** What is at the provider is sent to the bank, and arrives. */
export function payOutAll(town: Town): void {
  const { balance } = town.payments.provider;
  for (const { payoutId, status } of balance.payoutsSince(town.begunAt))
    if (status === 'on-its-way') balance.arrive(payoutId);
  // What cancels itself out is paid out with whatever comes next: the provider's own fee, if nothing else does.
  if (balance.waiting() === 0) balance.move({ what: 'provider-fee', amount: -100, fee: 0, source: 'the last month' });
  balance.arrive(balance.payOut());
}

/** Every payout that arrived is matched, and what the books say is at the provider is what the provider says. */
function payoutFaults(town: Town, accounts: ReadonlyMap<string, number>): readonly string[] {
  const { balance } = town.payments.provider;
  const unmatched = balance.payoutsSince(town.begunAt).flatMap(({ payoutId, status }) => {
    const record = town.watch.shadow.get('payout', payoutId)?.value;
    return status !== 'settled' || record?.state === 'matched'
      ? []
      : [`payout ${payoutId} is ${record?.state ?? 'not in the books'}: ${JSON.stringify(record?.differences)}`];
  });
  const [booked, waiting] = [accounts.get('clearing') ?? 0, balance.waiting()];
  return booked === waiting ? unmatched : [...unmatched, `clearing is ${booked}, ${waiting} is at the provider`];
}

/** The sums by month are those of the journal, account by account. */
function sumFaults(content: StoreContent, accounts: ReadonlyMap<string, number>): readonly string[] {
  const sums = new Map<string, number>();
  for (const { lines } of allOf(content, 'ledger-month'))
    for (const { account, debit, credit } of lines) sums.set(account, (sums.get(account) ?? 0) + debit - credit);
  return [...new Set([...sums.keys(), ...accounts.keys()])].flatMap((account) => {
    const [summed, booked] = [sums.get(account) ?? 0, accounts.get(account) ?? 0];
    return summed === booked ? [] : [`the months sum ${account} up to ${summed}, the journal to ${booked}`];
  });
}

/** The ledger's audit has been through all of the journal and all records, and has found nothing. */
function auditFaults(content: StoreContent): readonly string[] {
  const audit = allOf(content, 'ledger-audit').at(0);
  const { entries = 0, differences = [], suspects = [] } = audit ?? {};
  return [
    ...(entries === content.journal.length
      ? []
      : [`${ledgerAuditId}: replayed ${entries} of ${content.journal.length} entries`]),
    ...[...differences, ...suspects].map((found) => `a false alarm of the ledger audit: ${JSON.stringify(found)}`),
  ];
}

/** What must hold of the books once everything has come to rest and every schedule has run. */
export function booksAtRest(town: Town, content: StoreContent): readonly string[] {
  const accounts = balances(content.journal);
  return [...payoutFaults(town, accounts), ...sumFaults(content, accounts), ...auditFaults(content)];
}
