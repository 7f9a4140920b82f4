import * as z from 'zod';
import { Instant, LocalDate, PersonId } from '../../events/values.ts';
import { system } from './actor.ts';
import type { Concern } from './concern.ts';
import { type Change, create, type Decision, nothingElse, type Reliance, remove, type Versioned } from './decision.ts';
import type { Donation } from './donation.ts';
import { localDay } from './office-days.ts';
import { isOpen, type Referral } from './referral.ts';
import type { CharitySettings } from './settings.ts';
import type { Therapist } from './therapist.ts';

/** Whose details are kept for how long: each with a clock of its own. */
export const RetentionClass = z.enum(['client', 'referrer', 'therapist', 'donor', 'gift-aid', 'safeguarding']);
export type RetentionClass = z.infer<typeof RetentionClass>;

/** The certificate that somebody was erased: who cannot be told from it any more, only which record they stood behind. */
export const Erasure = z.lazy(() =>
  z.strictObject({
    personId: PersonId,
    class: RetentionClass,
    /** `<entity>/<id>` of what they stood behind. */
    about: z.string(),
    dueOn: LocalDate,
    erasedAt: Instant,
  }),
);
export type Erasure = z.infer<typeof Erasure>;

const Counts = z.lazy(() => z.partialRecord(RetentionClass, z.int().nonnegative()));
export type Counts = z.infer<typeof Counts>;

/** What the daily run came to: one record, written anew by each. */
export const RetentionRun = z.lazy(() =>
  z.strictObject({
    at: Instant,
    erased: Counts,
    /** Since the first run. */
    erasedInAll: Counts,
    /** Past their period, and kept until a person decides: somebody was worried about them. */
    held: Counts,
    /** Whose period ends within so many days from the run on. */
    soon: Counts,
  }),
);
export type RetentionRun = z.infer<typeof RetentionRun>;

export const retentionRunId = 'latest';
/** How far a run looks ahead. */
export const soonDays = 90;

/** Somebody whose details are kept, and through which day. */
export interface Kept {
  readonly personId: PersonId;
  readonly class: RetentionClass;
  readonly about: `${string}/${string}`;
  /** The first day on which nothing is kept of them; undefined while their clock has not begun. */
  readonly dueOn: LocalDate | undefined;
  /** Only a person may decide that they are erased. */
  readonly isHeld: boolean;
}

/** The same day so many years on; of 29 February, the first of March where there is none. */
export function yearsOn(day: LocalDate, years: number): LocalDate {
  const [year = '', month = '', date = ''] = day.split('-');
  const on = new Date(Date.UTC(Number(year) + years, Number(month) - 1, Number(date)));
  return LocalDate.parse(on.toISOString().slice(0, 10));
}

/** The first day after the year in which a day lies. */
const afterItsYear = (day: LocalDate): LocalDate => LocalDate.parse(`${Number(day.slice(0, 4)) + 1}-01-01`);

/** A person, and the professional who referred them: from the end of their request on. Open requests have no clock. */
export function keptOfReferral(
  { id, personId, referrer, state, closing, safeguardingPause }: Referral,
  isOfConcern: boolean,
  { retention, office }: CharitySettings,
): readonly Kept[] {
  const ended = closing === undefined || isOpen(state) ? undefined : localDay(closing.at, office);
  const dueOn = ended === undefined ? undefined : yearsOn(ended, retention.clientYears);
  const isHeld = isOfConcern || safeguardingPause !== undefined;
  const about = `referral/${id}` as const;
  return [
    { personId, class: 'client', about, dueOn, isHeld },
    ...(referrer === undefined
      ? []
      : [{ personId: referrer.personId, class: 'referrer', about, dueOn, isHeld } as const]),
  ];
}

export const keptOfTherapist = (
  { id, personId, leftAt }: Therapist,
  { retention, office }: CharitySettings,
): readonly Kept[] => [
  {
    personId,
    class: 'therapist',
    about: `therapist/${id}`,
    dueOn: leftAt === undefined ? undefined : yearsOn(localDay(leftAt, office), retention.therapistYears),
    isHeld: false,
  },
];

/** Who was said to have given it and is not its donor: before a correction, or by one that waits or was declined. */
function namedBySomebody({ donorId, correction, corrected = [] }: Donation): readonly PersonId[] {
  const named = [
    correction?.wanted.donorId,
    ...corrected.flatMap(({ donorId: before, wantedDonorId }) => [before, wantedDonorId]),
  ];
  return [...new Set(named.filter((one) => one !== undefined))].filter((one) => one !== donorId);
}

/**
 * Who gave, and each gift is a donor of its own. A declaration of Gift Aid is kept for HMRC as many years after the end of
 * the year of the gift as the settings say; without one the shorter period counts from the gift.
 */
export function keptOfDonation(donation: Donation, { retention, office }: CharitySettings): readonly Kept[] {
  const { id, donorId, giftAid, pledgedAt, collected, receivedOn } = donation;
  const day = receivedOn ?? localDay(collected?.at ?? pledgedAt, office);
  const about = `donation/${id}` as const;
  const byGift = (personId: PersonId): Kept => {
    const dueOn = yearsOn(day, retention.donorYears);
    return { personId, class: 'donor', about, dueOn, isHeld: false };
  };
  const others = namedBySomebody(donation).map(byGift);
  if (donorId === undefined) return others;
  const isDeclared = giftAid.state !== 'not-declared' && collected !== undefined;
  return isDeclared
    ? [
        {
          personId: donorId,
          class: 'gift-aid',
          about,
          dueOn: yearsOn(afterItsYear(day), retention.giftAidYears),
          isHeld: false,
        },
        ...others,
      ]
    : [byGift(donorId), ...others];
}

/** Whom to call back about a concern: kept until a person decides otherwise, and then as long as a client. */
export function keptOfConcern(
  { id, teller, raisedAt, holdLifted }: Concern,
  { retention, office }: CharitySettings,
): readonly Kept[] {
  if (teller.from !== 'professional') return [];
  const dueOn = yearsOn(localDay(raisedAt, office), retention.clientYears);
  const isHeld = holdLifted === undefined;
  return [{ personId: teller.personId, class: 'safeguarding', about: `concern/${id}`, dueOn, isHeld }];
}

/**
 * Destroys a person's key and ciphertexts, and leaves the certificate. What refers to them keeps its opaque id: it leads to
 * nobody any more.
 * @param relies the record they stand behind, which must still be as it was when their period was found to be over
 */
export function erasePerson(
  kept: Kept & { readonly dueOn: LocalDate },
  identity: Versioned<'identity'> | undefined,
  key: Versioned<'identity-key'>,
  relies: readonly Reliance[],
  now: Instant,
): Decision {
  const { personId, class: of, about, dueOn } = kept;
  const gone: readonly Change[] = [remove(key), ...(identity === undefined ? [] : [remove(identity)])];
  return {
    about,
    did: 'erase-person',
    why: `${of}: kept through the day before ${dueOn}`,
    by: system,
    at: now,
    ...nothingElse,
    relies,
    changes: [...gone, create('erasure', personId, { personId, class: of, about, dueOn, erasedAt: now })],
  };
}
