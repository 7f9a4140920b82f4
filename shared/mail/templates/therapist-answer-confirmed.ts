import { dayInWords } from '../../domain/date-words.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

const whatHappened = {
  declined: 'You declined the case that we offered you. Thank you for telling us: we can now ask somebody else.',
  'given-back':
    'You gave the case back, and we will find somebody else. Please destroy whatever you noted down about the person.',
} as const satisfies Record<LetterData['therapist-answer-confirmed']['answer'], string>;

/** Every answer is confirmed, so that a therapist learns of one they did not give. */
export const therapistAnswerConfirmed = (
  data: LetterData['therapist-answer-confirmed'],
  settings: CharitySettings,
): LetterBody => ({
  subject: 'Your answer has reached us',
  greeting: greet(data.therapistName),
  blocks: [
    paragraph(whatHappened[data.answer]),
    ...(data.rest === undefined
      ? []
      : [
          paragraph(`As you asked, we offer you nothing new until after ${dayInWords(data.rest.through)}.`),
          button('See or change this', data.rest.url),
          paragraph('Opening the link changes nothing. It is for you alone: please do not forward this email.'),
        ]),
    paragraph(`If that was not you, or not what you meant, please call us soon on ${settings.charity.phone}.`),
  ],
  signature: signatureOf(settings),
});
