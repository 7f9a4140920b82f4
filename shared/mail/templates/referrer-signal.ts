import type { Signal } from '../../domain/referral.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { facts, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

const news = {
  arrived: 'The referral that you made has reached us. We will speak with the person before anything else happens.',
  assessed: 'The person whom you referred has had their assessment.',
  began: 'Support has begun for the person whom you referred.',
  ended: 'Support has ended for the person whom you referred.',
} as const satisfies Record<Signal, string>;

/** What a professional may be told, as the person consented: that it happened, never what was said. */
export const referrerSignal = (data: LetterData['referrer-signal'], settings: CharitySettings): LetterBody => ({
  subject: `An update on reference ${data.reference}`,
  greeting: greet(data.referrerName),
  blocks: [
    paragraph(news[data.signal]),
    facts(['Reference', data.reference]),
    paragraph(
      'The person agreed that we tell you this. We cannot say more by email, and what is said in therapy stays there.',
    ),
    paragraph(
      `If you are worried about their safety or somebody else’s, please call us on ${settings.charity.phone}. In an emergency, call ${settings.emergencyPhone}.`,
    ),
  ],
  signature: signatureOf(settings),
});
