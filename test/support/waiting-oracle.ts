import type { PriorityBand } from '../../events/values.ts';

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
