import { readAll } from '../../../shared/commands/read-all.ts';
import type { Reasons } from '../../../shared/domain/allocation.ts';
import { rankTherapists } from '../../../shared/domain/matching.ts';
import { newSearch } from '../../../shared/domain/offer.ts';
import { later, localDay } from '../../../shared/domain/office-days.ts';
import type { Place } from '../../../shared/domain/place.ts';
import type { Therapist } from '../../../shared/domain/therapist.ts';
import type { CaseFile } from '../../../shared/staff/queries/case-file.ts';
import type { Visit } from '../../../shared/staff/visit.ts';

/** Who could be offered a case if it were approved now, best first. */
export interface Availability {
  readonly able: readonly { readonly therapist: Therapist; readonly reasons: Reasons }[];
  readonly considered: number;
}

/**
 * Ranks the members of the pool as the search would that follows an approval by this person; from the index, so that what
 * changed a moment ago may be missing. Undefined before there is an assessment.
 */
export async function readAvailability(
  { deps, actor, now }: Pick<Visit, 'deps' | 'actor' | 'now'>,
  { referral, assessment, search }: CaseFile,
  place: Place,
): Promise<Availability | undefined> {
  if (assessment === undefined) return undefined;
  const { store, settings } = deps;
  const members = await readAll((after) =>
    store.list('therapist', `therapists/${place.poolId}/member`, { limit: 200, after }),
  );
  const fresh = newSearch(referral.value, assessment.value, place.id, now, settings);
  const first = place.state === 'reserved' && place.firstApproverId !== undefined ? [place.firstApproverId] : [];
  const conflicted = [...fresh.conflicted, ...(search?.value.conflicted ?? []), ...first, actor.id];
  const { ranked } = rankTherapists(
    { ...fresh, conflicted, past: search?.value.past ?? [] },
    members.map(({ value }) => value),
    settings.matching,
    now,
    localDay(later(now, { days: settings.therapy.expectedWeeks * 7 }), settings.office),
  );
  return { able: ranked, considered: members.length };
}
