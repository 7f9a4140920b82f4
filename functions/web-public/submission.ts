import type { Submission } from '../../shared/commands/refer.ts';
import type { IdentityFields } from '../../shared/domain/identity.ts';
import type { Referral } from '../../shared/domain/referral.ts';
import { type Answers, isProfessional } from './answers.ts';

/**
 * The answers as the request that they are, with what identifies people apart from it.
 * @returns undefined while something is unanswered.
 */
export function toSubmission(answers: Answers, code: string): Submission | undefined {
  const { adult, privacyNotice, who, groups, area, mode, recentPoliceContact, name, channel } = answers;
  if (who === undefined || groups === undefined || area === undefined || mode === undefined) return undefined;
  if (recentPoliceContact === undefined || name === undefined) return undefined;
  if (channel === undefined) return undefined;
  const referrer = isProfessional(answers) ? referrerFields(answers) : undefined;
  if (isProfessional(answers) && (referrer === undefined || answers.agreed === undefined)) return undefined;
  return {
    code,
    client: clientFields(answers, name),
    referrer,
    answers: {
      adult,
      privacyNotice,
      door: isProfessional(answers) ? 'professional' : 'self',
      groups,
      area: area.district,
      region: area.region,
      mode,
      recentPoliceContact,
      contact: safeContact(answers, channel),
      signals: answers.signals ?? [],
      agreed: answers.agreed,
    },
  };
}

function clientFields({ email, phone }: Answers, name: string): IdentityFields {
  return {
    name,
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone: phone.number }),
  };
}

function referrerFields({ referrer }: Answers): IdentityFields | undefined {
  if (referrer === undefined) return undefined;
  const { name, organisation, email, phone } = referrer;
  return { name, organisation, email, ...(phone === undefined ? {} : { phone }) };
}

/** What was not asked is the most careful answer: no message, nothing revealed. */
const safeContact = (
  { phone, voicemail, mayReveal }: Answers,
  channel: Referral['contact']['channel'],
): Referral['contact'] => ({
  channel,
  times: phone?.times ?? [],
  voicemail: voicemail ?? 'no',
  mayReveal: mayReveal ?? 'nothing',
});
