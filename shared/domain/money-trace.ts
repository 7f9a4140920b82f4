import type { FundId, LotId, PlaceId } from '../../events/values.ts';
import type { Lot } from './fund.ts';
import type { Draw, Hold } from './hold.ts';

/** Where the money of one lot is, in pence. */
export interface LotTrace {
  readonly lot: Lot;
  /** Held for sessions to come, and spent on sessions that were. */
  readonly held: number;
  readonly spent: number;
  /** Whether `amount + shortfall = free + held + spent + refunded + transferred + givenToDeficit`. */
  readonly reconciles: boolean;
}

/** Where all the money of one donation is, in pence, whatever became of it. */
export interface DonationTrace {
  readonly lots: readonly LotTrace[];
  /** What came in all: the gift, its Gift Aid, and what a dispute gave back. A transfer is no new money. */
  readonly came: number;
  readonly free: number;
  readonly held: number;
  readonly spent: number;
  readonly refunded: number;
  readonly givenToDeficit: number;
  /** What left the funds without a lot of its own: set aside in the risk reserve. */
  readonly setAside: number;
  /** What was given back of it after it was held or spent, and nothing has made good yet. */
  readonly shortfall: number;
  /** Places, by what the donation does for them; one can be both paid for and held for. */
  readonly places: { readonly paidFor: number; readonly heldFor: number; readonly inAll: number };
}

const leftOf = ({ drawn, posted, released }: Draw): number => drawn - posted - released;
const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function traceLot(lot: Lot, draws: readonly Draw[]): LotTrace {
  const held = sumOf(draws.map(leftOf));
  const spent = sumOf(draws.map(({ posted }) => posted));
  const { amount, shortfall, free, refunded, transferred, givenToDeficit } = lot;
  const reconciles = amount + shortfall === free + held + spent + refunded + transferred + givenToDeficit;
  return { lot, held, spent, reconciles };
}

/**
 * Follows a donation through its lots, also those that a transfer, Gift Aid or a dispute made, to the places whose holds
 * have drawn on them. It counts places and names none: a gift is never linked to a case.
 * @param lots all lots of the donation
 * @param holds all holds that have drawn on any of them; others may be among them
 */
export function traceDonation(lots: readonly Lot[], holds: readonly Hold[]): DonationTrace {
  const ids = new Set<LotId>(lots.map(({ id }) => id));
  const drawsOf = new Map<LotId, Draw[]>();
  const paidFor = new Set<PlaceId>();
  const heldFor = new Set<PlaceId>();
  for (const { placeId, draws } of holds) {
    for (const draw of draws) {
      if (!ids.has(draw.lotId)) continue;
      drawsOf.set(draw.lotId, [...(drawsOf.get(draw.lotId) ?? []), draw]);
      if (draw.posted > 0) paidFor.add(placeId);
      if (leftOf(draw) > 0) heldFor.add(placeId);
    }
  }
  const traces = lots.map((lot) => traceLot(lot, drawsOf.get(lot.id) ?? []));
  const all = (of: (trace: LotTrace) => number): number => sumOf(traces.map(of));
  const moved = sumOf(lots.filter(({ origin }) => origin === 'transfer').map(({ amount }) => amount));
  return {
    lots: traces,
    came: all(({ lot }) => lot.amount) - moved,
    free: all(({ lot }) => lot.free),
    held: all(({ held }) => held),
    spent: all(({ spent }) => spent),
    refunded: all(({ lot }) => lot.refunded),
    givenToDeficit: all(({ lot }) => lot.givenToDeficit),
    setAside: all(({ lot }) => lot.transferred) - moved,
    shortfall: all(({ lot }) => lot.shortfall),
    places: { paidFor: paidFor.size, heldFor: heldFor.size, inAll: new Set([...paidFor, ...heldFor]).size },
  };
}

/** What one hold of a place has of one lot, in pence. */
export interface PlaceDraw {
  readonly revision: number;
  readonly fundId: FundId;
  readonly lotId: LotId;
  readonly drawn: number;
  readonly held: number;
  readonly posted: number;
  readonly released: number;
}

/** Which lots of which funds pay for a place: every draw of its holds, in the order of the holds. */
export const tracePlace = (holds: readonly Hold[]): readonly PlaceDraw[] =>
  holds
    .toSorted((a, b) => a.revision - b.revision)
    .flatMap(({ revision, draws }) =>
      draws.map((draw) => {
        const { fundId, lotId, drawn, posted, released } = draw;
        return { revision, fundId, lotId, drawn, held: leftOf(draw), posted, released };
      }),
    );

/** Fewer people than these could be recognised by somebody who knows when they gave. */
const fewPeople = 5;

/**
 * What a donor may be told of how many people their gift helps to pay for: nothing below five, and then down to the next
 * five (confidentiality.md, donor reports).
 */
export const impactWords = (places: number): string =>
  places < fewPeople
    ? `Your gift is part of what pays for people’s therapy. We say how many only from ${fewPeople} people on, so that nobody can be recognised.`
    : `Your gift is part of what pays for the therapy of at least ${places - (places % fewPeople)} people.`;
