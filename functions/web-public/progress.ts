import { isOpen, type Referral, type ReferralState, type ToldStep } from '../../shared/domain/referral.ts';
import { furthest, type Standing, stepOf } from '../../shared/domain/told-step.ts';

/**
 * How far a request has come, as its own person may read it. Nobody learns an adverse decision from a page: until
 * somebody has spoken with them, it looks like the step it was made in. Pauses never show.
 */
export type Progress =
  | 'received'
  | 'confirmed'
  | ToldStep
  | 'not-now'
  | 'no-place'
  | 'ended'
  | 'withdrawn'
  | 'another-service'
  | 'closed';

/** What a person may read of their own request. */
export const progressOf = (standing: Standing): Progress =>
  isOpen(standing.referral.state) ? openProgress(standing) : closedProgress(standing.referral);

function openProgress(standing: Standing): Progress {
  const { referral, place } = standing;
  const { state, stillShown } = referral;
  if (state === 'submitted' || state === 'awaiting-consent') return 'received';
  if (state === 'awaiting-assessment') return 'confirmed';
  if (state === 'assessment-started') return 'assessment';
  const isOut = state === 'suitable-not-ready' || place?.state === 'rejected';
  // Until somebody has told them, the page goes on saying what it said.
  if (stillShown !== undefined) return isOut ? stillShown : furthest(stillShown, stepOf(standing));
  if (state === 'suitable-not-ready') return 'not-now';
  return place?.state === 'rejected' ? 'no-place' : stepOf(standing);
}

const closedAs: Partial<Record<ReferralState, Progress>> = {
  completed: 'ended',
  'ended-early': 'ended',
  'not-suitable': 'another-service',
  'referred-on': 'another-service',
};

function closedProgress({ state, closing, assessment, withdrawnAt }: Referral): Progress {
  if (state === 'withdrawn' || withdrawnAt !== undefined) return 'withdrawn';
  if (closing?.spokenTo !== false) return closedAs[state] ?? 'closed';
  if (state === 'completed' || state === 'ended-early') return 'began';
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
  const hasBegun = progress === 'began' || progress === 'ended' || standing.referral.state === 'in-therapy';
  if (hasBegun && agreed.includes('began')) return 'began';
  const isAssessed = standing.referral.assessment?.recordedAt !== undefined;
  return isAssessed && agreed.includes('assessed') ? 'assessed' : 'with-us';
}
