import type { FundId } from '../../events/values.ts';
import { fundPartOf, type LedgerLine } from './ledger.ts';

/** How money of a fund moves, in the order in which a statement tells it. */
export const movements = [
  'donations',
  'gift-aid',
  'grants',
  'legacies',
  'disputes-won',
  'transfers-in',
  'held',
  'released',
  'spent',
  'refunds',
  'disputes',
  'fees',
  'transfers-out',
  'set-aside',
  'deficit-arisen',
  'deficit-cleared',
  'deficit-covered',
  'reserve-repaid',
  'unknown',
] as const;
export type Movement = (typeof movements)[number];

type Side = 'debit' | 'credit';
type Moves = Movement | { readonly [S in Side]: Movement };

/** What the entries of each cause do to the parts of a fund; `free` stands for `held` as well where that is left out. */
const causes: Readonly<Record<string, { readonly free: Moves; readonly held?: Moves; readonly deficit?: Moves }>> = {
  donation: { free: 'donations' },
  'donation.grant': { free: 'grants' },
  'donation.legacy': { free: 'legacies' },
  giftaid: { free: 'gift-aid' },
  fee: { free: 'fees' },
  hold: { free: 'held' },
  join: { free: 'held' },
  release: { free: 'released', deficit: 'deficit-cleared' },
  session: { free: 'spent' },
  refund: { free: 'refunds', deficit: 'deficit-arisen' },
  dispute: { free: 'disputes', deficit: 'deficit-arisen' },
  'dispute.won': { free: 'disputes-won', deficit: 'deficit-arisen' },
  transfer: { free: { debit: 'transfers-out', credit: 'transfers-in' } },
  deficit: { free: 'deficit-cleared', deficit: 'deficit-cleared' },
  reserve: { free: 'set-aside' },
  repay: { free: 'reserve-repaid' },
  cover: { free: 'deficit-covered', deficit: 'deficit-covered' },
};

/** The movement of one side of a line; `unknown` for a cause that this release does not know: shown, never dropped. */
function movementOf(cause: string, part: 'free' | 'held' | 'deficit', side: Side): Movement {
  const known = causes[cause] ?? causes[cause.split('.')[0] ?? ''];
  const moves = part === 'held' ? (known?.held ?? known?.free) : known?.[part];
  return moves === undefined ? 'unknown' : typeof moves === 'string' ? moves : moves[side];
}

/** What something did to a fund, in pence: positive is more of it. */
export interface FundChange {
  readonly free: number;
  readonly held: number;
  readonly deficit: number;
}

export const noChange: FundChange = { free: 0, held: 0, deficit: 0 };

export const addChange = (a: FundChange, b: FundChange): FundChange => ({
  free: a.free + b.free,
  held: a.held + b.held,
  deficit: a.deficit + b.deficit,
});

/** One movement of one fund. */
export interface FundMovement extends FundChange {
  readonly fundId: FundId;
  readonly movement: Movement;
  /** What the entries call it themselves. */
  readonly cause: string;
}

/** What lines did to funds. Lines of other accounts are passed over. */
export function fundMovements(lines: Iterable<LedgerLine>): readonly FundMovement[] {
  const found: FundMovement[] = [];
  for (const { account, cause, debit, credit } of lines) {
    const fund = fundPartOf(account);
    if (fund === undefined) continue;
    const { fundId, part } = fund;
    // What is free or held is a credit, a deficit a debit.
    const sign = part === 'deficit' ? 1 : -1;
    const sides = [
      ['debit', debit * sign],
      ['credit', -credit * sign],
    ] as const;
    for (const [side, amount] of sides) {
      if (amount === 0) continue;
      found.push({ fundId, cause, movement: movementOf(cause, part, side), ...noChange, [part]: amount });
    }
  }
  return found;
}
