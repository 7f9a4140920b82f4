import type { Context } from 'hono';
import { BadCursor } from '../store/interface.ts';
import type { WebEnv } from '../web/web-env.ts';
import { NotForYouPage } from './pages/not-for-you.tsx';
import { type Area, areas, mayOpen } from './permissions.ts';
import type { StaffDeps } from './staff-deps.ts';
import { openVisit, show, showMissing, type Visit } from './visit.ts';

export type Handle = (visit: Visit) => Promise<Response>;

/**
 * Lets in whoever may open the area now; the others read whom to ask. A continuation that is none of ours, in an
 * address that somebody changed, is a page that cannot be found.
 */
export const forArea =
  (deps: StaffDeps, area: Area | 'anybody', handle: Handle) =>
  async (c: Context<WebEnv>): Promise<Response> => {
    const visit = await openVisit(c, deps);
    const mayEnter = area === 'anybody' ? visit.roles.length > 0 : mayOpen(visit.actor, area);
    if (!mayEnter)
      return show(visit, <NotForYouPage visit={visit} roles={area === 'anybody' ? [] : areas[area]} />, 403);
    try {
      return await handle(visit);
    } catch (error) {
      if (error instanceof BadCursor) return showMissing(visit);
      throw error;
    }
  };
