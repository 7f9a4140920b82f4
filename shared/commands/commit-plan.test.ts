import { describe, expect, it } from 'vitest';
import { ask, numbers, openSmallOffice, placesOf, survivors, wait } from '../../test/support/pool-scene.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { interrupting } from '../../test/support/small-office.ts';
import { change, type Decision } from '../domain/decision.ts';
import { BookedDifferently, BreaksSchema, TransactionTooLarge } from '../store/interface.ts';
import { commitPlan } from './commit-plan.ts';
import { loadPool } from './load-pool.ts';

const always = () => true;
const asManyAsFit = Number.POSITIVE_INFINITY;

/** A pool in which so many wait and there is money for all, and its plan as it is about to be carried out. */
async function planned(
  people: number,
  arrange: (office: ReturnType<typeof openSmallOffice>) => Promise<void> = async () => {},
) {
  const office = openSmallOffice();
  await wait(office, numbers(1, people), () => ({ class: survivors }));
  await office.give(1, people * 30_000);
  await arrange(office);
  const truth = await loadPool(office.deps, poolId);
  return {
    office,
    truth,
    /** Carries it out; what a commit comes to may be decided by the test. */
    commit: (before: (decisions: readonly Decision[]) => Promise<unknown>, most = asManyAsFit, mayGoOn = always) =>
      commitPlan(
        { ...office.deps, store: interrupting(office.store, before) },
        truth,
        truth.plan.placements,
        most,
        mayGoOn,
      ),
  };
}

/** At most so many actions a transaction takes, by the table of the store: each record once, with its entry in a range. */
function actionsOf(decisions: readonly Decision[]): number {
  const written = new Map(
    decisions.flatMap(({ changes }) =>
      changes.map(({ kind, id, after }) => {
        const isGathering = kind === 'hold' && after !== undefined && 'state' in after && after.state === 'gathering';
        return [`${kind} ${id}`, ['place', 'request', 'lot'].includes(kind) || isGathering ? 2 : 1] as const;
      }),
    ),
  );
  const checked = new Set(decisions.flatMap(({ relies }) => relies.map(({ kind, id }) => `${kind} ${id}`)));
  const entries = decisions.flatMap((decision) => decision.entries);
  return (
    decisions.length + entries.length + checked.size + [...written.values()].reduce((sum, count) => sum + count, 0)
  );
}

describe('the transactions of a plan', () => {
  it.each([
    ['new places that one gift pays for', async () => {}],
    [
      'new places that many gifts pay for',
      async (office: ReturnType<typeof openSmallOffice>) => {
        for (const n of numbers(2, 60)) await office.give(n, 9_000);
        const first = await office.read('lot', idOf.lot(1));
        await office.put(change(first, { ...first.value, free: 0 as typeof first.value.free }));
      },
    ],
    [
      'what places in hand ask for',
      async (office: ReturnType<typeof openSmallOffice>) => {
        for (const n of numbers(101, 160)) await ask(office, n, 100);
        await office.give(90, 60 * 100);
      },
    ],
  ])('are as full as they fit, in list order: %s', async (_, arrange) => {
    const { truth, commit } = await planned(45, arrange);
    const batches: (readonly Decision[])[] = [];
    const done = await commit(async (decisions) => {
      batches.push(decisions);
    });
    expect(done).toEqual({ placed: truth.plan.placements.length, isWhole: true, refused: 0 });
    expect(batches.length).toBeGreaterThan(1);
    expect(Math.max(...batches.map(actionsOf))).toBeLessThanOrEqual(98);
    for (const [at, batch] of batches.entries()) {
      expect(batch).not.toEqual([]);
      const next = batches[at + 1]?.[0];
      if (next !== undefined) expect(actionsOf([...batch, next])).toBeGreaterThan(98);
    }
    const told = batches.flat().map(({ about }) => about.replace('referral/ref_', 'plc_'));
    expect(told).toEqual(truth.plan.placements.map(({ placeId }) => placeId));
  });

  it('end after the one in hand when there is no time for more', async () => {
    const { commit } = await planned(45);
    expect(
      await commit(
        async () => undefined,
        asManyAsFit,
        () => false,
      ),
    ).toEqual({ placed: 19, isWhole: false, refused: 0 });
  });

  it('hold one reservation each where they are to', async () => {
    const { commit } = await planned(3);
    const sizes: number[] = [];
    await commit(async (decisions) => void sizes.push(decisions.length), 1);
    expect(sizes).toEqual([1, 1, 1]);
  });
});

describe('a transaction that fails', () => {
  const conflict = { ok: false, why: 'conflict', what: 'a test' };
  const booked = { ok: false, why: 'booked', what: 'a test' };
  const throwing = (failure: Error) => async () => {
    throw failure;
  };

  it.each([
    ['was written meanwhile', async () => conflict, {}],
    ['is booked already', async () => booked, { hopeless: 1 }],
    ['is booked with other postings', throwing(new BookedDifferently('hold:x')), { hopeless: 1 }],
    ['is too large', throwing(new TransactionTooLarge(101)), { hopeless: 1 }],
    ['makes no sense', throwing(new BreaksSchema('place', 'less than nothing')), { senseless: 1 }],
  ])('and %s names its entry when it stood alone, and nobody of several', async (_, fate, named) => {
    const alone = await (await planned(2)).commit(fate, 1);
    const names = Object.fromEntries(Object.keys(named).map((name) => [name, { placeId: idOf.place(1) }]));
    expect(alone).toMatchObject({ placed: 0, isWhole: false, refused: 1, ...names });
    expect(Object.keys(alone).toSorted()).toEqual(['isWhole', 'placed', 'refused', ...Object.keys(named)].toSorted());
    const together = await (await planned(2)).commit(fate);
    expect(together).toEqual({ placed: 0, isWhole: false, refused: 2 });
  });

  it('can never succeed once a hold of the same revision is there', async () => {
    const { office, truth, commit } = await planned(1);
    const stale = await commit(async (decisions) => {
      const [made] = decisions.flatMap(({ changes }) => changes.filter(({ kind }) => kind === 'hold'));
      if (made !== undefined) await office.put(made);
      return conflict;
    });
    expect(stale.hopeless).toEqual(truth.waiting[0]);
  });

  it('for a reason that nobody foresaw is not taken for an answer', async () => {
    const { commit } = await planned(1);
    await expect(commit(throwing(new Error('the database is away')))).rejects.toThrow('the database is away');
  });

  it('leaves what was placed before it, and says how much that is', async () => {
    const { commit } = await planned(45);
    let commits = 0;
    const done = await commit(async () => {
      commits += 1;
      return commits === 2 ? conflict : undefined;
    });
    expect(done).toMatchObject({ placed: 19, isWhole: false, refused: 19 });
  });
});

describe('an entry that cannot be reserved as it was read', () => {
  it('ends the plan, and is named, after what stands before it is written', async () => {
    const { office, truth } = await planned(3);
    const waiting = truth.waiting.map((entry) => {
      const { value } = entry.place;
      if (entry.placeId !== idOf.place(2) || value.state !== 'requested') return entry;
      return { ...entry, place: { ...entry.place, value: { ...value, unusable: ['paused' as const] } } };
    });
    const done = await commitPlan(office.deps, { ...truth, waiting }, truth.plan.placements, asManyAsFit, always);
    expect(done).toMatchObject({ placed: 1, isWhole: false, refused: 1, hopeless: { placeId: idOf.place(2) } });
    expect((await office.read('place', idOf.place(1))).value.state).toBe('reserved');
    expect((await office.read('place', idOf.place(3))).value.state).toBe('requested');
  });

  it('waits for the next plan when its place has another reservation in this one', async () => {
    const { office, truth } = await planned(2);
    const [first] = truth.plan.placements;
    if (first === undefined) throw new Error('two are placed');
    const twice = [...truth.plan.placements, { ...first, order: `${first.order}again` }];
    const done = await commitPlan(office.deps, truth, twice, asManyAsFit, always);
    expect(done.placed).toBe(2);
    expect(done.isWhole).toBe(false);
    expect(placesOf(1, 2)).toHaveLength(2);
  });
});
