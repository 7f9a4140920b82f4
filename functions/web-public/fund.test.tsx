import { describe, expect, test } from 'vitest';
import { LocalDate, Pence, TransferId } from '../../events/values.ts';
import { changeFund } from '../../shared/commands/fund.ts';
import { makeGivingLink, storePaymentReport } from '../../shared/commands/give.ts';
import { settleDonation } from '../../shared/commands/settle-donation.ts';
import { agreeToTransfer, requestTransfer } from '../../shared/commands/transfer.ts';
import { createPublicSite, exampleSettings, type PublicSite, recordsOf } from '../../test/support/public-site.ts';
import { coordinator, openSecondFund } from '../../test/support/second-fund.ts';

const general = exampleSettings.pool.generalFund;
const giver = { name: 'Ash Exampleby', email: 'ash.exampleby@example.org' };
const finance = { id: 'stf_finance', roles: ['finance-maker'] } as const;

const versionOf = async (site: PublicSite, kind: 'fund' | 'transfer', id: string) =>
  (await site.store.get(kind, id))?.version ?? 0;

async function siteWithFund() {
  const site = createPublicSite();
  const fundId = await openSecondFund(site);
  const { name, aim, secondaryPurpose, kind, restriction } = (await site.store.get('fund', fundId))?.value ?? {};
  if (!name || !aim || !secondaryPurpose || !kind || !restriction) throw new Error('the fund is open');
  const changed = await changeFund(
    site.deps,
    {
      fundId,
      seen: await versionOf(site, 'fund', fundId),
      terms: {
        name,
        aim,
        secondaryPurpose,
        kind,
        restriction: { ...restriction, groups: ['survivor'] },
        spendBy: LocalDate.parse('2028-03-31'),
        slug: 'in-the-north',
      },
    },
    coordinator,
  );
  if (!changed.ok) throw new Error(changed.refusal.because);
  return { site, fundId, visitor: site.newVisitor() };
}

async function close(site: PublicSite, fundId: Awaited<ReturnType<typeof openSecondFund>>) {
  const id = TransferId.parse('trf_0000000001');
  const wish = { id, purpose: 'closing', amount: undefined, reason: 'Its aim is met' } as const;
  const seen = await versionOf(site, 'fund', fundId);
  const asked = await requestTransfer(
    site.deps,
    { ...wish, fromFundId: fundId, toFundId: general.id as typeof fundId, seen },
    coordinator,
  );
  if (!asked.ok) throw new Error(asked.refusal.because);
  const versions = {
    transfer: await versionOf(site, 'transfer', id),
    from: seen,
    to: await versionOf(site, 'fund', general.id),
  };
  const agreed = await agreeToTransfer(site.deps, { transferId: id, seen: versions }, finance);
  if (!agreed.ok) throw new Error(agreed.refusal.because);
}

describe('the page of a fund', () => {
  test('says all that its money is bound to, in words, and what a session costs', async () => {
    const { visitor } = await siteWithFund();
    await visitor.open('/give/in-the-north');
    expect(visitor.heading).toBe('Therapy in the north');
    for (const words of [
      'Therapy for people in the north.',
      'If that is met, or cannot be If nobody there is waiting, it is used anywhere.',
      'Was harmed by somebody',
      'North East',
      'To be used by 31 March 2028',
      'A session costs about £60',
    ]) {
      expect(visitor.text).toContain(words);
    }
    expect(visitor.html).not.toContain('survivor');
  });

  test('leads to a gift to just that fund', async () => {
    const { site, fundId, visitor } = await siteWithFund();
    await visitor.open('/give/in-the-north');
    await visitor.submit({ gift: 'one' });
    expect(visitor.heading).toBe('Your gift of £720');
    expect(visitor.text).toContain('Therapy in the north');
    await visitor.submit(giver);
    expect(visitor.path).toContain('checkout.invalid');
    expect(recordsOf(site, 'donation')).toMatchObject([{ fundId, amount: 72_000 }]);
  });

  test('ASVS 15.3.3 puts mistakes right on its own page, and takes no other fund from the form', async () => {
    const { visitor } = await siteWithFund();
    await visitor.open('/give/in-the-north');
    await visitor.submit({ fund: general.id });
    expect(visitor.status).toBe(422);
    expect(visitor.heading).toBe('Therapy in the north');
    expect(visitor.errors[0]?.message).toContain('Choose how much');
  });

  test('is found by the fund’s id as well; the general fund has one before its first gift', async () => {
    const { fundId, visitor } = await siteWithFund();
    await visitor.open(`/give/${fundId}`);
    expect(visitor.heading).toBe('Therapy in the north');
    const first = createPublicSite().newVisitor();
    await first.open(`/give/${general.id}`);
    expect(first.heading).toBe(general.name);
    await first.submit({ gift: 'other', amount: '25' });
    expect(first.heading).toBe('Your gift of £25');
  });

  test('never stands where another page of giving does', async () => {
    const visitor = createPublicSite().newVisitor();
    expect((await visitor.open('/give/thank-you')).heading).toBe('Thank you');
    expect((await visitor.open('/give/link')).heading).toBe('This link can no longer be used');
    expect((await visitor.open('/give/details')).path).toBe('/give');
  });

  test('of a fund that is closed or never was says so kindly, and offers the one that is always open', async () => {
    const { site, fundId, visitor } = await siteWithFund();
    await close(site, fundId);
    await visitor.open('/give/in-the-north');
    expect(visitor.status).toBe(410);
    expect(visitor.heading).toBe('This fund has closed');
    expect(visitor.text).toContain('it is used anywhere');
    expect(visitor.html).toContain(`/give/${general.id}`);
    await visitor.open('/give/somewhere-else');
    expect(visitor.status).toBe(404);
    expect(visitor.heading).toBe('We cannot find this fund');
    expect(visitor.text).toContain(general.name);
  });
});

describe('a fund whose last day comes', () => {
  async function siteOnItsDay() {
    const { site, fundId, visitor } = await siteWithFund();
    // The 31st of March 2028, at noon.
    site.pass({ days: 494, hours: 2 });
    return { site, fundId, visitor };
  }

  test('is still given to on that day', async () => {
    const { site, visitor } = await siteOnItsDay();
    expect(site.deps.now()).toBe('2028-03-31T12:00:00.000Z');
    await visitor.open('/give/in-the-north');
    await visitor.submit({ gift: 'one' });
    await visitor.submit(giver);
    expect(visitor.path).toContain('checkout.invalid');
  });

  test('says so kindly on its page, takes nothing, and offers the one that is always open', async () => {
    const { site, visitor } = await siteOnItsDay();
    site.pass({ days: 1 });
    await visitor.open('/give/in-the-north');
    expect([visitor.status, visitor.heading]).toEqual([410, 'This fund has reached its last day']);
    expect(visitor.text).toContain(
      '“Therapy in the north” was for help until 31 March 2028. A gift now would come too late',
    );
    expect(visitor.text).toContain('Thank you to everybody who gave to it.');
    expect(visitor.text).toContain('If nobody there is waiting, it is used anywhere.');
    await visitor.open(visitor.linkTo('Give where it is needed most') ?? '');
    expect(visitor.heading).toBe(general.name);
  });

  test('is not among those to choose from', async () => {
    const { site, fundId, visitor } = await siteOnItsDay();
    expect((await visitor.open('/give')).text).toContain('Therapy in the north');
    site.pass({ days: 1 });
    expect((await visitor.open('/give')).text).not.toContain('Therapy in the north');
    expect((await visitor.open(`/give/details?amount=5000&fund=${fundId}`)).path).toBe('/give');
  });

  test('takes nothing from whoever had its form before them at midnight', async () => {
    const { site, visitor } = await siteOnItsDay();
    const slow = await site.newVisitor().open('/give/in-the-north');
    await visitor.open('/give/in-the-north');
    await visitor.submit({ gift: 'one' });
    site.pass({ hours: 12 });
    await visitor.submit(giver);
    expect([visitor.status, visitor.heading]).toEqual([409, 'This fund takes no more gifts']);
    await slow.submit({ gift: 'one' });
    expect([slow.status, slow.heading]).toEqual([410, 'This fund has reached its last day']);
    expect(recordsOf(site, 'donation')).toEqual([]);
  });

  test('is out of reach of a link that was made before', async () => {
    const { site, fundId, visitor } = await siteOnItsDay();
    const made = await makeGivingLink(site.deps, { fundId, amount: Pence.parse(25_000) }, coordinator);
    if (!made.ok) throw new Error(made.refusal.because);
    const link = `/give/link/${made.value.token}`;
    expect((await visitor.open(link)).heading).toBe('Your gift of £250');
    site.pass({ hours: 12 });
    await visitor.submit(giver);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This link can no longer be used']);
    expect((await visitor.open(link)).text).toContain('what it was for may have ended');
    expect(recordsOf(site, 'donation')).toEqual([]);
  });
});

describe('a giving link', () => {
  async function linked(changes: Parameters<typeof createPublicSite>[0] = {}) {
    const site = createPublicSite(changes);
    const fundId = await openSecondFund(site);
    const made = await makeGivingLink(site.deps, { fundId, amount: Pence.parse(25_000) }, coordinator);
    if (!made.ok) throw new Error(made.refusal.because);
    const path = `/give/link/${made.value.token}`;
    const visitor = site.newVisitor();
    await visitor.open(path);
    return { site, path, visitor };
  }

  const pending = (site: PublicSite) => recordsOf(site, 'donation').filter(({ state }) => state === 'pending');

  test('is for one gift: opened again after that it says so, and nobody else’s form is taken', async () => {
    const { site, path, visitor } = await linked();
    const other = site.newVisitor();
    await other.open(path);
    await visitor.submit(giver);
    expect(visitor.path).toContain('checkout.invalid');
    await other.submit(giver);
    expect(other.status).toBe(410);
    expect(other.heading).toBe('This link has been used');
    await other.open(path);
    expect(other.heading).toBe('This link has been used');
    expect(recordsOf(site, 'donation')).toHaveLength(1);
  });

  test('leads whoever began with it back to its payment page, and nobody else', async () => {
    const { path, visitor } = await linked();
    await visitor.submit(giver);
    const payment = visitor.path;
    await visitor.open(path);
    expect(visitor.path).toBe('/give/came-back');
    expect(visitor.linkTo('Go on to payment')).toBe(payment);
  });

  test('sent twice from one page is still one gift with one payment page', async () => {
    const { site, visitor } = await linked();
    const { action, body } = visitor.fill(giver);
    const first = (await visitor.post(action, body)).path;
    expect((await visitor.post(action, body)).path).toBe(first);
    expect(recordsOf(site, 'donation')).toHaveLength(1);
  });

  test('works again once the payment page has closed without a payment', async () => {
    const { site, path, visitor } = await linked();
    await visitor.submit(giver);
    const [checkout] = site.payments.provider.checkouts.values();
    if (checkout === undefined) throw new Error('there is a payment page');
    site.payments.provider.expire(checkout.checkoutId);
    for await (const event of site.payments.listEvents(site.deps.now())) {
      await storePaymentReport(site.deps, event);
      await settleDonation(site.deps, checkout.request.donationId, event.eventId);
    }
    const again = site.newVisitor();
    await again.open(path);
    expect(again.heading).toBe('Your gift of £250');
    await again.submit(giver);
    expect(again.path).toContain('checkout.invalid');
    expect(pending(site)).toHaveLength(1);
  });

  test('may be tried again when the payment page could not be opened, and comes to one gift', async () => {
    let isDown = true;
    const { payments } = createPublicSite();
    const openCheckout: typeof payments.openCheckout = (request) => {
      if (isDown) throw new Error('no network');
      return payments.openCheckout(request);
    };
    const { site, visitor } = await linked({ payments: { ...payments, openCheckout } });
    await visitor.submit(giver);
    expect(visitor.status).toBe(503);
    isDown = false;
    await visitor.submit({ ...giver, email: 'ash.new@example.org' });
    expect(visitor.path).toContain('checkout.invalid');
    expect(pending(site)).toHaveLength(1);
    expect(
      recordsOf(site, 'donation')
        .map(({ state }) => state)
        .toSorted(),
    ).toEqual(['expired', 'pending']);
  });
});
