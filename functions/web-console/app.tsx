import { Hono } from 'hono';
import { protectForms } from '../../shared/web/csrf.ts';
import { createWebApp } from '../../shared/web/http.ts';
import { requireSession } from '../../shared/web/session-guards.ts';
import { createSignInRoutes } from '../../shared/web/sign-in-routes.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { type ConsoleDeps, home, signInPath } from './console-deps.ts';
import { ProblemPage, SignedOutPage } from './pages/outside-page.tsx';
import { createAbsenceRoutes } from './routes/absence.tsx';
import { createAssessRoutes } from './routes/assess.tsx';
import { createCaseRoutes } from './routes/cases.tsx';
import { createDonationRoutes } from './routes/donations.tsx';
import { createFundRoutes } from './routes/funds.tsx';
import { createGiftRoutes } from './routes/gifts.tsx';
import { createJournalRoutes } from './routes/journal.tsx';
import { createLedgerAuditRoutes } from './routes/ledger-audit.tsx';
import { createMailRoutes } from './routes/mail.tsx';
import { createPeriodRoutes } from './routes/periods.tsx';
import { createPlaceRoutes } from './routes/places.tsx';
import { createPoolRoutes } from './routes/pool.tsx';
import { createRequestRoutes } from './routes/requests.tsx';
import { createReserveRoutes } from './routes/reserve.tsx';
import { createRunwayRoutes } from './routes/runway.tsx';
import { createStatementRoutes } from './routes/statements.tsx';
import { createTaskRoutes } from './routes/tasks.tsx';
import { createTherapistRoutes } from './routes/therapists.tsx';
import { createTraceRoutes } from './routes/traces.tsx';
import { createTransferRoutes } from './routes/transfers.tsx';
import { createWaitingRoutes } from './routes/waiting.tsx';
import { createWorkRoutes } from './routes/work.tsx';
import { createSessionStore } from './session-store.ts';

/**
 * The console: everything under `/console` is for people who are signed in, but signing in and out themselves. Which
 * page is whose stands in `permissions.ts`; what somebody may do there is decided by the commands.
 */
export function createConsoleApp(deps: ConsoleDeps): Hono<WebEnv> {
  const app = createWebApp({
    reportFailure: deps.reportFailure,
    renderProblem: (problem, c) => <ProblemPage deps={deps} problem={problem} c={c} />,
  });
  const sessions = createSessionStore(deps.store);
  const now = () => new Date(deps.now());
  const { signIn, siteUrl } = deps;
  app.route(
    home,
    createSignInRoutes({
      signIn,
      sessions,
      now,
      siteUrl,
      home,
      renderSignedOut: (continueUrl) => <SignedOutPage deps={deps} continueUrl={continueUrl} />,
    }),
  );

  const inside = new Hono<WebEnv>();
  inside.use(requireSession({ sessions, now, signInPath }));
  inside.use(protectForms({ siteUrl, owner: 'session' }));
  const parts = [
    createWorkRoutes,
    createCaseRoutes,
    createAssessRoutes,
    createPlaceRoutes,
    createRequestRoutes,
    createWaitingRoutes,
    createPoolRoutes,
    createReserveRoutes,
    createFundRoutes,
    createTransferRoutes,
    createDonationRoutes,
    createGiftRoutes,
    createTherapistRoutes,
    createJournalRoutes,
    createLedgerAuditRoutes,
    createPeriodRoutes,
    createStatementRoutes,
    createRunwayRoutes,
    createTraceRoutes,
    createAbsenceRoutes,
    createMailRoutes,
    createTaskRoutes,
  ];
  for (const createRoutes of parts) inside.route('/', createRoutes(deps));
  app.route(home, inside);
  return app;
}
