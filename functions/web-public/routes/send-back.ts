import type { Context } from 'hono';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type FoundVisit, leaveVisit } from '../visit.ts';

/** A question opened without a visit leads to the start; after a pause, to where the code is typed. */
export function sendBack(c: Context<WebEnv>, found: Exclude<FoundVisit, { kind: 'open' }>): Response {
  leaveVisit(c);
  return c.redirect(found.kind === 'paused' ? '/refer/resume?after=pause' : '/refer', 303);
}
