import { DeclineReason } from './allocation.ts';

/** Why a case is declined, as a therapist says it and a coordinator reads it; nothing in it is about the client. */
export const declineWords: Readonly<Record<DeclineReason, string>> = {
  'no-room': 'I have no room for another client now',
  away: 'I am away, or other things come first for now',
  'not-my-field': 'It is not what I work with best',
  way: 'The distance, or the way of meeting, does not suit',
  terms: 'The number of sessions, or the fee, does not suit',
};

/** In the order in which they are offered. */
export const declineReasons = DeclineReason.options.map((value) => ({ value, text: declineWords[value] }));
