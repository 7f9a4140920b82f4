import type { Hono } from 'hono';
import { addInside, createStaffApp } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { createAbsenceRoutes } from './routes/absence.tsx';
import { createAssessRoutes } from './routes/assess.tsx';
import { createCaseRoutes } from './routes/cases.tsx';
import { createMailRoutes } from './routes/mail.tsx';
import { createPlaceTraceRoutes } from './routes/place-trace.tsx';
import { createPlaceRoutes } from './routes/places.tsx';
import { createRequestRoutes } from './routes/requests.tsx';
import { createTaskRoutes } from './routes/tasks.tsx';
import { createTherapistRoutes } from './routes/therapists.tsx';
import { createWaitingRoutes } from './routes/waiting.tsx';
import { createWorkRoutes } from './routes/work.tsx';

/** The console: the pages of those who see to referrals, places and therapists. */
export function createConsoleApp(deps: StaffDeps): Hono<WebEnv> {
  const app = createStaffApp(deps);
  addInside(app, deps, [
    createAbsenceRoutes,
    createAssessRoutes,
    createCaseRoutes,
    createMailRoutes,
    createPlaceRoutes,
    createRequestRoutes,
    createTaskRoutes,
    createTherapistRoutes,
    createPlaceTraceRoutes,
    createWaitingRoutes,
    createWorkRoutes,
  ]);
  return app;
}
