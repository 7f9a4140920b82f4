import * as z from 'zod';
import { FundId, LocalDate, Pence, PoolId, Region } from '../../events/values.ts';
import { SessionOutcome } from './session.ts';
import { settingsChecks } from './settings-checks.ts';

const days = z.int().positive();

const years = z.int().positive();
/** No longer than an hour: a person who is turned away is told so. */
const door = z.strictObject({ most: z.int().positive(), minutes: z.int().positive().max(60) });
/** Words that somebody will read: an empty one would be a hole in a page. */
const words = z.string().trim().min(1);

const PhoneLine = z.strictObject({
  name: words,
  phone: words,
  hours: words,
  /** Only for a number that reads text messages and answers no call: what to write to it. */
  text: words.optional(),
});

/** What is different from one nation of the United Kingdom to the next. */
const NationSettings = z.strictObject({
  /** Who listens there, beside those who do everywhere. */
  crisis: z.array(PhoneLine),
  /**
   * Its bank holidays on which the office works all the same: nobody who lives there is held to an answer on them.
   */
  otherHolidays: z.array(LocalDate),
  /** What its law makes us do when somebody is at risk, a sentence each: read out before a person tells anything. */
  duties: z.array(words).min(1),
});

/** How somebody's means become a contribution: bands in words, from the least means up; an assessor may depart from them. */
const MeansBand = z.strictObject({ means: words, contribution: Pence });

const Charity = z.strictObject({
  charity: z.strictObject({
    name: words,
    serviceName: words,
    number: words,
    regulator: words,
    /** Where it is registered beside that: with OSCR in Scotland, or the commission of Northern Ireland. */
    alsoRegistered: z.array(z.strictObject({ number: words, regulator: words })),
    address: words,
    phone: words,
    email: z.email(),
    /** How it began, in a sentence, as its own pages tell it. */
    story: words,
  }),
  mail: z.strictObject({
    /** The sender of mail to clients and therapists: neutral, so that an inbox gives nothing away. */
    neutralFrom: words,
    donorFrom: words,
  }),
  /** The number of the emergency services. */
  emergencyPhone: words,
  safeguarding: z.strictObject({
    /** Where alerts go: work addresses of the desk. An alert says where to look and nothing else. */
    leadEmail: z.email(),
    deputyEmail: z.email(),
    /** A concern that nobody has acknowledged for so many minutes, by the clock, is told to the deputy as well. */
    acknowledgeMinutes: z.int().positive(),
  }),
  /** Who listens everywhere in the United Kingdom. */
  crisis: z.array(PhoneLine).min(1),
  nations: z.strictObject({
    england: NationSettings,
    wales: NationSettings,
    scotland: NationSettings,
    'northern-ireland': NationSettings,
  }),
  /** Some services for young people have no telephone: they write and chat. */
  youngPeople: z.array(PhoneLine.partial({ phone: true }).extend({ url: z.url() })).min(1),
  exitUrl: z.url(),
  pool: z.strictObject({
    id: PoolId,
    name: words,
    /** The fund that every pool has: unrestricted, open from the first day. */
    generalFund: z.strictObject({ id: FundId, name: words, aim: words, secondaryPurpose: words }),
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
    /** So many for taking up an assessment, and as many again for saying what came of it. */
    assess: days,
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
    /** For so many minutes an answer to an offer may be taken back; nobody is told of it before. */
    undoMinutes: z.number().positive().max(30),
    expectedWeeks: z.int().positive(),
  }),
  means: z.array(MeansBand).min(1),
  /** How many days the links work that therapists keep. */
  links: z.strictObject({
    /** They are asked to get in touch within a week, and may have been away for some days; longer than they may give back. */
    'see-client': days,
    /** Longer than most therapies last; behind that link stand references, never names. */
    'record-sessions': days,
  }),
  sessions: z.strictObject({
    /** The outcomes for which a therapist is paid. */
    payable: z.array(SessionOutcome).min(1),
    /** How often in one place somebody may not come, and the therapist is paid all the same. */
    missedPaidAtMost: z.int().nonnegative(),
    /** For how many days after the end of therapy sessions that took place before it are still recorded. */
    lateDays: days,
    /** After so many weeks in which a therapist records nothing of a place in use somebody asks. */
    silentWeeks: z.int().positive(),
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
    /** What a donor reads on their bank statement. The payment provider takes no shorter and no longer one. */
    statementDescriptor: z.string().min(5).max(22),
    linkDays: days,
  }),
  funds: z.strictObject({
    /** So many days before the date that money must be spent by, what is still free of it becomes a task. */
    spendByWarningDays: days,
    /** A deficit that nothing has cleared for so many days, by the calendar, becomes a task. */
    deficitDays: days,
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
  /** After how long without a run of what watches over the books its page warns. */
  checks: z.strictObject({
    ledgerMinutes: z.int().positive(),
    settlingHours: z.int().positive(),
  }),
  /** How long is kept what; the privacy notice speaks from it. */
  retention: z.strictObject({
    draftDays: days,
    /** After support has ended, or the request was closed. */
    clientYears: years,
    /** After somebody has left, or their application was closed. */
    therapistYears: years,
    /** After somebody's last gift. */
    donorYears: years,
    /** After the end of the year of the last gift that a Gift Aid declaration covers. */
    giftAidYears: years,
    /** The books, after the end of their year. */
    accountsYears: years,
  }),
  /** The day of the privacy notice in force: every request records which one its writer saw. */
  privacyNotice: LocalDate,
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
    /** From here on a journey counts as the worst, in kilometres. */
    farKm: z.number().positive(),
    /** After so many days without an offer a therapist is as next as one who never had any. */
    rotationDays: days,
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
export type CharitySettings = z.infer<typeof Charity>;
export type Nation = keyof CharitySettings['nations'];

/**
 * Everything about one organisation: nothing of it stands in code. One validated file a stage.
 * Sums are integer pence, times are local to `timeZone`, deadlines are office days.
 */
export const CharitySettings = Charity.superRefine((settings, context) => {
  for (const [path, holds, says] of settingsChecks) {
    if (!holds(settings)) context.addIssue({ code: 'custom', path: [...path], message: says });
  }
});
