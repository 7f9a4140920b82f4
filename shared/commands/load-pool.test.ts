import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { planNaively } from '../../test/support/allocation-oracle.ts';
import {
  ask,
  correctionOf,
  type Drawn,
  drawnIn,
  nameOf,
  numbers,
  one,
  openPool,
  openSmallOffice,
  partners,
  poolWorld,
  reservedIn,
  survivors,
  wait,
  waitingIn,
} from '../../test/support/pool-scene.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { remove } from '../domain/decision.ts';
import { localDay } from '../domain/office-days.ts';
import type { Store } from '../store/interface.ts';
import { loadPool } from './load-pool.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

describe('a pass over new places and what places in hand ask for', () => {
  it('reads on what is asked for while a new place of the class has no money: no other class takes what is theirs', async () => {
    const office = openSmallOffice();
    await ask(office, 11, 1_000);
    await ask(office, 12, 6_000);
    await wait(office, [1], () => ({ class: partners, fee: 8_000, contribution: 0, block: one }));
    await wait(office, [2], () => ({ class: survivors, fee: 50_000, contribution: 0, block: one }));
    await office.give(1, 10_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 2, again: false });
    expect(reservedIn(office.memory)).toEqual([]);
    expect(drawnIn(office.memory).map(({ requestId, draws }) => [requestId, draws[0]?.amount])).toEqual([
      [correctionOf(11), 1_000],
      [correctionOf(12), 6_000],
    ]);
  });

  it('does not end while the first who asks could be funded, although the head of the new places of its class cannot', async () => {
    const office = openSmallOffice();
    for (const n of numbers(11, 90)) await ask(office, n, 1_000);
    await wait(office, [1], () => ({ class: survivors, fee: 500_000, contribution: 0, block: one }));
    await office.give(1, 79 * 1_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 79, again: false });
    expect(drawnIn(office.memory).map(({ requestId }) => requestId)).toEqual(numbers(11, 89).map(correctionOf));
  });

  it('takes a last page that is empty for the end of its class', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 8), () => ({ class: survivors }));
    await office.give(1, 8 * 30_000);
    const range: Store['range'] = async (kind, heading, name, page) => {
      if (page.after?.startsWith('end of ')) return { items: [], next: undefined };
      const { items, next } = await office.store.range(kind, heading, name, page);
      return { items, next: next ?? `end of ${name}` };
    };
    const store = new Proxy(office.store, {
      get: (target, property) => {
        const member: unknown = property === 'range' ? range : Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
    const { plan, horizon } = await loadPool({ ...office.deps, store }, poolId);
    expect([plan.placements.length, horizon]).toEqual([8, undefined]);
  });

  it('ends what was asked for by a place that is not there any more, and funds whoever comes after it', async () => {
    const office = openSmallOffice();
    for (const n of numbers(11, 12)) await ask(office, n, 1_000);
    await office.put(remove(await office.read('place', idOf.place(11))));
    await office.give(1, 1_000);
    expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed: 1, again: false });
    expect((await office.read('request', correctionOf(11))).value.state).toBe('cancelled');
    expect(drawnIn(office.memory).map(({ requestId }) => requestId)).toEqual([correctionOf(12)]);
  });

  it('comes to what a planner decides who reads everything at once', async () => {
    let [requests, places, passedOver, beyond] = [0, 0, 0, 0];
    await fc.assert(
      fc.asyncProperty(poolWorld, async (world) => {
        const office = await openPool(world);
        const before = office.memory.export();
        const expected = planNaively(waitingIn(office.memory), {
          funds: before.records.flatMap(({ kind, value }) => (kind === 'fund' && 'deficit' in value ? [value] : [])),
          lots: before.records.flatMap(({ kind, value }) => (kind === 'lot' && 'free' in value ? [value] : [])),
          today: localDay(office.deps.now(), office.deps.settings.office),
        });
        const placed = expected.placements.length;
        expect(await runAllocationPass(office.deps, poolId)).toEqual({ placed, again: false });
        const byName = (one: Drawn, other: Drawn) => (nameOf(one) < nameOf(other) ? -1 : 1);
        expect(drawnIn(office.memory).toSorted(byName)).toEqual(expected.placements.toSorted(byName));
        // The places in hand of this scene never had a hold: invariant 6 is not asked about.
        expect(faultsIn(office.memory.export()).filter((fault) => !fault.startsWith('6:'))).toEqual([]);
        requests += expected.placements.filter(({ requestId }) => requestId !== undefined).length;
        places += expected.placements.filter(({ requestId }) => requestId === undefined).length;
        passedOver += expected.unfunded.length;
        beyond += placed > 50 ? 1 : 0;
      }),
      { numRuns: 40 },
    );
    expect(Math.min(requests, places, passedOver)).toBeGreaterThan(150);
    expect(beyond).toBeGreaterThan(2);
  }, 120_000);
});
