import * as z from 'zod';
import { FundId, LocalDate, Pence, PoolId, Region } from '../../events/values.ts';
import { SessionOutcome } from './session.ts';

const days = z.int().positive();

/** No longer than an hour: a person who is turned away is told so. */
const door = z.strictObject({ most: z.int().positive(), minutes: z.int().positive().max(60) });

const PhoneLine = z.strictObject({
  name: z.string(),
  phone: z.string(),
  hours: z.string(),
});

/**
 * Everything about one organisation: nothing of it stands in code. One validated file a stage.
 * Sums are integer pence, times are local to `timeZone`, deadlines are office days.
 */
export const CharitySettings = z.strictObject({
  charity: z.strictObject({
    name: z.string(),
    serviceName: z.string(),
    number: z.string(),
    regulator: z.string(),
    address: z.string(),
    phone: z.string(),
    email: z.email(),
  }),
  mail: z.strictObject({
    /** The sender of mail to clients and therapists: neutral, so that an inbox gives nothing away. */
    neutralFrom: z.string(),
    donorFrom: z.string(),
  }),
  crisis: z.array(PhoneLine).min(1),
  /** Some services for young people have no telephone: they write and chat. */
  youngPeople: z.array(PhoneLine.partial({ phone: true }).extend({ url: z.url() })).min(1),
  exitUrl: z.url(),
  pool: z.strictObject({
    id: PoolId,
    name: z.string(),
    /** The fund that every pool has: unrestricted, open from the first day. */
    generalFund: z.strictObject({ id: FundId, name: z.string(), aim: z.string(), secondaryPurpose: z.string() }),
  }),
  office: z.strictObject({
    timeZone: z.literal('Europe/London'),
    opens: z.int().min(0).max(23),
    closes: z.int().min(1).max(24),
    /** 1 is Monday, as in ISO 8601. */
    workingDays: z.array(z.int().min(1).max(7)).min(1),
    holidays: z.array(LocalDate),
  }),
  deadlines: z.strictObject({
    confirmReferral: days,
    approvePlace: days,
    answerOffer: days,
    findTherapist: days,
    completeCallTask: days,
  }),
  therapy: z.strictObject({
    blockSessions: z.int().positive(),
    /** What one place may have in all: so far its next blocks go ahead of new places. */
    maximumSessions: z.int().positive(),
    /** A next block is reviewed and asked for when no more sessions than this are left of the one in hand. */
    reviewSessionsLeft: z.int().nonnegative(),
    feeCap: Pence,
    giveBackHours: z.int().positive(),
    undoMinutes: z.int().positive(),
    expectedWeeks: z.int().positive(),
  }),
  sessions: z.strictObject({
    /** The outcomes for which a therapist is paid. */
    payable: z.array(SessionOutcome).min(1),
    /** How often in one place somebody may not come, and the therapist is paid all the same. */
    missedPaidAtMost: z.int().nonnegative(),
    /** Within how many office days somebody asks how a person is who did not come. */
    welfareCheck: days,
  }),
  giving: z.strictObject({
    sessionPrice: Pence,
    sessionsForOnePerson: z.int().positive(),
    /** Whether a fund is credited with the whole gift, and core bears the provider's fee, or with what is left of it. */
    crediting: z.enum(['gross', 'net']),
    leastGift: Pence,
    greatestOnlineGift: Pence,
    reviewFrom: Pence,
    reviewDays: z.int().positive(),
    statementDescriptor: z.string().max(22),
    linkDays: days,
  }),
  funds: z.strictObject({
    /** So many days before the date that money must be spent by, what is still free of it becomes a task. */
    spendByWarningDays: days,
  }),
  waiting: z.strictObject({
    /** How many days' start each band has over the clock. */
    headStartDays: z.strictObject({
      urgent: z.int().nonnegative(),
      soon: z.int().nonnegative(),
      routine: z.int().nonnegative(),
    }),
    /** An entry that has held money back from others for so many days, by the calendar, becomes a task. */
    blockedDays: days,
  }),
  approval: z.strictObject({
    /** Places that hold more than this need a second person. */
    secondPersonAbove: Pence,
  }),
  runway: z.strictObject({
    /** How many whole months of giving the estimate draws from, at most, and how many it looks ahead. */
    monthsOfGiving: z.int().positive(),
    monthsAhead: z.int().positive().max(24),
  }),
  retention: z.strictObject({ draftDays: days }),
  /** How often one place may come to what anybody can come to, before it is asked to wait. */
  doors: z.strictObject({
    /** Beginning a referral. */
    referral: door,
    /** Typing a code: to take answers up again, or to see where a request stands. */
    code: door,
    /** Asking for a payment page. */
    giving: door,
    /** Beginning to sign in. */
    'sign-in': door,
    /** Opening and answering what a link in a mail leads to. */
    portal: door,
  }),
  therapists: z.strictObject({
    /** So many days before a credential lapses its renewal is due. */
    renewalDueDays: days,
  }),
  matching: z.strictObject({
    weights: z.strictObject({
      distance: z.number().nonnegative(),
      load: z.number().nonnegative(),
      fee: z.number().nonnegative(),
      lastOffered: z.number().nonnegative(),
      mode: z.number().nonnegative(),
    }),
  }),
  regions: z.array(Region).min(1),
});
export type CharitySettings = z.infer<typeof CharitySettings>;
