import type { SessionOutcome, SessionPayment } from './session.ts';

/** What came of an appointment, in words without judgement. */
export const outcomeWords: Record<SessionOutcome, string> = {
  attended: 'The person came',
  late: 'The person came late',
  'cancelled-in-time': 'The person cancelled in good time',
  'cancelled-late': 'The person cancelled at short notice',
  'did-not-attend': 'The person did not come',
  'therapist-cancelled': 'The therapist cancelled',
};

/** What follows from it for the fee. */
export const paymentWords: Record<SessionPayment, string> = {
  posted: 'Paid by us',
  'not-payable': 'No fee',
  'in-review': 'We look into it',
  short: 'Paid when its money has come',
  'self-funded': 'Paid by the person',
};

/** Why somebody corrects a session: chosen, not written, for it stands in the trail for good. */
export const correctionReasons = [
  { value: 'wrong-outcome', text: 'The wrong outcome was chosen' },
  { value: 'wrong-day', text: 'The wrong day was entered' },
  { value: 'learned-later', text: 'We learned only later what came of it' },
] as const;
