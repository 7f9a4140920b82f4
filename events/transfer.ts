import * as z from 'zod';
import { FundId, Pence, PoolId, TransferId } from './values.ts';

/** Somebody asks for money to be moved between funds, or for a fund to be closed; a second person decides. */
export const TransferRequested = z.lazy(() =>
  z.strictObject({ transferId: TransferId, fromFundId: FundId, toFundId: FundId }),
);
/** A second person agreed. */
export const TransferAgreed = z.lazy(() => z.strictObject({ transferId: TransferId }));
/** A second person said no; no money moved. */
export const TransferDeclined = z.lazy(() => z.strictObject({ transferId: TransferId }));
/** Whoever asked took it back; no money moved. */
export const TransferWithdrawn = z.lazy(() => z.strictObject({ transferId: TransferId }));
/** Money of a transfer is in its new fund: one of the transactions it takes. */
export const TransferMoved = z.lazy(() =>
  z.strictObject({ transferId: TransferId, poolId: PoolId, toFundId: FundId, amount: Pence }),
);
