import Stripe from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { donationCheckout, sdkFor, startTestPayments, type TestPayments, testKey } from './test-payments.ts';

let payments: TestPayments;
let stripe: Stripe;
beforeAll(async () => {
  payments = await startTestPayments();
  stripe = payments.stripe;
});
afterAll(() => payments.stop());

const create = (params: object, options?: Stripe.RequestOptions) =>
  stripe.checkout.sessions.create({ ...donationCheckout(), ...params }, options);

async function refusalOf(request: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const error = await request.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof Stripe.errors.StripeError) return error;
  throw new Error('The request was not refused as Stripe refuses.');
}

describe('a refusal', () => {
  it('of a wrong key is 401 and shows no more of the key than its ends', async () => {
    const wrong = sdkFor(payments.url, 'sk_test_of_somebody_else_entirely');
    const error = await refusalOf(wrong.events.list());
    expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(error.message).toMatch(/^Invalid API Key provided: sk_test_\*+rely$/);
  });

  it('of an unknown address is 404 in the same shape', async () => {
    const error = await refusalOf(stripe.coupons.list());
    expect(error).toMatchObject({ statusCode: 404, type: 'StripeInvalidRequestError' });
    expect(error.message).toContain('Unrecognized request URL (GET: /v1/coupons)');
    expect(error.requestId).toMatch(/^req_/);
  });

  it('of an unknown object is 404 with its code', async () => {
    expect(await refusalOf(stripe.checkout.sessions.retrieve('cs_test_nobody'))).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
    });
  });

  it.each([
    ['a missing parameter', { line_items: undefined }, 'parameter_missing', 'line_items'],
    ['an unknown parameter', { colour: 'green' }, 'parameter_unknown', 'colour'],
    [
      'a currency it does not take',
      { line_items: [{ quantity: 1, price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'x' } } }] },
      'parameter_invalid',
      'line_items[0][price_data][currency]',
    ],
    [
      'too small a sum',
      { line_items: [{ quantity: 1, price_data: { currency: 'gbp', unit_amount: 29, product_data: { name: 'x' } } }] },
      'amount_too_small',
      undefined,
    ],
    ['an address that is none', { success_url: 'thank-you' }, 'parameter_invalid', 'success_url'],
  ])('of %s is 400 and names it', async (_, change, code, param) => {
    const error = await refusalOf(create(change));
    expect(error).toMatchObject({ statusCode: 400, code });
    expect(error.param).toBe(param);
  });

  it('of another API version says which one is spoken', async () => {
    const error = await refusalOf(stripe.events.list({}, { apiVersion: '2020-08-27' }));
    expect(error.message).toContain('only speaks 2026-10-28.endive');
  });

  it('of an expansion that is none, or too deep', async () => {
    const session = await create({});
    expect((await refusalOf(stripe.checkout.sessions.retrieve(session.id, { expand: ['colour'] }))).message).toContain(
      'This property cannot be expanded (colour)',
    );
    const deep = stripe.checkout.sessions.retrieve(session.id, { expand: ['a.b.c.d.e'] });
    expect((await refusalOf(deep)).message).toContain('more than 4 levels');
  });
});

describe('an idempotency key', () => {
  it('gives the same answer for the same request, says so, and makes nothing new', async () => {
    const first = await create({}, { idempotencyKey: 'key-1' });
    const second = await create({}, { idempotencyKey: 'key-1' });
    expect(second).toEqual(first);
    expect(second.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(second.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect((await create({}, { idempotencyKey: 'key-2' })).id).not.toBe(first.id);
  });

  it('is refused with other parameters', async () => {
    await create({}, { idempotencyKey: 'key-3' });
    const error = await refusalOf(create({ client_reference_id: 'other' }, { idempotencyKey: 'key-3' }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('is free again after a request that was refused', async () => {
    await refusalOf(create({ success_url: 'nowhere' }, { idempotencyKey: 'key-4' }));
    expect((await create({}, { idempotencyKey: 'key-4' })).object).toBe('checkout.session');
  });
});

describe('a list', () => {
  it('comes in pages by cursor, forwards and backwards, each object once', async () => {
    const made: string[] = [];
    for (let n = 0; n < 7; n += 1) made.unshift((await stripe.customers.create({ name: `n${n}` })).id);
    const first = await stripe.customers.list({ limit: 3 });
    expect(first.data.map(({ id }) => id)).toEqual(made.slice(0, 3));
    expect(first.has_more).toBe(true);
    const last = await stripe.customers.list({ limit: 3, starting_after: made[5] ?? '' });
    expect(last).toMatchObject({ data: [{ id: made[6] }], has_more: false });
    const back = await stripe.customers.list({ limit: 3, ending_before: made[5] ?? '' });
    expect(back.data.map(({ id }) => id)).toEqual(made.slice(2, 5));
    expect(back.has_more).toBe(true);
    const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(all.map(({ id }) => id)).toEqual(made);
  });

  it('has at most a hundred objects a page', async () => {
    expect(await refusalOf(stripe.customers.list({ limit: 101 }))).toMatchObject({ statusCode: 400, param: 'limit' });
  });
});

it('two donors pressing the same button at the same moment are charged once', async () => {
  const session = await create({});
  const pressed = await Promise.all(Array.from({ length: 6 }, () => payments.press(session.url ?? '', 'pay')));
  expect(pressed.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410, 410]);
});

it('events older than thirty days are gone', async () => {
  let time = Date.now();
  const ageing = await startTestPayments({ now: () => time });
  const session = await ageing.stripe.checkout.sessions.create(donationCheckout());
  await ageing.control(`/checkouts/${session.id}/pay`);
  const [event] = (await ageing.stripe.events.list({ limit: 1 })).data;
  time += 31 * 24 * 3_600_000;
  expect((await ageing.stripe.events.list()).data).toEqual([]);
  await expect(ageing.stripe.events.retrieve(event?.id ?? '')).rejects.toThrow(/No such event/);
  await ageing.stop();
});

it('an unauthenticated request is told how to authenticate', async () => {
  const response = await fetch(`${payments.url}/v1/events`);
  expect(response.status).toBe(401);
  const basic = await fetch(`${payments.url}/v1/events`, {
    headers: { authorization: `Basic ${btoa(`${testKey}:`)}` },
  });
  expect(basic.status).toBe(401);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});
