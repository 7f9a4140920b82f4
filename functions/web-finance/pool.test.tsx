import { beforeEach, describe, expect, test } from 'vitest';
import { findGivingLink } from '../../shared/commands/give.ts';
import { openNewFund, putOnWaitingList, receiveGift } from '../../test/support/console-scenes.ts';
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
    expect(cora.text).toContain(`${general().name} £520.00 £0.00 £0.00 £300.00 2 1`);
    expect(cora.text).toContain('The northern fund £0.00 £0.00 £0.00 £0.00 0 0');
    expect(cora.text).toContain('All funds £520.00 £0.00 £0.00 £300.00 2 1');
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

describe('the pool over time', () => {
  test('shows of each month what was free, held and spent, as a chart that is named and as a table', async () => {
    await receiveGift(site, 720);
    site.world.advance({ days: 31 });
    await putOnWaitingList(site);
    await openNewFund(site);
    const cora = await openAs('Cora', '/pool');
    await cora.open(cora.linkTo('The pool over time'));
    expect(cora.text).toContain('April 2027 £420.00 £300.00 £0.00 March 2027 £720.00 £0.00 £0.00');
    expect(cora.text).toContain(
      'From £720.00 free and £0.00 held in March 2027 to £420.00 free and £300.00 held in April 2027; £0.00 spent',
    );
    expect(cora.html).toMatch(/<svg[^>]+role="img"[^>]+aria-labelledby="pool-title pool-description"/);
    expect(cora.html).not.toMatch(/NaN|undefined|Infinity| style=/);
    await cora.open(cora.linkTo('The northern fund'));
    expect(cora.text).toContain('April 2027 £0.00 £0.00 £0.00 March 2027 £0.00 £0.00 £0.00');
  });

  test('has nothing to show before the first gift, and no page of a fund that is none of ours', async () => {
    const tess = await openAs('Tess', '/pool/over-time');
    expect(tess.status).toBe(200);
    expect(tess.html).not.toMatch(/NaN|undefined|Infinity/);
    expect((await tess.open('/console/pool/over-time?fund=fnd_nowhere00')).status).toBe(404);
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
