import { Hono } from 'hono';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { readPool } from '../../../shared/staff/queries/pool.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { PoolPage } from '../pages/pool-page.tsx';
import { makeLink, showLinkForm } from './giving-link.tsx';
import { open, showFundForm } from './open-fund.tsx';
import { showPoolHistory } from './pool-history.tsx';

/** The pool: what is in it, and how more comes into it. */
export function createPoolRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
    .get(
      '/pool',
      forArea(deps, 'pool', async (visit) => show(visit, <PoolPage visit={visit} pool={await readPool(deps)} />)),
    )
    .get('/pool/over-time', forArea(deps, 'pool', showPoolHistory))
    .get('/pool/giving-link', forArea(deps, 'giving-link', showLinkForm))
    .post('/pool/giving-link', forArea(deps, 'giving-link', makeLink));
  addSensitiveStep(routes, deps, { button: '/pool/open-fund', area: 'open-fund', form: showFundForm, press: open });
  return routes;
}
