import { describe, expect, test } from 'vitest';
import type { Pence } from '../../events/values.ts';
import { makeGivingLink } from '../../shared/commands/give.ts';
import { createPublicSite, exampleSettings, recordsOf } from '../../test/support/public-site.ts';
import { coordinator, openSecondFund } from '../../test/support/second-fund.ts';

const giver = { name: 'Ash Exampleby', email: 'ash.exampleby@example.org' };

describe('a giving link', () => {
  async function linked() {
    const site = createPublicSite();
    const fundId = await openSecondFund(site);
    const made = await makeGivingLink(site.deps, { fundId, amount: 25_000 as Pence }, coordinator);
    if (!made.ok) throw new Error(made.refusal.because);
    return { site, fundId, token: made.value.token, visitor: site.newVisitor() };
  }

  test('shows its sum and fund under an address without its token, and takes a gift of just that', async () => {
    const { site, fundId, token, visitor } = await linked();
    await visitor.open(`/give/link/${token}`);
    expect(visitor.path).toBe('/give/link');
    expect(visitor.heading).toBe('Your gift of £250');
    expect(visitor.html).not.toContain(token);
    await visitor.submit({ ...giver, amount: '500', fund: exampleSettings.pool.generalFund.id });
    expect(visitor.path).toContain('checkout.invalid');
    expect(recordsOf(site, 'donation')).toMatchObject([{ amount: 25_000, fundId }]);
  });

  test('opened any number of times changes nothing', async () => {
    const { site, token, visitor } = await linked();
    const before = JSON.stringify(site.store.export());
    for (let times = 0; times < 3; times += 1) await visitor.open(`/give/link/${token}`);
    expect(JSON.stringify(site.store.export())).toBe(before);
  });

  test('that has run out, or never was, says so and offers to give without it', async () => {
    const { site, token, visitor } = await linked();
    await visitor.open('/give/link/not-a-token');
    expect(visitor.status).toBe(410);
    expect((await visitor.open('/give/link')).status).toBe(410);
    await visitor.open(`/give/link/${token}`);
    site.pass({ days: 15 });
    await visitor.submit(giver);
    expect(visitor.status).toBe(410);
    expect(visitor.heading).toBe('This link can no longer be used');
    expect(recordsOf(site, 'donation')).toEqual([]);
  });

  test('puts mistakes right as any other gift', async () => {
    const { token, visitor } = await linked();
    await visitor.open(`/give/link/${token}`);
    await visitor.submit({ ...giver, name: '' });
    expect(visitor.errors).toEqual([{ message: 'Enter your name', href: '#name' }]);
  });
});
