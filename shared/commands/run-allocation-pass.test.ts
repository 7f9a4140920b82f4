import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { createRandom } from '../../test/simulation/random.ts';
import { planNaively } from '../../test/support/allocation-oracle.ts';
import { place } from '../../test/support/case-samples.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, type SmallOffice } from '../../test/support/small-office.ts';
import { change, create, type Decision } from '../domain/decision.ts';
import { blockCost } from '../domain/place.ts';
import { waitingOrder } from '../domain/waiting-list.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { loadPool } from './load-pool.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

const survivors = { group: 'survivor', region: 'wales' };
const partners = { group: 'partner-or-family', region: 'wales' };

/** The minute of a day on which somebody's clock started: who waits longer has the smaller one. */
const since = (minute: number): string => new Date(Date.UTC(2027, 0, 4, 9, minute)).toISOString();

/** People who wait, as numbers; each has waited since the minute of their number unless it is said otherwise. */
async function wait(office: SmallOffice, numbers: readonly number[], but: (n: number) => object): Promise<void> {
  for (const n of numbers) {
    const { id, value } = place('requested', { waitsFrom: since(n), holds: 0, ...but(n) }, n);
    await office.put(create('place', id, value));
  }
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

const placesIn = (store: MemoryStore) =>
  store.export().records.flatMap(({ kind, value }) => (kind === 'place' && 'waitsFrom' in value ? [value] : []));

const reservedIn = (store: MemoryStore): readonly string[] =>
  placesIn(store).flatMap(({ id, state }) => (state === 'reserved' ? [id] : []));

const placesOf = (from: number, to: number): readonly string[] => numbers(from, to).map((n) => idOf.place(n));

function openSmallOffice() {
  const store = new MemoryStore();
  return { memory: store, ...openOffice(store) };
}

describe('a pass over a waiting list longer than it reads at once', () => {
  it('places everybody of one class when there is money for all, in the one order', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 120), () => ({ class: survivors }));
    await office.give(1, 120 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 120, again: false });
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 120));
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('places as many as there is money for, and those are the ones who waited longest', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 70), () => ({ class: survivors }));
    await office.give(1, 57 * 30_000 + 29_999);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 57, again: false });
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 57));
    expect((await loadPool(office.store, poolId)).plan.placements).toEqual([]);
  });

  it('does not let a long class that nobody can pay for starve another with money of its own', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 60), () => ({ class: survivors }));
    await wait(office, numbers(61, 63), () => ({ class: partners }));
    const ownFund = await office.openFund(1, { groups: ['partner-or-family'], regions: [] });
    await office.give(1, 3 * 30_000, ownFund);
    await office.give(2, 29_999);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 3, again: false });
    expect(reservedIn(office.memory)).toEqual(placesOf(61, 63));
  });

  it('holds back who waits for less long until all who wait longer were read', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 60), () => ({ class: survivors }));
    await wait(office, numbers(61, 64), () => ({ class: partners }));
    await office.give(1, 62 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 62, again: false });
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 62));
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'comes to what a planner decides who reads everything at once (seed %i)',
    async (seed) => {
      const office = openSmallOffice();
      const random = createRandom(seed);
      const pick = <T>(...from: readonly [T, ...T[]]): T => random.pick(from) ?? from[0];
      const funds = [
        generalFundId,
        await office.openFund(1, { groups: ['survivor'], regions: [] }),
        await office.openFund(2, { groups: [], regions: ['london'] }),
        await office.openFund(3, { groups: ['survivor'], regions: ['wales'] }),
      ];
      await wait(office, numbers(1, 150), (n) => ({
        class: {
          group: pick('survivor', 'survivor', 'survivor', 'partner-or-family'),
          region: pick('wales', 'london'),
        },
        waitsFrom: since(random.below(100)),
        contribution: pick(0, 1000, 5900),
        block: { number: 1, sessions: 1 + (n % 6), used: 0 },
      }));
      for (const n of numbers(1, 40)) await office.give(n, 200 + random.below(60_000), pick(generalFundId, ...funds));

      const { records } = office.memory.export();
      const waiting = records.flatMap(({ kind, value }) =>
        kind === 'place' && 'waitsFrom' in value
          ? [{ placeId: value.id, class: value.class, order: waitingOrder(value), cost: blockCost(value) }]
          : [],
      );
      const expected = planNaively(
        waiting,
        records.flatMap(({ kind, value }) => (kind === 'fund' && 'deficit' in value ? [value] : [])),
        records.flatMap(({ kind, value }) => (kind === 'lot' && 'free' in value ? [value] : [])),
      );
      expect(await runAllocationPass(office.deps, poolId)).toEqual({
        placed: expected.placements.length,
        again: false,
      });
      const drawn = office.memory.export().records.flatMap(({ kind, value }) =>
        kind === 'hold' && 'draws' in value
          ? [
              {
                placeId: value.placeId,
                draws: value.draws.map(({ lotId, fundId, drawn: amount }) => ({ lotId, fundId, amount })),
              },
            ]
          : [],
      );
      const byPlace = (one: { placeId: string }, other: { placeId: string }) => (one.placeId < other.placeId ? -1 : 1);
      expect(drawn.toSorted(byPlace)).toEqual(expected.placements.toSorted(byPlace));
      expect(faultsIn(office.memory.export())).toEqual([]);
    },
  );
});

describe('a pass that meets somebody else', () => {
  it('plans again from the truth when its commit is refused once', async () => {
    const memory = new MemoryStore();
    let refusals = 1;
    const store = interrupting(memory, async (decisions) => {
      if (decisions[0]?.did !== 'reserve-place' || refusals === 0) return undefined;
      refusals -= 1;
      return { ok: false, why: 'conflict', what: 'a test' };
    });
    const office = openOffice(store);
    await wait(office, numbers(1, 3), () => ({ class: survivors }));
    await office.give(1, 3 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 3, again: false });
    expect(reservedIn(memory)).toEqual(placesOf(1, 3));
  });

  it('does not place somebody who was paused while it planned, and places the next instead', async () => {
    const memory = new MemoryStore();
    let isPaused = false;
    const office = openOffice(
      interrupting(memory, async (decisions) => {
        if (isPaused || decisions[0]?.did !== 'reserve-place') return undefined;
        isPaused = true;
        const waiting = await office.read('place', idOf.place(1));
        if (waiting.value.state !== 'requested') throw new Error('the first one waits');
        await office.put(change(waiting, { ...waiting.value, unusable: ['paused'] }));
        return undefined;
      }),
    );
    await wait(office, numbers(1, 2), () => ({ class: survivors }));
    await office.give(1, 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect(reservedIn(memory)).toEqual([idOf.place(2)]);
  });

  it('draws nothing more from a fund that was closed while it planned', async () => {
    const memory = new MemoryStore();
    const office = openOffice(
      interrupting(memory, async (decisions) => {
        if (decisions[0]?.did !== 'reserve-place') return undefined;
        const general = await office.read('fund', generalFundId);
        if (general.value.state === 'open') await office.put(change(general, { ...general.value, state: 'closed' }));
        return undefined;
      }),
    );
    await wait(office, [1], () => ({ class: survivors }));
    await office.give(1, 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: false });
    expect(reservedIn(memory)).toEqual([]);
  });

  it('asks to be woken again when it runs out of turns, and has then lost nothing', async () => {
    const memory = new MemoryStore();
    let isBusy = true;
    const office = openOffice(
      interrupting(memory, async (decisions) =>
        isBusy && decisions[0]?.did === 'reserve-place' ? { ok: false, why: 'conflict', what: 'a test' } : undefined,
      ),
    );
    await wait(office, [1], () => ({ class: survivors }));
    await office.give(1, 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 0, again: true });
    isBusy = false;
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
  });
});

describe('the transactions of a pass', () => {
  it('take as many places each as fit, and none of them is refused', async () => {
    const memory = new MemoryStore();
    const batches: number[] = [];
    const note = async (decisions: readonly Decision[]) => {
      if (decisions[0]?.did === 'reserve-place') batches.push(decisions.length);
    };
    const office = openOffice(interrupting(memory, note));
    await wait(office, numbers(1, 30), () => ({ class: survivors }));
    await office.give(1, 30 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 30, again: false });
    expect(batches).toEqual([19, 11]);
    expect(faultsIn(memory.export())).toEqual([]);
    const { items } = await memory.history(`referral/${idOf.referral(30)}`, { limit: 10 });
    expect(items.map(({ did, by }) => [did, by.id])).toEqual([['reserve-place', 'system']]);
  });

  it('end where money went another way between two of them, and the rest is planned again', async () => {
    const memory = new MemoryStore();
    let commits = 0;
    const office = openOffice(
      interrupting(memory, async (decisions) => {
        if (decisions[0]?.did !== 'reserve-place') return undefined;
        commits += 1;
        if (commits === 2) {
          const lot = await office.read('lot', idOf.lot(1));
          await office.put(change(lot, { ...lot.value, free: Pence.parse(lot.value.free - 5 * 30_000) }));
        }
        return undefined;
      }),
    );
    await wait(office, numbers(1, 30), () => ({ class: survivors }));
    await office.give(1, 30 * 30_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 25, again: false });
    expect(reservedIn(memory)).toEqual(placesOf(1, 25));
  });
});
