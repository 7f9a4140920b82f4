import { portalParts } from '../../functions/web-portal/app.tsx';
import { publicParts } from '../../functions/web-public/app.tsx';
import type { PublicDeps } from '../../functions/web-public/public-deps.ts';
import { createSignInApp } from '../../functions/web-sign-in/app.tsx';
import { home } from '../../shared/staff/staff-deps.ts';
import type { ConsoleSite } from '../support/console-site.ts';
import { type KnownRoute, routesIn, routesOf } from '../support/routes-of.ts';

/** Every route of every page function. What is not listed here is not asked for, so nothing is listed by hand. */
export async function listRoutes(site: ConsoleSite, publicDeps: PublicDeps): Promise<readonly KnownRoute[]> {
  const open = await Promise.all([routesOf(publicParts(publicDeps)), routesOf(portalParts(site.deps))]);
  const inside = (await site.loadRoutes()).map(({ method, path }) => ({ method, path: `${home}${path}` }));
  return routesIn([...open.flat(), ...createSignInApp(site.deps).routes, ...inside]);
}
