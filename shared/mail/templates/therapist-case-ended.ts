import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { facts, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

/** A case that the therapist had accepted is no longer theirs. It never says why: the reason is the client's own. */
export const therapistCaseEnded = (
  data: LetterData['therapist-case-ended'],
  settings: CharitySettings,
): LetterBody => ({
  subject: 'A case is no longer with you',
  greeting: greet(data.therapistName),
  blocks: [
    paragraph('A case that you had accepted has ended with us. Please arrange no more sessions for it through us.'),
    facts(['Reference', data.reference]),
    paragraph(
      `If an appointment is arranged, or a session took place that you have not recorded, please call us on ${settings.charity.phone}: we go through it with you. Sessions that you recorded are paid as agreed.`,
    ),
    paragraph(
      'We cannot say why by email. It need not have anything to do with you. Thank you for being there for them.',
    ),
  ],
  signature: signatureOf(settings),
});
