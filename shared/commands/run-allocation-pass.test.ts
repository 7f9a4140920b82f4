import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { faultsIn } from '../../test/simulation/invariants.ts';
import { watchedStore } from '../../test/simulation/town/watched-store.ts';
import {
  ask,
  correctionOf,
  numbers,
  openSmallOffice,
  partners,
  placesOf,
  reservedIn,
  survivors,
  wait,
} from '../../test/support/pool-scene.ts';
import { generalFundId, idOf, poolId } from '../../test/support/sample-ids.ts';
import { interrupting, openOffice, whatOf } from '../../test/support/small-office.ts';
import { change, type Decision } from '../domain/decision.ts';
import { holdIdOf } from '../domain/hold.ts';
import { BreaksSchema, type Store } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { expireReservation } from './approve.ts';
import { loadPool } from './load-pool.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

describe('a pass over a waiting list longer than it reads at once', () => {
  it('places everybody of one class when there is money for all, in the one order', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 120), () => ({ class: survivors }));
    await office.give(1, 120 * 30_000);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 120,
      again: false,
    });
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 120));
    expect(faultsIn(office.memory.export())).toEqual([]);
  });

  it('places as many as there is money for, and those are the ones who waited longest', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 70), () => ({ class: survivors }));
    await office.give(1, 57 * 30_000 + 29_999);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 57,
      again: false,
    });
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 57));
    expect((await loadPool(office.deps, poolId)).plan.placements).toEqual([]);
  });

  it('does not let a long class that nobody can pay for starve another with money of its own', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 60), () => ({ class: survivors }));
    await wait(office, numbers(61, 63), () => ({ class: partners }));
    const ownFund = await office.openFund(1, { groups: ['partner-or-family'], regions: [] });
    await office.give(1, 3 * 30_000, ownFund);
    await office.give(2, 29_999);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 3,
      again: false,
    });
    expect(reservedIn(office.memory)).toEqual(placesOf(61, 63));
  });

  it('holds back who waits for less long until all who wait longer were read', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 60), () => ({ class: survivors }));
    await wait(office, numbers(61, 64), () => ({ class: partners }));
    await office.give(1, 62 * 30_000);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 62,
      again: false,
    });
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 3,
      again: false,
    });
    expect(reservedIn(memory)).toEqual(placesOf(1, 3));
  });

  it('ASVS 15.4.2 does not place somebody who was paused while it planned, and places the next instead', async () => {
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(reservedIn(memory)).toEqual([idOf.place(2)]);
  });

  it('ASVS 15.4.2 draws nothing more from a fund that was closed while it planned', async () => {
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 0,
      again: false,
    });
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 0,
      again: true,
    });
    isBusy = false;
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 1,
      again: false,
    });
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 30,
      again: false,
    });
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
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 25,
      again: false,
    });
    expect(reservedIn(memory)).toEqual(placesOf(1, 25));
  });
});

describe('a pass that has only so much time', () => {
  /** So many more times there is time. */
  const timeFor = (turns: number) => {
    let left = turns;
    return () => {
      left -= 1;
      return left >= 0;
    };
  };

  it('ends after the transaction in hand, asks to be woken again, and the next one goes on where it ended', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 50), () => ({ class: survivors }));
    await office.give(1, 50 * 30_000);
    const passes: unknown[] = [];
    for (const mayGoOn of [timeFor(0), timeFor(1), timeFor(99)]) {
      passes.push(await runAllocationPass(asFunction('allocate-places', office.deps), poolId, { mayGoOn }));
    }
    expect(passes).toEqual([
      { placed: 19, again: true },
      { placed: 31, again: false },
      { placed: 0, again: false },
    ]);
    expect(reservedIn(office.memory)).toEqual(placesOf(1, 50));
  });

  it('ends nothing early that has come to its end', async () => {
    const office = openSmallOffice();
    await wait(office, [1], () => ({ class: survivors }));
    await office.give(1, 30_000);
    expect(
      await runAllocationPass(asFunction('allocate-places', office.deps), poolId, { mayGoOn: timeFor(0) }),
    ).toEqual({ placed: 1, again: false });
  });

  it('ends between two requests of places that are not in hand any more', async () => {
    const office = openSmallOffice();
    for (const n of numbers(1, 3)) {
      await ask(office, n, 1_000);
      const asking = await office.read('place', idOf.place(n));
      const { openRequests: _, ...nothingAsked } = asking.value;
      await office.put(change(asking, nothingAsked));
    }
    await office.give(1, 10_000);
    const stateOf = async (n: number) => (await office.read('request', correctionOf(n))).value.state;
    expect(
      await runAllocationPass(asFunction('allocate-places', office.deps), poolId, { mayGoOn: timeFor(0) }),
    ).toEqual({ placed: 0, again: true });
    expect(await Promise.all(numbers(1, 3).map(stateOf))).toEqual(['cancelled', 'requested', 'requested']);
  });
});

describe('a reservation that makes no sense as it was read', () => {
  const senseless = new BreaksSchema('place plc_0000000002', 'less than nothing');

  /** Who waits are three; whatever reserves the second makes no sense, so often. */
  async function pass(times: number) {
    const memory = new MemoryStore();
    let left = times;
    const office = openOffice(
      interrupting(memory, async (decisions) => {
        const isTorn = decisions.some(({ did, about }) => did === 'reserve-place' && about.endsWith(idOf.referral(2)));
        if (!isTorn || left === 0) return;
        left -= 1;
        throw senseless;
      }),
    );
    await wait(office, numbers(1, 3), () => ({ class: survivors }));
    await office.give(1, 3 * 30_000);
    const result = await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    return { result, reserved: reservedIn(memory), second: await office.read('place', idOf.place(2)) };
  }

  it('is made again from the truth: somebody was writing meanwhile', async () => {
    const { result, reserved } = await pass(3);
    expect(result).toEqual({ placed: 3, again: false });
    expect(reserved).toEqual(placesOf(1, 3));
  });

  it('is tried five times alone before it is set aside', async () => {
    const after = async (times: number) => {
      const memory = new MemoryStore();
      let left = times;
      const office = openOffice(
        interrupting(memory, async (decisions) => {
          if (decisions[0]?.did !== 'reserve-place' || left === 0) return;
          left -= 1;
          throw senseless;
        }),
      );
      await wait(office, [1], () => ({ class: survivors }));
      await office.give(1, 30_000);
      return (await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).placed;
    };
    expect(await Promise.all([4, 5].map(after))).toEqual([1, 0]);
  });

  it('is set aside when it never makes sense, and holds up nobody', async () => {
    const { result, reserved, second } = await pass(99);
    expect(result).toEqual({ placed: 2, again: false });
    expect(reserved).toEqual([idOf.place(1), idOf.place(3)]);
    expect(second.value).toMatchObject({ state: 'requested', unusable: ['set-aside'] });
  });
});

it('sets a place aside of which no session is left to pay for, and reserves for the others', async () => {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  const usedUp = { class: survivors, used: 2, block: { number: 1, sessions: 3, used: 3 } };
  await wait(office, [1, 2], (n) => (n === 1 ? usedUp : { class: survivors }));
  await office.give(1, 30_000);
  const result = await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
  expect(result).toEqual({ placed: 1, again: false });
  expect(reservedIn(memory)).toEqual([idOf.place(2)]);
  expect((await office.read('place', idOf.place(1))).value).toMatchObject({ unusable: ['set-aside'] });
});

describe('a pass that is watched', () => {
  it('shows each plan with those it was made from, as far down the order as it holds, and nobody beyond', async () => {
    const office = openSmallOffice();
    await wait(office, numbers(1, 60), () => ({ class: survivors }));
    await wait(office, numbers(61, 64), () => ({ class: partners }));
    await office.give(1, 62 * 30_000);
    const seen: { waiting: readonly string[]; placed: readonly string[] }[] = [];
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId, {
      watch: ({ waiting }, placements) =>
        seen.push({
          waiting: waiting.map(({ order }) => order).toSorted(),
          placed: placements.map(({ order }) => order),
        }),
    });
    expect(seen.length).toBeGreaterThan(1);
    for (const { waiting, placed } of seen) {
      expect(placed.every((order) => waiting.includes(order))).toBe(true);
      expect(new Set(waiting).size).toBe(waiting.length);
    }
    // Of the long class as many as are read at once, and of the other nobody: they have waited for less long.
    const [first] = seen;
    expect(first?.waiting).toHaveLength(50);
    expect(first?.placed).toHaveLength(50);
    expect(first?.waiting.at(-1)).toBe(first?.placed.at(-1));
  });
});

describe('a pass that is refused', () => {
  /** How large each transaction was that the pass tried, how often it paused for others, and what came of it. */
  async function refusedOn(people: number, isRefused: (tries: readonly number[]) => boolean) {
    const memory = new MemoryStore();
    const tries: number[] = [];
    let pauses = 0;
    const office = openOffice(
      interrupting(memory, async (decisions) => {
        if (decisions[0]?.did !== 'reserve-place') return undefined;
        tries.push(decisions.length);
        return isRefused(tries) ? { ok: false, why: 'conflict', what: 'a test' } : undefined;
      }),
    );
    const pause = async () => {
      pauses += 1;
    };
    await wait(office, numbers(1, people), () => ({ class: survivors }));
    await office.give(1, people * 30_000);
    const result = await runAllocationPass({ ...asFunction('allocate-places', office.deps), pause }, poolId);
    return { tries, pauses, result };
  }

  it('tries fewer and fewer at once until one stands alone, and then as many as fit again', async () => {
    const { tries, pauses, result } = await refusedOn(20, (all) => all.length <= 5);
    expect(tries).toEqual([19, 10, 5, 3, 2, 1, 1, ...Array(18).fill(1)]);
    expect(pauses).toBe(5);
    expect(result).toEqual({ placed: 20, again: false });
  });

  it('takes as many as fit after one that stood alone was refused', async () => {
    const { tries, pauses } = await refusedOn(20, (all) => all.length <= 6);
    expect(tries).toEqual([19, 10, 5, 3, 2, 1, 19, 1]);
    expect(pauses).toBe(6);
  });

  it('waits for nobody when nothing was refused, and tries so often and no more', async () => {
    expect((await refusedOn(3, () => false)).pauses).toBe(0);
    const { tries, pauses, result } = await refusedOn(1, () => true);
    expect([tries.length, pauses]).toEqual([40, 40]);
    expect(result).toEqual({ placed: 0, again: true });
  });
});

describe('a pass on the day after money was to be spent', () => {
  /** A fund whose gifts are to be spent by the tenth of March, and one person who waits. */
  async function openDated() {
    const office = openSmallOffice();
    const dated = await office.openFund(1, { groups: ['survivor'], regions: [] });
    await wait(office, [1], () => ({ class: survivors }));
    const giveDated = async (n: number, amount: number, spendBy?: string) => {
      await office.give(n, amount, dated);
      const lot = await office.read('lot', idOf.lot(n));
      await office.put(change(lot, { ...lot.value, ...(spendBy && { spendBy: LocalDate.parse(spendBy) }) }));
    };
    return { ...office, giveDated };
  }

  it('draws on it until its day is over, by the office’s clock, and never after', async () => {
    const late = await openDated();
    await late.giveDated(1, 30_000, '2027-03-10');
    late.pass({ days: 9, hours: 14 });
    expect(late.deps.now()).toBe('2027-03-11T00:00:00.000Z');
    await late.giveDated(2, 200);
    expect(await runAllocationPass(late.deps, poolId)).toEqual({ placed: 0, again: false });
    expect(faultsIn(late.memory.export())).toEqual([]);
    const inTime = await openDated();
    await inTime.giveDated(1, 30_000, '2027-03-10');
    inTime.pass({ days: 9, hours: 13 });
    expect(await runAllocationPass(inTime.deps, poolId)).toEqual({ placed: 1, again: false });
  });

  it('goes past it to what may still be spent, and reads none of it', async () => {
    const office = await openDated();
    for (const n of numbers(1, 60)) await office.giveDated(n, 10_000, '2027-02-28');
    await office.giveDated(61, 30_000, '2027-03-01');
    const asked: string[] = [];
    const store: Store = {
      ...watchedStore(office.store, async () => undefined),
      range: async (kind, heading, name, page) => {
        const read = await office.store.range(kind, heading, name, page);
        asked.push(...read.items.map(({ id }) => id));
        return read;
      },
    };
    expect(await runAllocationPass({ ...asFunction('allocate-places', office.deps), store }, poolId)).toEqual({
      placed: 1,
      again: false,
    });
    expect(asked.filter((id) => id.startsWith('lot_'))).toEqual([idOf.lot(61)]);
    const { draws } = (await office.read('hold', holdIdOf(idOf.place(1), 1))).value;
    expect(draws.map(({ lotId }) => lotId)).toEqual([idOf.lot(61)]);
  });

  it('leaves what is held for somebody held, and draws on none of it that comes free', async () => {
    const office = await openDated();
    await office.giveDated(1, 30_000, '2027-03-10');
    await runAllocationPass(asFunction('allocate-places', office.deps), poolId);
    office.pass({ days: 30 });
    expect((await office.read('place', idOf.place(1))).value.state).toBe('reserved');
    whatOf(await expireReservation(office.deps, idOf.place(1)));
    await wait(office, [2], () => ({ class: survivors }));
    expect((await office.read('lot', idOf.lot(1))).value.free).toBe(30_000);
    expect(await runAllocationPass(asFunction('allocate-places', office.deps), poolId)).toEqual({
      placed: 0,
      again: false,
    });
  });
});
