import * as z from 'zod';
import { DonationId, Instant } from '../../events/values.ts';
import type { PaymentEvent } from './interface.ts';

/** The name under which our donation id travels in the provider's metadata. Ids are the only thing of ours it ever sees. */
export const donationKey = 'donation_id';
/** The same for a refund that was asked for here. */
export const refundKey = 'refund_id';

/** The events that change what we know about a gift; the endpoint is registered for these, the sweep asks for them. */
export const heardEvents = [
  'checkout.session.completed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.expired',
  'invoice.paid',
  'invoice.payment_failed',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.updated',
  'charge.dispute.created',
  'charge.dispute.funds_withdrawn',
  'charge.dispute.funds_reinstated',
  'charge.dispute.closed',
  'payout.paid',
  'payout.reconciliation_completed',
] as const;

/** A moment of the provider (whole seconds) as ours. */
export const instantOf = (seconds: number): Instant => Instant.parse(new Date(seconds * 1000).toISOString());

/** The donation that a metadata names, if it names one of ours. */
export function donationIn(metadata: Record<string, string> | null | undefined): DonationId | undefined {
  return DonationId.safeParse(metadata?.[donationKey]).data;
}

/** What we read of an event; everything else in it, the donor's name and address among it, is dropped here. */
const EventSchema = z.lazy(() =>
  z.object({
    object: z.literal('event'),
    // What stands in our own facts later; the provider's ids are all of this form.
    id: z.string().regex(/^[a-z]+_[0-9A-Za-z_]{8,250}$/),
    type: z.string().min(1).max(250),
    // To the end of the year 9999: what comes after is no moment that can be written.
    created: z.int().nonnegative().max(253_402_300_799),
    data: z.object({
      object: z.object({
        object: z.string(),
        id: z.string(),
        metadata: z.record(z.string(), z.string()).nullish(),
        client_reference_id: z.string().nullish(),
        payment_intent: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]).nullish(),
      }),
    }),
  }),
);

/** Reads an event as the provider sends and lists it; undefined when it is none. */
export function readPaymentEvent(given: unknown): PaymentEvent | undefined {
  const read = EventSchema.safeParse(given);
  if (!read.success) return undefined;
  const { id, type, created, data } = read.data;
  const about = data.object;
  return {
    eventId: id,
    type,
    createdAt: instantOf(created),
    donationId: donationIn(about.metadata) ?? DonationId.safeParse(about.client_reference_id).data,
    checkoutId: about.object === 'checkout.session' ? about.id : undefined,
    paymentId: about.object === 'payment_intent' ? about.id : (about.payment_intent ?? undefined),
  };
}
