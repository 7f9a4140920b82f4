import { type DonationId, RefundId, SignedPence } from '../../events/values.ts';
import type { Donation, PaymentReport } from '../domain/donation.ts';
import type { Outcome } from '../domain/outcome.ts';
import { type PaymentTruth, settleGift } from '../domain/settle-gift.ts';
import type { PaymentState, Payments } from '../payments/interface.ts';
import { decideAndCommit } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';
import { loadGiftBooks } from './load-gift-books.ts';

export interface SettlingDeps extends Deps {
  readonly payments: Payments;
}

/** What the provider said, in the words of the books. A refund asked for here is known by our own id. */
const truthOf = (payment: PaymentState): PaymentTruth => ({
  status: payment.status,
  amount: payment.amountPence,
  fee: payment.feePence,
  paymentId: payment.paymentId,
  newCard: payment.cardFingerprintSeenBefore === false,
  checkoutId: payment.checkoutId,
  refunds: payment.refunds.map(({ refundId: providerId, ourRefundId, amountPence: amount, status, at }) => ({
    id: ourRefundId ?? RefundId.parse(providerId),
    providerId,
    amount,
    status,
    at,
  })),
  disputes: payment.disputes.map((dispute) => ({
    id: dispute.disputeId,
    amount: dispute.amountPence,
    status: dispute.status,
    movements: dispute.movements.map(({ movementId, amountPence, feePence }) => ({
      movementId,
      amount: SignedPence.parse(amountPence),
      fee: SignedPence.parse(feePence),
    })),
    at: dispute.at,
    evidenceDueAt: dispute.evidenceDueAt,
  })),
});

/**
 * Fetches the truth about a donation from the provider and books the difference: doubled, late and reordered reports
 * have one effect. The gift is read before the provider is asked, and every decision changes it: what was asked too
 * early can therefore never be booked over what was asked later.
 */
export async function settleDonation(
  deps: SettlingDeps,
  donationId: DonationId,
  reportId: string | undefined,
): Promise<Outcome<undefined>> {
  for (;;) {
    const settled = await settleSome(deps, donationId, reportId);
    if (!settled.ok) return settled;
    if (settled.value === 'all') return { ok: true, value: undefined };
  }
}

/**
 * The payment page of a gift: as we wrote it down or a report names it; or, when its payment was booked before we could
 * write the page down, the one that payment came from. Without this nothing that happens later could be booked but
 * by a report.
 */
const checkoutOf = async (
  payments: Payments,
  { checkout, collected }: Donation,
  report: PaymentReport | undefined,
): Promise<string | undefined> => {
  const known = checkout?.id ?? report?.checkoutId;
  if (known !== undefined || collected?.paymentId === undefined) return known;
  return (await payments.findCheckout(collected.paymentId))?.checkoutId;
};

/** What the provider knows of a gift's payment now; a report may name its page. */
export async function fetchPaymentOf(
  payments: Payments,
  donation: Donation,
  report?: PaymentReport,
): Promise<Outcome<PaymentState>> {
  const checkoutId = await checkoutOf(payments, donation, report);
  if (checkoutId === undefined) return missing('checkout');
  const payment = await payments.fetchPayment(checkoutId);
  return payment === undefined ? missing('payment') : { ok: true, value: payment };
}

const settleSome = (
  deps: SettlingDeps,
  donationId: DonationId,
  reportId: string | undefined,
): Promise<Outcome<'all' | 'some'>> =>
  decideAndCommit(deps, async () => {
    const [donation, report] = await Promise.all([
      deps.store.get('donation', donationId),
      reportId === undefined ? undefined : deps.store.get('payment-report', reportId),
    ]);
    if (donation === undefined) return missing('donation');
    const books = await loadGiftBooks(deps.store, donation);
    if (books === undefined) return missing('fund');
    const payment = await fetchPaymentOf(deps.payments, donation.value, report?.value);
    if (!payment.ok) return payment;
    const decisions = settleGift(books, truthOf(payment.value), deps.now(), deps.settings);
    if (!decisions.ok) return decisions;
    return {
      ok: true,
      value: { decisions: decisions.value, value: decisions.value.length === 0 ? ('all' as const) : ('some' as const) },
    };
  });
