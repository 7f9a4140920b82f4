import type { FundId, LotId, Pence, PlaceId } from '../../events/values.ts';
import { type Fund, isDrawable, type Lot, mayPay, restrictiveness } from './fund.ts';
import { classKey, type PlaceClass } from './place.ts';

/** One usable entry of the waiting list: what its next block costs the pool, and where it stands in the one order. */
export interface WaitingEntry {
  readonly placeId: PlaceId;
  readonly class: PlaceClass;
  /** {@link waitingOrder}: text that sorts, unique. */
  readonly order: string;
  readonly cost: Pence;
}

export interface PlannedDraw {
  readonly lotId: LotId;
  readonly fundId: FundId;
  readonly amount: Pence;
}

export interface Placement {
  readonly placeId: PlaceId;
  readonly order: string;
  readonly draws: readonly PlannedDraw[];
}

/** Why an entry was not funded: what the funds it may still draw on have free, against what it needs. */
export interface Unfunded {
  readonly placeId: PlaceId;
  readonly cost: Pence;
  readonly within: Pence;
}

export interface Plan {
  /** In list order; each only needs the money the earlier ones leave. */
  readonly placements: readonly Placement[];
  readonly unfunded: readonly Unfunded[];
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** The money of one fund, oldest first, as the plan uses it up. */
class Purse {
  readonly fund: Fund;
  readonly #lots: { readonly lot: Lot; left: number }[];
  #first = 0;
  left: number;
  blocked = false;

  constructor(fund: Fund, lots: readonly Lot[]) {
    this.fund = fund;
    this.#lots = lots
      .filter(isDrawable)
      .toSorted(
        (a, b) =>
          compare(a.spendBy ?? '9999-12-31', b.spendBy ?? '9999-12-31') ||
          compare(a.receivedAt, b.receivedAt) ||
          compare(a.id, b.id),
      )
      .map((lot) => ({ lot, left: lot.free }));
    this.left = this.#lots.reduce((sum, { left }) => sum + left, 0);
  }

  get head(): Lot | undefined {
    return this.#lots[this.#first]?.lot;
  }

  draw(atMost: number): PlannedDraw | undefined {
    const head = this.#lots[this.#first];
    if (head === undefined) return undefined;
    const amount = Math.min(head.left, atMost);
    head.left -= amount;
    this.left -= amount;
    if (head.left === 0) this.#first += 1;
    return { lotId: head.lot.id, fundId: this.fund.id, amount: amount as Pence };
  }
}

/** Which of two heads pays first: most restricted fund, earliest spend-by date, the fund's order, the oldest lot. */
const paysBefore = (a: Purse, b: Purse): number =>
  restrictiveness(b.fund) - restrictiveness(a.fund) ||
  compare(a.head?.spendBy ?? '9999-12-31', b.head?.spendBy ?? '9999-12-31') ||
  a.fund.order - b.fund.order ||
  compare(a.head?.receivedAt ?? '', b.head?.receivedAt ?? '') ||
  compare(a.head?.id ?? '', b.head?.id ?? '');

function take(purses: readonly Purse[], cost: number): readonly PlannedDraw[] {
  const draws: PlannedDraw[] = [];
  for (let missing = cost; missing > 0; ) {
    const next = purses.filter((purse) => purse.left > 0).reduce((a, b) => (paysBefore(b, a) < 0 ? b : a));
    const draw = next.draw(missing);
    if (draw === undefined) throw new Error('a purse with money left has a lot to draw on');
    missing -= draw.amount;
    draws.push(draw);
  }
  return draws;
}

/**
 * One pass over the waiting list of a pool, as domain.md defines fairness: entries are taken in the one order; one that
 * cannot be fully funded for its next block blocks the funds it may draw on for everybody after it. So a later
 * entry is funded first only with money that every earlier unfunded entry was not allowed to use.
 *
 * Pure: the order of the arguments does not matter. Sums are pence.
 * @param waiting usable entries only
 * @param funds those of the pool; closed ones and ones in deficit pay for nobody
 */
export function allocate(waiting: readonly WaitingEntry[], funds: readonly Fund[], lots: readonly Lot[]): Plan {
  const lotsByFund = Map.groupBy(lots, (lot) => lot.fundId);
  const purses = funds
    .filter((fund) => fund.state === 'open' && fund.deficit === 0)
    .map((fund) => new Purse(fund, lotsByFund.get(fund.id) ?? []));

  const pursesOf = new Map<string, readonly Purse[]>();
  const placements: Placement[] = [];
  const unfunded: Unfunded[] = [];

  for (const entry of waiting.toSorted((a, b) => compare(a.order, b.order))) {
    const key = classKey(entry.class);
    const allowed = pursesOf.get(key) ?? purses.filter((purse) => mayPay(purse.fund, entry.class));
    pursesOf.set(key, allowed);

    const usable = allowed.filter((purse) => !purse.blocked);
    const within = usable.reduce((sum, purse) => sum + purse.left, 0);
    if (within >= entry.cost) {
      placements.push({ placeId: entry.placeId, order: entry.order, draws: take(usable, entry.cost) });
    } else {
      for (const purse of usable) purse.blocked = true;
      unfunded.push({ placeId: entry.placeId, cost: entry.cost, within: within as Pence });
    }
  }
  return { placements, unfunded };
}
