import type { FunctionName } from '../../infra/functions.ts';
import type { Store } from '../../shared/store/interface.ts';
import { headingSpan, isKeyPart } from '../../shared/store/item-keys.ts';
import { writeChange } from '../../shared/store/plan-records.ts';
import { planTransaction } from '../../shared/store/plan-transaction.ts';
import { recordTypes } from '../../shared/store/record-types.ts';
import { listIndex, type TableName } from '../../shared/store/tables.ts';
import type { WriteAction } from '../../shared/store/write-action.ts';
import { noteUse } from './note-use.ts';

const writes = { put: 'PutItem', delete: 'DeleteItem', check: 'ConditionCheckItem' } as const;

/** What is answered, unchanged and not a moment later: a history goes as it goes when nobody looks. */
function seen<T>(answer: Promise<T>, look: (answered: T) => void): Promise<T> {
  answer.then(look, () => undefined);
  return answer;
}

/**
 * A store as a function reaches it. What it asks of the tables is noted in the actions that DynamoDB asks the function's
 * role about, so that what happens in memory counts for its grants as well.
 * @param note `noteChance` where a generator decides what happens
 */
export function storeOf(of: FunctionName, store: Store, note: typeof noteUse = noteUse): Store {
  const asks = (action: string, table: TableName): void =>
    note({ of, action: `dynamodb:${action}`, on: `table/${table}` });
  const lists = (table: TableName): void =>
    note({ of, action: 'dynamodb:Query', on: `table/${table}/index/${listIndex.name}` });
  const asksForMany = (table: TableName, ids: readonly string[]): void => {
    if (ids.some(isKeyPart)) asks('BatchGetItem', table);
  };
  const writesAll = (actions: readonly WriteAction[]): void => {
    for (const action of actions) asks(writes[action.do], action.key.table);
  };
  return {
    get: (kind, id) => {
      if (isKeyPart(id)) asks('GetItem', recordTypes[kind].table);
      return store.get(kind, id);
    },
    getMany: (kind, ids) => {
      asksForMany(recordTypes[kind].table, ids);
      return store.getMany(kind, ids);
    },
    range: (kind, heading, name, page) => {
      const { table } = recordTypes[kind];
      asks('Query', table);
      return seen(store.range(kind, heading, name, page), ({ items }) => {
        if (items.length > 0) asks('BatchGetItem', table);
      });
    },
    ranges: (heading) => {
      asks('Query', headingSpan(heading).table);
      return store.ranges(heading);
    },
    list: (kind, list, page) => {
      lists(recordTypes[kind].table);
      return store.list(kind, list, page);
    },
    history: (about, page) => {
      asks('Query', 'audit');
      return store.history(about, page);
    },
    decisionsOf: (day, page) => {
      lists('audit');
      return store.decisionsOf(day, page);
    },
    journal: (month, page) => {
      lists('money');
      return store.journal(month, page);
    },
    entries: (ids) => {
      asksForMany('money', ids);
      return store.entries(ids);
    },
    commit: (decisions) =>
      seen(store.commit(decisions), () => {
        const plan = planTransaction(decisions, () => 'as-noted');
        if (plan.ok) writesAll(plan.actions);
      }),
    keep: (visit) => {
      writesAll(writeChange(visit));
      return store.keep(visit);
    },
  };
}

/** What a command needs, as a function has it. */
export const asFunction = <Deps extends { readonly store: Store }>(of: FunctionName, deps: Deps) => ({
  ...deps,
  store: storeOf(of, deps.store),
});
