import { Hono } from 'hono';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { WorkPage } from '../pages/work-page.tsx';
import { readWorkToDo } from '../queries/work-to-do.ts';
import { show } from '../visit.ts';
import { forArea } from './for-area.tsx';

/** The first page of the console. */
export const createWorkRoutes = (deps: ConsoleDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/',
    forArea(deps, 'anybody', async (visit) => {
      const work = await readWorkToDo(deps.store, visit.actor, deps.settings.pool.id);
      return show(visit, <WorkPage visit={visit} work={work} />);
    }),
  );
