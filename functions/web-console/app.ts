import type { Hono } from 'hono';
import { createInsideApp, type Parts } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';

/** The parts of these pages, by what stands behind `/console/` in their addresses. */
export const consoleParts: Parts = {
  '': () => import('./parts/work.ts'),
  find: () => import('./parts/cases.ts'),
  cases: () => import('./parts/cases.ts'),
  places: () => import('./parts/places.ts'),
  requests: () => import('./parts/places.ts'),
  tasks: () => import('./parts/work.ts'),
  waiting: () => import('./parts/work.ts'),
};

/** The console: the pages of those who see to referrals and places. */
export const createConsoleApp = (deps: StaffDeps): Hono<WebEnv> => createInsideApp(deps, consoleParts);
