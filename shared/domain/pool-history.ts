import type { FundId } from '../../events/values.ts';
import type { LedgerLine } from './ledger.ts';
import { addChange, type FundChange, type FundMovement, fundMovements, noChange } from './movement.ts';

/** What funds had when a month ended, and what they spent in it. Pence. */
export interface PoolMonth extends FundChange {
  /** `YYYY-MM` */
  readonly month: string;
  readonly spent: number;
}

const spentIn = (moved: readonly FundMovement[]): number =>
  moved.filter(({ movement }) => movement === 'spent').reduce((sum, { free, held }) => sum - free - held, 0);

/**
 * What funds had at the end of each of these months, and spent in it: from the journal alone, by the month in which it
 * takes effect.
 * @param months oldest first
 * @param fundId that fund alone; all of them together when left out
 */
export function poolHistory(
  lines: Iterable<LedgerLine>,
  months: readonly string[],
  fundId?: FundId,
): readonly PoolMonth[] {
  const all = [...lines];
  const [first] = months;
  const movedIn = (isWanted: (month: string) => boolean): readonly FundMovement[] =>
    fundMovements(all.filter(({ effectiveIn }) => isWanted(effectiveIn))).filter(
      (moved) => fundId === undefined || moved.fundId === fundId,
    );
  let so: FundChange = first === undefined ? noChange : movedIn((month) => month < first).reduce(addChange, noChange);
  return months.map((month, index): PoolMonth => {
    // What takes effect between two months that are asked for belongs to the later one.
    const before = months[index - 1];
    const moved = movedIn((each) => each <= month && (before === undefined ? each >= month : each > before));
    so = moved.reduce(addChange, so);
    return { month, free: so.free, held: so.held, deficit: so.deficit, spent: spentIn(moved) };
  });
}
