import type { Pence, SignedPence } from '../../events/values.ts';

/**
 * `1,440`: a whole number that is not negative. By hand, for an Intl format made as a module begins costs every start of
 * a function more than all the sums it shows.
 */
export const grouped = (digits: number): string => String(digits).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');

/**
 * Pence as people read money: `£1,440`, `£12.50`, with pence only when there are any, and a true minus sign
 * (GOV.UK style, “Money”).
 */
export function pounds(amount: Pence | SignedPence): string {
  const size = Math.abs(amount);
  const pence = size % 100;
  const shown = `£${grouped((size - pence) / 100)}${pence === 0 ? '' : `.${String(pence).padStart(2, '0')}`}`;
  return amount < 0 ? `\u2212${shown}` : shown;
}
