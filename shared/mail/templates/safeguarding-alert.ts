import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

/** A concern waits for the safeguarding desk. Whoever reads over a shoulder learns nothing about anybody. */
export const safeguardingAlert = (
  { url, minutes, toDeputy }: LetterData['safeguarding-alert'],
  settings: CharitySettings,
): LetterBody => ({
  subject: 'Something waits for you in the console',
  greeting: greet(undefined),
  blocks: [
    paragraph(
      toDeputy
        ? 'Something has been told to the safeguarding lead, and nobody has acknowledged it, or the lead is away. Please look at it now.'
        : `Something has been told to you as the safeguarding lead. Please look at it now, and say that you have seen it: after ${minutes} minutes your deputy is told as well.`,
    ),
    button('Look at it in the console', url),
    paragraph('You sign in as always. There is nothing about anybody in this email.'),
  ],
  signature: signatureOf(settings),
});
