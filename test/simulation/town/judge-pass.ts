import type { WatchPlan } from '../../../shared/commands/run-allocation-pass.ts';
import type { WaitingEntry } from '../../../shared/domain/allocate.ts';
import { isAlive } from '../../../shared/domain/asking-place.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { blockCost } from '../../../shared/domain/place.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import { costByNow } from '../../../shared/domain/request-cost.ts';
import { requestOrder, waitingOrder } from '../../../shared/domain/waiting-list.ts';
import type { Store } from '../../../shared/store/interface.ts';
import { fairnessFaults } from '../fairness-oracle.ts';
import type { Shadow } from './shadow.ts';

/** An entry of the one order, and the records it stands for. */
interface Standing {
  readonly entry: WaitingEntry;
  readonly records: readonly Versioned<Kind>[];
}

async function everyOf<K extends 'place' | 'request'>(store: Store, kind: K, heading: string): Promise<Versioned<K>[]> {
  const all: Versioned<K>[] = [];
  for (const name of await store.ranges(heading)) {
    let after: string | undefined;
    do {
      const page = await store.range(kind, heading, name, { limit: 200, after });
      all.push(...page.items);
      after = page.next;
    } while (after !== undefined);
  }
  return all;
}

/** Everybody who waits in a pool, however long the list is. */
async function everybodyWaiting(store: Store, poolId: string): Promise<readonly Standing[]> {
  const places = (await everyOf(store, 'place', `waiting/${poolId}`)).map((place): Standing => {
    const { id: placeId, class: placeClass } = place.value;
    const entry = { placeId, class: placeClass, order: waitingOrder(place.value), cost: blockCost(place.value) };
    return { entry, records: [place] };
  });
  const requests: Standing[] = [];
  for (const request of await everyOf(store, 'request', `requests/${poolId}`)) {
    const { id: requestId, placeId, class: placeClass } = request.value;
    const place = await store.get('place', placeId);
    if (place === undefined || !isAlive({ request, place })) continue;
    const cost = costByNow(request.value, place.value);
    const entry = { placeId, requestId, class: placeClass, order: requestOrder(request.value), cost };
    requests.push({ entry, records: [request, place] });
  }
  return [...requests, ...places];
}

/**
 * Judges every plan of a pass by everybody who waited, whether the pass read them or not: a turn begins by asking who
 * waits, and whoever has stood unchanged since then the plan must have taken into account, as far down the order as it
 * holds.
 * @param memory the store itself, asked past the faults that the pass meets
 * @param store a plain object, as a process has it
 * @param shadow what has been committed up to now
 */
export function judgePass(
  { memory, shadow }: { readonly memory: Store; readonly shadow: Shadow },
  store: Store,
  poolId: string,
  tell: (fault: string) => void,
): { readonly store: Store; readonly watch: WatchPlan } {
  let stood: readonly Standing[] = [];
  const isUnchanged = ({ kind, id, version }: Versioned<Kind>): boolean => shadow.get(kind, id)?.version === version;
  return {
    store: {
      ...store,
      ranges: async (heading) => {
        if (heading === `requests/${poolId}`) stood = await everybodyWaiting(memory, poolId);
        return store.ranges(heading);
      },
    },
    watch: ({ waiting, horizon, funds, lots, today }, placements) => {
      const read = new Set(waiting.map(({ order }) => order));
      const unread = stood.filter(
        ({ entry: { order }, records }) =>
          !read.has(order) && (horizon === undefined || order <= horizon) && records.every(isUnchanged),
      );
      const truth = {
        today,
        waiting: [...waiting, ...unread.map(({ entry }) => entry)],
        funds: funds.map(({ value }) => value),
        lots: [...lots.values()].map(({ value }) => value),
      };
      for (const fault of fairnessFaults(truth, placements)) tell(fault);
    },
  };
}
