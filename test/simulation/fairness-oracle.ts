import type { ClientGroup, Region } from '../../events/values.ts';

/*
 * Judges one plan of a pass by the words of domain.md, on what the pass had read. It shares no code with the planner,
 * nor with the reference planner beside it: it makes no plan of its own, it only looks for what a plan may not do.
 */

/** An entry as the pass read it: usable, and where it stands in the one order. */
export interface JudgedEntry {
  readonly placeId: string;
  readonly class: { readonly group: ClientGroup; readonly region: Region };
  /** Text that sorts; it names the entry. */
  readonly order: string;
  /** Pence. */
  readonly cost: number;
}

export interface JudgedFund {
  readonly id: string;
  readonly state: string;
  readonly deficit: number;
  /** A transfer is taking its money out, in several transactions. */
  readonly moving?: string | undefined;
  readonly order: number;
  readonly restriction: {
    readonly groups: readonly ClientGroup[];
    readonly regions: readonly Region[];
    readonly campaign?: string | undefined;
  };
}

export interface JudgedLot {
  readonly id: string;
  readonly fundId: string;
  readonly free: number;
  readonly receivedAt: string;
  readonly spendBy?: string | undefined;
  readonly reviewUntil?: string | undefined;
}

/** What a pass had read. */
export interface JudgedTruth {
  /** The office's day, as `YYYY-MM-DD`: money that was to be spent before it pays for nobody. */
  readonly today: string;
  readonly waiting: readonly JudgedEntry[];
  readonly funds: readonly JudgedFund[];
  readonly lots: readonly JudgedLot[];
}

/** What the pass did, in the order in which it did it. */
export interface JudgedPlacement {
  readonly order: string;
  readonly draws: readonly { readonly lotId: string; readonly fundId: string; readonly amount: number }[];
}

const pays = (fund: JudgedFund): boolean => fund.state === 'open' && fund.deficit === 0 && fund.moving === undefined;

const mayUse = ({ class: { group, region } }: JudgedEntry, fund: JudgedFund): boolean => {
  const { groups, regions } = fund.restriction;
  if (!pays(fund)) return false;
  if (groups.length > 0 && !groups.includes(group)) return false;
  return regions.length === 0 || regions.includes(region);
};

const limits = ({ restriction: { groups, regions, campaign } }: JudgedFund): number =>
  Number(groups.length > 0) + Number(regions.length > 0) + Number(campaign !== undefined);

/** Most restricted first, then the earliest spend-by date, then the fund's order, then the oldest lot, then its name. */
function rank(lot: JudgedLot, fund: JudgedFund): readonly (number | string)[] {
  return [-limits(fund), lot.spendBy ?? '~', fund.order, lot.receivedAt, lot.id];
}

function isBefore(one: readonly (number | string)[], other: readonly (number | string)[]): boolean {
  const at = one.findIndex((value, index) => value !== other[index]);
  const [a, b] = [one[at], other[at]];
  return a !== undefined && b !== undefined && a < b;
}

/** Walks the one order beside a plan, and counts for itself what is left. */
class Judge {
  readonly faults: string[] = [];
  readonly #lots: readonly JudgedLot[];
  readonly #fundOf: ReadonlyMap<string, JudgedFund>;
  readonly #left: Map<string, number>;
  readonly #passedOver: JudgedEntry[] = [];

  constructor({ today, funds, lots }: JudgedTruth) {
    const isUsable = ({ reviewUntil, spendBy = today }: JudgedLot) => reviewUntil === undefined && spendBy >= today;
    this.#lots = lots;
    this.#fundOf = new Map(funds.map((fund) => [fund.id, fund]));
    this.#left = new Map(lots.map((lot) => [lot.id, isUsable(lot) ? lot.free : 0]));
  }

  #mayUse(entry: JudgedEntry, fundId: string): boolean {
    const fund = this.#fundOf.get(fundId);
    return fund !== undefined && mayUse(entry, fund);
  }

  /** Who was passed over before, and was allowed to use this fund. */
  #robbed(fundId: string): JudgedEntry | undefined {
    return this.#passedOver.find((earlier) => this.#mayUse(earlier, fundId));
  }

  /** What an entry may use at its turn: nothing of a fund that somebody before it needed and did not get. */
  #openTo(entry: JudgedEntry): readonly JudgedLot[] {
    return this.#lots.filter(
      ({ id, fundId }) =>
        this.#mayUse(entry, fundId) && this.#robbed(fundId) === undefined && (this.#left.get(id) ?? 0) > 0,
    );
  }

  #sumOf(lots: readonly JudgedLot[]): number {
    return lots.reduce((sum, { id }) => sum + (this.#left.get(id) ?? 0), 0);
  }

  passOver(entry: JudgedEntry): void {
    const within = this.#sumOf(this.#openTo(entry));
    if (within >= entry.cost) this.faults.push(`${entry.order} was passed over with ${within} for its ${entry.cost}`);
    this.#passedOver.push(entry);
  }

  place(entry: JudgedEntry, { draws }: JudgedPlacement): void {
    const drawn = draws.reduce((sum, { amount }) => sum + amount, 0);
    if (drawn !== entry.cost) this.faults.push(`${entry.order} drew ${drawn} for its ${entry.cost}`);
    for (const draw of draws) this.#draw(entry, draw);
  }

  #draw(entry: JudgedEntry, { lotId, fundId, amount }: JudgedPlacement['draws'][number]): void {
    const { order } = entry;
    const lot = this.#lots.find(({ id }) => id === lotId);
    if (lot === undefined || lot.fundId !== fundId || !this.#mayUse(entry, fundId)) {
      this.faults.push(`${order} drew on ${lotId}, which it may not use`);
      return;
    }
    const robbed = this.#robbed(fundId);
    if (robbed !== undefined) this.faults.push(`${order} drew on ${fundId} before ${robbed.order}`);
    const missed = this.#openTo(entry).find((other) => other.id !== lotId && this.#paysBefore(other, lot));
    if (missed !== undefined) this.faults.push(`${order} drew on ${lotId} although ${missed.id} pays first`);
    const had = this.#left.get(lotId) ?? 0;
    if (amount > had || amount <= 0) this.faults.push(`${order} drew ${amount} on ${lotId}, which had ${had}`);
    this.#left.set(lotId, had - amount);
  }

  #paysBefore(one: JudgedLot, other: JudgedLot): boolean {
    const [first, second] = [this.#fundOf.get(one.fundId), this.#fundOf.get(other.fundId)];
    return first !== undefined && second !== undefined && isBefore(rank(one, first), rank(other, second));
  }

  end(): void {
    const [first] = this.#passedOver;
    if (first === undefined) return;
    const still = this.#sumOf(this.#lots.filter(({ fundId }) => this.#mayUse(first, fundId)));
    if (still >= first.cost) {
      this.faults.push(`the pass ended while ${first.order}, the first, could be funded with ${still}`);
    }
  }
}

/**
 * What a plan did that fairness forbids, in words; nothing, if all is well. Both halves of invariant 7, the order in
 * which money pays, and that nobody was passed over whom the money left to them would have paid for.
 * @param placements in the order in which they were made; entries of `waiting` that are not among them were passed over
 */
export function fairnessFaults(truth: JudgedTruth, placements: readonly JudgedPlacement[]): readonly string[] {
  const judge = new Judge(truth);
  const placed = new Map(placements.map((placement) => [placement.order, placement]));
  for (const entry of [...truth.waiting].sort((a, b) => (a.order < b.order ? -1 : 1))) {
    const placement = placed.get(entry.order);
    if (placement === undefined) judge.passOver(entry);
    else judge.place(entry, placement);
    placed.delete(entry.order);
  }
  judge.end();
  return [...judge.faults, ...[...placed.keys()].map((order) => `${order} was placed and did not wait`)];
}
