import * as z from 'zod';
import {
  ClientGroup,
  Instant,
  LocalDate,
  PersonId,
  PoolId,
  ReferralId,
  Region,
  TherapyMode,
} from '../../events/values.ts';
import { edges, type StateTable } from './state-table.ts';

export const ReferralState = z.enum([
  'draft',
  'submitted',
  'awaiting-consent',
  'awaiting-assessment',
  'assessment-started',
  'assessed-suitable',
  'suitable-not-ready',
  'not-suitable',
  'in-therapy',
  'completed',
  'ended-early',
  'not-eligible',
  'unverified',
  'duplicate',
  'referred-on',
  'withdrawn',
  'died',
]);
export type ReferralState = z.infer<typeof ReferralState>;

const beforeAssessment = ['submitted', 'awaiting-consent', 'awaiting-assessment'] as const;
const open = [
  ...beforeAssessment,
  'assessment-started',
  'assessed-suitable',
  'suitable-not-ready',
  'in-therapy',
] as const satisfies readonly ReferralState[];
const closed = [
  'not-suitable',
  'completed',
  'ended-early',
  'not-eligible',
  'unverified',
  'duplicate',
  'referred-on',
  'withdrawn',
] as const satisfies readonly ReferralState[];

const office = ['assessor', 'coordinator', 'coordinator-deputy'] as const;

/** One person's request for help, from intake to conclusion. */
export const referralStates: StateTable<ReferralState> = {
  entity: 'referral',
  states: ReferralState.options,
  initial: 'draft',
  edges: [
    ...edges(['draft'], 'submitted', ['client', 'referrer'], 'an adult; every question answered'),
    ...edges(['submitted'], 'awaiting-consent', ['system', ...office], 'a professional’s referral, received'),
    ...edges(['submitted'], 'awaiting-assessment', office, 'confirmed with the person; refers themself'),
    ...edges(['awaiting-consent'], 'awaiting-assessment', office, 'the person consents'),
    ...edges(['awaiting-assessment'], 'assessment-started', ['assessor']),
    ...edges(
      ['assessment-started'],
      'assessed-suitable',
      ['assessor'],
      'the assessor who started it; needs and means recorded',
    ),
    ...edges(['assessment-started'], 'suitable-not-ready', ['assessor'], 'the assessor who started it'),
    ...edges(
      ['assessment-started'],
      'not-suitable',
      ['assessor'],
      'the assessor who started it; the person was spoken to',
    ),
    ...edges(['suitable-not-ready'], 'assessed-suitable', ['assessor']),
    ...edges(['assessed-suitable'], 'suitable-not-ready', ['assessor']),
    ...edges(
      ['assessed-suitable'],
      'in-therapy',
      ['therapist', 'system'],
      'the first session, with a place or self-funded',
    ),
    ...edges(['in-therapy'], 'completed', ['therapist', 'coordinator', 'coordinator-deputy']),
    ...edges(['in-therapy'], 'ended-early', ['therapist', 'coordinator', 'coordinator-deputy'], 'with a reason'),
    ...edges([...beforeAssessment], 'not-eligible', office, 'with a reason'),
    ...edges([...beforeAssessment], 'unverified', office, 'with a reason'),
    ...edges([...beforeAssessment], 'duplicate', office, 'with a reason'),
    ...edges([...beforeAssessment], 'referred-on', office, 'with a reason'),
    ...edges([...open], 'withdrawn', ['client', ...office], 'the person’s own word'),
    ...edges([...open], 'died', ['coordinator', 'coordinator-deputy', 'safeguarding-lead', 'safeguarding-deputy']),
    ...edges(
      [...closed],
      'awaiting-assessment',
      ['coordinator', 'coordinator-deputy'],
      'reopened; the old clock only if the error was ours',
    ),
  ],
};

export const isOpen = (state: ReferralState): boolean => open.some((candidate) => candidate === state);

export const ContactTime = z.enum(['weekday-mornings', 'weekday-afternoons', 'weekday-evenings', 'weekends']);
export type ContactTime = z.infer<typeof ContactTime>;

/** How a person allows us to reach them. The one mail sender and every call script obey it. */
export const SafeContact = z.lazy(() =>
  z.strictObject({
    channel: z.enum(['email', 'phone', 'none']),
    times: z.array(ContactTime),
    /** What may be left on voicemail: nothing, a first name and number, or a neutral message. */
    voicemail: z.enum(['no', 'neutral']),
    /** What a message may reveal: only that somebody should get in touch, or what this service is. */
    mayReveal: z.enum(['nothing', 'service']),
  }),
);
export type SafeContact = z.infer<typeof SafeContact>;

/** The wait clock: starts at submission, stops only for audited pauses, ends at the first attended session. */
export const WaitClock = z.lazy(() =>
  z.strictObject({
    startedAt: Instant,
    endedAt: Instant.optional(),
    pauses: z.array(z.strictObject({ from: Instant, until: Instant.optional(), why: z.string() })),
  }),
);
export type WaitClock = z.infer<typeof WaitClock>;

/** What a professional may be told, as the person consented. */
export const Signal = z.enum(['arrived', 'assessed', 'began', 'ended']);
export type Signal = z.infer<typeof Signal>;

export const ConsentHow = z.enum(['face-to-face', 'telephone', 'writing']);
export type ConsentHow = z.infer<typeof ConsentHow>;

/** Counted back from the day of the referral. */
export const ConsentWhen = z.enum(['today', 'this-week', 'earlier']);
export type ConsentWhen = z.infer<typeof ConsentWhen>;

/** How and when, by a professional's word, the person agreed to being referred. */
export const ReferrersWord = z.lazy(() => z.strictObject({ how: ConsentHow, when: ConsentWhen }));
export type ReferrersWord = z.infer<typeof ReferrersWord>;

/** The steps of a request that its own person reads one after another, once an assessor has it. */
export const ToldStep = z.enum(['assessment', 'waiting', 'finding', 'found', 'began']);
export type ToldStep = z.infer<typeof ToldStep>;

export const Referral = z.lazy(() =>
  z.strictObject({
    id: ReferralId,
    poolId: PoolId,
    /** The person, in their role as client; what identifies them is in the vault. */
    personId: PersonId,
    door: z.enum(['self', 'professional']),
    referrer: z
      .strictObject({ personId: PersonId, signals: z.array(Signal), agreed: ReferrersWord.optional() })
      .optional(),
    groups: z.array(ClientGroup).min(1),
    /** Postcode district, as `LS6`: enough for distance, too little to find anybody. */
    area: z.string(),
    region: Region,
    mode: TherapyMode,
    contact: SafeContact,
    /** Police contact or an arrest in the last four weeks: a same-day call, for the risk is highest then. */
    recentPoliceContact: z.boolean(),
    privacyNotice: LocalDate,
    accessCodeHash: z.string(),
    /** Of the code that staff gave a referred person: the one above is in the hands of the professional. */
    ownCodeHash: z.string().optional(),
    clock: WaitClock,
    state: ReferralState,
    /** When somebody had spoken with the person, and the request was theirs. */
    confirmedAt: Instant.optional(),
    onHold: z.strictObject({ since: Instant, why: z.string() }).optional(),
    safeguardingPause: z.strictObject({ since: Instant }).optional(),
    assessment: z
      .strictObject({ assessorId: z.string(), startedAt: Instant, recordedAt: Instant.optional() })
      .optional(),
    /**
     * How many times help was sought for this person: counts on when it is sought again after a place came to its end,
     * for a place that ended is never taken up again. Once, when absent.
     */
    turn: z.int().positive().optional(),
    /** They have come back from this step, or it was decided against them, and nobody has told them yet: their page still shows it. */
    stillShown: ToldStep.optional(),
    /** The person took back what had been closed, before anybody had told them so. */
    withdrawnAt: Instant.optional(),
    closing: z
      .strictObject({ at: Instant, category: ReferralState, reason: z.string(), spokenTo: z.boolean() })
      .optional(),
  }),
);
export type Referral = z.infer<typeof Referral>;

/** Whether new commitments for this person must wait: either overlay stops them. */
export const isPaused = (referral: Referral): boolean =>
  referral.onHold !== undefined || referral.safeguardingPause !== undefined;

const readable = '23456789abcdefghjkmnpqrstuvwxyz';
const codeLength = 10;

/** A referral's id follows from the handle of the draft it was: a draft sent twice is one referral. */
export const referralIdFrom = (draftHandle: string): ReferralId => {
  const code = [...draftHandle]
    .slice(0, codeLength)
    .map((character) => readable[character.charCodeAt(0) % readable.length]);
  return ReferralId.parse(`ref_${code.join('')}`);
};

/** `ref_4f7kq2mh8c` is shown as `SP-4F7KQ-2MH8C`: short enough to read out on the telephone. */
export const referenceOf = (referralId: ReferralId): string => {
  const code = referralId.slice('ref_'.length).toUpperCase();
  return `SP-${code.slice(0, 5)}-${code.slice(5)}`;
};

/** Reads a reference as people type it, in any case, with or without its dashes. */
export const referralIdOf = (reference: string): ReferralId | undefined => {
  const typed = reference
    .trim()
    .toLowerCase()
    .replace(/^sp/, '')
    .replaceAll(/[^0-9a-z]/g, '');
  // A name typed in its place must not even be looked for: what is asked of the database is seen there.
  if (typed.length !== codeLength) return undefined;
  const parsed = ReferralId.safeParse(`ref_${typed}`);
  return parsed.success ? parsed.data : undefined;
};
