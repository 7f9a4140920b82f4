import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import {
  numbers,
  openSmallOffice,
  partners,
  placesOf,
  reservedIn,
  survivors,
  wait,
} from '../../test/support/pool-scene.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice } from '../../test/support/small-office.ts';
import { change, type Decision } from '../domain/decision.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { loadPool } from './load-pool.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

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
