import type { Instant } from '../../events/values.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import type { Store } from '../../shared/store/interface.ts';

/** Puts a record where a test wants it, past everybody who would have done it. */
export async function alterRecord<K extends Kind>(
  site: { readonly store: Store; readonly deps: { readonly now: () => Instant } },
  kind: K,
  id: string,
  alter: (value: Records[K]) => Records[K],
): Promise<void> {
  const record = await site.store.get(kind, id);
  if (record === undefined) throw new Error(`the ${kind} is there`);
  const changes = [change(record, alter(record.value))];
  const by = { id: 'test', roles: ['system'] } as const;
  const scene = { about: `test/${id}`, did: 'test', why: 'test', by, at: site.deps.now() } as const;
  const done = await site.store.commit([{ ...scene, ...nothingElse, changes }]);
  if (!done.ok) throw new Error(done.what);
}
