import { Hono } from 'hono';
import { addOfferRoutes } from '../../functions/web-portal/offer-routes.tsx';
import type { SharedPages } from '../../functions/web-portal/portal-deps.ts';
import { addSessionRoutes } from '../../functions/web-portal/session-routes.tsx';
import { givePages } from '../../functions/web-public/parts/give.ts';
import { referPages } from '../../functions/web-public/parts/refer.ts';
import { statusPages } from '../../functions/web-public/parts/status.ts';
import type { PublicDeps } from '../../functions/web-public/public-deps.ts';
import { createInformationRoutes } from '../../functions/web-public/routes/information.tsx';
import { createSignInApp } from '../../functions/web-sign-in/app.tsx';
import { home } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { ConsoleSite } from '../support/console-site.ts';

export interface KnownRoute {
  readonly method: string;
  /** With its parameters by name: `/console/cases/:case`. */
  readonly path: string;
}

/** Of the routes nothing is asked; they are only listed. */
const unasked: SharedPages = {
  enter: () => async (_, next) => next(),
  say: (c) => c.body(null),
  sayNo: (c) => c.body(null),
};

/** Every route of every page function. What is not listed here is not asked for, so nothing is listed by hand. */
export async function listRoutes(site: ConsoleSite, publicDeps: PublicDeps): Promise<readonly KnownRoute[]> {
  const open = new Hono<WebEnv>().route('/', createInformationRoutes(publicDeps));
  for (const pages of [referPages, statusPages, givePages]) pages(publicDeps)(open);
  addOfferRoutes(open, site.deps, unasked);
  addSessionRoutes(open, site.deps, unasked);
  const inside = (await site.loadRoutes()).map(({ method, path }) => ({ method, path: `${home}${path}` }));
  const known = [...open.routes, ...createSignInApp(site.deps).routes, ...inside]
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => ({ method, path: path === '/' ? path : path.replace(/\/$/, '') }));
  return [...new Map(known.map((route) => [`${route.method} ${route.path}`, route])).values()];
}
