import type { Instant, LocalDate, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { change, type Decision, type Versioned } from './decision.ts';
import { isDrawable } from './fund.ts';
import { credit, debit, entry } from './journal.ts';

/** How many lots one transaction clears a deficit from; a larger one is cleared in several. */
export const lotsToClearFrom = 40;

/**
 * A fund clears its deficit from what is free in its own lots, before it funds anybody: the places that its refunded
 * gifts had paid for stay paid for.
 * @param lots of the fund, in the order in which they pay; those in review and those past their day give nothing
 * @returns undefined when there is no deficit, or nothing to clear it from
 */
export function clearDeficit(
  fund: Versioned<'fund'>,
  lots: readonly Versioned<'lot'>[],
  now: Instant,
  today: LocalDate,
): Decision | undefined {
  const { id: fundId, poolId, deficit } = fund.value;
  let missing = deficit as number;
  const giving = lots
    .filter((lot) => lot.value.fundId === fundId && isDrawable(lot.value, today))
    .slice(0, lotsToClearFrom)
    .flatMap((lot) => {
      const amount = Math.min(lot.value.free, missing) as Pence;
      missing -= amount;
      return amount === 0 ? [] : [{ lot, amount }];
    });
  if (giving.length === 0) return undefined;
  const cleared = (deficit - missing) as Pence;
  return {
    about: `fund/${fundId}`,
    did: 'clear-deficit',
    why: 'what a fund owes is made good before it pays for anybody new',
    by: system,
    at: now,
    relies: [],
    changes: [
      change(fund, { ...fund.value, deficit: missing as Pence }),
      ...giving.map(({ lot, amount }) =>
        change(lot, {
          ...lot.value,
          free: (lot.value.free - amount) as Pence,
          givenToDeficit: (lot.value.givenToDeficit + amount) as Pence,
        }),
      ),
    ],
    entries: [
      // The fund's version tells one clearing from the next: each writes the fund.
      entry(`deficit:${fundId}:${fund.version}`, now, [
        ...giving.map(({ lot, amount }) => debit(`fund:${fundId}:free`, amount, { lotId: lot.value.id })),
        credit(`fund:${fundId}:deficit`, cleared),
      ]),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.fund.deficit-cleared.v1',
        subject: `fund/${fundId}`,
        data: { fundId, poolId, amount: cleared },
      },
    ],
  };
}
