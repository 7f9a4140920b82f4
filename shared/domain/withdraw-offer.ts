import type { Instant } from '../../events/values.ts';
import { system } from './actor.ts';
import { allocationStates, withoutAnswer } from './allocation.ts';
import { type OfferedCase, seekOn } from './answer-offer.ts';
import { change, type Decision, nothingElse } from './decision.ts';
import { accept, type Outcome, refusePassed } from './outcome.ts';
import { requestEmail } from './send-mail.ts';
import { step } from './state-table.ts';

type OpenOffer = Pick<OfferedCase, 'allocation' | 'therapist' | 'search'>;

/** Whether what is offered to a therapist must be taken back: they may take nobody now. */
export const mayTakeNobody = ({ state, leavingSince }: OfferedCase['therapist']['value']): boolean =>
  state === 'suspended' || state === 'left' || leavingSince !== undefined;

/**
 * A therapist was suspended, leaves or has left: an offer they have not accepted is taken back, they are told, and the case goes
 * to the next therapist at once.
 */
export function withdrawOffer(offered: OpenOffer, now: Instant): Outcome<Decision> {
  return mayTakeNobody(offered.therapist.value)
    ? takeOfferBack(offered, 'the therapist may take nobody now', now)
    : refusePassed('wrong-state', 'this therapist may take cases');
}

/**
 * Takes back an offer that is open, with the answer that may wait on it: the therapist is told, and the case goes to the
 * next one at once.
 */
export function takeOfferBack(
  { allocation, therapist, search }: OpenOffer,
  why: string,
  now: Instant,
): Outcome<Decision> {
  const { id: allocationId, referralId, therapistId, state } = allocation.value;
  if (state !== 'offered' && state !== 'acknowledged') return refusePassed('wrong-state', 'the offer was answered');
  const next = step(allocationStates, state, 'revoked', system);
  if (!next.ok) return next;
  if (search.value.live !== allocationId) return refusePassed('closed', 'the offer was taken back');
  const about = `allocation/${allocationId}` as const;
  const told = requestEmail('therapist-offer-withdrawn', therapist.value.personId, about, now);
  return accept({
    about: `referral/${referralId}`,
    did: 'withdraw-offer',
    why,
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      change(allocation, { ...withoutAnswer(allocation.value), state: next.value, answeredAt: now }),
      seekOn(search, therapistId),
      change(therapist, { ...therapist.value, offers: therapist.value.offers - 1 }),
      told.change,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.allocation.revoked.v1',
        subject: about,
        data: { allocationId, referralId, therapistId },
      },
      { type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${referralId}`, data: { referralId } },
      told.fact,
    ],
  });
}
