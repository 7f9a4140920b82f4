import { beforeEach, describe, expect, test } from 'vitest';
import { LocalDate } from '../../events/values.ts';
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

describe('recording a gift', () => {
  const good = () => ({
    amount: '£1,250.50',
    way: 'cheque',
    limited: 'no',
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

  test('that came today is taken just after the office’s midnight, when it is still yesterday elsewhere', async () => {
    site.world.advance({ days: 121, minutes: 13 * 60 + 10 });
    expect(site.deps.now()).toBe('2027-06-30T23:10:00.000Z');
    const fay = await openAs('Fay', '/donations/record');
    const today = { 'received-day': '1', 'received-month': '7', 'received-year': '2027' };
    await fay.submit({ ...good(), ...today }, 'Record this gift');
    expect(fay.text).toContain('The gift is recorded');
  });

  test('through a giving platform is what was given, and what the platform kept is a fee', async () => {
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), way: 'platform', fee: '25.50' }, 'Record this gift');
    expect(fay.text).toContain('£1,250.50');
    const [gift] = recordsOf('donation');
    await fay.open(`/console/donations/${gift?.id}`);
    expect(fay.text).toContain('Amount £1,250.50');
    expect(fay.text).toContain('Fee £25.50');
  });

  test('for a fund whose last day was over when it came says what to do about it', async () => {
    const late = await openNewFund(site, { spendBy: LocalDate.parse('2027-02-25') });
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), fund: late }, 'Record this gift');
    expect([fay.status, recordsOf('donation')]).toEqual([422, []]);
    expect(fay.text).toContain('ask its giver whether it may go to another fund, or give it back');
    await fay.submit({ ...good(), fund: late, 'received-day': '25' }, 'Record this gift');
    expect(fay.text).toContain('The gift is recorded');
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
    [{ fee: '1' }, '#fee', 'Leave this empty: only a giving platform keeps a fee'],
    [{ way: 'platform', fee: '1250.50' }, '#fee', 'Enter a fee that is smaller than the gift'],
    [{ amount: '1.99' }, '#amount', 'Enter £2 or more: that is the least gift'],
    [{ amount: '12.345' }, '#amount', 'Enter an amount in pounds, like 720 or 12.50'],
    [{ way: 'checkout' }, '#way', 'Choose how the gift came'],
    [{ 'received-day': '' }, '#received-day', 'Enter the day when the money came'],
    [{ 'received-day': '2', 'received-month': '3' }, '#received-day', 'Enter today or an earlier day'],
    [{ 'received-day': '30', 'received-month': '2' }, '#received-day', 'Enter a day that exists'],
    [{ fund: 'fnd_unknownfund' }, '#fund', 'Choose the fund that the gift is for'],
    [{ limited: '' }, '#limited', 'Choose whether its giver limited what it may be used for'],
    [{ way: 'grant', limited: 'yes' }, '#fund', 'Choose a restricted fund'],
    [{ 'donor-email': 'nobody' }, '#donor-email', 'Enter an email address like name@example.org'],
  ])('with %o is refused beside the field', async (changes, href, message) => {
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), ...changes }, 'Record this gift');
    expect(fay.status).toBe(422);
    expect(fay.errors[0]?.href).toBe(href);
    expect(fay.errors[0]?.message).toContain(message);
    expect(recordsOf('donation')).toEqual([]);
  });

  test('that its giver limited goes to a restricted fund, by whichever way it came', async () => {
    const fundId = await openNewFund(site);
    const fay = await openAs('Fay', '/donations/record');
    await fay.submit({ ...good(), way: 'grant', limited: 'yes', fund: fundId }, 'Record this gift');
    expect(recordsOf('donation')).toMatchObject([{ value: { way: 'grant', fundId } }]);
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
