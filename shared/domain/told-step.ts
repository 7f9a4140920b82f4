import type { Instant, ReferralId } from '../../events/values.ts';
import type { Search } from './allocation.ts';
import { openTask } from './change-task.ts';
import { type Change, change, type NewFact, type Versioned } from './decision.ts';
import { officeDeadline } from './office-days.ts';
import type { Place } from './place.ts';
import { tellReferrer } from './record-session.ts';
import { type Referral, ToldStep } from './referral.ts';
import type { CharitySettings } from './settings.ts';

/** A request with what has become of it: what its own person may read follows from these. */
export interface Standing {
  readonly referral: Referral;
  readonly place: Place | undefined;
  readonly search: Search | undefined;
}

/** How far somebody who was found suitable has really come, whatever they have been told of it. */
export function stepOf({ referral, place, search }: Standing): ToldStep {
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
      return stepOfSearch(referral, place, search);
  }
}

/** Who pays for themself is sought a therapist without a place. */
function stepOfSearch({ state }: Referral, place: Place | undefined, search: Search | undefined): ToldStep {
  const begun = state === 'in-therapy' ? 'began' : undefined;
  if (place !== undefined) return begun ?? 'assessment';
  switch (search?.state) {
    case 'seeking':
    case 'offered':
    case 'none-left':
      return 'finding';
    case 'accepted':
      return begun ?? 'found';
    default:
      return begun ?? 'assessment';
  }
}

/** The further of two steps. */
export const furthest = (one: ToldStep, other: ToldStep): ToldStep =>
  ToldStep.options.indexOf(one) > ToldStep.options.indexOf(other) ? one : other;

/**
 * A referral that is being moved back. Nobody learns that from a page: its own person goes on reading the furthest step
 * that they have read, until somebody has told them.
 */
export const keepShown = (standing: Standing): Referral => ({
  ...standing.referral,
  stillShown: furthest(standing.referral.stillShown ?? 'assessment', stepOf(standing)),
});

/** The call in which somebody tells a person what was decided. `occasion` tells it apart from earlier ones. */
export const callToTell = (
  role: 'assessor' | 'coordinator',
  referralId: ReferralId,
  now: Instant,
  { deadlines, office }: CharitySettings,
  occasion: number,
): Change =>
  openTask(
    'tell-outcome',
    role,
    `referral/${referralId}`,
    now,
    officeDeadline(now, deadlines.completeCallTask, office),
    occasion,
  );

/**
 * Somebody has told the person: from now on their own page says what is so. A professional hears of the end of therapy, as
 * agreed, only now.
 */
export function markTold(
  referral: Versioned<'referral'>,
  now: Instant,
): { readonly changes: readonly Change[]; readonly facts: readonly NewFact[] } {
  const { stillShown, closing, ...kept } = referral.value;
  const isNews = closing?.spokenTo === false;
  if (stillShown === undefined && !isNews) return { changes: [], facts: [] };
  const hasEnded = isNews && (closing.category === 'completed' || closing.category === 'ended-early');
  const mail = hasEnded ? tellReferrer(referral.value, 'ended', now) : undefined;
  const after: Referral = { ...kept, ...(closing === undefined ? {} : { closing: { ...closing, spokenTo: true } }) };
  return {
    changes: [change(referral, after), ...(mail === undefined ? [] : [mail.change])],
    facts: mail === undefined ? [] : [mail.fact],
  };
}
