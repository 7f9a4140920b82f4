import type { CharitySettings } from '../domain/settings.ts';
import type { LetterContent } from './interface.ts';
import type { LetterBody } from './letter-body.ts';
import { clientTherapistFound } from './templates/client-therapist-found.ts';
import { donorRefund } from './templates/donor-refund.ts';
import { donorThankYou } from './templates/donor-thank-you.ts';
import { asHtml } from './templates/html-layout.tsx';
import { referrerSignal } from './templates/referrer-signal.ts';
import { safeguardingAlert } from './templates/safeguarding-alert.ts';
import { asText } from './templates/text-layout.ts';
import { therapistAccepted } from './templates/therapist-accepted.ts';
import { therapistAnswerConfirmed } from './templates/therapist-answer-confirmed.ts';
import { therapistCaseEnded } from './templates/therapist-case-ended.ts';
import { therapistNewLink } from './templates/therapist-new-link.ts';
import { therapistOffer } from './templates/therapist-offer.ts';
import { therapistOfferWithdrawn } from './templates/therapist-offer-withdrawn.ts';

/** A letter as it will be read. `from` is `Name <address>`; the text says exactly what the HTML says. */
export interface RenderedLetter {
  readonly from: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

function bodyOf(letter: LetterContent, settings: CharitySettings): LetterBody {
  switch (letter.template) {
    case 'donor-thank-you':
      return donorThankYou(letter.data, settings);
    case 'donor-refund':
      return donorRefund(letter.data, settings);
    case 'therapist-offer':
      return therapistOffer(letter.data, settings);
    case 'therapist-accepted':
      return therapistAccepted(letter.data, settings);
    case 'therapist-offer-withdrawn':
      return therapistOfferWithdrawn(letter.data, settings);
    case 'therapist-case-ended':
      return therapistCaseEnded(letter.data, settings);
    case 'therapist-answer-confirmed':
      return therapistAnswerConfirmed(letter.data, settings);
    case 'therapist-new-link':
      return therapistNewLink(letter.data, settings);
    case 'client-therapist-found':
      return clientTherapistFound(letter.data, settings);
    case 'safeguarding-alert':
      return safeguardingAlert(letter.data, settings);
    case 'referrer-signal':
      return referrerSignal(letter.data, settings);
  }
}

const isToDonor = ({ template }: LetterContent): boolean =>
  template === 'donor-thank-you' || template === 'donor-refund';

/** Renders a letter. Only donors hear from the charity by its name; every other sender is the neutral one. */
export function renderLetter(letter: LetterContent, settings: CharitySettings): RenderedLetter {
  const body = bodyOf(letter, settings);
  return {
    from: isToDonor(letter) ? settings.mail.donorFrom : settings.mail.neutralFrom,
    subject: body.subject,
    html: asHtml(body),
    text: asText(body),
  };
}
