import { beforeEach, describe, expect, test } from 'vitest';
import { findGivingLink } from '../../shared/commands/give.ts';
import { receiptNumberOf } from '../../shared/domain/donation.ts';
import { marked, openNewFund, putOnWaitingList, receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const general = () => site.deps.settings.pool.generalFund;

async function openAs(name: string, path: string): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console${path}`);
}

const recordsOf = (kind: 'fund' | 'donation') => site.store.export().records.filter((record) => record.kind === kind);

describe('the pool', () => {
  test('shows of each fund what is free, what is held, its lots and its open commitments', async () => {
    await receiveGift(site, 720);
    await receiveGift(site, 100);
    await openNewFund(site);
    await putOnWaitingList(site);
    const cora = await openAs('Cora', '/pool');
    expect(cora.text).toContain(`${general().name} £520.00 £0.00 £300.00 2 1`);
    expect(cora.text).toContain('The northern fund £0.00 £0.00 £0.00 0 0');
    expect(cora.text).toContain('All funds £520.00 £0.00 £300.00 2 1');
    expect(cora.text).toContain('Anything people ask help with; Yorkshire and the Humber');
  });

  test('says so when no fund is open yet', async () => {
    expect((await openAs('Tess', '/pool')).text).toContain('No fund is open yet');
  });

  test('offers a trustee nothing to do', async () => {
    const tess = await openAs('Tess', '/pool');
    expect(tess.text).not.toContain('Make a giving link');
    expect(tess.text).not.toContain('Open a fund');
  });
});

describe('opening a fund', () => {
  const good = {
    name: 'Wales',
    aim: 'Therapy in Wales.',
    purpose: 'Therapy elsewhere.',
    kind: 'restricted',
    groups: ['somebody'],
    regions: ['wales'],
    campaign: 'Spring',
    'spend-by-day': '31',
    'spend-by-month': '12',
    'spend-by-year': '2028',
    order: '7',
  };

  test('keeps everything that donors will read and the allocator will obey', async () => {
    const cora = await openAs('Cora', '/pool/open-fund');
    await cora.submit(good, 'Open this fund');
    expect(cora.text).toContain('The fund is open');
    expect(cora.text).toContain('Something they did involving another person; Wales; given for the appeal “Spring”');
    expect(recordsOf('fund').map(({ value }) => value)).toMatchObject([
      {
        name: 'Wales',
        aim: 'Therapy in Wales.',
        secondaryPurpose: 'Therapy elsewhere.',
        kind: 'restricted',
        restriction: { groups: ['contact-behaviour'], regions: ['wales'], campaign: 'Spring' },
        spendBy: '2028-12-31',
        order: 7,
      },
    ]);
  });

  test('sent twice opens one fund', async () => {
    const fay = await openAs('Fay', '/pool/open-fund');
    const { action, body } = fay.fill(good, 'Open this fund');
    await fay.post(action, body);
    await fay.post(action, body);
    expect(fay.status).toBe(200);
    expect(recordsOf('fund')).toHaveLength(1);
  });

  test.each([
    [{ name: '' }, '#name', 'Enter what the fund is called'],
    [{ purpose: '' }, '#purpose', 'Enter what the money is used for when the aim is met or cannot be'],
    [{ kind: 'unrestricted' }, '#kind', 'Choose another kind, or untick what it is limited to'],
    [{ groups: [], regions: [], campaign: '' }, '#kind', 'Say below what the fund is restricted to'],
    [{ 'spend-by-year': '2020' }, '#spend-by-day', 'The date must be in the future'],
    [{ 'spend-by-month': '13' }, '#spend-by-month', 'Enter a day that exists'],
    [{ order: 'first' }, '#order', 'Enter a whole number from 0 to 999'],
    [{ groups: ['contact-behaviour'] }, '#groups', 'Choose from the answers given'],
  ])('with %o is refused beside the field', async (changes, href, message) => {
    const cora = await openAs('Cora', '/pool/open-fund');
    await cora.submit({ ...good, ...changes }, 'Open this fund');
    expect(cora.status).toBe(422);
    expect(cora.errors[0]?.href).toBe(href);
    expect(cora.errors[0]?.message).toContain(message);
    expect(cora.html).toContain('Therapy in Wales.');
    expect(recordsOf('fund')).toEqual([]);
  });

  test('without its own id is shown once more with a fresh one', async () => {
    const cora = await openAs('Cora', '/pool/open-fund');
    await cora.submit({ ...good, fund: 'fnd_!' }, 'Open this fund');
    expect(cora.status).toBe(422);
    expect(cora.errors[0]?.message).toContain('too old');
    await cora.submit(good, 'Open this fund');
    expect(recordsOf('fund')).toHaveLength(1);
  });
});

describe('a giving link', () => {
  test('is shown once, for its sum and fund, and leads to them', async () => {
    const cora = await openAs('Cora', '/pool/giving-link');
    await cora.submit({ amount: '250', fund: general().id }, 'Make the link');
    const [, token = ''] = /\/give\/link\/([\w-]{20,})/.exec(cora.html) ?? [];
    const found = await findGivingLink(site.deps, token);
    expect(found.ok && found.value.value).toMatchObject({ amount: 25_000, fundId: general().id });
    expect(cora.text).toContain('£250 for “Where it is needed most”');
    await cora.open('/console/pool');
    expect(cora.html).not.toContain(token);
  });

  test.each([
    [{ amount: '', fund: 'known' }, '#amount', 'Enter the amount of the gift'],
    [{ amount: '1', fund: 'known' }, '#amount', 'Enter £2 or more'],
    [{ amount: '10000.01', fund: 'known' }, '#amount', 'Enter £10,000 or less'],
    [{ amount: '50', fund: '' }, '#fund', 'Choose the fund that the gift is for'],
    [{ amount: '50', fund: 'fnd_unknownfund' }, '#fund', 'Choose the fund that the gift is for'],
  ])('with %o is not made', async ({ amount, fund }, href, message) => {
    const cora = await openAs('Cora', '/pool/giving-link');
    await cora.submit({ amount, fund: fund === 'known' ? general().id : fund }, 'Make the link');
    expect(cora.status).toBe(422);
    expect(cora.errors).toEqual([{ message, href }]);
  });
});

describe('recording a gift', () => {
  const good = () => ({
    amount: '£1,250.50',
    way: 'cheque',
    'received-day': '26',
    'received-month': '2',
    'received-year': '2027',
    fund: general().id,
    'donor-name': marked.donor.name,
    'donor-email': marked.donor.email,
  });

  test('books it to the day it came, and the donor gets a receipt', async () => {
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit(good(), 'Record this gift');
    expect(fay.text).toContain('The gift is recorded');
    expect(fay.text).toContain('26 Feb 2027 Where it is needed most Cheque Not declared £1,250.50');
    expect(fay.html).not.toContain('Markeddonor');
    await site.world.drain();
    expect(site.world.mailer.sent.map(({ to }) => to)).toEqual([marked.donor.email]);
    const [entry] = (await site.store.journal('2027-03', { limit: 5 })).items;
    expect(entry).toMatchObject({ effectiveOn: '2027-02-26', postings: [{ account: 'bank', amount: 125_050 }, {}] });
  });

  test('needs no donor', async () => {
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), 'donor-name': '', 'donor-email': '' }, 'Record this gift');
    expect(recordsOf('donation').map(({ value }) => 'donorId' in value)).toEqual([false]);
  });

  test('sent twice books it once', async () => {
    const fay = await openAs('Fay', '/donations/record');
    const { action, body } = fay.fill(good(), 'Record this gift');
    await fay.post(action, body);
    await fay.post(action, body);
    expect(recordsOf('donation')).toHaveLength(1);
    expect((await site.store.journal('2027-03', { limit: 5 })).items).toHaveLength(1);
  });

  test.each([
    [{ amount: '' }, '#amount', 'Enter the amount that came'],
    [{ amount: '1.99' }, '#amount', 'Enter £2 or more: that is the least gift'],
    [{ amount: '12.345' }, '#amount', 'Enter an amount in pounds, like 720 or 12.50'],
    [{ way: 'checkout' }, '#way', 'Choose how the gift came'],
    [{ 'received-day': '' }, '#received-day', 'Enter the day when the money came'],
    [{ 'received-day': '2', 'received-month': '3' }, '#received-day', 'Enter today or an earlier day'],
    [{ 'received-day': '30', 'received-month': '2' }, '#received-day', 'Enter a day that exists'],
    [{ fund: 'fnd_unknownfund' }, '#fund', 'Choose the fund that the gift is for'],
    [{ 'donor-email': 'nobody' }, '#donor-email', 'Enter an email address like name@example.org'],
  ])('with %o is refused beside the field', async (changes, href, message) => {
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), ...changes }, 'Record this gift');
    expect(fay.status).toBe(422);
    expect(fay.errors[0]?.href).toBe(href);
    expect(fay.errors[0]?.message).toContain(message);
    expect(recordsOf('donation')).toEqual([]);
  });

  test('to a fund that was closed meanwhile is refused in a kind sentence', async () => {
    const fundId = await openNewFund(site);
    const fay = await openAs('Fay', '/donations/record');
    const fund = await site.store.get('fund', fundId);
    if (fund === undefined) throw new Error('the fund is open');
    const { action, body } = fay.fill({ ...good(), fund: fundId }, 'Record this gift');
    await site.store.commit([
      {
        about: `fund/${fundId}`,
        did: 'close-fund',
        why: 'for this test',
        by: { id: 'test', roles: ['system'] },
        at: site.deps.now(),
        changes: [{ kind: 'fund', id: fundId, before: fund, after: { ...fund.value, state: 'closed' } }],
        relies: [],
        entries: [],
        facts: [],
      },
    ]);
    await fay.post(action, body);
    expect(fay.status).toBe(422);
    expect(fay.errors[0]?.message).toBe('Choose the fund that the gift is for');
    expect(recordsOf('donation')).toEqual([]);
  });
});

describe('donations', () => {
  test('are listed by state, without their donors, page by page', async () => {
    const first = await receiveGift(site, 2);
    for (let gift = 0; gift < 50; gift += 1) await receiveGift(site, 3);
    const tess = await openAs('Tess', '/donations');
    expect(tess.text).not.toContain(receiptNumberOf(first));
    expect(tess.html).not.toContain('Markeddonor');
    await tess.open(tess.linkTo('Next page : Earlier gifts'));
    expect(tess.text).toContain(receiptNumberOf(first));
    await tess.open('/console/donations?state=pending');
    expect(tess.text).toContain('There are no gifts in this state');
    for (const query of ['state=lost', 'after=nonsense', 'state=collected&after=e30']) {
      await tess.open(`/console/donations?${query}`);
      expect(tess.status).toBe(404);
    }
  });
});

describe('the journal', () => {
  test('shows entries with their postings, and a trial balance of nought', async () => {
    await receiveGift(site, 720);
    await putOnWaitingList(site);
    const fay = await openAs('Fay', '/journal');
    expect(fay.text).toContain('The books balance: all accounts together come to £0.00, over 2 entries');
    expect(fay.text).toContain('Bank £720.00');
    expect(fay.text).toContain('Where it is needed most: free £420.00');
    expect(fay.text).toContain('Where it is needed most: held £300.00');
    expect(fay.text).toContain('Total £720.00 £720.00');
    expect(fay.html).toContain('govuk-table__cell--numeric');
  });

  test('goes back month by month, and balances over all of them', async () => {
    await receiveGift(site, 720);
    site.world.advance({ days: 31 });
    await receiveGift(site, 100);
    const tess = await openAs('Tess', '/journal');
    expect(tess.text).toContain('Entries of April 2027');
    expect(tess.text).toContain('Bank £820.00');
    expect(tess.text).not.toContain('£720.00');
    await tess.open(tess.linkTo('Previous page : March 2027'));
    expect(tess.text).toContain('Entries of March 2027');
    expect(tess.text).toContain('£720.00');
    expect(tess.text).toContain('over 2 entries');
  });

  test('warns at once when the books do not balance', async () => {
    await receiveGift(site, 720);
    const { store } = site;
    const readMonth = store.journal.bind(store);
    store.journal = async (month, page) => {
      const read = await readMonth(month, page);
      return { ...read, items: read.items.map((entry) => ({ ...entry, postings: entry.postings.slice(0, 1) })) };
    };
    const fay = await openAs('Fay', '/journal');
    expect(fay.text).toContain('The books do not balance: all accounts together come to £720.00');
    expect(fay.text).not.toContain('The books balance');
  });

  test('knows no month that is none, before the first or after the last', async () => {
    await receiveGift(site, 720);
    const fay = await site.visitAs('Fay');
    for (const month of ['2027-13', '2027-02', '2027-04', 'march', '', '0000-01']) {
      await fay.open(`/console/journal?month=${month}`);
      expect(fay.status, month).toBe(404);
    }
    await fay.open('/console/journal?month=2027-03&after=nonsense');
    expect(fay.status).toBe(404);
    expect(site.failures).toEqual([]);
  });

  test('is empty before the first gift', async () => {
    const fay = await openAs('Fay', '/journal');
    expect(fay.text).toContain('Nothing has been booked yet');
    expect(fay.text).toContain('The books balance');
  });
});
