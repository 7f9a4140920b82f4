import type { Hono } from 'hono';
import { addInside, createStaffApp } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { createDonationTraceRoutes } from './routes/donation-trace.tsx';
import { createDonationRoutes } from './routes/donations.tsx';
import { createFundRoutes } from './routes/funds.tsx';
import { createGiftRoutes } from './routes/gifts.tsx';
import { createJournalRoutes } from './routes/journal.tsx';
import { createLedgerAuditRoutes } from './routes/ledger-audit.tsx';
import { createPeriodRoutes } from './routes/periods.tsx';
import { createPoolRoutes } from './routes/pool.tsx';
import { createReserveRoutes } from './routes/reserve.tsx';
import { createRunwayRoutes } from './routes/runway.tsx';
import { createStatementRoutes } from './routes/statements.tsx';
import { createTransferRoutes } from './routes/transfers.tsx';

/** The pages about money: the pool and its funds, gifts, the journal and what is told from it. */
export function createFinanceApp(deps: StaffDeps): Hono<WebEnv> {
  const app = createStaffApp(deps);
  addInside(app, deps, [
    createDonationRoutes,
    createFundRoutes,
    createGiftRoutes,
    createJournalRoutes,
    createLedgerAuditRoutes,
    createPeriodRoutes,
    createPoolRoutes,
    createReserveRoutes,
    createRunwayRoutes,
    createStatementRoutes,
    createDonationTraceRoutes,
    createTransferRoutes,
  ]);
  return app;
}
