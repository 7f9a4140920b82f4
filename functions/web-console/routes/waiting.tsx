import { Hono } from 'hono';
import { forArea } from '../../../shared/staff/for-area.tsx';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { WaitingPage } from '../pages/waiting-page.tsx';
import { readWaitingAges } from '../queries/waiting-ages.ts';
import { lastPage, readRequests, readWaitingPage } from '../queries/waiting-list.ts';

/** The waiting list. */
export const createWaitingRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get('/waiting', forArea(deps, 'waiting', showWaiting));

async function showWaiting(visit: Visit): Promise<Response> {
  const typed = visit.c.req.query('page') ?? '1';
  const page = /^[1-9]\d?$/.test(typed) ? Number(typed) : 0;
  if (page < 1 || page > lastPage) return showMissing(visit);
  const { store, settings } = visit.deps;
  const [waiting, asking, ages] = await Promise.all([
    readWaitingPage(store, settings.pool.id, page),
    page === 1 ? readRequests(store, settings.pool.id) : [],
    page === 1 ? readWaitingAges(store, settings.pool.id, visit.now) : undefined,
  ]);
  return show(visit, <WaitingPage visit={visit} waiting={waiting} asking={asking} ages={ages} page={page} />);
}
