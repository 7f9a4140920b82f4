import * as z from 'zod';
import listed from './call-sites.json' with { type: 'json' };

/**
 * Every call to the outside that the simulator comes to, and how often in a hundred histories: written down by a long
 * run (`npm run simulate -- … --list`). It says which calls are seldom, so that faults seek those; and a call that
 * nothing makes any more is missed by the long run that asks for its faults.
 */
export const callSites: ReadonlyMap<string, number> = new Map(
  Object.entries(z.record(z.string(), z.number().positive()).parse(listed)),
);
