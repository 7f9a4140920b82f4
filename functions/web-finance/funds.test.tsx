import { beforeEach, describe, expect, test } from 'vitest';
import { type FundId, LocalDate } from '../../events/values.ts';
import { changeFund, openGeneralFund } from '../../shared/commands/fund.ts';
import { openNewFund, receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
let north: FundId;
const general = () => site.deps.settings.pool.generalFund.id as FundId;

beforeEach(async () => {
  site = createConsoleSite();
  await openGeneralFund(site.deps);
  north = await openNewFund(site);
});

const openAs = async (name: string, path: string) => (await site.visitAs(name)).open(`/console${path}`);
const fundOf = async (id: FundId) => (await site.store.get('fund', id))?.value;
const freeIn = async (id: FundId) =>
  (await site.store.range('lot', `open-lots/${id}`, 'lots', { limit: 50 })).items.reduce(
    (sum, lot) => sum + lot.value.free,
    0,
  );

const described = {
  name: 'The northern fund',
  aim: 'Therapy for people in the north.',
  purpose: 'Therapy anywhere.',
  kind: 'restricted',
  groups: ['harmed'],
  regions: ['wales'],
  campaign: '',
  'spend-by-day': '31',
  'spend-by-month': '3',
  'spend-by-year': '2031',
  slug: 'in-wales',
};

describe('the list of funds', () => {
  test('shows what is free, held, spent and missing in each, and leads to each', async () => {
    await receiveGift(site, 100, north);
    const tess = await openAs('Tess', '/funds');
    expect(tess.text).toContain(
      'The northern fund Anything people ask help with; Yorkshire and the Humber £100.00 £0.00 £0.00 £0.00',
    );
    expect(tess.html).toContain(`/console/funds/${north}`);
    expect(tess.text).not.toContain('Save this order');
  });

  test('puts the funds in order, and puts a mistake right beside its fund', async () => {
    const fay = await openAs('Fay', '/funds');
    await fay.submit({ [`order-${north}`]: 'first' }, 'Save this order');
    expect(fay.status).toBe(422);
    expect(fay.errors).toEqual([{ message: 'Enter a whole number from 0 to 999', href: `#order-${north}` }]);
    await fay.submit({ [`order-${north}`]: '3', [`order-${general()}`]: '9' }, 'Save this order');
    expect(fay.text).toContain('The funds now pay in this order');
    expect([(await fundOf(north))?.order, (await fundOf(general()))?.order]).toEqual([3, 9]);
  });

  test('orders nothing on an old page', async () => {
    const fay = await openAs('Fay', '/funds');
    const cora = await openAs('Cora', '/funds');
    await cora.submit({ [`order-${north}`]: '4' }, 'Save this order');
    await fay.submit({ [`order-${north}`]: '3' }, 'Save this order');
    expect(fay.status).toBe(409);
    expect((await fundOf(north))?.order).toBe(4);
  });
});

describe('one fund', () => {
  test('says what binds it, what is in it, and where its page is', async () => {
    await receiveGift(site, 100, north);
    const cora = await openAs('Cora', `/funds/${north}`);
    for (const words of ['Therapy anywhere.', '£100.00 in 1 lot', 'when somebody first gave to it', `/give/${north}`]) {
      expect(cora.text).toContain(words);
    }
    expect((await openAs('Cora', '/funds/fnd_nowhere00')).status).toBe(404);
  });

  test('may be changed in everything while nobody has given to it', async () => {
    const cora = await openAs('Cora', `/funds/${north}/change`);
    await cora.submit(described, 'Save');
    expect(cora.text).toContain('The fund is changed');
    expect(await fundOf(north)).toMatchObject({
      restriction: { groups: ['survivor'], regions: ['wales'] },
      spendBy: '2031-03-31',
      slug: 'in-wales',
    });
  });

  test('once somebody has given is asked only for what does not bind us, and says why', async () => {
    await receiveGift(site, 100, north);
    const fay = await openAs('Fay', `/funds/${north}/change`);
    expect(fay.text).toContain('people gave for what they read');
    expect(fay.html).not.toContain('name="purpose"');
    expect(fay.html).not.toContain('name="regions"');
    await fay.submit({ name: 'North', aim: 'Therapy up there.' }, 'Save');
    expect(await fundOf(north)).toMatchObject({
      name: 'North',
      secondaryPurpose: 'Therapy anywhere.',
      restriction: { groups: [], regions: ['yorkshire-and-the-humber'] },
    });
  });

  test('given to while its form was open is not changed, and the form says so', async () => {
    const cora = await openAs('Cora', `/funds/${north}/change`);
    await receiveGift(site, 100, north);
    await cora.submit(described, 'Save');
    expect(cora.status).toBe(409);
    expect((await fundOf(north))?.restriction.regions).toEqual(['yorkshire-and-the-humber']);
  });

  test.each([
    [{ slug: 'link' }, '#slug', 'taken by our own pages'],
    [{ slug: 'In Wales' }, '#slug', 'small letters'],
    [{ kind: 'unrestricted' }, '#kind', 'Choose another kind'],
    [{ 'spend-by-year': '2020' }, '#spend-by-day', 'The date must be in the future'],
  ])('with %o is refused beside the field', async (changes, href, message) => {
    const cora = await openAs('Cora', `/funds/${north}/change`);
    await cora.submit({ ...described, ...changes }, 'Save');
    expect(cora.status).toBe(422);
    expect(cora.errors).toEqual([{ message: expect.stringContaining(message), href }]);
  });
});

describe('a transfer', () => {
  const wish = () => ({ to: north, amount: '60', reason: 'more-wait' });

  async function ask() {
    await receiveGift(site, 100);
    const fay = await openAs('Fay', `/funds/${general()}/transfer`);
    await fay.submit(wish(), 'Ask for this transfer');
    return fay;
  }

  test('is asked for by one and agreed to by another, who finds it among their work', async () => {
    const fay = await ask();
    expect(fay.text).toContain('Nothing moves until another person agrees');
    expect(fay.text).toContain('You asked for this, so another person decides');
    expect(await freeIn(north)).toBe(0);
    const cora = await openAs('Cora', '');
    expect(cora.text).toContain('The northern fund £60');
    const [, path = ''] = /href="(\/console\/transfers\/trf_\w+)"/.exec(cora.html) ?? [];
    await cora.open(path);
    await cora.submit({}, 'Agree to this transfer');
    expect(cora.text).toContain('You have agreed');
    expect(cora.text).toContain('£60.00');
    expect([await freeIn(north), await freeIn(general())]).toEqual([6000, 4000]);
    await cora.open(`/console/funds/${north}`);
    expect(cora.text).toContain('From Where it is needed most £60 £60.00 Done');
  });

  test('is never agreed to by the one who asked, whatever they post', async () => {
    const fay = await ask();
    const path = fay.path.replace(/\?.*/, '');
    const { body } = fay.fill({}, 'Take it back');
    await fay.post(`${path}/agree`, body);
    expect(fay.status).toBe(409);
    const seen = new URLSearchParams(body);
    const [from, to] = await Promise.all([general(), north].map((id) => site.store.get('fund', id)));
    seen.set('seen-from', String(from?.version));
    seen.set('seen-to', String(to?.version));
    await fay.post(`${path}/agree`, seen.toString());
    expect(fay.status).toBe(403);
    expect(await freeIn(north)).toBe(0);
  });

  test('may be taken back by the one who asked, and declined by another', async () => {
    const fay = await ask();
    await fay.submit({}, 'Take it back');
    expect(fay.text).toContain('Taken back');
    await fay.open(`/console/funds/${general()}/transfer`);
    await fay.submit(wish(), 'Ask for this transfer');
    const cora = await openAs('Cora', fay.path.replace('/console', '').replace(/\?.*/, ''));
    await cora.submit({}, 'Decline');
    expect(cora.text).toContain('You have declined');
    expect(await freeIn(north)).toBe(0);
  });

  test('of restricted money is offered no fund that it may not go to', async () => {
    await receiveGift(site, 100, north);
    const fay = await openAs('Fay', `/funds/${north}/transfer`);
    expect(fay.text).toContain('There is no fund that it may go to');
  });

  test('is put right beside its fields', async () => {
    const fay = await openAs('Fay', `/funds/${general()}/transfer`);
    await fay.submit({}, 'Ask for this transfer');
    expect(fay.status).toBe(422);
    expect(fay.errors.map(({ href }) => href)).toEqual(['#to', '#amount', '#reason']);
  });

  test('is for those who keep funds: trustees see it and decide nothing', async () => {
    const fay = await ask();
    const tess = await openAs('Tess', fay.path.replace('/console', '').replace(/\?.*/, ''));
    expect(tess.status).toBe(200);
    expect(tess.text).not.toContain('Agree to this transfer');
    expect((await openAs('Tess', `/funds/${north}/change`)).status).toBe(403);
  });
});

describe('closing a fund', () => {
  test('takes two people, says what donors were told, and moves what is free', async () => {
    await receiveGift(site, 100, north);
    const cora = await openAs('Cora', `/funds/${north}/close`);
    expect(cora.text).toContain('Donors were told: Therapy anywhere.');
    await cora.submit({ to: general(), reason: 'met' }, 'Ask for this fund to be closed');
    expect(cora.errors).toEqual([{ message: expect.stringContaining('as donors were told'), href: '#serves' }]);
    await cora.submit({ to: general(), reason: 'met', serves: 'yes' }, 'Ask for this fund to be closed');
    expect((await fundOf(north))?.state).toBe('open');
    await cora.open(`/console/funds/${north}`);
    expect(cora.text).toContain('Somebody has asked for this fund to be closed');
    const [, path = ''] = /href="\/console(\/transfers\/trf_\w+)"/.exec(cora.html) ?? [];
    const fay = await openAs('Fay', path);
    expect(fay.text).toContain('Therapy anywhere.');
    await fay.submit({}, 'Agree to close this fund');
    expect((await fundOf(north))?.state).toBe('closed');
    expect(await freeIn(general())).toBe(10_000);
    await fay.open(`/console/funds/${north}`);
    expect(fay.text).toContain('This fund is closed');
    expect(fay.text).not.toContain('Change this fund');
  });
});

describe('money that is past its date', () => {
  test('is said on the page of its fund, and goes where two people say', async () => {
    const fund = await site.store.get('fund', north);
    if (fund === undefined) throw new Error('the fund is open');
    const { name, aim, secondaryPurpose, kind, restriction } = fund.value;
    const terms = { name, aim, secondaryPurpose, kind, restriction, spendBy: LocalDate.parse('2027-04-01') };
    await changeFund(site.deps, { fundId: north, seen: fund.version, terms }, { id: 'cora', roles: ['coordinator'] });
    await receiveGift(site, 100, north);
    expect((await openAs('Tess', `/funds/${north}`)).text).not.toContain('a date that is over');
    site.world.advance({ days: 60 });
    expect((await openAs('Tess', `/funds/${north}`)).html).not.toContain('past-its-date');
    const fay = await openAs('Fay', `/funds/${north}`);
    expect(fay.text).toContain('£100.00 of this fund was to be spent by a date that is over');
    expect(fay.text).toContain('Spend by 1 Apr 2027, which is over: no more gifts are taken for it');
    const links = await openAs('Fay', '/pool/giving-link');
    expect(links.html).not.toContain(`value="${north}"`);
    await fay.open(`/console/funds/${north}`);
    expect(fay.text).toContain('Free £0.00 in 0 lots Free, past its spend-by date £100.00');
    await fay.open(`/console/funds/${north}/past-its-date`);
    await fay.submit({ to: general() }, 'Ask for this to be moved');
    expect(fay.errors.map(({ href }) => href)).toEqual(['#reason', '#serves']);
    await fay.submit({ to: general(), reason: 'none-in-time', serves: 'yes' }, 'Ask for this to be moved');
    expect(fay.text).toContain('All that is past its spend-by date');
    const cora = await openAs('Cora', fay.path.replace('/console', ''));
    await cora.submit({}, 'Agree to this transfer');
    expect([await freeIn(north), await freeIn(general())]).toEqual([0, 10_000]);
    await fay.open(`/console/funds/${north}/past-its-date`);
    expect(fay.text).toContain('Nothing is left that is past its date');
  });
});
