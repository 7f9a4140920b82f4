import * as z from 'zod';
import { FundId, PoolId } from './values.ts';

/** A pot of money that a pool may allocate from. */
export const FundOpened = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId }));
