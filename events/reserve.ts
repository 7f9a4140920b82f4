import * as z from 'zod';
import { FundId, PoolId, ReserveMoveId } from './values.ts';

const aboutMove = () => z.strictObject({ moveId: ReserveMoveId, fundId: FundId, poolId: PoolId });

/** Somebody asked for money to go into the risk reserve, or for a deficit to be covered from it. */
export const ReserveMoveRequested = z.lazy(aboutMove);
/** A second person said no; no money moved. */
export const ReserveMoveDeclined = z.lazy(aboutMove);
/** Free money of a fund without limits was set aside as the risk reserve. */
export const ReserveSetAside = z.lazy(aboutMove);
/** A fund has paid back to the reserve what it had covered. */
export const ReserveRepaid = z.lazy(aboutMove);
