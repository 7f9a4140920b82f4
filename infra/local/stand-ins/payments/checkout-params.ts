import type Stripe from 'stripe';
import * as z from 'zod';
import { createdRange, expand, flag, integer, metadata, page, paramsOf, text } from './params.ts';

const recurring = paramsOf<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.Recurring>()({
  interval: z.literal('month', { error: 'the stand-in only bills by the month' }),
  interval_count: z.literal('1').optional(),
});

const productData = paramsOf<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.ProductData>()({
  name: text,
  description: text.optional(),
  metadata: metadata.optional(),
});

const priceData = paramsOf<Stripe.Checkout.SessionCreateParams.LineItem.PriceData>()({
  currency: z.literal('gbp', { error: 'the stand-in only takes pounds (gbp)' }),
  product_data: productData,
  unit_amount: integer.pipe(z.int().min(0).max(99_999_999)),
  recurring: recurring.optional(),
  tax_behavior: text.optional(),
});

const lineItem = paramsOf<Stripe.Checkout.SessionCreateParams.LineItem>()({
  price_data: priceData,
  quantity: integer.pipe(z.int().min(1)),
});

/** A web address to send the donor on to; it may hold `{CHECKOUT_SESSION_ID}`. */
const webAddress = z.url({ protocol: /^https?$/, error: 'Not a valid URL' }).max(5000);

export const createSessionParams = paramsOf<Stripe.Checkout.SessionCreateParams>()({
  mode: z.enum(['payment', 'subscription']),
  line_items: z.array(lineItem).min(1).max(100),
  success_url: webAddress,
  cancel_url: webAddress.optional(),
  client_reference_id: text.max(200).optional(),
  metadata: metadata.optional(),
  payment_intent_data: paramsOf<Stripe.Checkout.SessionCreateParams.PaymentIntentData>()({
    metadata: metadata.optional(),
    description: text.optional(),
    statement_descriptor_suffix: text.max(22).optional(),
  }).optional(),
  subscription_data: paramsOf<Stripe.Checkout.SessionCreateParams.SubscriptionData>()({
    metadata: metadata.optional(),
    description: text.optional(),
  }).optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay', 'subscribe']).optional(),
  ui_mode: z.literal('hosted_page', { error: 'the stand-in only has the hosted page' }).optional(),
  expires_at: integer.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  adaptive_pricing: paramsOf<Stripe.Checkout.SessionCreateParams.AdaptivePricing>()({
    enabled: flag.optional(),
  }).optional(),
  locale: text.optional(),
  expand: expand.optional(),
});

export const listSessionsParams = paramsOf<Stripe.Checkout.SessionListParams>()({
  ...page,
  created: createdRange.optional(),
  customer: text.optional(),
  payment_intent: text.optional(),
  subscription: text.optional(),
  status: z.enum(['open', 'complete', 'expired']).optional(),
});
