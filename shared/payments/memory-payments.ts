import { isDeepStrictEqual } from 'node:util';
import Stripe from 'stripe';
import type { Instant } from '../../events/values.ts';
import type { CheckoutRequest, PaymentEvent, PaymentState, Payments } from './interface.ts';
import {
  createMemoryProvider,
  feeOf,
  type MemoryCheckout,
  type MemoryProvider,
  paymentIdOf,
} from './memory-provider.ts';
import { instantOf, readPaymentEvent } from './payment-event.ts';
import { verifyWebhook } from './webhook-verification.ts';

/** A webhook ready to be handed to `verifyEvent`. */
interface MemoryWebhook {
  readonly eventId: string;
  readonly rawBody: string;
  readonly signature: string;
}

export interface MemoryPayments extends Payments {
  /** What donors, banks and the provider do. */
  readonly provider: MemoryProvider;
  /** The webhooks of all events since the last call, signed now, in the order they happened. */
  takeWebhooks(): MemoryWebhook[];
}

const halfAnHour = 30 * 60_000;
const oneDay = 24 * 3_600_000;
const availableAfterSeconds = 3 * 24 * 3600;

const secondOf = (at: Instant): number => Math.floor(Date.parse(at) / 1000);

function stateOf(checkout: MemoryCheckout, others: Iterable<MemoryCheckout>): PaymentState {
  const { checkoutId, request, status, card, triedAt, paidAt, isFeeToCome } = checkout;
  const seenBefore = () =>
    [...others].some(
      (other) => other.card === card && other.paidAt !== undefined && other.paidAt < (paidAt ?? request.expiresAt),
    );
  return {
    checkoutId,
    donationId: request.donationId,
    status,
    amountPence: request.amountPence,
    paymentId: triedAt === undefined ? undefined : paymentIdOf(checkout),
    chargeId: triedAt === undefined ? undefined : paymentIdOf(checkout).replace(/^pi_/, 'ch_'),
    feePence: paidAt === undefined || isFeeToCome === true ? undefined : feeOf(request.amountPence),
    paidAt,
    availableOn: paidAt === undefined ? undefined : instantOf(secondOf(paidAt) + availableAfterSeconds),
    statementDescriptor: triedAt === undefined ? undefined : 'SPONSORED PLACES',
    refunds: structuredClone(checkout.refunds),
    disputes: structuredClone(checkout.disputes),
    cardFingerprintSeenBefore: paidAt === undefined || card === undefined ? undefined : seenBefore(),
  };
}

/**
 * The payment provider's twin for tests and simulation: no network, no clock and no chance of its own, so that the
 * same acts at the same times give the same ids, events and states.
 */
export function createMemoryPayments(settings: {
  webhookSecret: string;
  now: () => Instant;
  /** Whether the provider gives its fee back with a refund; mostly it keeps it. */
  givesFeesBack?: boolean;
}): MemoryPayments {
  const { webhookSecret, now, givesFeesBack = false } = settings;
  const provider = createMemoryProvider(now, givesFeesBack);
  const { checkouts, events } = provider;
  let taken = 0;

  function refuseImpossible({ amountPence, expiresAt }: CheckoutRequest): void {
    const lifetime = Date.parse(expiresAt) - Date.parse(now());
    if (amountPence < 30) throw new Error('The provider takes no payment below 30p.');
    // A second's grace: the provider counts whole ones.
    if (lifetime < halfAnHour - 1000 || lifetime > oneDay + 1000) {
      throw new Error('A checkout must expire between 30 minutes and 24 hours from now.');
    }
  }

  function eventsSince(since: Instant): PaymentEvent[] {
    return events
      .filter(({ created }) => created >= secondOf(since))
      .flatMap((event) => {
        const read = readPaymentEvent(event);
        return read === undefined ? [] : [read];
      });
  }

  return {
    provider,

    takeWebhooks() {
      provider.catchUpWithTime();
      const fresh = events.slice(taken);
      taken = events.length;
      return fresh.map((event) => {
        const rawBody = JSON.stringify(event);
        const timestamp = provider.seconds();
        const signature = Stripe.webhooks.generateTestHeaderString({
          payload: rawBody,
          secret: webhookSecret,
          timestamp,
        });
        return { eventId: event.id, rawBody, signature };
      });
    },

    async openCheckout(request) {
      provider.catchUpWithTime();
      const ofThisDonation = [...checkouts.values()].filter((made) => made.request.donationId === request.donationId);
      const last = ofThisDonation.at(-1);
      if (last && Date.parse(now()) - Date.parse(last.madeAt) <= oneDay) {
        if (!isDeepStrictEqual(last.request, request)) {
          throw new Error(`Donation ${request.donationId} was asked for before in other words.`);
        }
        return { checkoutId: last.checkoutId, url: `https://checkout.invalid/${last.checkoutId}` };
      }
      refuseImpossible(request);
      const checkoutId = `cs_${request.donationId}_${ofThisDonation.length + 1}`;
      const made = { checkoutId, request, madeAt: now(), status: 'open', refunds: [], disputes: [] } as const;
      checkouts.set(checkoutId, { ...made, refunds: [], disputes: [] });
      return { checkoutId, url: `https://checkout.invalid/${checkoutId}` };
    },

    verifyEvent: async (rawBody, signature) => verifyWebhook(rawBody, signature, webhookSecret, Date.parse(now())),

    async fetchPayment(checkoutId) {
      provider.catchUpWithTime();
      const checkout = checkouts.get(checkoutId);
      return checkout && stateOf(checkout, checkouts.values());
    },

    async findCheckout(paymentId) {
      const checkout = [...checkouts.values()].find((made) => made.triedAt && paymentIdOf(made) === paymentId);
      return checkout && { checkoutId: checkout.checkoutId, donationId: checkout.request.donationId };
    },

    async refund({ paymentId, refundId, amountPence }) {
      const checkout = [...checkouts.values()].find((made) => made.paidAt && paymentIdOf(made) === paymentId);
      if (checkout === undefined) throw new Error(`The provider knows no ${paymentId}.`);
      if (checkout.refunds.some(({ ourRefundId }) => ourRefundId === refundId)) return { ok: true };
      if (checkout.disputes.some(({ status }) => status !== 'notice')) {
        return { ok: false, because: 'the bank questions this payment' };
      }
      if (amountPence > provider.leftToRefund(checkout.checkoutId)) {
        return { ok: false, because: 'there is not so much left of this payment' };
      }
      provider.refund(checkout.checkoutId, amountPence, 'succeeded', refundId);
      return { ok: true };
    },

    async expireCheckout(checkoutId) {
      provider.catchUpWithTime();
      const checkout = checkouts.get(checkoutId);
      if (checkout === undefined) throw new Error(`The provider knows no ${checkoutId}.`);
      if (checkout.status === 'open') provider.expire(checkoutId);
    },

    async *listPayouts(since) {
      yield* provider.balance.payoutsSince(since);
    },

    fetchBalance: async () => ({ availablePence: 0, pendingPence: provider.balance.waiting() }),

    listBalanceMovements: async (since) => provider.balance.movementsSince(since),

    listMovements: async (payoutId) => provider.balance.movementsOf(payoutId),

    async *listEvents(since) {
      provider.catchUpWithTime();
      yield* eventsSince(since);
    },
  };
}
