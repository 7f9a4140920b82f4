import type { Instant, LocalDate } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { type GivenAnswer, withoutAnswer } from './allocation.ts';
import { acceptOffer, asTherapist, endOffer, isPast, type OfferedCase, whyDeclined } from './answer-offer.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { later, localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import type { CharitySettings } from './settings.ts';
import { takeOfferBack } from './withdraw-offer.ts';

/** Nobody asks us to wait longer than that; a year typed wrong must not lose us somebody. */
const longestRestDays = 366;

/** @returns `invalid`, in words for a page, for a day that has come, or is too far away */
function checkDay(day: LocalDate | undefined, now: Instant, { office }: CharitySettings): Outcome<undefined> {
  if (day === undefined) return accept(undefined);
  if (day < localDay(now, office)) return refuse('invalid', 'enter today or a day to come');
  return day > localDay(later(now, { days: longestRestDays }), office)
    ? refuse('invalid', 'enter a day within the next year')
    : accept(undefined);
}

/**
 * A therapist answers an offer. For a few minutes they may take it back: until then it is kept on the offer, nobody is
 * told, and the case stands as it stood. Whatever would refuse it now is said at once; it is looked at again as it
 * becomes true.
 * @returns refusals: those of {@link acceptOffer} and {@link endOffer}; `used-already` while an answer waits; `invalid`
 * for a day to ask again after that has passed or is too far away
 */
export function giveAnswer(
  offered: OfferedCase,
  given: GivenAnswer,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { allocation, therapist } = offered;
  if (allocation.value.answer !== undefined) return refuse('used-already', 'an answer waits to become true');
  const by = asTherapist(therapist.value.id);
  const would = given.to === 'accepted' ? acceptOffer(offered, now, settings) : endOffer(offered, 'declined', by, now);
  if (!would.ok) return would;
  const day = checkDay(given.to === 'declined' ? given.askAgainAfter : undefined, now, settings);
  if (!day.ok) return day;
  const undoUntil = later(now, { minutes: settings.therapy.undoMinutes });
  return accept({
    about: `referral/${allocation.value.referralId}`,
    did: 'answer-offer',
    why: given.to === 'accepted' ? 'the therapist accepts' : whyDeclined(given.reason),
    by,
    at: now,
    ...nothingElse,
    changes: [change(allocation, { ...allocation.value, answer: { given, at: now, undoUntil } })],
  });
}

/**
 * The answer was a mistake: the offer is as open as it was. As long as the answer has not become true this works, also
 * when the minutes allowed for it are over.
 */
export function takeAnswerBack(
  { allocation, therapist, search }: Pick<OfferedCase, 'allocation' | 'therapist' | 'search'>,
  now: Instant,
): Outcome<Decision> {
  if (isPast({ allocation, search })) return refusePassed('closed', 'the offer was taken back');
  if (allocation.value.answer === undefined) return refusePassed('wrong-state', 'no answer waits to become true');
  return accept({
    about: `referral/${allocation.value.referralId}`,
    did: 'take-answer-back',
    why: 'within the minutes allowed; no reason is needed',
    by: asTherapist(therapist.value.id),
    at: now,
    ...nothingElse,
    changes: [change(allocation, withoutAnswer(allocation.value))],
  });
}

/**
 * An answer that nobody took back becomes true, and both sides are told. What can no longer be accepted goes to the next
 * therapist; while the referral is paused an acceptance waits.
 * @returns refusals: `wrong-state` while it may be taken back, and, for good, when no answer waits; `paused`
 */
export function confirmAnswer(offered: OfferedCase, now: Instant, settings: CharitySettings): Outcome<Decision> {
  const { allocation, therapist } = offered;
  const { answer } = allocation.value;
  if (answer === undefined) return refusePassed('wrong-state', 'no answer waits to become true');
  if (now < answer.undoUntil) return refuse('wrong-state', 'the answer may still be taken back');
  if (answer.given.to === 'declined') {
    return endOffer(offered, 'declined', asTherapist(therapist.value.id), now, answer.given);
  }
  const accepted = acceptOffer(offered, now, settings);
  if (accepted.ok || accepted.refusal.passed || accepted.refusal.code === 'paused') return accepted;
  return takeOfferBack(offered, `it can no longer be accepted: ${accepted.refusal.because}`, now);
}

/**
 * A therapist says through which day nothing new shall be offered to them, or that they may be asked again. What is
 * offered to them already stays open.
 * @returns refusals: `not-allowed` about anybody but themself; `invalid` for a day that has passed or is too far away
 */
export function askAgainAfter(
  therapist: Versioned<'therapist'>,
  day: LocalDate | undefined,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!by.roles.includes('therapist') || by.id !== therapist.value.id) {
    return refuse('not-allowed', 'a therapist says so of themself');
  }
  const checked = checkDay(day, now, settings);
  if (!checked.ok) return checked;
  const { askAgainAfter: _, ...rest } = therapist.value;
  return accept({
    about: `therapist/${therapist.value.id}`,
    did: day === undefined ? 'be-asked-again' : 'ask-again-after',
    why: day === undefined ? 'they may be offered cases again' : `nothing new through ${day}`,
    by,
    at: now,
    ...nothingElse,
    changes: [change(therapist, day === undefined ? rest : { ...rest, askAgainAfter: day })],
  });
}
