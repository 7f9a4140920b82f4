import { beforeEach, describe, expect, test } from 'vitest';
import { addUpLedger } from '../../shared/commands/add-up-ledger.ts';
import { openNewFund, putOnWaitingList, receiveGift, reservePlace } from '../../test/support/console-scenes.ts';
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

const days = (from: string, through: string): string => {
  const part = (name: string, date: string) => {
    const [year, month, day] = date.split('-');
    return `${name}-day=${day}&${name}-month=${month}&${name}-year=${year}`;
  };
  return `${part('from', from)}&${part('through', through)}`;
};

/** A file as its bytes say it: what a spreadsheet gets. */
async function save(name: string, path: string) {
  const visitor = await site.visitAs(name);
  const cookie = [...visitor.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const response = await site.app.request(`${site.deps.siteUrl}${path}`, { headers: { Cookie: cookie } });
  return { response, text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(await response.arrayBuffer()) };
}

describe('a statement', () => {
  test('of this month is in the columns of the SORP when nothing else is asked for', async () => {
    await receiveGift(site, 720);
    await receiveGift(site, 100, await openNewFund(site));
    const tess = await openAs('Tess', '/statements');
    expect(tess.text).toContain('Statement of financial activities, 1 Mar 2027 to 1 Mar 2027');
    expect(tess.text).toContain('Income: donations £720.00 £0.00 £100.00 £820.00');
    expect(tess.text).toContain('Funds brought forward £0.00 £0.00 £0.00 £0.00');
    expect(tess.text).toContain('Funds carried forward £720.00 £0.00 £100.00 £820.00');
    expect(tess.text).not.toContain('do not agree');
  });

  test('of a fund opens with what the days before left, and tells what moved', async () => {
    await receiveGift(site, 720);
    site.world.advance({ days: 31 });
    await putOnWaitingList(site);
    await receiveGift(site, 50);
    const fay = await openAs('Fay', `/statements?of=${general().id}&${days('2027-04-01', '2027-04-30')}`);
    expect(fay.text).toContain('Opening £720.00 £0.00 £0.00');
    expect(fay.text).toContain('Donations £50.00 £0.00 £0.00');
    expect(fay.text).toContain('Held for places −£300.00 £300.00 £0.00');
    expect(fay.text).toContain('Closing £470.00 £300.00 £0.00');
    await fay.open(`/console/statements?of=${general().id}&${days('2027-03-01', '2027-03-31')}`);
    expect(fay.text).toContain('Opening £0.00 £0.00 £0.00 Donations £720.00 £0.00 £0.00 Closing £720.00 £0.00 £0.00');
  });

  test('says the same once a sweep has added the entries up', async () => {
    await reservePlace(site);
    const path = `/statements?of=funds&${days('2027-03-01', '2027-03-31')}`;
    const before = (await openAs('Cora', path)).text;
    site.world.advance({ days: 2 });
    await addUpLedger(site.deps);
    expect((await openAs('Cora', path)).text).toBe(before);
    expect(before).toContain(`${general().name} £0.00 £720.00`);
  });

  test('of the trial balance is that of its last day', async () => {
    await receiveGift(site, 720);
    site.world.advance({ days: 3 });
    await receiveGift(site, 100);
    const fay = await openAs('Fay', `/statements?of=trial-balance&${days('2027-03-01', '2027-03-02')}`);
    expect(fay.text).toContain('Total £720.00 £720.00');
    await fay.open(`/console/statements?of=trial-balance&${days('2027-03-01', '2027-03-04')}`);
    expect(fay.text).toContain('Total £820.00 £820.00');
  });

  test.each([
    [`of=funds&${days('2027-03-02', '2027-03-01')}`, '#through-day', 'The last day must not be before the first'],
    [`of=funds&${days('2027-02-30', '2027-03-01')}`, '#from-day', 'Enter a first day that exists'],
    [`of=fnd_unknownfund&${days('2027-03-01', '2027-03-01')}`, '#of', 'Choose what the statement is of'],
  ])('for %s is not made, and the form says why', async (query, href, message) => {
    const fay = await openAs('Fay', `/statements?${query}`);
    expect(fay.status).toBe(422);
    expect(fay.errors).toEqual([{ message, href }]);
    await fay.open(`/console/statements/export?${query}`);
    expect(fay.status).toBe(404);
  });
});

describe('a file of figures', () => {
  test('ASVS 1.2.10, 3.2.1, 4.1.1, 5.4.1, 5.4.2 has the same figures as the page, for a spreadsheet, and is kept nowhere on the way', async () => {
    const fund = await openNewFund(site, { name: '=HYPERLINK("http://example.org")' });
    await receiveGift(site, 100, fund);
    const page = await openAs('Fay', `/statements?of=funds&${days('2027-03-01', '2027-03-31')}`);
    const { response, text } = await save('Fay', page.linkTo('Save these figures as a CSV file'));
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('Content-Disposition')).toBe(
      'attachment; filename="funds-2027-03-01-to-2027-03-31.csv"',
    );
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    expect(text.startsWith('\uFEFF"From","Through","Fund","Opening"')).toBe(true);
    expect(text).toContain(`"2027-03-01","2027-03-31","'=HYPERLINK(""http://example.org"")",0.00,100.00`);
  });

  test('ASVS 8.2.1 is not for whoever may not see the page', async () => {
    const { response } = await save('Sol', `/console/statements/export?of=funds&${days('2027-03-01', '2027-03-31')}`);
    expect(response.status).toBe(403);
    expect((await save('Cora', '/console/journal/export?month=2027-03')).response.status).toBe(403);
  });

  test('of the journal has a line for each posting, from where its page begins', async () => {
    await receiveGift(site, 720);
    const { text } = await save('Tess', '/console/journal/export?month=2027-03');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toContain('"Entry","Booked","Effective","Cause","Account"');
    expect(lines.map((line) => line.split(',').slice(-2))).toEqual([
      ['720.00', ''],
      ['', '720.00'],
    ]);
    expect((await save('Tess', '/console/journal/export?month=2027-02')).response.status).toBe(404);
  });
});
