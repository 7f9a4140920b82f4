import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { auditLedger } from './audit-ledger.ts';
import { askToClose, closePeriod, declineClosing } from './close-period.ts';
import { recordGift } from './give.ts';

const maker: Actor = { id: 'fay', roles: ['finance-maker'] };
const checker: Actor = { id: 'femi', roles: ['finance-checker'] };
const both: Actor = { id: 'fay', roles: ['finance-maker', 'finance-checker'] };
const march = '2027-03';

async function openBooks() {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await office.give(1, 10_000);
  const audit = () => auditLedger(office.deps, { mayGoOn: () => true });
  const record = (n: number, receivedOn: string) =>
    recordGift(
      office.deps,
      {
        donationId: idOf.donation(n),
        fundId: generalFundId,
        amount: Pence.parse(5000),
        way: 'cheque',
        receivedOn: LocalDate.parse(receivedOn),
        donor: undefined,
      },
      maker,
    );
  return { ...office, memory, audit, record };
}

describe('closing a month', () => {
  it('takes two people, after it is over and the audit has gone through all of it', async () => {
    const { deps, pass, audit, store } = await openBooks();
    expect(refusalOf(await askToClose(deps, { month: march, seen: 0 }, maker))).toMatchObject({ code: 'wrong-state' });
    pass({ days: 32 });
    expect(refusalOf(await askToClose(deps, { month: march, seen: 0 }, checker))).toMatchObject({
      code: 'not-allowed',
    });
    whatOf(await askToClose(deps, { month: march, seen: 0 }, both));
    expect(refusalOf(await closePeriod(deps, { month: march, seen: 1 }, both))).toMatchObject({ code: 'same-person' });
    expect(refusalOf(await closePeriod(deps, { month: march, seen: 1 }, checker))).toMatchObject({
      code: 'invalid',
    });
    await audit();
    expect(refusalOf(await closePeriod(deps, { month: march, seen: 0 }, checker))).toMatchObject({
      code: 'changed-meanwhile',
    });
    whatOf(await closePeriod(deps, { month: march, seen: 1 }, checker));
    expect((await store.get('period', march))?.value).toMatchObject({
      state: 'closed',
      askedBy: 'fay',
      closedBy: 'femi',
    });
    expect(refusalOf(await declineClosing(deps, { month: march, seen: 2 }, maker))).toMatchObject({ passed: true });
  });

  it('waits while the audit shows a difference, and may be put off', async () => {
    const { deps, pass, audit, store, put } = await openBooks();
    pass({ days: 32 });
    whatOf(await askToClose(deps, { month: march, seen: 0 }, maker));
    await audit();
    const found = await store.get('ledger-audit', 'main');
    if (found === undefined) throw new Error('it has run');
    const about = `lot/${idOf.lot(1)}`;
    const differences = [{ about, term: 'free', journal: 1, record: 0, foundAt: deps.now() }];
    await put({ kind: 'ledger-audit', id: 'main', before: found, after: { ...found.value, differences } });
    expect(refusalOf(await closePeriod(deps, { month: march, seen: 1 }, checker))).toMatchObject({
      code: 'invalid',
    });
    whatOf(await declineClosing(deps, { month: march, seen: 1 }, checker));
    expect((await store.get('period', march))?.value).toEqual({ month: march, state: 'open' });
  });

  it('goes in the order of the months', async () => {
    const { deps, pass } = await openBooks();
    pass({ days: 70 });
    expect(refusalOf(await askToClose(deps, { month: '2027-04', seen: 0 }, maker))).toMatchObject({
      code: 'wrong-state',
    });
    expect(refusalOf(await askToClose(deps, { month: '2026-01', seen: 0 }, maker))).toMatchObject({
      code: 'not-found',
    });
  });

  it('moves what would take effect in it to the first open day, and keeps the day it is about', async () => {
    const { deps, pass, audit, record, store } = await openBooks();
    pass({ days: 32 });
    whatOf(await record(2, '2027-03-30'));
    whatOf(await askToClose(deps, { month: march, seen: 0 }, maker));
    pass({ hours: 1 });
    await audit();
    whatOf(await closePeriod(deps, { month: march, seen: 1 }, checker));
    const [early, late] = [whatOf(await record(3, '2027-03-30')), whatOf(await record(4, '2027-04-01'))];
    expect([early, late]).toBeDefined();
    const ids = [2, 3, 4].map((n) => `donation:${idOf.donation(n)}`);
    const dates = (await store.entries(ids)).map(({ effectiveOn, aboutOn }) => [effectiveOn, aboutOn]);
    expect(dates).toEqual([
      ['2027-03-30', undefined],
      ['2027-04-01', '2027-03-30'],
      ['2027-04-01', undefined],
    ]);
  });

  it('beats a gift that was being booked into it: that is decided again', async () => {
    const { deps, pass, audit, record, store } = await openBooks();
    pass({ days: 32, hours: 1 });
    whatOf(await askToClose(deps, { month: march, seen: 0 }, maker));
    await audit();
    const { commit } = store;
    let closes = 0;
    store.commit = async (decisions) => {
      if (decisions[0]?.did === 'record-gift' && closes === 0) {
        closes += 1;
        whatOf(await closePeriod(deps, { month: march, seen: 1 }, checker));
      }
      return commit.call(store, decisions);
    };
    whatOf(await record(2, '2027-03-30'));
    const [booked] = await store.entries([`donation:${idOf.donation(2)}`]);
    expect([closes, booked?.effectiveOn, booked?.aboutOn]).toEqual([1, '2027-04-01', '2027-03-30']);
  });
});
