import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

/** An offer has ended without an answer. It never says why: the reason is the client's own. */
export const therapistOfferWithdrawn = (
  data: LetterData['therapist-offer-withdrawn'],
  settings: CharitySettings,
): LetterBody => ({
  subject: 'An offer is no longer open',
  greeting: greet(data.therapistName),
  blocks: [
    paragraph(
      'We made you an offer that is no longer open. There is nothing you need to do, and it is nothing that you did.',
    ),
    paragraph('Thank you for being there. We will ask you again when you may be the right person.'),
  ],
  signature: signatureOf(settings),
});
