import type { CreatePages } from '../../../shared/staff/staff-app.tsx';
import { createFundRoutes } from '../routes/funds.tsx';
import { createPoolRoutes } from '../routes/pool.tsx';
import { createReserveRoutes } from '../routes/reserve.tsx';
import { createRunwayRoutes } from '../routes/runway.tsx';
import { createTransferRoutes } from '../routes/transfers.tsx';

/** The pool, its funds and its reserve, and money between them. */
export const pages: readonly CreatePages[] = [
  createPoolRoutes,
  createFundRoutes,
  createTransferRoutes,
  createReserveRoutes,
  createRunwayRoutes,
];
