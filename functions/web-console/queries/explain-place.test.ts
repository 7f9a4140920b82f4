import { describe, expect, it } from 'vitest';
import { change, create } from '../../../shared/domain/decision.ts';
import { place } from '../../../test/support/case-samples.ts';
import { ask, numbers, openSmallOffice, survivors, wait } from '../../../test/support/pool-scene.ts';
import { request } from '../../../test/support/request-samples.ts';
import { generalFundId, idOf } from '../../../test/support/sample-ids.ts';
import { explainPlace, explainRequest, type Told } from './explain-place.ts';

const block = 30_000;

/** So many of one class wait, and there is money for two of them and a half. */
async function openPool(size: number) {
  const office = openSmallOffice();
  await wait(office, numbers(1, size), () => ({ class: survivors }));
  await office.give(1, 2.5 * block);
  return office;
}

const giftOf = (told: Told | undefined) =>
  told?.funds.map(({ fund, left, giftThatFunds }) => ({ fund: fund.id, left, giftThatFunds }));

describe('why a place far down a long list has no money', () => {
  it('counts everybody who waits before it, and says which gift would fund it', async () => {
    const office = await openPool(130);
    const explanation = await explainPlace(office.deps, await office.read('place', idOf.place(120)), undefined);
    expect(explanation).toMatchObject({ aheadInAll: 119, isWhole: true });
    expect(explanation.ahead).toHaveLength(20);
    expect(explanation).toMatchObject({ fundableNow: 2, waitingInAll: { count: 50, isWhole: false } });
    expect(explanation.told?.isWhole).toBe(true);
    const giftThatFunds = 120 * block - 2.5 * block;
    expect(giftOf(explanation.told)).toEqual([{ fund: generalFundId, left: block / 2, giftThatFunds }]);
  });

  it('promises no gift when more wait than it counts, and says that they are at least so many', async () => {
    const office = await openPool(2_250);
    const explanation = await explainPlace(office.deps, await office.read('place', idOf.place(2_250)), undefined);
    expect(explanation.isWhole).toBe(false);
    expect(explanation.told?.isWhole).toBe(false);
    expect(explanation.aheadInAll).toBeGreaterThanOrEqual(2_000);
  }, 60_000);

  it('promises no gift when the fund has more gifts than it counts, and names those who wait all the same', async () => {
    const office = await openPool(3);
    const { items } = await office.store.range('lot', `open-lots/${generalFundId}`, 'lots', { limit: 1 });
    const [lot] = items;
    if (lot === undefined) throw new Error('there is a lot');
    const lots = numbers(2, 1_001).map((n) => create('lot', idOf.lot(n), { ...lot.value, id: idOf.lot(n) }));
    for (let at = 0; at < lots.length; at += 40) await office.put(...lots.slice(at, at + 40));
    const explanation = await explainPlace(office.deps, await office.read('place', idOf.place(3)), undefined);
    expect(explanation).toMatchObject({ isWhole: true, aheadInAll: 2, told: { isWhole: false } });
  });
});

describe('what a request of a place in hand waits for', () => {
  it('is what the pass would reserve for it, behind those who asked first and are still in hand', async () => {
    const office = openSmallOffice();
    for (const n of [11, 12]) await ask(office, n, 1_000);
    const dead = await office.read('place', idOf.place(11));
    await office.put(change(dead, { ...dead.value, openRequests: [] }));
    const asked = request('requested', { ...{ cost: 10_000 } });
    const asking = place('in-use', { openRequests: [asked.value.id] });
    await office.putNew(asking, asked);
    await office.give(1, 1_000);
    const told = await explainRequest(
      office.deps,
      await office.read('request', asked.id),
      await office.read('place', asking.id),
    );
    expect(told).toMatchObject({ cost: block, isWhole: true });
    expect(giftOf(told)).toEqual([{ fund: generalFundId, left: 0, giftThatFunds: block }]);
  });
});
