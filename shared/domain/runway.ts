import type { Pence } from '../../events/values.ts';
import type { LedgerLine } from './ledger.ts';
import { fundMovements, type Movement } from './movement.ts';
import type { Place } from './place.ts';

/** What people give month by month, as far as it tells what they will give: a grant or a legacy does not. */
const regular: ReadonlySet<Movement> = new Set<Movement>([
  'donations',
  'gift-aid',
  'refunds',
  'disputes',
  'disputes-won',
  'deficit-arisen',
]);

/** Donations and Gift Aid less what was given back, in pence, month by month in the order given. */
export function givingByMonth(lines: Iterable<LedgerLine>, months: readonly string[]): readonly number[] {
  const sums = new Map(months.map((month) => [month, 0]));
  for (const line of lines) {
    const known = sums.get(line.effectiveIn);
    if (known === undefined) continue;
    const given = fundMovements([line]).filter(({ movement }) => regular.has(movement));
    sums.set(
      line.effectiveIn,
      given.reduce((sum, { free, held, deficit }) => sum + free + held - deficit, known),
    );
  }
  return [...sums.values()];
}

/** What all sessions of a place cost the pool, in pence. */
export const wholeCost = (place: Pick<Place, 'sessions' | 'fee' | 'contribution'>): Pence =>
  (place.sessions * Math.max(0, place.fee - place.contribution)) as Pence;

/** What a place in hand will still need beyond the block that is held for it, in pence. */
export function costBeyondBlock(place: Pick<Place, 'sessions' | 'used' | 'block' | 'fee' | 'contribution'>): Pence {
  const { sessions, used, block, fee, contribution } = place;
  const beyond = Math.max(0, sessions - used - Math.max(0, block.sessions - block.used));
  return (beyond * Math.max(0, fee - contribution)) as Pence;
}

export interface RunwayInput {
  /** Giving of whole months, in pence, less what was given back; in any order. */
  readonly giving: readonly number[];
  /** What passes may draw on now, less deficits that will be cleared first. */
  readonly free: number;
  /** What places in hand will need beyond what is held for them, and the top-ups they ask for. */
  readonly promised: Pence;
  /** What a whole place costs the pool on average. */
  readonly averageCost: Pence;
  readonly monthsAhead: number;
}

/** How many whole places, after so many months, counted from now. */
export interface RunwayPoint {
  readonly monthsAhead: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

export interface Runway {
  /** The first is now, where all three are one. */
  readonly points: readonly RunwayPoint[];
  /** So few months of giving that nobody should lean on them: the low estimate counts on none. */
  readonly isThin: boolean;
}

/** Fewer whole months than these say nothing. */
export const fewMonths = 3;
const histories = 1_000;
/** In histories of a thousand: one in ten is lower than low, one in ten higher than high. */
const quantiles = { low: 100, middle: 500, high: 900 } as const;

/** The same numbers every time: an estimate that changes when nothing did is not believed. Mulberry32, 32-bit integers. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** What is given in each of the months ahead together with those before it, in so many histories made by chance. */
function imagine(giving: readonly number[], monthsAhead: number): readonly (readonly number[])[] {
  const below = createChance(20_270_301);
  const byMonth = Array.from({ length: monthsAhead }, (): number[] => []);
  for (let history = 0; history < histories; history += 1) {
    let sum = 0;
    for (const sums of byMonth) {
      sum += giving[below(giving.length)] ?? 0;
      sums.push(sum);
    }
  }
  return byMonth.map((sums) => sums.toSorted((a, b) => a - b));
}

/**
 * How many whole places the pool can promise, now and in the months ahead, with a range.
 *
 * Each month ahead is drawn by chance from the months of giving (a bootstrap), in a thousand histories with a fixed
 * seed; low, middle and high are order statistics of what they come to. Sums stay integer pence, and places are counted
 * downwards: `(free + given − promised) ÷ average cost`. It is as if any money could pay for any place.
 */
export function estimateRunway({ giving, free, promised, averageCost, monthsAhead }: RunwayInput): Runway {
  const placesWith = (given: number): number => Math.max(0, Math.floor((free + given - promised) / averageCost));
  const isThin = giving.length < fewMonths;
  const now = placesWith(0);
  const sums = giving.length === 0 ? [] : imagine(giving, monthsAhead);
  const points = Array.from({ length: monthsAhead }, (_, index): RunwayPoint => {
    const sorted = sums[index] ?? [];
    const at = (quantile: number): number => placesWith(sorted[quantile] ?? 0);
    return {
      monthsAhead: index + 1,
      low: isThin ? Math.min(now, at(quantiles.low)) : at(quantiles.low),
      middle: at(quantiles.middle),
      high: at(quantiles.high),
    };
  });
  return { points: [{ monthsAhead: 0, low: now, middle: now, high: now }, ...points], isThin };
}
