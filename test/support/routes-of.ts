import type { PartsOptions } from '../../shared/web/app-in-parts.ts';

export interface KnownRoute {
  readonly method: string;
  /** With its parameters by name: `/console/cases/:case`. */
  readonly path: string;
}

/** What an app of hono says of its routes; what stands before all of them is no route of its own. */
export const routesIn = (routes: readonly KnownRoute[]): readonly KnownRoute[] => {
  const known = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path: path === '/' ? path : path.replace(/\/$/, '') }));
  return [...new Map(known.map((route) => [`${route.method} ${route.path}`, route])).values()];
};

/** Every route of a page function, from all its parts: nothing is listed by hand. */
export async function routesOf({ parts, assemble }: PartsOptions): Promise<readonly KnownRoute[]> {
  const loaded = await Promise.all(Object.values(parts).map((load) => load()));
  return routesIn(loaded.flatMap((addPages) => assemble(addPages).routes));
}
