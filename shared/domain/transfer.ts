import * as z from 'zod';
import { FundId, Instant, Pence, PoolId, TransferId } from '../../events/values.ts';
import { type Fund, fundKeepers, type Restriction } from './fund.ts';
import { edges, type StateTable } from './state-table.ts';

export const TransferState = z.enum(['requested', 'declined', 'withdrawn', 'moving', 'done', 'standing']);
export type TransferState = z.infer<typeof TransferState>;

/** Money on its way from one fund to another: asked for by one person, decided by another. */
export const transferStates: StateTable<TransferState> = {
  entity: 'transfer',
  states: TransferState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'done', fundKeepers, 'two people: not the one who asked; all of it moves at once'),
    ...edges(['requested'], 'moving', fundKeepers, 'two people: not the one who asked; it takes several transactions'),
    ...edges(['requested'], 'standing', fundKeepers, 'two people close a fund: what is free moves at once'),
    ...edges(['requested'], 'declined', fundKeepers, 'two people: not the one who asked'),
    ...edges(['requested'], 'withdrawn', fundKeepers, 'only the one who asked'),
    ...edges(['moving'], 'done', ['system'], 'the last part has moved'),
    ...edges(['moving'], 'standing', ['system'], 'the fund is closed: what comes free later follows'),
  ],
};

/** Why money may go to another fund at all. */
export const TransferBasis = z.enum(['unrestricted', 'narrower', 'secondary-purpose']);
export type TransferBasis = z.infer<typeof TransferBasis>;

export const Transfer = z.lazy(() =>
  z.strictObject({
    id: TransferId,
    poolId: PoolId,
    fromFundId: FundId,
    toFundId: FundId,
    /**
     * `closing` closes the fund it takes from, and stands afterwards: whatever comes free in that fund later follows.
     * `past-its-day` takes all that is free of what was to be spent by a day that is over, and nothing else.
     */
    purpose: z.enum(['move', 'closing', 'past-its-day']),
    basis: TransferBasis,
    /** What was asked for, in pence; only a `move` has a sum. */
    amount: Pence.optional(),
    reason: z.string(),
    state: TransferState,
    requestedBy: z.string(),
    requestedAt: Instant,
    decidedBy: z.string().optional(),
    decidedAt: Instant.optional(),
    /** What has moved so far, in pence, and in how many transactions. */
    moved: Pence,
    parts: z.int().nonnegative(),
  }),
);
export type Transfer = z.infer<typeof Transfer>;

/** Whether `inner` allows nothing that `outer` does not. An empty list allows everything. */
const isWithin = (inner: readonly string[], outer: readonly string[]): boolean =>
  outer.length === 0 || (inner.length > 0 && inner.every((each) => outer.includes(each)));

/** Whether every place that the one restriction allows is a place that the other allows, for the same appeal if it has one. */
export const isAtLeastAsNarrow = (one: Restriction, other: Restriction): boolean =>
  isWithin(one.groups, other.groups) &&
  isWithin(one.regions, other.regions) &&
  (other.campaign === undefined || one.campaign === other.campaign);

/**
 * On what ground money of one fund may go to another. The trustees may move what is theirs to decide on; what donors
 * restricted binds them (Charities SORP, restricted funds): it stays restricted and within its limits, or goes where the
 * secondary purpose says once the fund is closed, or once the day is over by which it was to be spent.
 * @returns undefined when it may not
 */
export function transferBasis(
  from: Pick<Fund, 'kind' | 'restriction'>,
  to: Pick<Fund, 'kind' | 'restriction'>,
  purpose: Transfer['purpose'],
): TransferBasis | undefined {
  if (from.kind !== 'restricted') return 'unrestricted';
  if (to.kind === 'restricted' && isAtLeastAsNarrow(to.restriction, from.restriction)) return 'narrower';
  return purpose === 'move' ? undefined : 'secondary-purpose';
}
