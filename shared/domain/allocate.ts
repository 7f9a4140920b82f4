import type { FundId, LocalDate, LotId, Pence, PlaceId, RequestId } from '../../events/values.ts';
import { type Fund, isDrawable, type Lot, mayPay, paysForPlaces, restrictiveness } from './fund.ts';
import { classKey, type PlaceClass } from './place.ts';

/** Who draws: a new place, or a place in hand for what one request of it asks. */
interface Drawer {
  readonly placeId: PlaceId;
  readonly requestId?: RequestId;
}

/** One usable entry of the waiting list: what it costs the pool, and where it stands in the one order. */
export interface WaitingEntry extends Drawer {
  readonly class: PlaceClass;
  /** {@link waitingOrder} or {@link requestOrder}: text that sorts, unique; it names the entry. */
  readonly order: string;
  readonly cost: Pence;
}

export interface PlannedDraw {
  readonly lotId: LotId;
  readonly fundId: FundId;
  readonly amount: Pence;
}

export interface Placement extends Drawer {
  readonly order: string;
  readonly draws: readonly PlannedDraw[];
}

/** Why an entry was not funded: what the funds it may still draw on have free, against what it needs. */
export interface Unfunded extends Drawer {
  readonly order: string;
  readonly cost: Pence;
  readonly within: Pence;
}

export interface Plan {
  /** In list order; each only needs the money the earlier ones leave. */
  readonly placements: readonly Placement[];
  readonly unfunded: readonly Unfunded[];
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

/** One fund as the plan uses it up. */
interface Purse {
  readonly fund: Fund;
  readonly restrictiveness: number;
  /** What is free in it, in pence. */
  left: number;
  blocked: boolean;
  /** The classes that may draw on it: what it loses, they lose. */
  readonly classes: ClassMoney[];
}

interface PurseLot {
  readonly lot: Lot;
  readonly purse: Purse;
  left: number;
}

/** What all entries of one class may draw on. */
interface ClassMoney {
  readonly purses: ReadonlySet<Purse>;
  /** What is free in purses that are not blocked, in pence. */
  left: number;
  /** No lot of the pool before this one has money for the class: lots are only ever emptied, funds only blocked. */
  next: number;
}

/** Which of two lots pays first: most restricted fund, earliest spend-by date, the fund's order, the oldest lot. */
const paysBefore = (a: PurseLot, b: PurseLot): number =>
  b.purse.restrictiveness - a.purse.restrictiveness ||
  compare(a.lot.spendBy ?? '9999-12-31', b.lot.spendBy ?? '9999-12-31') ||
  a.purse.fund.order - b.purse.fund.order ||
  compare(a.lot.receivedAt, b.lot.receivedAt) ||
  compare(a.lot.id, b.lot.id);

/** The money of a pool as a plan uses it up: the work grows with entries and lots, not with one times the other. */
class Money {
  readonly #purses: readonly Purse[];
  /** In the order in which they pay. */
  readonly #lots: readonly PurseLot[];
  readonly #classes = new Map<string, ClassMoney>();

  constructor(funds: readonly Fund[], lots: readonly Lot[], today: LocalDate) {
    this.#purses = funds
      .filter(paysForPlaces)
      .map((fund) => ({ fund, restrictiveness: restrictiveness(fund), left: 0, blocked: false, classes: [] }));
    const purseOf = new Map(this.#purses.map((purse) => [purse.fund.id, purse]));
    const drawable: PurseLot[] = [];
    for (const lot of lots) {
      const purse = purseOf.get(lot.fundId);
      if (purse === undefined || !isDrawable(lot, today)) continue;
      purse.left += lot.free;
      drawable.push({ lot, purse, left: lot.free });
    }
    this.#lots = drawable.sort(paysBefore);
  }

  of(placeClass: PlaceClass): ClassMoney {
    const name = classKey(placeClass);
    const known = this.#classes.get(name);
    if (known !== undefined) return known;
    const purses = this.#purses.filter(({ fund }) => mayPay(fund, placeClass));
    const left = purses.reduce((sum, purse) => sum + (purse.blocked ? 0 : purse.left), 0);
    const money: ClassMoney = { purses: new Set(purses), left, next: 0 };
    for (const purse of purses) purse.classes.push(money);
    this.#classes.set(name, money);
    return money;
  }

  /** Takes a sum that the class has left. */
  take(money: ClassMoney, cost: number): readonly PlannedDraw[] {
    const draws: PlannedDraw[] = [];
    for (let missing = cost; missing > 0; ) {
      const head = this.#lots[money.next];
      if (head === undefined) throw new Error('money that is left is in some lot');
      const { lot, purse } = head;
      if (head.left === 0 || purse.blocked || !money.purses.has(purse)) {
        money.next += 1;
        continue;
      }
      const amount = Math.min(head.left, missing);
      head.left -= amount;
      purse.left -= amount;
      for (const each of purse.classes) each.left -= amount;
      missing -= amount;
      draws.push({ lotId: lot.id, fundId: purse.fund.id, amount: amount as Pence });
    }
    return draws;
  }
}

/** Nobody after this may draw on what the class was allowed to use. */
function block({ purses }: ClassMoney): void {
  for (const purse of purses) {
    if (purse.blocked) continue;
    purse.blocked = true;
    for (const each of purse.classes) each.left -= purse.left;
  }
}

const named = ({ placeId, requestId, order }: Drawer & { readonly order: string }) => ({
  placeId,
  ...(requestId === undefined ? {} : { requestId }),
  order,
});

/**
 * One pass over the waiting list of a pool, as domain.md defines fairness: entries are taken in the one order; one that
 * cannot be fully funded for its next block blocks the funds it may draw on for everybody after it. So a later
 * entry is funded first only with money that every earlier unfunded entry was not allowed to use.
 *
 * Pure: the order of the arguments does not matter. Sums are pence.
 * @param waiting usable entries only
 * @param funds those of the pool; those that are closed, in deficit or being moved out of pay for nobody
 * @param today the office's day: what should have been spent before it pays for nobody
 */
export function allocate(
  waiting: readonly WaitingEntry[],
  funds: readonly Fund[],
  lots: readonly Lot[],
  today: LocalDate,
): Plan {
  const pool = new Money(funds, lots, today);
  const placements: Placement[] = [];
  const unfunded: Unfunded[] = [];
  for (const { class: placeClass, cost, ...entry } of waiting.toSorted((a, b) => compare(a.order, b.order))) {
    const money = pool.of(placeClass);
    if (money.left >= cost) {
      placements.push({ ...named(entry), draws: pool.take(money, cost) });
    } else {
      unfunded.push({ ...named(entry), cost, within: money.left as Pence });
      block(money);
    }
  }
  return { placements, unfunded };
}
