import type { Hono } from 'hono';
import { createInsideApp, type Parts } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';

/** The parts of these pages, by what stands behind `/console/` in their addresses. */
export const financeParts: Parts = {
  donations: () => import('./parts/gifts.ts'),
  pool: () => import('./parts/funds.ts'),
  funds: () => import('./parts/funds.ts'),
  transfers: () => import('./parts/funds.ts'),
  runway: () => import('./parts/funds.ts'),
  journal: () => import('./parts/books.ts'),
  'ledger-audit': () => import('./parts/books.ts'),
  periods: () => import('./parts/books.ts'),
  statements: () => import('./parts/books.ts'),
  'place-money': () => import('./parts/books.ts'),
};

/** The pages about money: the pool and its funds, gifts, the journal and what is told from it. */
export const createFinanceApp = (deps: StaffDeps): Hono<WebEnv> => createInsideApp(deps, financeParts);
