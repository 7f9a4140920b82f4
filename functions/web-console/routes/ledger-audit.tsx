import { Hono } from 'hono';
import { ledgerAuditId } from '../../../shared/domain/ledger-audit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import type { ConsoleDeps } from '../console-deps.ts';
import { LedgerAuditPage } from '../pages/ledger-audit-page.tsx';
import { show } from '../visit.ts';
import { forArea } from './for-area.tsx';

/** What the audit of the ledger found when it last looked. */
export const createLedgerAuditRoutes = (deps: ConsoleDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/ledger-audit',
    forArea(deps, 'ledger-audit', async (visit) => {
      const audit = await deps.store.get('ledger-audit', ledgerAuditId);
      return show(visit, <LedgerAuditPage visit={visit} audit={audit?.value} />);
    }),
  );
