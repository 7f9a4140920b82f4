import type { ClientGroup, PriorityBand, Region } from '../../events/values.ts';

/*
 * Who is next, by the words of domain.md and from what happened to people: knows nothing of keys that sort, nor of how
 * a place remembers what it waits from.
 */

/** What happened to somebody who waits for money. Days are counted from some day on. */
export interface Waits {
  /** What ties are broken by. */
  readonly id: string;
  /** A place in hand asks for its next block, on that day; otherwise a new place waits. */
  readonly askedOn?: number;
  readonly submittedOn: number;
  readonly band: PriorityBand;
  /** For how many days the clock stood still; `open`: it still does. */
  readonly paused: number | 'open';
  /** The day on which two people let them go before the others. */
  readonly overriddenOn?: number;
  /** They lost their money to time and nobody has confirmed them, or no therapist could be offered. */
  readonly unconfirmed: boolean;
  /** Pence. */
  readonly cost: number;
}

/** Whether they could use money now; whoever could not keeps their clock, and neither draws nor blocks. */
const canUse = ({ paused, unconfirmed }: Waits): boolean => paused !== 'open' && !unconfirmed;

/** The day they count as having waited from: whoever is more urgent as if they had come so much earlier. */
const countsFrom = ({ submittedOn, band, paused }: Waits, headStart: Readonly<Record<PriorityBand, number>>): number =>
  submittedOn + (paused === 'open' ? 0 : paused) - headStart[band];

/** Whether one comes before the other. */
function comesFirst(one: Waits, other: Waits, headStart: Readonly<Record<PriorityBand, number>>): boolean {
  // A place in hand before every new one; among those, who asked first.
  if (one.askedOn !== undefined || other.askedOn !== undefined) {
    if (one.askedOn === undefined || other.askedOn === undefined) return one.askedOn !== undefined;
    return one.askedOn === other.askedOn ? one.id < other.id : one.askedOn < other.askedOn;
  }
  // Then whoever has an override; among those, whose is older.
  if (one.overriddenOn !== undefined || other.overriddenOn !== undefined) {
    if (one.overriddenOn === undefined || other.overriddenOn === undefined) return one.overriddenOn !== undefined;
    return one.overriddenOn === other.overriddenOn ? one.id < other.id : one.overriddenOn < other.overriddenOn;
  }
  const [a, b] = [countsFrom(one, headStart), countsFrom(other, headStart)];
  return a === b ? one.id < other.id : a < b;
}

/** Who gets money of one unrestricted fund, in the order in which they get it: the first who cannot be paid ends it. */
export function whoIsPaid(
  all: readonly Waits[],
  money: number,
  headStart: Readonly<Record<PriorityBand, number>>,
): readonly string[] {
  const waiting = all.filter(canUse);
  const paid: string[] = [];
  let left = money;
  while (paid.length < waiting.length) {
    const open = waiting.filter(({ id }) => !paid.includes(id));
    const next = open.find((one) => open.every((other) => other === one || comesFirst(one, other, headStart)));
    if (next === undefined || next.cost > left) break;
    left -= next.cost;
    paid.push(next.id);
  }
  return paid;
}

/** Somebody who waits, and by what funds may tell whether they pay for them. */
export interface WaitsSomewhere extends Waits {
  readonly group: ClientGroup;
  readonly region: Region;
}

/** Money that somebody gave, and what must be known of it. */
export interface Gift {
  /** Pence that are free of it. */
  readonly free: number;
  /** Its last day, as `YYYY-MM-DD`. */
  readonly spendBy?: string;
  /** The day it came, as a number that counts on. */
  readonly cameOn: number;
  readonly isUnderReview: boolean;
}

/** A pot of gifts, and whom it is for: an empty list is for everybody. */
export interface Pot {
  readonly name: string;
  readonly onlyFor: readonly ClientGroup[];
  readonly onlyIn: readonly Region[];
  readonly appeal?: string;
  readonly order: number;
  readonly isClosed: boolean;
  readonly owes: boolean;
  readonly gifts: readonly Gift[];
}

/** Who gets how many pence from which pots, the pots by name. */
export type Paid = readonly [id: string, from: Readonly<Record<string, number>>];

const isFor = ({ onlyFor, onlyIn }: Pot, { group, region }: WaitsSomewhere): boolean =>
  (onlyFor.length === 0 || onlyFor.indexOf(group) >= 0) && (onlyIn.length === 0 || onlyIn.indexOf(region) >= 0);

/** A gift in its pot, while it is used up. */
interface Purse {
  readonly pot: Pot;
  readonly gift: Gift;
  left: number;
}

const limitsOn = ({ onlyFor, onlyIn, appeal }: Pot): number =>
  (onlyFor.length > 0 ? 1 : 0) + (onlyIn.length > 0 ? 1 : 0) + (appeal === undefined ? 0 : 1);

/** Which of two gifts is spent first: the more limited, the one to be spent sooner, the pot that goes first, the older. */
function isSpentFirst(one: Purse, other: Purse): boolean {
  const limits = limitsOn(one.pot) - limitsOn(other.pot);
  if (limits !== 0) return limits > 0;
  if (one.gift.spendBy !== other.gift.spendBy) {
    if (one.gift.spendBy === undefined || other.gift.spendBy === undefined) return one.gift.spendBy !== undefined;
    return one.gift.spendBy < other.gift.spendBy;
  }
  if (one.pot.order !== other.pot.order) return one.pot.order < other.pot.order;
  return one.gift.cameOn < other.gift.cameOn;
}

/** Takes a sum that is there, gift by gift, and says how much of which pot. */
function spend(usable: readonly Purse[], cost: number): Readonly<Record<string, number>> {
  const from: Record<string, number> = {};
  for (let missing = cost; missing > 0; ) {
    const full = usable.filter(({ left }) => left > 0);
    const first = full.find((one) => full.every((other) => other === one || isSpentFirst(one, other)));
    if (first === undefined) throw new Error('there is money for them');
    const part = Math.min(first.left, missing);
    first.left -= part;
    missing -= part;
    from[first.pot.name] = (from[first.pot.name] ?? 0) + part;
  }
  return from;
}

/** The money that there is on a day, gift by gift. */
function pursesOf(pots: readonly Pot[], today: string): readonly Purse[] {
  const purses: Purse[] = [];
  for (const pot of pots) {
    if (pot.isClosed || pot.owes) continue;
    for (const gift of pot.gifts) {
      const isOver = gift.spendBy !== undefined && gift.spendBy < today;
      if (!gift.isUnderReview && !isOver) purses.push({ pot, gift, left: gift.free });
    }
  }
  return purses;
}

/**
 * Who gets money of several pots, and of which, in the order in which they get it: each in their turn, from what they may
 * use and nobody before them was refused; whoever cannot have all they need has nothing, and what they were waiting for
 * is kept for them.
 * @param today as `YYYY-MM-DD`: what was to be spent before is no money any more
 */
export function whoIsPaidBy(
  all: readonly WaitsSomewhere[],
  pots: readonly Pot[],
  today: string,
  headStart: Readonly<Record<PriorityBand, number>>,
): readonly Paid[] {
  const purses = pursesOf(pots, today);
  const paid: Paid[] = [];
  const refused: WaitsSomewhere[] = [];
  const waiting = all.filter(canUse);
  while (waiting.length > 0) {
    const next = waiting.find((one) => waiting.every((other) => other === one || comesFirst(one, other, headStart)));
    if (next === undefined) throw new Error('somebody comes first');
    waiting.splice(waiting.indexOf(next), 1);
    const usable = purses.filter(({ pot }) => isFor(pot, next) && !refused.some((earlier) => isFor(pot, earlier)));
    if (usable.reduce((sum, { left }) => sum + left, 0) < next.cost) {
      refused.push(next);
      continue;
    }
    paid.push([next.id, spend(usable, next.cost)]);
  }
  return paid;
}
