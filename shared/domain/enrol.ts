import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { create, type Decision, nothingElse } from './decision.ts';
import { localDay } from './office-days.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { approvers } from './place.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { missingCredentials, type Therapist, type TherapistState, therapistStates } from './therapist.ts';

/** The path of somebody whose references, training and papers the coordinator has seen. */
const path: readonly TherapistState[] = ['references', 'trained', 'member'];

/**
 * Adds a therapist whose application is complete. Every step of the table is taken; the last, membership, only when
 * every credential is valid today.
 * @returns `invalid` with the credentials that are missing, or when the fee is above the cap.
 */
export function enrolTherapist(
  applicant: Omit<Therapist, 'state' | 'clients' | 'offers'>,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator adds therapists');
  if (applicant.fee > settings.therapy.feeCap) return refuse('invalid', 'the fee is above the cap');
  const today = localDay(now, settings.office);
  const missing = missingCredentials(applicant, today, today);
  if (missing.length > 0) return refuse('invalid', `not valid today: ${missing.join(', ')}`);
  let state: TherapistState = 'applied';
  for (const to of path) {
    const next: Outcome<TherapistState> = step(therapistStates, state, to, by);
    if (!next.ok) return next;
    state = next.value;
  }
  const { id, poolId } = applicant;
  return accept({
    about: `therapist/${id}`,
    did: 'enrol-therapist',
    why: 'references, training and papers seen',
    by,
    at: now,
    ...nothingElse,
    changes: [create('therapist', id, { ...applicant, state, clients: 0, offers: 0 })],
    facts: [
      {
        type: 'uk.sponsored-places.therapist.joined.v1',
        subject: `therapist/${id}`,
        data: { therapistId: id, poolId },
      },
    ],
  });
}
