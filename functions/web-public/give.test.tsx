import { describe, expect, test } from 'vitest';
import type { Payments } from '../../shared/payments/interface.ts';
import { failGifts, payGifts } from '../../test/support/pay-gifts.ts';
import {
  createPublicSite,
  exampleSettings,
  identitiesOf,
  type PublicSite,
  recordsOf,
} from '../../test/support/public-site.ts';
import { openSecondFund } from '../../test/support/second-fund.ts';
import type { Visitor } from '../../test/support/visitor.ts';

const general = exampleSettings.pool.generalFund.id;
const giver = { name: 'Ash Exampleby', email: 'ash.exampleby@example.org' };
const giftAid = { giftAid: 'yes', noBenefit: 'yes', address: '12 Sample Street', postcode: 'ls62ab' };

async function choose(visitor: Visitor, typed: Record<string, string>): Promise<Visitor> {
  await visitor.open('/give');
  return visitor.submit({ fund: general, ...typed });
}

const donationsOf = (site: PublicSite) => recordsOf(site, 'donation');

describe('choosing a gift', () => {
  test.each([
    [{ gift: 'one' }, '£720'],
    [{ gift: 'two' }, '£1,440'],
    [{ gift: 'more', people: '5' }, '£3,600'],
    [{ gift: 'other', amount: '12.50' }, '£12.50'],
    [{ gift: 'other', amount: '£1,000' }, '£1,000'],
    [{ gift: 'other', amount: '2' }, '£2'],
    [{ gift: 'other', amount: '10000' }, '£10,000'],
  ])('%j leads to the details of a gift of %s', async (typed, amount) => {
    const visitor = await choose(createPublicSite().newVisitor(), typed);
    expect(visitor.heading).toBe(`Your gift of ${amount}`);
  });

  test.each([
    [{}, 'gift', /Choose how much/],
    [{ gift: 'one', fund: '' }, 'fund', /Choose what your gift is for/],
    [{ gift: 'one', fund: 'fnd_somewhereelse' }, 'fund', /Choose what your gift is for/],
    [{ gift: 'more', people: '2' }, 'people', /from 3 to 13/],
    [{ gift: 'more', people: '14' }, 'people', /from 3 to 13/],
    [{ gift: 'more', people: '' }, 'people', /for how many people/],
    [{ gift: 'other', amount: '' }, 'amount', /Enter an amount in pounds/],
    [{ gift: 'other', amount: '1.99' }, 'amount', /Enter £2 or more/],
    [{ gift: 'other', amount: '10000.01' }, 'amount', /Enter £10,000 or less/],
    [{ gift: 'other', amount: 'lots' }, 'amount', /like 25 or 12.50/],
    [{ gift: 'everything' }, 'gift', /Choose how much/],
  ])('%j is put right in words beside “%s”', async (typed, field, says) => {
    const visitor = await choose(createPublicSite().newVisitor(), typed);
    expect(visitor.status).toBe(422);
    expect(visitor.errors).toEqual([{ message: expect.stringMatching(says), href: `#${field}` }]);
    expect(visitor.html).toContain(`id="${field}"`);
  });

  test('shows of every open fund its aim and what else its money may be used for', async () => {
    const site = createPublicSite();
    const fund = await openSecondFund(site);
    const visitor = site.newVisitor();
    await visitor.open('/give');
    for (const words of ['Therapy for people in the north.', 'it is used anywhere', 'whoever has waited longest']) {
      expect(visitor.text).toContain(words);
    }
    await visitor.submit({ gift: 'one', fund });
    expect(visitor.text).toContain('Therapy in the north');
    expect(visitor.text).toContain('it is used anywhere');
  });

  test('an address that nobody could have chosen leads back to the choice', async () => {
    const visitor = createPublicSite().newVisitor();
    for (const query of [
      '',
      '?amount=1&fund=x',
      `?amount=199&fund=${general}`,
      `?amount=9e9&fund=${general}`,
      '?amount=500&fund=fnd_nowhere00',
    ]) {
      expect((await visitor.open(`/give/details${query}`)).path).toBe('/give');
    }
  });
});

describe('giving', () => {
  test('without Gift Aid leads to the payment page, with a pledge and no address', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'two' });
    await visitor.submit(giver);
    expect(visitor.path).toMatch(/^https:\/\/checkout\.invalid\/cs_don_/);
    expect(visitor.status).toBe(303);
    expect(donationsOf(site)).toMatchObject([
      { amount: 144_000, fundId: general, state: 'pending', giftAid: { state: 'not-declared' } },
    ]);
    expect(await identitiesOf(site)).toEqual({ donor: giver });
    expect(visitor.headers.get('Content-Security-Policy')).toContain("form-action 'self' https://checkout.invalid;");
  });

  test('with Gift Aid shows the whole declaration and keeps the home address', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    expect(visitor.text).toContain(
      'I want to Gift Aid my donation of £720 to The Kestrel Path Trust. I am a UK taxpayer and understand that if I pay less Income Tax and/or Capital Gains Tax than the amount of Gift Aid claimed on all my donations in the current tax year it is my responsibility to pay any difference.',
    );
    expect(visitor.text).toContain('£180 more on this gift');
    await visitor.submit({ ...giver, ...giftAid });
    expect(donationsOf(site)[0]?.giftAid).toMatchObject({ state: 'declared', noBenefit: true });
    expect(await identitiesOf(site)).toEqual({ donor: { ...giver, address: '12 Sample Street', postcode: 'LS6 2AB' } });
  });

  test('with Gift Aid, but somebody close being helped by it, is asked which of the two holds, and then claims nothing', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit({ ...giver, ...giftAid, noBenefit: [] });
    expect(visitor.status).toBe(422);
    expect(visitor.errors).toEqual([
      { message: expect.stringContaining('take the tick away from Gift Aid'), href: '#noBenefit' },
    ]);
    await visitor.submit({ ...giver, ...giftAid, giftAid: [], noBenefit: [] });
    expect(visitor.path).toContain('checkout.invalid');
    expect(donationsOf(site)[0]?.giftAid).toEqual({ state: 'not-declared', noBenefit: false });
    expect(await identitiesOf(site)).toEqual({ donor: giver });
  });

  test('with Gift Aid from abroad needs no postcode, and keeps HMRC’s sign for a home elsewhere', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit({ ...giver, ...giftAid, postcode: '', abroad: 'yes', address: '4 Rue Exemple, Lyon' });
    expect(donationsOf(site)[0]?.giftAid).toMatchObject({ state: 'declared' });
    expect(await identitiesOf(site)).toEqual({ donor: { ...giver, address: '4 Rue Exemple, Lyon', postcode: 'X' } });
  });

  test.each([
    [{ name: '' }, 'name', /Enter your first name or initial, and your last name/],
    [{ name: 'Ash' }, 'name', /Gift Aid needs both/],
    [{ email: '' }, 'email', /for the receipt/],
    [{ email: 'ash' }, 'email', /name@example.org/],
    [{ address: '' }, 'address', /house/],
    [{ address: 'x'.repeat(41) }, 'address', /40 characters/],
    [{ postcode: '' }, 'postcode', /Enter your postcode/],
    [{ postcode: 'LS6' }, 'postcode', /full UK postcode/],
  ])('with Gift Aid, %j is put right beside “%s”, and the rest is kept', async (typed, field, says) => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit({ ...giver, ...giftAid, ...typed });
    expect(visitor.status).toBe(422);
    expect(visitor.errors).toEqual([{ message: expect.stringMatching(says), href: `#${field}` }]);
    const kept = new URLSearchParams(visitor.fill({}).body);
    for (const [name, value] of Object.entries({ ...giver, ...giftAid, ...typed })) expect(kept.get(name)).toBe(value);
    expect(site.store.export().records).toEqual([]);
  });

  test('a form sent twice is one gift with one payment page', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    const { action, body } = visitor.fill(giver);
    const first = (await visitor.post(action, body)).path;
    expect((await visitor.post(action, body)).path).toBe(first);
    expect(donationsOf(site)).toHaveLength(1);
  });

  test('a form put right after a mistake is still the gift of its page', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    const minted = new URLSearchParams(visitor.fill({}).body).get('donation');
    await visitor.submit({ ...giver, email: '' });
    await visitor.submit(giver);
    expect(donationsOf(site).map(({ id }) => id)).toEqual([minted]);
  });

  test('when the payment page cannot be opened, says so, keeps the form, and lets it be corrected', async () => {
    let isDown = true;
    const { payments } = createPublicSite();
    const openCheckout: Payments['openCheckout'] = (request) => {
      if (isDown) throw new Error('no network');
      return payments.openCheckout(request);
    };
    const site = createPublicSite({ payments: { ...payments, openCheckout } });
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit({ ...giver, email: 'ash.wrong@example.org' });
    expect(visitor.status).toBe(503);
    expect(visitor.text).toContain('Nothing has been taken');
    expect(site.failures).toHaveLength(1);
    isDown = false;
    await visitor.submit({ email: giver.email });
    expect(visitor.path).toContain('checkout.invalid');
    const pending = donationsOf(site).find(({ state }) => state === 'pending');
    const identity = recordsOf(site, 'identity').find(({ personId }) => personId === pending?.donorId);
    const key = await site.store.get('identity-key', pending?.donorId ?? '');
    if (identity === undefined || key === undefined) throw new Error('the donor is there');
    expect(await site.vault.open(identity, key.value, ['email'])).toEqual({ email: giver.email });
  });

  test('a gift whose payment page has closed is not opened again', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    const { action, body } = visitor.fill(giver);
    await visitor.post(action, body);
    site.pass({ days: 2 });
    await visitor.post(action, body);
    expect(visitor.errors[0]?.message).toContain('This page was open for more than a day');
    await visitor.submit(giver);
    expect(visitor.status).toBe(409);
    expect(visitor.heading).toBe('This gift has been made already');
  });

  test('the page after paying knows nothing of who paid elsewhere, and claims nothing', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/give/thank-you');
    expect(visitor.text).toContain('If your payment went through, a receipt is on its way by email');
    expect(visitor.text).toContain('KESTREL PATH TRUST');
  });

  test('and is true before the payment is confirmed and after: it says that it waits, and a link looks again', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit(giver);
    await visitor.open('/give/thank-you');
    expect(visitor.text).toContain('Your payment is being confirmed');
    expect(visitor.text).not.toMatch(/reached us\. A receipt is on its way|If your payment went through|Give again/);
    expect(visitor.text).toContain('Amount £720');
    expect(visitor.html).not.toMatch(/http-equiv="refresh"/i);
    expect((await visitor.open('/give/receipt')).path).toBe('/give/thank-you');
    await visitor.follow('Look again');
    expect(visitor.text).toContain('Your payment is being confirmed');
    await payGifts(site);
    await visitor.follow('Look again');
    expect(visitor.text).toContain('Your gift has reached us. A receipt is on its way by email. Amount £720');
    expect(visitor.text).not.toMatch(/being confirmed|Look again/);
    await visitor.follow('See and print your receipt');
    expect(visitor.text).toMatch(/Receipt number R-\S+ Amount £720 Received on \d+ \w+ \d{4} Given to/);
    expect(visitor.text).toContain('registered charity');
    expect(visitor.text).not.toContain(giver.name);
    expect((await site.newVisitor().open('/give/receipt')).text).not.toContain('£720');
  });

  test('and thanks nobody for a payment that was refused', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit(giver);
    await failGifts(site);
    await visitor.open('/give/thank-you');
    expect(visitor.path).toBe('/give/came-back');
    expect(visitor.heading).toBe('This payment did not go through');
  });

  test('and is there when what we know of the payment company is out of reach', async () => {
    const site = createPublicSite({ fetchCheckoutOrigin: () => Promise.reject(new Error('no secret')) });
    expect((await site.newVisitor().open('/give/thank-you')).status).toBe(200);
  });

  test('who comes back without paying is told that nothing was taken, and may go on where they were', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    await visitor.submit(giver);
    const payment = visitor.path;
    await visitor.open('/give/came-back');
    expect(visitor.heading).toBe('You have not paid yet');
    expect(visitor.text).toContain('then nothing is taken');
    expect(visitor.linkTo('Go on to payment')).toBe(payment);
    expect((await site.newVisitor().open('/give/came-back')).path).toBe('/give');
    await payGifts(site);
    await visitor.open('/give/came-back');
    expect(visitor.heading).toBe('Your gift has reached us');
  });

  test('a form that was changed after its gift was pledged is another gift: what was put right counts', async () => {
    const site = createPublicSite();
    const visitor = await choose(site.newVisitor(), { gift: 'one' });
    const plain = visitor.fill(giver);
    const aided = visitor.fill({ ...giver, ...giftAid });
    const first = (await visitor.post(plain.action, plain.body)).path;
    const second = (await visitor.post(aided.action, aided.body)).path;
    expect(second).not.toBe(first);
    expect(donationsOf(site).map((donation) => donation.giftAid.state)).toEqual(
      expect.arrayContaining(['declared', 'not-declared']),
    );
  });

  test('donors’ pages have no way out and no crisis numbers at their top, and say nothing of anybody helped', async () => {
    const visitor = await choose(createPublicSite().newVisitor(), { gift: 'one' });
    expect(visitor.html).not.toContain('govuk-exit-this-page');
    expect(visitor.html).not.toContain('crisis-strip');
  });
});
