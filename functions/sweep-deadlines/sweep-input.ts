import * as z from 'zod';

/** What a schedule says as its input: which sweep it is. */
export const Sweep = z.lazy(() => z.strictObject({ sweep: z.enum(['deadlines', 'pools', 'mail']) }));
