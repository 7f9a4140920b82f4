import type { Instant, LotId, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import type { Draw, Hold } from './hold.ts';
import { entry } from './journal.ts';
import { type Purses, type Return, returnToLots } from './lot-money.ts';
import { referralIdOfPlace } from './place.ts';

/** How many lots one transaction touches at most; the next pass of the pool goes on. */
const drawsATransaction = 30;

interface Part {
  readonly position: number;
  readonly draw: Draw;
  readonly amount: Pence;
}

/** The draws that give back next: those that would pay last, so that the money that pays first stays for the sessions. */
function nextPart({ draws, returning = 0 as Pence }: Hold): readonly Part[] {
  const parts: Part[] = [];
  let left: number = returning;
  for (const [position, draw] of [...draws.entries()].reverse()) {
    const amount = Math.min(left, draw.drawn - draw.posted - draw.released) as Pence;
    if (amount === 0) continue;
    parts.push({ position, draw, amount });
    left -= amount;
    if (left === 0 || parts.length === drawsATransaction) break;
  }
  return parts;
}

/** The lots that the next {@link giveBackPart} of this hold gives back to. */
export const lotsOfPart = (hold: Hold): readonly LotId[] => nextPart(hold).map(({ draw }) => draw.lotId);

/**
 * Gives back to its lots, restriction intact, what a hold keeps without need: sessions that are not wanted, a fee below
 * the one that was reserved for, what a correction freed after the end. As much as one transaction takes.
 */
export function giveBackPart(hold: Versioned<'hold'>, purses: Purses, now: Instant): Decision {
  const { id: holdId, placeId, revision, returning = 0, returns = 0, draws } = hold.value;
  const parts = nextPart(hold.value);
  const back = parts.map(({ draw, amount }): Return => ({ lotId: draw.lotId, fundId: draw.fundId, holdId, amount }));
  const returned = returnToLots(back, purses);
  const left = returning - parts.reduce((sum, { amount }) => sum + amount, 0);
  const number = returns + 1;
  const { returning: _, ...kept } = hold.value;
  const after: Hold = {
    ...kept,
    returns: number,
    ...(left > 0 && parts.length > 0 ? { returning: left as Pence } : {}),
    draws: draws.map((draw, position) => {
      const part = parts.find((one) => one.position === position);
      return part === undefined ? draw : { ...draw, released: (draw.released + part.amount) as Pence };
    }),
  };
  return {
    about: `referral/${referralIdOfPlace(placeId)}`,
    did: 'return-money',
    why: 'the block does not need it any more',
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(hold, after), ...returned.changes],
    entries:
      returned.postings.length === 0
        ? []
        : [entry(`release:${placeId}:${revision}:part-${number}`, now, returned.postings)],
  };
}
