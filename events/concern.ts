import * as z from 'zod';
import { ConcernId } from './values.ts';

/** Somebody told the safeguarding lead of a young person, or of somebody who may be at risk. */
export const ConcernRaised = z.lazy(() => z.strictObject({ concernId: ConcernId }));
