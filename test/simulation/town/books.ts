import type { Fund, Lot } from '../../../shared/domain/fund.ts';
import type { Draw, Hold } from '../../../shared/domain/hold.ts';
import type { JournalEntry } from '../../../shared/domain/journal.ts';
import { fundFault, heldOf, lotFault, sum } from '../rules.ts';

/** What the lots and holds of one fund come to, kept as they change. */
interface FundSums {
  free: number;
  held: number;
  shortfall: number;
  givenToDeficit: number;
}

/** The books kept a second time, from records and journal apart, change by change: the money rules need no walk over all. */
export class Books {
  readonly #accounts = new Map<string, number>();
  readonly #entryIds = new Set<string>();
  readonly #funds = new Map<string, FundSums>();
  readonly #lots = new Map<string, Lot>();
  readonly #holds = new Map<string, Hold>();
  readonly #drawsOnLot = new Map<string, Map<string, readonly Draw[]>>();
  #whole = 0;

  takeLot(id: string, now: Lot | undefined): void {
    const before = this.#lots.get(id);
    if (before !== undefined) this.#addLot(before, -1);
    if (now === undefined) this.#lots.delete(id);
    else {
      this.#lots.set(id, now);
      this.#addLot(now, 1);
    }
  }

  /** @returns the lots the hold draws on, or drew on */
  takeHold(id: string, now: Hold | undefined): ReadonlySet<string> {
    const before = this.#holds.get(id);
    const lots = new Set<string>();
    for (const draw of before?.draws ?? []) this.#sums(draw.fundId).held -= heldOf(draw);
    for (const draw of now?.draws ?? []) this.#sums(draw.fundId).held += heldOf(draw);
    for (const { lotId } of [...(before?.draws ?? []), ...(now?.draws ?? [])]) lots.add(lotId);
    for (const lotId of lots) {
      const own = now?.draws.filter((draw) => draw.lotId === lotId) ?? [];
      const onLot = this.#drawsOnLot.get(lotId) ?? new Map<string, readonly Draw[]>();
      onLot.set(id, own);
      this.#drawsOnLot.set(lotId, onLot);
    }
    if (now === undefined) this.#holds.delete(id);
    else this.#holds.set(id, now);
    return lots;
  }

  /** Invariants 1 and 5, of one entry. @returns what is wrong, and the funds it names */
  book(entry: JournalEntry): { readonly faults: readonly string[]; readonly funds: ReadonlySet<string> } {
    const funds = new Set<string>();
    const faults: string[] = [];
    if (this.#entryIds.has(entry.id)) faults.push(`5: entry ${entry.id} was booked twice`);
    this.#entryIds.add(entry.id);
    for (const { account, amount } of entry.postings) {
      this.#accounts.set(account, (this.#accounts.get(account) ?? 0) + amount);
      this.#whole += amount;
      const fund = /^fund:(fnd_\w+):/.exec(account)?.[1];
      if (fund !== undefined) funds.add(fund);
    }
    const total = sum(entry.postings.map(({ amount }) => amount));
    if (total !== 0) faults.push(`1: entry ${entry.id} sums to ${total}`);
    if (this.#whole !== 0) faults.push(`1: the journal sums to ${this.#whole}`);
    return { faults, funds };
  }

  /** Invariant 2, of one lot. */
  lotFault(id: string): string | undefined {
    const lot = this.#lots.get(id);
    return lot && lotFault(lot, [...(this.#drawsOnLot.get(id)?.values() ?? [])].flat());
  }

  /** Invariants 2 and 4, of one fund. */
  fundFaults(id: string, fund: Fund | undefined): readonly string[] {
    const { free, held, shortfall, givenToDeficit } = this.#sums(id);
    const balance = (account: string) => this.#accounts.get(`fund:${id}:${account}`) ?? 0;
    const faults: (string | undefined)[] = [
      -balance('free') === free ? undefined : `4: fund ${id} has ${free} free, the journal ${-balance('free')}`,
      -balance('held') === held ? undefined : `4: fund ${id} has ${held} held, the journal ${-balance('held')}`,
    ];
    if (fund !== undefined) {
      const owed = balance('deficit');
      faults.push(fundFault(fund, { shortfall, givenToDeficit }));
      if (owed !== fund.deficit) faults.push(`4: fund ${id} has a deficit of ${fund.deficit}, the journal ${owed}`);
    }
    return faults.filter((fault) => fault !== undefined);
  }

  fundOfLot(id: string): string | undefined {
    return this.#lots.get(id)?.fundId;
  }

  /** What one account comes to, in pence, debit positive. */
  balanceOf(account: string): number {
    return this.#accounts.get(account) ?? 0;
  }

  #addLot({ fundId, free, shortfall, givenToDeficit }: Lot, sign: 1 | -1): void {
    const sums = this.#sums(fundId);
    sums.free += sign * free;
    sums.shortfall += sign * shortfall;
    sums.givenToDeficit += sign * givenToDeficit;
  }

  #sums(fundId: string): FundSums {
    let sums = this.#funds.get(fundId);
    if (sums === undefined) {
      sums = { free: 0, held: 0, shortfall: 0, givenToDeficit: 0 };
      this.#funds.set(fundId, sums);
    }
    return sums;
  }
}
