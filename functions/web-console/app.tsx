import type { Hono } from 'hono';
import { SignedOutPage } from '../../shared/staff/pages/outside-page.tsx';
import { createSessionStore } from '../../shared/staff/session-store.ts';
import { addInside, createStaffApp } from '../../shared/staff/staff-app.tsx';
import { home } from '../../shared/staff/staff-deps.ts';
import { createSignInRoutes } from '../../shared/web/sign-in-routes.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { ConsoleDeps } from './console-deps.ts';
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

/** The console: signing in and out, and the pages of those who see to referrals, places and therapists. */
export function createConsoleApp(deps: ConsoleDeps): Hono<WebEnv> {
  const app = createStaffApp(deps);
  const { signIn, siteUrl } = deps;
  app.route(
    home,
    createSignInRoutes({
      signIn,
      sessions: createSessionStore(deps.store),
      now: () => new Date(deps.now()),
      siteUrl,
      home,
      renderSignedOut: (continueUrl) => <SignedOutPage deps={deps} continueUrl={continueUrl} />,
    }),
  );
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
