import * as z from 'zod';
import { ClientGroup, Instant, LocalDate, Region, TherapyMode } from '../../events/values.ts';
import { ContactTime, ReferrersWord, SafeContact, Signal } from '../../shared/domain/referral.ts';

/** Whose door it is: for themself, as somebody close to it, or a professional for somebody they work with. */
export const Who = z.enum(['self', 'close', 'professional']);
export type Who = z.infer<typeof Who>;

/**
 * What has been answered so far. It begins with being an adult: of anybody younger nothing is ever kept. A page's
 * answer is there or not; nothing is assumed.
 */
export const Answers = z.lazy(() =>
  z.strictObject({
    adult: z.literal(true),
    /** Which privacy notice stood on the page when it was begun. */
    privacyNotice: LocalDate,
    who: Who.optional(),
    /** A professional's word that the person knows and agrees, and how and when they said so. */
    agreed: ReferrersWord.optional(),
    referrer: z
      .strictObject({ name: z.string(), organisation: z.string(), email: z.string(), phone: z.string().optional() })
      .optional(),
    signals: z.array(Signal).optional(),
    groups: z.array(ClientGroup).min(1).optional(),
    /** The first half of a postcode; the second half is never kept. */
    area: z.strictObject({ district: z.string(), region: Region }).optional(),
    mode: TherapyMode.optional(),
    recentPoliceContact: z.boolean().optional(),
    name: z.string().optional(),
    channel: SafeContact.unwrap().shape.channel.optional(),
    email: z.string().optional(),
    mayReveal: SafeContact.unwrap().shape.mayReveal.optional(),
    /** Of those who want email: whether we may also call, once. */
    mayCall: z.boolean().optional(),
    phone: z.strictObject({ number: z.string(), times: z.array(ContactTime).min(1) }).optional(),
    voicemail: SafeContact.unwrap().shape.voicemail.optional(),
  }),
);
export type Answers = z.infer<typeof Answers>;

/** What is sealed in the draft. */
export const SavedAnswers = z.lazy(() => z.strictObject({ answers: Answers, savedAt: Instant }));

export const isProfessional = ({ who }: Answers): boolean => who === 'professional';

/** `you` to the person themself, `they` to the professional who writes about them. */
export const wording = (answers: Answers, you: string, they: string): string => (isProfessional(answers) ? they : you);

/** Takes answers back: what no longer applies is not kept. */
export function without(answers: Answers, ...names: readonly Exclude<keyof Answers, 'adult' | 'privacyNotice'>[]) {
  const kept = { ...answers };
  for (const name of names) delete kept[name];
  return kept;
}
