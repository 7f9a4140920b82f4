import { Hono } from 'hono';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { readPool } from '../../../shared/staff/queries/pool.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { PoolPage } from '../pages/pool-page.tsx';
import { makeLink, showLinkForm } from './giving-link.tsx';
import { open, showFundForm } from './open-fund.tsx';

/** The pool: what is in it, and how more comes into it. */
export const createPoolRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>()
    .get(
      '/pool',
      forArea(deps, 'pool', async (visit) =>
        show(visit, <PoolPage visit={visit} pool={await readPool(deps.store, deps.settings.pool.id)} />),
      ),
    )
    .get('/pool/open-fund', forArea(deps, 'open-fund', showFundForm))
    .post('/pool/open-fund', forArea(deps, 'open-fund', open))
    .get('/pool/giving-link', forArea(deps, 'giving-link', showLinkForm))
    .post('/pool/giving-link', forArea(deps, 'giving-link', makeLink));
