import type { Pence, SignedPence } from '../../events/values.ts';

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

/**
 * Pence as people read money: `£1,440`, `£12.50`, with pence only when there are any, and a true minus sign
 * (GOV.UK style, “Money”).
 */
export function pounds(amount: Pence | SignedPence): string {
  const size = Math.abs(amount);
  const pence = size % 100;
  const shown = `£${whole.format((size - pence) / 100)}${pence === 0 ? '' : `.${String(pence).padStart(2, '0')}`}`;
  return amount < 0 ? `\u2212${shown}` : shown;
}
