import { Hono } from 'hono';
import { ledgerAuditId } from '../../../shared/domain/ledger-audit.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { LedgerAuditPage } from '../pages/ledger-audit-page.tsx';

/** What the audit of the ledger found when it last looked. */
export const createLedgerAuditRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/ledger-audit',
    forArea(deps, 'ledger-audit', async (visit) => {
      const audit = await deps.store.get('ledger-audit', ledgerAuditId);
      return show(visit, <LedgerAuditPage visit={visit} audit={audit?.value} />);
    }),
  );
