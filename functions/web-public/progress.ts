import type { Search } from '../../shared/domain/allocation.ts';
import type { Place } from '../../shared/domain/place.ts';
import { isOpen, type Referral, type ReferralState } from '../../shared/domain/referral.ts';

/**
 * How far a request has come, as its own person may read it. Nobody learns an adverse decision from a page: until
 * somebody has spoken with them, it looks like the step it was made in. Pauses never show.
 */
export type Progress =
  | 'received'
  | 'confirmed'
  | 'assessment'
  | 'waiting'
  | 'finding'
  | 'found'
  | 'began'
  | 'ended'
  | 'withdrawn'
  | 'another-service'
  | 'closed';

export interface Standing {
  readonly referral: Referral;
  readonly place: Place | undefined;
  readonly search: Search | undefined;
}

/** What a person may read of their own request. */
export const progressOf = (standing: Standing): Progress =>
  isOpen(standing.referral.state) ? openProgress(standing) : closedProgress(standing.referral);

function openProgress({ referral, place, search }: Standing): Progress {
  switch (referral.state) {
    case 'submitted':
    case 'awaiting-consent':
      return 'received';
    case 'awaiting-assessment':
      return 'confirmed';
    case 'in-therapy':
      return 'began';
    case 'assessed-suitable':
      return afterAssessment(place, search);
    default:
      // Whoever is suitable but not ready hears it from a person as well.
      return 'assessment';
  }
}

function afterAssessment(place: Place | undefined, search: Search | undefined): Progress {
  switch (place?.state) {
    case 'requested':
    case 'reserved':
      return 'waiting';
    case 'approved':
      return 'finding';
    case 'allocated':
      return 'found';
    case 'in-use':
    case 'paused':
      return 'began';
    default:
      return withoutPlace(search);
  }
}

/** Who pays for themself is sought a therapist without a place. A place that was refused is told by a person. */
function withoutPlace(search: Search | undefined): Progress {
  switch (search?.state) {
    case 'seeking':
    case 'offered':
    case 'none-left':
      return 'finding';
    case 'accepted':
      return 'found';
    default:
      return 'assessment';
  }
}

const adverse: readonly ReferralState[] = [
  'not-suitable',
  'not-eligible',
  'unverified',
  'duplicate',
  'referred-on',
  'ended-early',
];

function closedProgress({ state, closing, assessment }: Referral): Progress {
  if (state === 'completed') return 'ended';
  if (state === 'withdrawn') return 'withdrawn';
  if (!adverse.includes(state)) return 'closed';
  if (closing?.spokenTo === true) {
    if (state === 'ended-early') return 'ended';
    return state === 'not-suitable' || state === 'referred-on' ? 'another-service' : 'closed';
  }
  if (state === 'ended-early') return 'began';
  return assessment === undefined ? 'received' : 'assessment';
}

/** What can be read with the code of a professional's referral. */
export type ReferredProgress = 'with-us' | 'assessed' | 'began' | 'ended' | 'withdrawn';

/**
 * The professional has seen the code of their referral. It tells no more than the person agreed to their being told;
 * the person themself can always call.
 */
export function referredProgressOf(standing: Standing): ReferredProgress {
  const progress = progressOf(standing);
  const agreed = standing.referral.referrer?.signals ?? [];
  if (progress === 'withdrawn') return 'withdrawn';
  const hasEnded = progress === 'ended' || progress === 'another-service' || progress === 'closed';
  if (hasEnded && agreed.includes('ended')) return 'ended';
  if ((progress === 'began' || progress === 'ended') && agreed.includes('began')) return 'began';
  const isAssessed = standing.referral.assessment?.recordedAt !== undefined;
  return isAssessed && agreed.includes('assessed') ? 'assessed' : 'with-us';
}
