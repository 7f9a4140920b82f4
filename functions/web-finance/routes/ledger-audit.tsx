import { Hono } from 'hono';
import { accountIn, ledgerAccountsId } from '../../../shared/domain/ledger-accounts.ts';
import { ledgerAuditId } from '../../../shared/domain/ledger-audit.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { readFundNames } from '../../../shared/staff/queries/case-file.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show } from '../../../shared/staff/visit.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { LedgerAuditPage } from '../pages/ledger-audit-page.tsx';
import { fundOf } from '../words/accounts.ts';

/** What the audit of the ledger found when it last looked. */
export const createLedgerAuditRoutes = (deps: StaffDeps): Hono<WebEnv> =>
  new Hono<WebEnv>().get(
    '/ledger-audit',
    forArea(deps, 'ledger-audit', async (visit) => {
      const [audit, accounts] = await Promise.all([
        deps.store.get('ledger-audit', ledgerAuditId),
        deps.store.get('ledger-accounts', ledgerAccountsId),
      ]);
      const named = [
        ...(accounts?.value.accounts.map(({ account }) => account) ?? []),
        ...(audit?.value.differences.flatMap(({ about }) => accountIn(about) ?? []) ?? []),
      ];
      const fundNames = await readFundNames(
        deps.store,
        named.map(fundOf).filter((id) => id !== undefined),
      );
      const found = { audit: audit?.value, accounts: accounts?.value, fundNames };
      return show(visit, <LedgerAuditPage visit={visit} {...found} />);
    }),
  );
