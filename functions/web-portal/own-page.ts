import type { Context } from 'hono';
import type { TherapistId } from '../../events/values.ts';
import { type Outcome, refuse } from '../../shared/domain/outcome.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { openKeptLink } from './links.ts';
import type { PortalDeps } from './portal-deps.ts';

/** Whose own pages they are that a visitor’s link opens. */
export async function therapistOf(deps: PortalDeps, c: Context<WebEnv>): Promise<Outcome<TherapistId>> {
  const link = await openKeptLink(deps, c, 'record-sessions');
  if (!link.ok) return link;
  const allocation = await deps.store.get('allocation', link.value.value.allocationId);
  return allocation === undefined
    ? refuse('not-found', 'there is no such offer')
    : { ok: true, value: allocation.value.therapistId };
}
