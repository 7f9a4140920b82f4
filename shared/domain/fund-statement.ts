import type { FundId } from '../../events/values.ts';
import type { LedgerOf } from './ledger.ts';
import {
  addChange,
  type FundChange,
  type FundMovement,
  fundMovements,
  type Movement,
  movements,
  noChange,
} from './movement.ts';

export interface StatementRow extends FundChange {
  readonly movement: Movement;
  /** Of an unknown movement, what its entries call themselves. */
  readonly cause?: string | undefined;
}

/** What a fund had, what moved, and what it has: derived from the journal alone. Pence. */
export interface FundStatement {
  readonly fundId: FundId;
  readonly opening: FundChange;
  /** In the order of `movements`; those that did not happen are left out. */
  readonly rows: readonly StatementRow[];
  readonly closing: FundChange;
}

const sumOf = (changes: Iterable<FundChange>): FundChange => [...changes].reduce(addChange, noChange);

function rowsOf(during: readonly FundMovement[]): readonly StatementRow[] {
  return movements.flatMap((movement): readonly StatementRow[] => {
    const same = during.filter((each) => each.movement === movement);
    if (same.length === 0) return [];
    if (movement !== 'unknown') return [{ movement, ...sumOf(same) }];
    const causes = [...new Set(same.map(({ cause }) => cause))].toSorted();
    return causes.map((cause) => ({ movement, cause, ...sumOf(same.filter((each) => each.cause === cause)) }));
  });
}

/**
 * The statement of one fund: `closing = opening + rows`, free, held and deficit each for itself. A reversed entry takes
 * away from the row that the entry it reverses added to.
 */
export function fundStatement(fundId: FundId, { before, during }: LedgerOf): FundStatement {
  const opening = sumOf(fundMovements(before).filter((each) => each.fundId === fundId));
  const rows = rowsOf(fundMovements(during).filter((each) => each.fundId === fundId));
  return { fundId, opening, rows, closing: addChange(opening, sumOf(rows)) };
}
