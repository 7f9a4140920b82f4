import { Hono } from 'hono';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { RunwayPage } from '../../../shared/staff/pages/runway-page.tsx';
import { readRunway } from '../../../shared/staff/queries/runway.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';

/** How many places the pool can promise. */
export const createRunwayRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/runway',
    forArea(deps, 'pool', async (visit) =>
      show(visit, <RunwayPage visit={visit} reading={await readRunway(visit.deps)} />),
    ),
  );
