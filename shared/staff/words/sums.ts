import type { Pence, SignedPence } from '../../../events/values.ts';
import { grouped } from '../../domain/money-words.ts';
import type { TableCell } from '../../web/components/table.tsx';

/** `1,440.00`: pounds with both pence, so that a column of them lines up. Integer pence in, no fractions on the way. */
export const ledgerSum = (pence: number): string => {
  const sign = pence < 0 ? '\u2212' : '';
  const size = Math.abs(pence);
  return `${sign}£${grouped((size - (size % 100)) / 100)}.${String(size % 100).padStart(2, '0')}`;
};

/** A sum in a table: to the right, digits of one width. */
export const sumCell = (pence: Pence | SignedPence | number): TableCell => ({
  text: ledgerSum(pence),
  format: 'numeric',
});

/** A count in a table. */
export const countCell = (count: number): TableCell => ({ text: String(count), format: 'numeric' });
