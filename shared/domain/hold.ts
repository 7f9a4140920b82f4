import * as z from 'zod';
import {
  FundId,
  HoldId,
  Instant,
  LotId,
  Pence,
  type PlaceId,
  PlaceId as PlaceIdSchema,
  PoolId,
  RequestId,
} from '../../events/values.ts';
import { system } from './actor.ts';
import type { Versioned } from './decision.ts';
import { credit, debit, entry, type JournalEntry } from './journal.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { approvers } from './place.ts';
import { edges, type StateTable, step } from './state-table.ts';

export const HoldState = z.enum(['gathering', 'pending', 'posted', 'released', 'expired', 'joined']);
export type HoldState = z.infer<typeof HoldState>;

/** Money reserved for one block of one place, or for what one request of it asks. */
export const holdStates: StateTable<HoldState> = {
  entity: 'hold',
  states: HoldState.options,
  initial: 'gathering',
  edges: [
    ...edges(['gathering'], 'pending', ['system'], 'the draws cover the block'),
    ...edges(['gathering'], 'released', ['system'], 'the block cannot be covered after all; undone'),
    ...edges(['pending'], 'posted', ['therapist', 'system'], 'the first session is paid from it'),
    ...edges(['posted'], 'posted', ['therapist', 'system'], 'the next session is paid from it'),
    ...edges(
      ['pending', 'posted'],
      'released',
      ['system', 'coordinator', 'coordinator-deputy'],
      'what is left returns to its lots',
    ),
    ...edges(['pending'], 'expired', ['system'], 'nobody approved in time'),
    ...edges(['pending'], 'joined', approvers, 'its request is approved: what it held is in the hold of its place'),
  ],
};

/**
 * A hold is read a moment after its place: what ended both in between is found here.
 * @returns refusals: `changed-meanwhile`
 */
export const stillStands = ({ value }: Versioned<'hold'>): Outcome<undefined> =>
  step(holdStates, value.state, 'released', system).ok
    ? accept(undefined)
    : refuse('changed-meanwhile', 'what was held for the place was given back at this moment');

/** What one hold took from one lot: `drawn = posted + released + still held`, in pence. */
export const Draw = z.lazy(() =>
  z.strictObject({
    lotId: LotId,
    fundId: FundId,
    drawn: Pence,
    posted: Pence,
    released: Pence,
  }),
);
export type Draw = z.infer<typeof Draw>;

export const Hold = z.lazy(() =>
  z.strictObject({
    id: HoldId,
    placeId: PlaceIdSchema,
    /** The request it is for; none: the block in hand of the place. */
    requestId: RequestId.optional(),
    poolId: PoolId,
    revision: z.int().positive(),
    state: HoldState,
    amount: Pence,
    draws: z.array(Draw),
    heldAt: Instant,
    /** Pence that the block cannot need any more: the next pass gives them back, those that would pay last first. */
    returning: Pence.optional(),
    /** How often part of it was given back: the revision in the entry's id. */
    returns: z.int().positive().optional(),
    /** The hold has ended, but has more draws than one transaction gives back: the next pass finishes it. */
    ending: z.enum(['released', 'expired']).optional(),
  }),
);
export type Hold = z.infer<typeof Hold>;

/** The revision is part of the id: a place that lost a hold gets a new one, never the old one again. */
export const holdIdOf = (placeId: PlaceId, revision: number): HoldId =>
  HoldId.parse(`${placeId.replace(/^plc_/, 'hld_')}x${revision}`);

/** What a hold still has of its lots, in pence. */
export const stillHeld = (hold: Pick<Hold, 'draws'>): Pence =>
  hold.draws.reduce((sum, draw) => sum + draw.drawn - draw.posted - draw.released, 0) as Pence;

/** The entry that moves what a request's hold has left into the hold of its place, lot by lot. */
export const joinEntry = (from: Hold, into: HoldId, at: Instant): JournalEntry =>
  entry(
    `join:${from.placeId}:${from.revision}`,
    at,
    from.draws.flatMap(({ fundId, lotId, drawn, posted, released }) => {
      const left = (drawn - posted - released) as Pence;
      if (left === 0) return [];
      return [
        debit(`fund:${fundId}:held`, left, { lotId, holdId: from.id }),
        credit(`fund:${fundId}:held`, left, { lotId, holdId: into }),
      ];
    }),
  );

/** The entry that moves money from free to held. `part` tells the transactions of a hold gathered in several apart. */
export const holdEntry = (hold: Hold, draws: readonly Draw[], part: number, at: Instant): JournalEntry =>
  entry(
    `hold:${hold.placeId}:${hold.revision}:${part}`,
    at,
    draws.flatMap(({ fundId, lotId, drawn }) => [
      debit(`fund:${fundId}:free`, drawn, { lotId }),
      credit(`fund:${fundId}:held`, drawn, { lotId, holdId: hold.id }),
    ]),
  );
