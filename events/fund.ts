import * as z from 'zod';
import { FundId, PoolId, TransferId } from './values.ts';

/** A pot of money that a pool may allocate from. */
export const FundOpened = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId }));
/** A fund says something anew about itself: its words, its date, its place in the order. */
export const FundChanged = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId }));
/** A fund takes no more gifts and pays for no new place; what is free in it goes on by the transfer. */
export const FundClosed = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId, transferId: TransferId }));
