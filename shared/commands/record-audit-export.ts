import type { Actor } from '../domain/actor.ts';
import { nothingElse } from '../domain/decision.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Deps } from './deps.ts';

/**
 * Records that somebody saves a part of the audit trail as a file; it stands in the trail before the file is given out.
 * @param asked which part, in codes: days, a case, a member of staff
 * @returns `not-allowed` for anybody but the safeguarding lead
 */
export async function recordAuditExport(
  deps: Deps,
  { asked, entries }: { readonly asked: string; readonly entries: number },
  by: Actor,
): Promise<Outcome<undefined>> {
  if (!by.roles.includes('safeguarding-lead')) return refuse('not-allowed', 'the safeguarding lead saves the trail');
  const recorded = await deps.store.commit([
    {
      about: 'audit/export',
      did: 'export-audit',
      why: `${asked}: ${entries} entries`,
      by,
      at: deps.now(),
      changes: [],
      ...nothingElse,
    },
  ]);
  if (!recorded.ok) throw new Error('an export is in the trail before it is given out');
  return accept(undefined);
}
