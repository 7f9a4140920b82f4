import { inWords } from '../../domain/date-words.ts';
import type { CharitySettings } from '../../domain/settings.ts';
import type { LetterData } from '../interface.ts';
import { button, greet, type LetterBody, paragraph, signatureOf } from '../letter-body.ts';

/** The therapist has accepted: how to see, behind the link and not in the mail, whom to contact and what is safe. */
export const therapistAccepted = (data: LetterData['therapist-accepted'], settings: CharitySettings): LetterBody => ({
  subject: 'Thank you for accepting: what comes next',
  greeting: greet(data.therapistName),
  blocks: [
    paragraph(
      'Thank you for accepting. The link shows how to reach your new client, and what they told us is safe: when, by what means, and what a message may say. Please read that before you get in touch.',
    ),
    button('See how to make contact', data.clientUrl),
    paragraph(
      `Once you have seen the name you may find that you cannot work with this person, because you know them for instance. You can give the case back, without a reason, until ${inWords(data.giveBackUntil, settings.office.timeZone)}. Opening the link changes nothing.`,
    ),
    paragraph(
      'After each session, tell us what came of it: attended or not, nothing of what was said. Your fee follows from that. Please keep this email for it; no name stands behind this second link.',
    ),
    button('Record your sessions', data.sessionsUrl),
    paragraph('The links are for you alone. Please do not forward this email.'),
  ],
  signature: signatureOf(settings),
});
