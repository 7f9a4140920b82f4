import { noSuch } from './api-error.ts';
import type { Params } from './form-body.ts';
import type { ListQuery } from './list-query.ts';
import type { Kind, Objects } from './object-store.ts';
import type { Provider } from './provider.ts';

/** One request to the API, after its key, version and body have been read. */
export interface ApiCall {
  readonly provider: Provider;
  readonly params: Params;
  /** What stood in the address where the route has `:id`; empty when it has none. */
  readonly id: string;
}

/** An address of the API and what answers there. Expansion, idempotency and errors are the server's business. */
export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:id` for the one part that varies. */
  readonly path: string;
  readonly answer: (call: ApiCall) => object;
}

/** The object, or Stripe's 404 for one that is not there. */
export function find<K extends Kind>(provider: Provider, kind: K, id: string, param?: string): Objects[K] {
  const found = provider.store.get(kind, id);
  if (found === undefined) throw noSuch(kind, id, param);
  return found;
}

interface PageParams {
  limit?: number | undefined;
  starting_after?: string | undefined;
  ending_before?: string | undefined;
  created?: ListQuery['created'];
}

/** One page of a list, newest first, with the cursors of the request. */
export function listPage<K extends Kind>(
  provider: Provider,
  kind: K,
  url: string,
  params: PageParams,
  filter: Pick<ListQuery, 'where' | 'anyOf'> = {},
): { object: 'list'; data: Objects[K][]; has_more: boolean; url: string } {
  for (const param of ['starting_after', 'ending_before'] as const) {
    const cursor = params[param];
    if (cursor !== undefined) find(provider, kind, cursor, param);
  }
  const { data, hasMore } = provider.store.list(kind, {
    ...filter,
    created: params.created,
    startingAfter: params.starting_after,
    endingBefore: params.ending_before,
    limit: params.limit ?? 10,
  });
  return { object: 'list', data, has_more: hasMore, url };
}
