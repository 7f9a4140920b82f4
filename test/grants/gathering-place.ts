import * as z from 'zod';

const Environment = z.object({ GATHER_GRANTS_IN: z.string().min(1).optional() });

/**
 * Where the run of the tests gathers what functions did; undefined, if this is no such run. Read once, as the module
 * loads: a run says it before it starts its processes.
 */
export const gatheringPlace = Environment.parse(process.env).GATHER_GRANTS_IN;

/** Has every process that is started from now on gather there: each begins with our environment. */
export function gatherIn(folder: string): void {
  process.env.GATHER_GRANTS_IN = folder;
}
