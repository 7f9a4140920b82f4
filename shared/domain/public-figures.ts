import * as z from 'zod';
import { Instant, LocalDate, PoolId } from '../../events/values.ts';
import { system } from './actor.ts';
import { type Change, change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import { localDay } from './office-days.ts';
import type { Referral } from './referral.ts';
import type { CharitySettings } from './settings.ts';
import { rawWait } from './waiting-list.ts';

const dayLength = 24 * 60 * 60 * 1000;
const weekDays = 7;

/** Fewer people than these are never counted in public, and every public count is a multiple of it. */
export const fewPeople = 5;

/** Of fewer waits than these nothing is said: one in ten of them would be one person, or nobody. */
export const fewWaits = 20;

/** In hundredths: a quarter of all waits were no longer than the first, one in ten was longer than the second. */
const waitedFrom = 25;
const waitedTo = 90;

/** A number of people that anybody may read: only that they are few, or how many they are to the nearest five. */
export const PublicCount = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('few') }),
    z.strictObject({ kind: z.literal('about'), people: z.int().min(fewPeople).multipleOf(fewPeople) }),
  ]),
);
export type PublicCount = z.infer<typeof PublicCount>;

/** How long people waited, in whole weeks: outwards, so that nobody is promised less than was. */
export const WaitRange = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('too-few') }),
    z.strictObject({ kind: z.literal('weeks'), from: z.int().nonnegative(), to: z.int().positive() }),
  ]),
);
export type WaitRange = z.infer<typeof WaitRange>;

/** What anybody may read of everybody who asks: reckoned once a quarter, so that no change in it tells of one person. */
export const PublicFigures = z.lazy(() =>
  z.strictObject({
    poolId: PoolId,
    /** The first day of the quarter they were reckoned in. */
    quarter: LocalDate,
    reckonedAt: Instant,
    /** Who waits for money. */
    waiting: PublicCount,
    /** Who had their first session in the year before. */
    began: PublicCount,
    /** From asking to an assessor who takes it up, of the year before. */
    toAssessment: WaitRange,
    /** From asking to the first session, of the year before. */
    toFirstSession: WaitRange,
  }),
);
export type PublicFigures = z.infer<typeof PublicFigures>;

/** Small numbers are suppressed, the others rounded to the nearest five. */
export const countInPublic = (people: number): PublicCount =>
  people < fewPeople ? { kind: 'few' } : { kind: 'about', people: Math.round(people / fewPeople) * fewPeople };

/** The smallest value that so many hundredths of them are no greater than (nearest rank). */
const percentile = (sorted: readonly number[], hundredths: number): number =>
  sorted[Math.ceil((sorted.length * hundredths) / 100) - 1] ?? 0;

/**
 * From the 25th to the 90th percentile, in whole weeks, outwards.
 * @param waits in milliseconds, in any order
 */
export function rangeOfWaits(waits: readonly number[]): WaitRange {
  if (waits.length < fewWaits) return { kind: 'too-few' };
  const sorted = waits.toSorted((a, b) => a - b);
  const week = weekDays * dayLength;
  return {
    kind: 'weeks',
    from: Math.floor(percentile(sorted, waitedFrom) / week),
    to: Math.max(1, Math.ceil(percentile(sorted, waitedTo) / week)),
  };
}

/** The first day of the quarter that the office is in: `2026-10-01`. */
export function quarterOf(at: Instant, office: Pick<CharitySettings['office'], 'timeZone'>): LocalDate {
  const [year, month] = localDay(at, office).split('-').map(Number);
  const first = Math.floor((Number(month) - 1) / 3) * 3 + 1;
  return LocalDate.parse(`${year}-${String(first).padStart(2, '0')}-01`);
}

export interface FiguresInput {
  /** Everybody who asked in the years that count. */
  readonly referrals: Iterable<Pick<Referral, 'clock' | 'assessment'>>;
  /** How many wait for money now. */
  readonly waiting: number;
  readonly settings: Pick<CharitySettings, 'office' | 'pool'>;
  readonly now: Instant;
}

/** Adds everybody up. Pauses are not taken out of a wait: it is what people lived through. */
export function reckonFigures({ referrals, waiting, settings, now }: FiguresInput): PublicFigures {
  const yearAgo = Date.parse(now) - 365 * dayLength;
  const counts = (at: Instant | undefined): at is Instant => at !== undefined && Date.parse(at) > yearAgo && at <= now;
  const toAssessment: number[] = [];
  const toFirstSession: number[] = [];
  for (const { clock, assessment } of referrals) {
    if (counts(assessment?.startedAt))
      toAssessment.push(Date.parse(assessment.startedAt) - Date.parse(clock.startedAt));
    if (counts(clock.endedAt)) toFirstSession.push(rawWait(clock, now));
  }
  return {
    poolId: settings.pool.id,
    quarter: quarterOf(now, settings.office),
    reckonedAt: now,
    waiting: countInPublic(waiting),
    began: countInPublic(toFirstSession.length),
    toAssessment: rangeOfWaits(toAssessment),
    toFirstSession: rangeOfWaits(toFirstSession),
  };
}

/** Puts new figures in the place of those of an earlier quarter. */
export function renewFigures(before: Versioned<'public-figures'> | undefined, figures: PublicFigures): Decision {
  const renewed: Change =
    before === undefined ? create('public-figures', figures.poolId, figures) : change(before, figures);
  return {
    about: `pool/${figures.poolId}`,
    did: 'renew-public-figures',
    why: `a quarter has begun: ${figures.quarter}`,
    by: system,
    at: figures.reckonedAt,
    ...nothingElse,
    changes: [renewed],
  };
}
