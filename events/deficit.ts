import * as z from 'zod';
import { FundId, Pence, PoolId } from './values.ts';

/** Money of a fund was given back after it was held or spent: until it is made good the fund pays for no new place. */
export const FundDeficitArose = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId }));
/** The fund's own free money made good so much of its deficit. */
export const FundDeficitCleared = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId, amount: Pence }));
/** The risk reserve made good so much of its deficit. */
export const FundDeficitCovered = z.lazy(() => z.strictObject({ fundId: FundId, poolId: PoolId, amount: Pence }));
