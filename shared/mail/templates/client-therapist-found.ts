import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, facts, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

// The same for every choice: a subject shows on locked screens, whatever the mail may say inside.
const subject = 'An update for you';

/** What the sender is called in `Name <address>`: the most that mail with `nothing` may say of who wrote it. */
const senderName = ({ mail }: CharitySettings): string => /^(.+)</.exec(mail.neutralFrom)?.[1]?.trim() ?? 'The office';

/** For somebody who lets a message reveal nothing: neither what this is about nor who we are. A link would say both. */
const revealingNothing = (settings: CharitySettings): LetterBody => ({
  subject,
  greeting: 'Hello,',
  blocks: [
    paragraph('There is an update for you. To read it, please look at the page that you know, or call us.'),
    paragraph('If this is not for you, there is nothing you need to do.'),
  ],
  signature: [senderName(settings)],
});

/** A therapist has been found. Greets nobody by name and never says who the therapist is. */
export function clientTherapistFound(
  data: LetterData['client-therapist-found'],
  settings: CharitySettings,
): LetterBody {
  if (data.mayReveal === 'nothing') return revealingNothing(settings);
  const { charity } = settings;
  return {
    subject,
    greeting: 'Hello,',
    blocks: [
      paragraph(
        `We have found a therapist for you. They will get in touch in the way that you told ${charity.serviceName} is safe for you.`,
      ),
      facts(['Your reference', data.reference]),
      paragraph('You can see where things stand on your page, with this reference and your access code.'),
      button('Open your page', data.statusUrl),
      paragraph(
        `If something is unclear, or if you would like a different therapist, now or later, please call us on ${charity.phone}. You need not give a reason.`,
      ),
    ],
    signature: signatureOf(settings),
  };
}
