import { DisputeId, type Instant, Pence, type RefundId } from '../../events/values.ts';
import type { CheckoutRequest, DisputeState, PaymentState, RefundState } from './interface.ts';
import { createMemoryBalance } from './memory-balance.ts';
import { donationKey, type heardEvents, instantOf } from './payment-event.ts';

type EventType = (typeof heardEvents)[number];

/** A checkout as the provider in memory keeps it. */
export interface MemoryCheckout {
  readonly checkoutId: string;
  readonly request: CheckoutRequest;
  readonly madeAt: Instant;
  status: PaymentState['status'];
  /** The card that paid or tried to; a bank debit has none. */
  card?: string | undefined;
  /** When the payment was begun, and when its money came. */
  triedAt?: Instant;
  paidAt?: Instant;
  /** Paid, and the provider does not know yet what it keeps of it: the money is not on our balance. */
  isFeeToCome?: boolean;
  readonly refunds: { -readonly [K in keyof RefundState]: RefundState[K] }[];
  readonly disputes: { -readonly [K in keyof DisputeState]: DisputeState[K] }[];
}

/** An event in the shape the provider sends, as far as anybody here reads it. */
interface MemoryEvent {
  readonly object: 'event';
  readonly id: string;
  readonly type: EventType;
  readonly created: number;
  readonly data: { readonly object: Record<string, unknown> };
}

/** 1.2 % and 20p, rounded half up: the charity card fee in the UK. */
export const feeOf = (amount: number): Pence => Pence.parse(Math.floor((amount * 12 + 500) / 1000) + 20);

/** How long a bank waits for an answer. */
const daysToAnswer = 10;
const disputeFee = Pence.parse(2000);

/** What a dispute has taken of our balance and not given back, in pence. */
export const takenNow = ({ movements }: Pick<DisputeState, 'movements'>): number =>
  -movements.reduce((sum, { amountPence }) => sum + amountPence, 0);

/** The payment's id of a checkout; ids follow from what they belong to, so that two runs agree. */
export const paymentIdOf = (checkout: MemoryCheckout): string => checkout.checkoutId.replace(/^cs_/, 'pi_');

function found<T>(thing: T | undefined, id: string): T {
  if (thing === undefined) throw new Error(`The provider knows no ${id}.`);
  return thing;
}

/**
 * What donors, banks and the provider itself do, in memory, for tests and simulation. It has no clock: `now` is
 * asked for every moment. Times are whole seconds, as at the provider.
 * @param givesFeesBack whether what is refunded brings its part of the fee back
 */
export function createMemoryProvider(now: () => Instant, givesFeesBack: boolean) {
  const checkouts = new Map<string, MemoryCheckout>();
  const events: MemoryEvent[] = [];

  const seconds = () => Math.floor(Date.parse(now()) / 1000);
  const moment = (): Instant => instantOf(seconds());
  const checkoutOf = (id: string) => found(checkouts.get(id), id);
  const all = () => [...checkouts.values()];
  const balance = createMemoryBalance(moment);

  function take(checkout: MemoryCheckout): void {
    const { amountPence } = checkout.request;
    balance.move({ what: 'gift', amount: amountPence, fee: feeOf(amountPence), source: paymentIdOf(checkout) });
  }

  function tell(type: EventType, checkout: MemoryCheckout, object: Record<string, unknown>): void {
    const count = events.filter(({ id }) => id.startsWith(`evt_${checkout.checkoutId}_`)).length + 1;
    events.push({
      object: 'event',
      id: `evt_${checkout.checkoutId}_${count}`,
      type,
      created: seconds(),
      data: { object: { payment_intent: paymentIdOf(checkout), ...object } },
    });
  }

  const tellCheckout = (type: EventType, checkout: MemoryCheckout) =>
    tell(type, checkout, {
      object: 'checkout.session',
      id: checkout.checkoutId,
      metadata: { [donationKey]: checkout.request.donationId },
      ...(checkout.triedAt === undefined ? { payment_intent: null } : {}),
    });

  function openCheckout(id: string): MemoryCheckout {
    const checkout = checkoutOf(id);
    if (checkout.status !== 'open') throw new Error(`Checkout ${id} is ${checkout.status}, not open.`);
    return checkout;
  }

  function refundOf(refundId: string) {
    const owner = found(
      all().find(({ refunds }) => refunds.some((refund) => refund.refundId === refundId)),
      refundId,
    );
    return {
      owner,
      refund: found(
        owner.refunds.find((refund) => refund.refundId === refundId),
        refundId,
      ),
    };
  }

  const feeBackOf = ({ request: { amountPence } }: MemoryCheckout, refunded: number): number =>
    givesFeesBack ? Math.floor((feeOf(amountPence) * refunded) / amountPence) : 0;

  function changeRefund(refundId: string, status: 'succeeded' | 'failed'): void {
    const { owner, refund } = refundOf(refundId);
    refund.status = status;
    const source = refund.ourRefundId ?? refundId;
    const fee = feeBackOf(owner, refund.amountPence);
    if (status === 'failed') balance.move({ what: 'refund-failed', amount: refund.amountPence, fee, source });
    tell(status === 'failed' ? 'refund.failed' : 'refund.updated', owner, { object: 'refund', id: refundId });
  }

  function moveFor(
    dispute: MemoryCheckout['disputes'][number],
    what: 'dispute' | 'dispute-returned',
    amountPence: number,
    feePence: number,
  ): void {
    const movementId = balance.move({ what, amount: amountPence, fee: feePence, source: dispute.disputeId });
    dispute.movements = [...dispute.movements, { movementId, amountPence, feePence }];
  }

  function changeDispute(
    disputeId: string,
    type: EventType,
    change: (dispute: MemoryCheckout['disputes'][number]) => void,
  ) {
    const owner = found(
      all().find(({ disputes }) => disputes.some((dispute) => dispute.disputeId === disputeId)),
      disputeId,
    );
    change(
      found(
        owner.disputes.find((dispute) => dispute.disputeId === disputeId),
        disputeId,
      ),
    );
    tell(type, owner, { object: 'dispute', id: disputeId });
  }

  return {
    checkouts,
    events,
    balance,
    seconds,
    moment,

    /** Closes checkouts whose hour has come. */
    catchUpWithTime(): void {
      for (const checkout of all()) {
        if (checkout.status === 'open' && checkout.request.expiresAt <= now()) this.expire(checkout.checkoutId);
      }
    },

    expire(checkoutId: string): void {
      const checkout = openCheckout(checkoutId);
      checkout.status = 'expired';
      tellCheckout('checkout.session.expired', checkout);
    },

    /** The donor pays by card: the money is there at once, the fee perhaps later. */
    pay(checkoutId: string, card = '4242', isFeeToCome = false): void {
      const checkout = Object.assign(openCheckout(checkoutId), {
        status: 'paid',
        card,
        triedAt: moment(),
        paidAt: moment(),
        isFeeToCome,
      });
      if (!isFeeToCome) take(checkout);
      tellCheckout('checkout.session.completed', checkout);
    },

    /** The provider knows its fee at last. No event tells of it. */
    knowFee(checkoutId: string): void {
      const checkout = checkoutOf(checkoutId);
      if (checkout.isFeeToCome !== true) throw new Error(`Checkout ${checkoutId} waits for no fee.`);
      checkout.isFeeToCome = false;
      take(checkout);
    },

    /** The donor's card is declined: the checkout stays open. */
    decline(checkoutId: string, card = '4242'): void {
      Object.assign(openCheckout(checkoutId), { card, triedAt: moment() });
    },

    /** The donor pays by bank debit, which may still fail. */
    payLater(checkoutId: string): void {
      const checkout = Object.assign(openCheckout(checkoutId), {
        status: 'pending',
        card: undefined,
        triedAt: moment(),
      });
      tellCheckout('checkout.session.completed', checkout);
    },

    /** The bank debit comes, or does not. */
    settle(checkoutId: string, outcome: 'succeeds' | 'fails'): void {
      const checkout = checkoutOf(checkoutId);
      if (checkout.status !== 'pending') throw new Error(`Checkout ${checkoutId} has no bank debit under way.`);
      if (outcome === 'succeeds') {
        Object.assign(checkout, { status: 'paid', paidAt: moment() });
        take(checkout);
      } else checkout.status = 'failed';
      tellCheckout(`checkout.session.async_payment_${outcome === 'succeeds' ? 'succeeded' : 'failed'}`, checkout);
    },

    /** What of a payment was not given back yet. */
    leftToRefund(checkoutId: string): number {
      const { refunds, request, status } = checkoutOf(checkoutId);
      const given = refunds.reduce((sum, refund) => sum + (refund.status === 'failed' ? 0 : refund.amountPence), 0);
      return status === 'paid' ? request.amountPence - given : 0;
    },

    /** A refund made at the provider, or asked for here. @returns the provider's id of it */
    refund(
      checkoutId: string,
      amountPence: Pence,
      status: 'succeeded' | 'pending' = 'succeeded',
      ourRefundId?: RefundId,
    ): string {
      const checkout = checkoutOf(checkoutId);
      if (amountPence > this.leftToRefund(checkoutId)) {
        throw new Error(`Checkout ${checkoutId} has no ${amountPence}p to give back.`);
      }
      const refundId = `re_${checkoutId}_${checkout.refunds.length + 1}`;
      checkout.refunds.push({ refundId, ourRefundId, amountPence, status, at: moment() });
      const fee = 0 - feeBackOf(checkout, amountPence);
      balance.move({ what: 'refund', amount: -amountPence, fee, source: ourRefundId ?? refundId });
      tell('refund.created', checkout, { object: 'refund', id: refundId });
      return refundId;
    },
    completeRefund: (refundId: string): void => changeRefund(refundId, 'succeeded'),
    failRefund: (refundId: string): void => changeRefund(refundId, 'failed'),

    /** The donor's bank questions the payment; no money moves yet. @returns its id */
    dispute(checkoutId: string, asked: { amountPence?: Pence; warning?: boolean } = {}): DisputeId {
      const checkout = checkoutOf(checkoutId);
      const disputeId = DisputeId.parse(`du_${checkoutId}_${checkout.disputes.length + 1}`);
      checkout.disputes.push({
        disputeId,
        amountPence: asked.amountPence ?? checkout.request.amountPence,
        status: asked.warning === true ? 'notice' : 'open',
        movements: [],
        at: moment(),
        evidenceDueAt: instantOf(seconds() + daysToAnswer * 86_400),
      });
      tell('charge.dispute.created', checkout, { object: 'dispute', id: disputeId });
      return disputeId;
    },
    withdraw: (disputeId: string): void =>
      changeDispute(disputeId, 'charge.dispute.funds_withdrawn', (dispute) => {
        const status = dispute.status === 'open' ? 'withdrawn' : dispute.status;
        moveFor(dispute, 'dispute', -dispute.amountPence, disputeFee);
        dispute.status = status;
      }),
    /** @param fee what the provider keeps of what comes back, in pence; less than nothing when it gives a fee back */
    reinstate: (disputeId: string, fee = 0): void =>
      changeDispute(disputeId, 'charge.dispute.funds_reinstated', (dispute) => {
        const status = dispute.status === 'withdrawn' ? 'open' : dispute.status;
        moveFor(dispute, 'dispute-returned', takenNow(dispute), fee);
        dispute.status = status;
      }),
    close: (disputeId: string, status: 'won' | 'lost' | 'warning_closed'): void =>
      changeDispute(disputeId, 'charge.dispute.closed', (dispute) => {
        dispute.status = status === 'warning_closed' ? 'notice' : status;
      }),
  };
}

export type MemoryProvider = ReturnType<typeof createMemoryProvider>;
