import type { Fund, Lot } from '../../shared/domain/fund.ts';
import { mayPay } from '../../shared/domain/fund.ts';
import { type Draw, type Hold, stillHeld } from '../../shared/domain/hold.ts';
import type { Place } from '../../shared/domain/place.ts';

export const sum = (amounts: Iterable<number>): number => {
  let total = 0;
  for (const amount of amounts) total += amount;
  return total;
};

type Taken = Pick<Draw, 'drawn' | 'posted' | 'released'>;

export const heldOf = ({ drawn, posted, released }: Taken): number => drawn - posted - released;

/** Invariant 2, of one lot and all draws on it. */
export function lotFault(lot: Lot, draws: Iterable<Taken>): string | undefined {
  const { id, amount, shortfall, free, refunded, transferred, givenToDeficit } = lot;
  const inDraws = sum([...draws].map((draw) => heldOf(draw) + draw.posted));
  const told = free + inDraws + refunded + transferred + givenToDeficit;
  const isSound = amount + shortfall === told && Math.min(free, shortfall, refunded, transferred, givenToDeficit) >= 0;
  return isSound ? undefined : `2: lot ${id} has ${told} of ${amount} and a shortfall of ${shortfall}`;
}

/** Invariant 2, of one fund and all its lots. */
export function fundFault(
  { id, deficit, covered }: Pick<Fund, 'id' | 'deficit' | 'covered'>,
  lots: { readonly shortfall: number; readonly givenToDeficit: number },
): string | undefined {
  const told = lots.shortfall - lots.givenToDeficit - covered;
  return deficit === told ? undefined : `2: fund ${id} says its deficit is ${deficit}, its lots say ${told}`;
}

/** Invariant 3, of one hold. */
export function holdFault(hold: Hold): string | undefined {
  const drawn = sum(hold.draws.map((draw) => draw.drawn));
  const hasEnded = hold.state === 'released' || hold.state === 'expired';
  if (hasEnded && stillHeld(hold) !== (hold.returning ?? 0)) return `3: hold ${hold.id} ended with ${stillHeld(hold)}`;
  if (!hasEnded && hold.state !== 'gathering' && drawn !== hold.amount) return `3: hold ${hold.id} drew ${drawn}`;
  return hold.draws.some((draw) => heldOf(draw) < 0) ? `3: hold ${hold.id} gave back too much` : undefined;
}

/**
 * What the rest of the block in hand may still cost the pool at most, in pence.
 * @param feeCap what the next therapist may ask at most: while one is sought, and until the one who accepted has begun
 */
function restOf(place: Place, feeCap: number | undefined): number {
  const isSought = place.state === 'approved' || place.state === 'allocated';
  const isTreated = place.state === 'in-use' || place.state === 'paused';
  const fee = isTreated ? place.agreedFee : Math.min(place.fee, (isSought ? feeCap : undefined) ?? place.fee);
  return (place.block.sessions - place.block.used) * Math.max(0, fee - place.contribution);
}

/** What a hold has for its place: what it has not given back, less what it is about to. */
const keptIn = (hold: Hold): number => stillHeld(hold) - (hold.returning ?? 0);

/** Invariant 6, of one place, the hold it names and the search for its therapist: it covers what is left of the block. */
export function coverFault(place: Place, hold: Hold | undefined, feeCap: number | undefined): string | undefined {
  if (!('holdId' in place)) return undefined;
  const isLive = (hold?.state === 'pending' || hold?.state === 'posted') && hold.ending === undefined;
  const rest = restOf(place, feeCap);
  if (hold !== undefined && isLive && keptIn(hold) >= rest) return undefined;
  const has = hold === undefined ? 'no hold' : `${keptIn(hold)} in a hold that is ${hold.state}`;
  return `6: place ${place.id} is ${place.state} and needs ${rest}, and has ${has}`;
}

/** States of a place in which nothing is held for it. */
const holdless = ['requested', 'completed', 'ended-early', 'rejected', 'cancelled'];

/** Invariant 3, of one hold and its place: no money stays with a place that has none. What is on its way back has a mark. */
export function looseFault(place: Place, hold: Hold): string | undefined {
  const isLoose = hold.requestId === undefined && hold.state !== 'gathering' && hold.ending === undefined;
  return isLoose && holdless.includes(place.state) && keptIn(hold) > 0
    ? `3: hold ${hold.id} holds ${keptIn(hold)} for no place`
    : undefined;
}

/** The same at rest: nothing is half gathered or half given back, and a place that has ended asks for nothing either. */
export function restlessFault(place: Place | undefined, hold: Hold): string | undefined {
  const isUnderWay = hold.state === 'gathering' || hold.ending !== undefined || hold.returning !== undefined;
  const isLoose = place === undefined || (holdless.includes(place.state) && stillHeld(hold) > 0);
  return isUnderWay || isLoose
    ? `3: hold ${hold.id} is ${hold.state} at rest, has ${stillHeld(hold)}, and its place is ${place?.state}`
    : undefined;
}

/** Invariant 8, of one place and the funds that one of its holds draws on. */
export const strayFaults = (place: Place, funds: Iterable<Fund | undefined>): readonly string[] =>
  [...funds]
    .filter((fund) => fund === undefined || !mayPay(fund, place.class))
    .map((fund) => `8: place ${place.id} drew on ${fund?.id}`);
