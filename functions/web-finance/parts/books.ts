import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createJournalRoutes } from '../routes/journal.tsx';
import { createLedgerAuditRoutes } from '../routes/ledger-audit.tsx';
import { createPeriodRoutes } from '../routes/periods.tsx';
import { createPlaceTraceRoutes } from '../routes/place-trace.tsx';
import { createStatementRoutes } from '../routes/statements.tsx';

/** The journal, and what is told from it. */
export const pages: readonly CreatePages[] = [
  createJournalRoutes,
  createLedgerAuditRoutes,
  createPeriodRoutes,
  createStatementRoutes,
  createPlaceTraceRoutes,
];
