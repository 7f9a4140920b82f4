import { Hono } from 'hono';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { RunwayPage } from '../pages/runway-page.tsx';
import { readRunway } from '../queries/runway.ts';
import { show } from '../visit.ts';
import { forArea } from './for-area.tsx';

/** How many places the pool can promise. */
export const createRunwayRoutes = (deps: ConsoleDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/runway',
    forArea(deps, 'pool', async (visit) =>
      show(visit, <RunwayPage visit={visit} reading={await readRunway(visit.deps)} />),
    ),
  );
