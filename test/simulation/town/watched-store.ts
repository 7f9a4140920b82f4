import type { Decision } from '../../../shared/domain/decision.ts';
import type { Store } from '../../../shared/store/interface.ts';

/** The same store, and somebody who is told of every commit that happened before its answer is heard. */
export const watchedStore = (store: Store, committed: (decisions: readonly Decision[]) => Promise<void>): Store => ({
  get: (kind, id) => store.get(kind, id),
  getMany: (kind, ids) => store.getMany(kind, ids),
  range: (kind, heading, name, page) => store.range(kind, heading, name, page),
  ranges: (heading) => store.ranges(heading),
  list: (kind, list, page) => store.list(kind, list, page),
  history: (about, page) => store.history(about, page),
  decisionsOf: (day, page) => store.decisionsOf(day, page),
  journal: (month, page) => store.journal(month, page),
  entries: (ids) => store.entries(ids),
  commit: async (decisions) => {
    const result = await store.commit(decisions);
    if (result.ok) await committed(decisions);
    return result;
  },
  keep: (visit) => store.keep(visit),
});
