import type { GiftWay, PriorityBand } from '../../../events/values.ts';
import type { EmailTemplate } from '../../domain/email.ts';
import type { IdentityField } from '../../domain/identity.ts';
import { listInWords } from '../../domain/list-words.ts';
import type {
  ConsentHow,
  ConsentWhen,
  ContactTime,
  ReferrersWord,
  SafeContact,
  Signal,
} from '../../domain/referral.ts';
import type { RefundReason } from '../../domain/refund.ts';
import type { Purpose } from '../../domain/release.ts';
import type { CredentialKind } from '../../domain/therapist.ts';
import type { StateWords } from './states.ts';

export const bandWords: Record<PriorityBand, StateWords> = {
  urgent: { text: 'Urgent', colour: 'red' },
  soon: { text: 'Soon', colour: 'orange' },
  routine: { text: 'Routine', colour: 'teal' },
};

/** How and when somebody agreed to be referred, as the professional says. */
export const agreedInWords = ({ how, when }: ReferrersWord): string => `${agreedHow[how]}, ${agreedWhen[when]}`;

const agreedHow: Record<ConsentHow, string> = {
  'face-to-face': 'Face to face',
  telephone: 'By telephone or video',
  writing: 'In writing',
};

const agreedWhen: Record<ConsentWhen, string> = {
  today: 'on the day of the referral',
  'this-week': 'in the week before it',
  earlier: 'longer before it',
};

export const channelWords: Record<SafeContact['channel'], string> = {
  email: 'By email',
  phone: 'By telephone',
  none: 'Not at all: they look at their own page',
};

const contactTimeWords: Record<ContactTime, string> = {
  'weekday-mornings': 'weekday mornings',
  'weekday-afternoons': 'weekday afternoons',
  'weekday-evenings': 'weekday evenings',
  weekends: 'weekends',
};

export const voicemailRule: Record<SafeContact['voicemail'], string> = {
  no: 'Leave nothing',
  neutral: 'Only the neutral message',
};

export const revealRule: Record<SafeContact['mayReveal'], string> = {
  nothing: 'Only that somebody should get in touch',
  service: 'What this service is',
};

export const signalWords: Record<Signal, string> = {
  arrived: 'that the referral arrived',
  assessed: 'that the person has been assessed',
  began: 'that support has begun',
  ended: 'that support has ended',
};

export const purposeWords: Record<Purpose, string> = {
  'call-client': 'To call the person',
  'call-referrer': 'To call the professional who referred them',
  'arrange-therapist': 'To arrange something with the therapist',
  'begin-therapy': 'To begin therapy',
  'send-mail': 'To send a mail',
  'thank-donor': 'To thank the donor',
  safeguarding: 'For safeguarding',
};

export const isPurpose = (text: string): text is Purpose => Object.hasOwn(purposeWords, text);

export const fieldWords: Record<IdentityField, string> = {
  name: 'Name',
  'preferred-name': 'Preferred name',
  email: 'Email',
  phone: 'Telephone',
  address: 'Address',
  postcode: 'Postcode',
  organisation: 'Organisation',
};

export const credentialWords: Record<CredentialKind, string> = {
  training: 'Training award',
  accreditation: 'Accreditation',
  insurance: 'Insurance',
  dbs: 'DBS check',
  supervision: 'Supervision',
};

export const giftWayWords: Record<GiftWay, string> = {
  checkout: 'Online',
  'bank-transfer': 'Bank transfer',
  cheque: 'Cheque',
  platform: 'Giving platform',
  grant: 'Grant',
  legacy: 'Legacy',
};

export const refundReasonWords: Record<RefundReason, string> = {
  'donor-asked': 'The donor asked for it',
  'given-twice': 'It was given twice by mistake',
  'wrong-amount': 'The amount was a mistake',
  'not-meant': 'It was not meant as a gift',
  'cannot-be-kept': 'We may not keep it',
};

export const templateWords: Record<EmailTemplate, string> = {
  'donor-thank-you': 'To the donor: thank you and receipt',
  'donor-refund': 'To the donor: a refund is on its way',
  'therapist-offer': 'To the therapist: a case is offered',
  'therapist-accepted': 'To the therapist: you have accepted',
  'therapist-offer-withdrawn': 'To the therapist: the offer is taken back',
  'therapist-case-ended': 'To the therapist: the case is no longer yours',
  'therapist-answer-confirmed': 'To the therapist: your answer is recorded',
  'therapist-new-link': 'To the therapist: a new link',
  'safeguarding-alert': 'Something waits for the safeguarding desk',
  'client-therapist-found': 'To the person: news on their own page',
  'referrer-signal': 'To the professional: what the person agreed to',
};

/** “weekday evenings and weekends”; any time when nothing was said. */
export const timesInWords = (times: readonly ContactTime[]): string =>
  times.length === 0 ? 'at any time' : listInWords(times.map((time) => contactTimeWords[time]));
