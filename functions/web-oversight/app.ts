import type { Hono } from 'hono';
import { createInsideApp, type Parts } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';

/** The parts of these pages, by what stands behind `/console/` in their addresses. */
export const oversightParts: Parts = {
  therapists: () => import('./parts/therapists.ts'),
  mail: () => import('./parts/mail.ts'),
};

/** The pages of oversight: who may take cases, and what was sent. */
export const createOversightApp = (deps: StaffDeps): Hono<WebEnv> => createInsideApp(deps, oversightParts);
