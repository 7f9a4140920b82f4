import Stripe from 'stripe';
import { describe, expect, test } from 'vitest';
import { Pence } from '../../events/values.ts';
import { pledgeDonation } from '../../shared/commands/give.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, whatOf } from '../../test/support/small-office.ts';
import { receivePaymentEvent } from './receive.ts';
import { WebhookRequest } from './webhook-request.ts';

const secret = 'whsec_small_office';

/** An office where one gift was paid, and the webhook of it is on its way. */
async function openWithWebhook(commit: Parameters<typeof interrupting>[1] = async () => undefined) {
  const memory = new MemoryStore();
  const office = openOffice(interrupting(memory, commit));
  const form = {
    donationId: idOf.donation(1),
    amount: Pence.parse(72_000),
    fundId: generalFundId,
    donor: { name: 'A Donor' },
    giftAid: { declared: false, noBenefit: false },
    link: undefined,
  };
  whatOf(await pledgeDonation(office.deps, form));
  const [checkoutId = ''] = [...office.payments.provider.checkouts.keys()];
  office.payments.provider.pay(checkoutId);
  const [webhook] = office.payments.takeWebhooks();
  if (webhook === undefined) throw new Error('the provider tells of a payment');
  const reports = () => memory.export().records.filter(({ kind }) => kind === 'payment-report').length;
  return { ...office, memory, webhook, checkoutId, reports, everything: () => JSON.stringify(memory.export()) };
}

const sign = (payload: string, at: string, by = secret): string =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret: by, timestamp: Math.floor(Date.parse(at) / 1000) });

const eventOf = (type: string, object: object, id = 'evt_strange00001'): string =>
  JSON.stringify({ object: 'event', id, type, created: 1_803_895_200, data: { object } });

describe('a webhook of the payment provider', () => {
  test('is stored in one write with the fact that queues it, and only then answered', async () => {
    const { deps, webhook, memory } = await openWithWebhook();
    expect(await receivePaymentEvent(deps, webhook)).toEqual({ status: 200, says: 'stored' });
    const [last] = memory.export().audit.filter(({ did }) => did === 'store-payment-report');
    expect(last?.facts.map(({ type, data }) => ({ type, data }))).toEqual([
      {
        type: 'uk.sponsored-places.payment.reported.v1',
        data: { donationId: idOf.donation(1), reportId: webhook.eventId },
      },
    ]);
  });

  test('that comes twice, or twice at one moment, is stored once and thanked for each time', async () => {
    const { deps, webhook, reports, everything } = await openWithWebhook();
    const both = await Promise.all([receivePaymentEvent(deps, webhook), receivePaymentEvent(deps, webhook)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const once = everything();
    expect(await receivePaymentEvent(deps, webhook)).toEqual({ status: 200, says: 'stored' });
    expect([reports(), everything()]).toEqual([1, once]);
  });

  test('keeps of what it says only ids and kind: no name, no address, no card', async () => {
    const { deps, everything } = await openWithWebhook();
    const object = {
      object: 'checkout.session',
      id: 'cs_1',
      metadata: { donation_id: idOf.donation(1) },
      customer_details: { name: 'Marked Donor', email: 'marked@example.org' },
    };
    const rawBody = eventOf('checkout.session.completed', object);
    const signature = sign(rawBody, deps.now());
    expect(await receivePaymentEvent(deps, { rawBody, signature })).toEqual({ status: 200, says: 'stored' });
    expect(everything()).not.toMatch(/marked/i);
  });
});

describe('a webhook that is not believed', () => {
  test.each([
    ['without a signature', undefined, 'missing-signature'],
    ['with an empty one', '', 'missing-signature'],
    ['with nonsense for one', 'v1=nonsense', 'wrong-signature'],
  ])('%s is refused, and leaves nothing', async (_, signature, says) => {
    const { deps, webhook, everything } = await openWithWebhook();
    const before = everything();
    expect(await receivePaymentEvent(deps, { ...webhook, signature })).toEqual({ status: 400, says });
    expect(everything()).toBe(before);
  });

  test('ASVS 4.1.5 because somebody else signed it, or it was changed on its way, is refused', async () => {
    const { deps, webhook, everything } = await openWithWebhook();
    const before = everything();
    const forged = { ...webhook, signature: sign(webhook.rawBody, deps.now(), 'whsec_somebody_else') };
    expect(await receivePaymentEvent(deps, forged)).toEqual({ status: 400, says: 'wrong-signature' });
    const changed = { ...webhook, rawBody: webhook.rawBody.replace('completed', 'expired') };
    expect(await receivePaymentEvent(deps, changed)).toEqual({ status: 400, says: 'wrong-signature' });
    expect(everything()).toBe(before);
  });

  test('ASVS 4.1.5 because it was signed more than five minutes ago is refused; the provider signs each try anew', async () => {
    const { deps, webhook, pass, reports } = await openWithWebhook();
    pass({ minutes: 6 });
    expect(await receivePaymentEvent(deps, webhook)).toEqual({ status: 400, says: 'too-old' });
    const retried = { ...webhook, signature: sign(webhook.rawBody, deps.now()) };
    expect(await receivePaymentEvent(deps, retried)).toEqual({ status: 200, says: 'stored' });
    expect(reports()).toBe(1);
  });

  test('ASVS 2.2.1 because it is no event of the provider’s is refused', async () => {
    const { deps } = await openWithWebhook();
    const session = { object: 'checkout.session', id: 'cs_1', client_reference_id: idOf.donation(1) };
    const notOurs = [
      eventOf('checkout.session.completed', session, 'evt_7'),
      eventOf('checkout.session.completed', session, 'evt_somebody@example.org'),
      eventOf('checkout.session.completed', session).replace('1803895200', '9007199254740991'),
    ];
    for (const rawBody of ['', 'not json', '{}', '[]', ...notOurs]) {
      const signature = sign(rawBody, deps.now());
      expect(await receivePaymentEvent(deps, { rawBody, signature })).toEqual({ status: 400, says: 'unreadable' });
    }
  });
});

describe('a webhook about something that is none of ours', () => {
  test.each([
    ['checkout.session.completed', { object: 'checkout.session', id: 'cs_unknown' }],
    [
      'checkout.session.completed',
      { object: 'checkout.session', id: 'cs_unknown', metadata: { donation_id: 'don_ofanotherstage' } },
    ],
    [
      'checkout.session.completed',
      { object: 'checkout.session', id: 'cs_unknown', metadata: { donation_id: 'no id' }, client_reference_id: 'x' },
    ],
    ['refund.created', { object: 'refund', id: 're_1', payment_intent: 'pi_unknown' }],
    ['refund.failed', { object: 'refund', id: 're_1', payment_intent: { id: 'pi_unknown' } }],
    ['refund.updated', { object: 'refund', id: 're_1', payment_intent: null }],
    ['charge.dispute.created', { object: 'dispute', id: 'du_1', payment_intent: 'pi_unknown' }],
    ['charge.dispute.funds_withdrawn', { object: 'dispute', id: 'du_1' }],
    ['payout.paid', { object: 'payout', id: 'po_1' }],
    ['invoice.paid', { object: 'invoice', id: 'in_1' }],
    ['a.kind.from.the.future', { object: 'thing', id: 'th_1' }],
  ])('(%s, %o) is answered 200, so that nobody sends it again, and leaves nothing', async (type, object) => {
    const { deps, everything } = await openWithWebhook();
    const before = everything();
    const rawBody = eventOf(type, object);
    const signature = sign(rawBody, deps.now());
    expect(await receivePaymentEvent(deps, { rawBody, signature })).toEqual({ status: 200, says: 'not ours' });
    expect(everything()).toBe(before);
  });

  test('is told apart from a refund or dispute of a gift of ours, which is stored', async () => {
    const { deps, webhook, payments, checkoutId, reports } = await openWithWebhook();
    await receivePaymentEvent(deps, webhook);
    payments.provider.refund(checkoutId, Pence.parse(500));
    payments.provider.dispute(checkoutId);
    for (const later of payments.takeWebhooks()) {
      expect(await receivePaymentEvent(deps, later)).toEqual({ status: 200, says: 'stored' });
    }
    expect(reports()).toBe(3);
  });
});

describe('a webhook that is ours to have sent again', () => {
  test('is one we could not write down: the provider tries for three days', async () => {
    const { deps, webhook, reports } = await openWithWebhook(async ([decision]) =>
      decision?.did === 'store-payment-report' ? { ok: false, why: 'conflict', what: 'a test' } : undefined,
    );
    expect(await receivePaymentEvent(deps, webhook)).toEqual({ status: 503, says: 'try again' });
    expect(reports()).toBe(0);
  });

  test('is one whose payment we could not ask about', async () => {
    const { deps, payments } = await openWithWebhook();
    const rawBody = eventOf('refund.created', { object: 'refund', id: 're_1', payment_intent: 'pi_1' });
    const failing = { ...payments, findCheckout: async () => Promise.reject(new Error('no network')) };
    const webhook = { rawBody, signature: sign(rawBody, deps.now()) };
    await expect(receivePaymentEvent({ ...deps, payments: failing }, webhook)).rejects.toThrow('no network');
  });
});

describe('a request of the HTTP API', () => {
  test('gives the bytes that were signed, however they were packed', () => {
    const rawBody = '{"name":"Zoë"}';
    const headers = { 'stripe-signature': 't=1,v1=2' };
    const plain = WebhookRequest.parse({ headers, body: rawBody, isBase64Encoded: false });
    const packed = WebhookRequest.parse({
      headers,
      body: Buffer.from(rawBody).toString('base64'),
      isBase64Encoded: true,
    });
    expect(packed).toEqual(plain);
    expect(plain).toEqual({ rawBody, signature: 't=1,v1=2' });
  });

  test('may come without body or signature, which are then refused as such; not larger than any of the provider’s', () => {
    expect(WebhookRequest.parse({ headers: {} })).toEqual({ rawBody: '', signature: undefined });
    expect(WebhookRequest.safeParse({ headers: {}, body: 'x'.repeat(256 * 1024 + 1) }).success).toBe(false);
    expect(WebhookRequest.safeParse({}).success).toBe(false);
  });
});
