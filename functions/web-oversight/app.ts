import type { Hono } from 'hono';
import { createInsideApp, type Parts } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { DeadLetterBoxes } from './dead-letter-boxes.ts';

/** The parts of these pages, by what stands behind `/console/` in their addresses. */
export const oversightParts = (boxes: DeadLetterBoxes): Parts => ({
  therapists: () => import('./parts/therapists.ts'),
  mail: () => import('./parts/mail.ts'),
  absence: () => import('./parts/absence.ts'),
  concerns: () => import('./parts/concerns.ts'),
  retention: () => import('./parts/retention.ts'),
  audit: () => import('./parts/trail.ts'),
  'dead-letters': async () => ({ pages: (await import('./parts/dead-letters.ts')).pagesOver(boxes) }),
});

/** The pages of oversight: who may take cases, what was sent, what failed, who did what. */
export const createOversightApp = (deps: StaffDeps, boxes: DeadLetterBoxes): Hono<WebEnv> =>
  createInsideApp(deps, oversightParts(boxes));
