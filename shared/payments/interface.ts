import type { DisputeId, DonationId, Instant, Pence, RefundId } from '../../events/values.ts';
import type { BalanceMovement, ProviderPayout } from '../domain/settle-payout.ts';

export interface ProviderBalance {
  /** It can be paid out. */
  readonly availablePence: number;
  /** It came, and cannot be paid out yet. */
  readonly pendingPence: number;
}

/** What a checkout is asked for. Nothing here may say who the donor is, or that anybody receives help. */
export interface CheckoutRequest {
  readonly donationId: DonationId;
  /** At least 30p: the provider takes no less. */
  readonly amountPence: Pence;
  /** What the donor reads on the payment page, and perhaps on a receipt: neutral words. */
  readonly description: string;
  /** Where the donor goes after paying; `{CHECKOUT_SESSION_ID}` in it is replaced. Arriving there proves nothing. */
  readonly successUrl: string;
  readonly cancelUrl: string;
  /** Between 30 minutes and 24 hours from now, at the provider's insistence. A link that lives longer is ours to keep. */
  readonly expiresAt: Instant;
}

/**
 * Something changed at the provider. It only wakes: what it means is fetched, never trusted. Ids only, and of those
 * what the event happens to carry: without a `donationId`, ask `findCheckout` with the `paymentId`.
 */
export interface PaymentEvent {
  /** The provider's id of the event; the same event can come more than once. */
  readonly eventId: string;
  /** The provider's word, such as `checkout.session.completed`. */
  readonly type: string;
  readonly createdAt: Instant;
  readonly donationId?: DonationId | undefined;
  readonly checkoutId?: string | undefined;
  readonly paymentId?: string | undefined;
}

/** Why a webhook is not believed. `too-old`: signed by the provider, but more than five minutes ago. */
type WebhookRefusal = 'missing-signature' | 'wrong-signature' | 'too-old' | 'unreadable';

export type WebhookReading =
  | { readonly ok: true; readonly event: PaymentEvent }
  | { readonly ok: false; readonly refusal: WebhookRefusal };

export interface RefundState {
  readonly refundId: string;
  /** Ours, when it was asked for by {@link Payments.refund}. */
  readonly ourRefundId?: RefundId | undefined;
  readonly amountPence: Pence;
  /** One that succeeded can still fail, days later: the bank sent the money back. */
  readonly status: 'pending' | 'succeeded' | 'failed';
  readonly at: Instant;
}

/** One time that the provider took a dispute's money or gave it back. */
export interface DisputeMovementState {
  /** Of our balance at the provider, as a payout names it. */
  readonly movementId: string;
  /** Less than nothing is taken from us. */
  readonly amountPence: number;
  /** What the provider kept with it; less than nothing when it gave a fee back. */
  readonly feePence: number;
}

export interface DisputeState {
  readonly disputeId: DisputeId;
  /** What the bank questions; it can be less than the gift. */
  readonly amountPence: Pence;
  /** `notice`: the bank only asks, no money has moved and none may. */
  readonly status: 'notice' | 'open' | 'withdrawn' | 'won' | 'lost';
  /** All that ever moved for it, the first in front. Book these, not the status. */
  readonly movements: readonly DisputeMovementState[];
  readonly at: Instant;
  /** Until then it can be answered; absent when nothing is asked of us. */
  readonly evidenceDueAt?: Instant | undefined;
}

/** The truth about one checkout at the moment it was fetched. */
export interface PaymentState {
  readonly checkoutId: string;
  /** Absent when the checkout is none of ours. */
  readonly donationId?: DonationId | undefined;
  /**
   * `pending`: the donor chose a slow way to pay and the money may still not come. `failed`: it did not. A declined
   * card leaves the checkout `open`.
   */
  readonly status: 'open' | 'pending' | 'paid' | 'failed' | 'expired';
  readonly amountPence: Pence;
  readonly paymentId?: string | undefined;
  readonly chargeId?: string | undefined;
  /** What the provider kept; known once paid. */
  readonly feePence?: Pence | undefined;
  /** When the money was booked to our balance. */
  readonly paidAt?: Instant | undefined;
  /** From when it can be paid out to the bank. */
  readonly availableOn?: Instant | undefined;
  /** What the donor's bank statement will show. */
  readonly statementDescriptor?: string | undefined;
  /** Oldest first. */
  readonly refunds: readonly RefundState[];
  /** Oldest first. */
  readonly disputes: readonly DisputeState[];
  /** Whether the same card paid us successfully before this gift. Absent when not paid, or not by card. */
  readonly cardFingerprintSeenBefore?: boolean | undefined;
}

export interface RefundRequest {
  readonly paymentId: string;
  readonly donationId: DonationId;
  readonly refundId: RefundId;
  readonly amountPence: Pence;
}

export type RefundReply = { readonly ok: true } | { readonly ok: false; readonly because: string };

/**
 * The payment provider. Amounts are integer pence, GBP. Expected refusals are values; everything else (no network,
 * a wrong key, a checkout that the provider will not make) is thrown, to be retried or mended.
 */
export interface Payments {
  /**
   * Makes the checkout link of a donation. Idempotent by donation id for a day, which is longer than any link lives:
   * asked again it gives the same link, used or not.
   * @throws when asked again with other words, amounts or times: keep the first request with the donation.
   */
  openCheckout(request: CheckoutRequest): Promise<{ readonly checkoutId: string; readonly url: string }>;

  /** Reads a webhook from its raw body, and believes it only if it was signed for us within five minutes. */
  verifyEvent(rawBody: string, signature: string | undefined): Promise<WebhookReading>;

  /** The truth about one checkout, with its payment, fee, refunds and disputes. Absent when there is none of that id. */
  fetchPayment(checkoutId: string): Promise<PaymentState | undefined>;

  /** The checkout that a payment came from: for events that name only the payment. */
  findCheckout(
    paymentId: string,
  ): Promise<{ readonly checkoutId: string; readonly donationId: DonationId | undefined } | undefined>;

  /**
   * Asks for a refund of a payment, or of a part. Idempotent by our refund id: one that the provider has already is not
   * made again, however long ago it was asked for. What becomes of it is in the state of its payment.
   * @returns why the provider refuses: there is not so much left of it, or the bank questions the payment.
   */
  refund(request: RefundRequest): Promise<RefundReply>;

  /**
   * Closes a checkout that is still open. One that was paid or has expired stays what it is.
   * @throws when there is none of that id.
   */
  expireCheckout(checkoutId: string): Promise<void>;

  /**
   * Events since an instant (that second included), oldest first, for the sweep that finds lost webhooks. Every page
   * is read. The provider keeps events for thirty days.
   */
  listEvents(since: Instant): AsyncIterable<PaymentEvent>;

  /** Payouts made since an instant, oldest first. Every page is read. */
  listPayouts(since: Instant): AsyncIterable<ProviderPayout>;

  /** What the provider has of ours and has not paid out, in pence; less than nothing when more was taken than came. */
  fetchBalance(): Promise<ProviderBalance>;

  /** What moved on our balance since an instant, payouts left out, oldest first. Every page is read. */
  listBalanceMovements(since: Instant): Promise<readonly BalanceMovement[]>;

  /** What a payout consists of, without itself, oldest first. Whole once the payout is settled. */
  listMovements(payoutId: string): Promise<readonly BalanceMovement[]>;
}
