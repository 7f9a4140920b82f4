import type { CharitySettings } from './settings.ts';

/** What the office is called where nobody may learn what it is about: the name that client mail comes from. */
export const neutralSender = ({ mail }: Pick<CharitySettings, 'mail'>): string =>
  /^(.+?)\s*</.exec(mail.neutralFrom)?.[1] ?? 'Office';

/**
 * The only words ever left on somebody's voicemail, and only where they allowed it. The person sees them before they
 * choose, so whoever calls reads them out as they stand: no name, no service, no reason.
 */
export const voicemailWords = (settings: Pick<CharitySettings, 'mail' | 'charity'>): string =>
  `Hello. This is the ${neutralSender(settings)}. Please call us back on ${settings.charity.phone}, whenever it suits you. Thank you.`;

/** What is said when somebody else answers the telephone: nothing about anybody. */
export const answeredByAnotherWords = (settings: Pick<CharitySettings, 'mail'>): string =>
  `Hello. This is the ${neutralSender(settings)}. We will try again another time. Thank you.`;
