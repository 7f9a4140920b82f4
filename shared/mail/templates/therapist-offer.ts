import { inWords } from '../../domain/date-words.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, facts, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

/** The offer of a case: in outline, and without anything that says who the client is. */
export function therapistOffer(data: LetterData['therapist-offer'], settings: CharitySettings): LetterBody {
  const { charity, office } = settings;
  const respondBy = inWords(data.respondBy, office.timeZone);
  return {
    subject: `An offer for you: please answer by ${respondBy}`,
    greeting: greet(data.therapistName),
    blocks: [
      paragraph(
        `This is from ${charity.serviceName}, a service of ${charity.name}. Somebody is waiting to begin therapy, and we think that you are the right person to ask.`,
      ),
      facts(
        ['Sessions', String(data.sessions)],
        ['Where', data.online ? 'online' : 'in person'],
        ['Please answer by', respondBy],
      ),
      paragraph(
        'The link shows the case in outline, without a name. Opening it changes nothing: nothing is decided until you press a button on the page.',
      ),
      button('See the case and answer', data.offerUrl),
      paragraph(
        'It is quite all right to decline. The sooner you answer, the sooner we can ask somebody else; if we have not heard from you by then, we will.',
      ),
      paragraph('The link is for you alone. Please do not forward this email.'),
    ],
    signature: signatureOf(settings),
  };
}
