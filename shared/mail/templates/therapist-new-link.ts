import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

const labels = {
  'see-client': 'See how to make contact',
  'record-sessions': 'Your clients and sessions',
} as const satisfies Record<LetterData['therapist-new-link']['leadsTo'], string>;

/** The link in an earlier mail had run out, and somebody who had it asked for a new one. */
export const therapistNewLink = (data: LetterData['therapist-new-link'], settings: CharitySettings): LetterBody => ({
  subject: 'Your new link',
  greeting: greet(data.therapistName),
  blocks: [
    paragraph(`Here is the new link that was asked for on our page. It works for ${data.days} days.`),
    button(labels[data.leadsTo], data.url),
    paragraph(
      `If you did not ask for it, there is nothing you need to do: it came to you alone. If that happens again, please call us on ${settings.charity.phone}.`,
    ),
    paragraph('The link is for you alone. Please do not forward this email.'),
  ],
  signature: signatureOf(settings),
});
