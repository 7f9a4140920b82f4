import * as z from 'zod';
import { FundId, PoolId } from './values.ts';

/** Somebody should look at the pool again: a sweep, or a pass that had to stop. States nothing new. */
export const PoolWoken = z.strictObject({ poolId: PoolId });
/** A pot of money that a pool may allocate from. */
export const FundOpened = z.strictObject({ fundId: FundId, poolId: PoolId });
