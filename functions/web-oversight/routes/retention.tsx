import { Hono } from 'hono';
import { retentionRunId } from '../../../shared/domain/retention.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { RetentionPage } from '../pages/retention-page.tsx';

const aPage = 50;

/** What is kept for how long, what the last night came to, and the certificates of whoever was erased. */
export const createRetentionRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/retention',
    forArea(deps, 'retention', async (visit) => {
      const after = visit.c.req.query('after');
      const [run, erased] = await Promise.all([
        deps.store.get('retention-run', retentionRunId),
        deps.store.list('erasure', 'erasures', { limit: aPage, newestFirst: true, after }),
      ]);
      const { items, next } = erased;
      const certificates = items.map(({ value }) => value);
      return show(visit, <RetentionPage visit={visit} run={run?.value} certificates={certificates} next={next} />);
    }),
  );
