import { Hono } from 'hono';
import { forArea } from '../../../shared/staff/for-area.tsx';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { WorkPage } from '../pages/work-page.tsx';
import { readWorkToDo } from '../queries/work-to-do.ts';

/** The first page of the console. */
export const createWorkRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/',
    forArea(deps, 'anybody', async (visit) => {
      const work = await readWorkToDo(deps.store, visit.actor, deps.settings.pool.id);
      return show(visit, <WorkPage visit={visit} work={work} />);
    }),
  );
