import { listInWords } from '../../domain/list-words.ts';
import { Signal } from '../../domain/referral.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { type Block, facts, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

const news = {
  arrived: 'The referral that you made has reached us. We have spoken with the person, and they want to go on.',
  assessed: 'The person whom you referred has had their assessment.',
  began: 'Support has begun for the person whom you referred.',
  ended: 'Support has ended for the person whom you referred.',
} as const satisfies Record<Signal, string>;

const toCome: Record<Signal, string> = {
  arrived: 'the referral has reached us',
  assessed: 'they have been assessed',
  began: 'support has begun',
  ended: 'support has ended',
};

/** Said once, with the first of them: what else they will hear, and that there is nothing more to wait for. */
function whatElse({ signal, agreed }: LetterData['referrer-signal']): readonly Block[] {
  if (signal !== 'arrived') return [];
  const others = Signal.options.filter((one) => one !== 'arrived' && agreed.includes(one));
  return [
    paragraph(
      others.length === 0
        ? 'The person asked that you hear nothing more from us about it.'
        : `We write to you again when ${listInWords(others.map((one) => toCome[one]))}. The person agreed to that, and can change it at any time.`,
    ),
  ];
}

/** What a professional may be told, as the person consented: that it happened, never what was said. */
export const referrerSignal = (data: LetterData['referrer-signal'], settings: CharitySettings): LetterBody => ({
  subject: `An update on reference ${data.reference}`,
  greeting: greet(data.referrerName),
  blocks: [
    paragraph(news[data.signal]),
    facts(['Reference', data.reference]),
    ...whatElse(data),
    paragraph(
      'The person agreed that we tell you this. We cannot say more by email, and what is said in therapy stays there.',
    ),
    paragraph(
      `If you are worried about their safety or somebody else’s, please call us on ${settings.charity.phone}. In an emergency, call ${settings.emergencyPhone}.`,
    ),
  ],
  signature: signatureOf(settings),
});
