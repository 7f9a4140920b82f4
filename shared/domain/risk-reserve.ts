import * as z from 'zod';
import { FundId, Instant, Pence, PoolId, ReserveMoveId } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { type Change, change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import type { Lot } from './fund.ts';
import { credit, debit, entry, type Posting } from './journal.ts';
import type { LotsById } from './lot-money.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { edges, type StateTable, step } from './state-table.ts';

/** What a pool has set aside against gifts that are taken back after they were spent: the account `risk-reserve`. */
export const RiskReserve = z.lazy(() => z.strictObject({ poolId: PoolId, balance: Pence }));
export type RiskReserve = z.infer<typeof RiskReserve>;

export const ReserveMoveState = z.enum(['requested', 'declined', 'decided']);
export type ReserveMoveState = z.infer<typeof ReserveMoveState>;

const askers = ['coordinator', 'finance-maker', 'finance-checker'] as const;
const deciders = ['coordinator', 'finance-checker'] as const;

/** What may be done with the reserve. */
export const ReserveMoveKind = z.enum(['set-aside', 'cover', 'repay']);

/** Money into the reserve, from it to a fund's deficit, or back: two people. */
export const reserveMoveStates: StateTable<ReserveMoveState> = {
  entity: 'reserve move',
  states: ReserveMoveState.options,
  initial: 'requested',
  edges: [
    ...edges(['requested'], 'decided', deciders, 'not the one who asked; the money moves at once'),
    ...edges(['requested'], 'declined', deciders, 'not the one who asked'),
  ],
};

export const ReserveMove = z.lazy(() =>
  z.strictObject({
    id: ReserveMoveId,
    poolId: PoolId,
    /**
     * `set-aside`: from what is free in the fund into the reserve; `cover`: from the reserve to the fund's deficit; `repay`:
     * from what is free in the fund back to the reserve, as far as it has covered the fund's deficit.
     */
    what: ReserveMoveKind,
    fundId: FundId,
    amount: Pence,
    reason: z.string().min(1).max(500),
    state: ReserveMoveState,
    askedBy: z.string(),
    askedAt: Instant,
    decided: z.strictObject({ by: z.string(), at: Instant }).optional(),
  }),
);
export type ReserveMove = z.infer<typeof ReserveMove>;

/** How many lots setting aside takes from at most, in one transaction. */
export const lotsToSetAside = 40;

const about = ({ fundId }: ReserveMove): `fund/${string}` => `fund/${fundId}`;
const factData = ({ id, fundId, poolId }: ReserveMove) => ({ moveId: id, fundId, poolId });

/**
 * Somebody asks for money to be set aside, for a deficit to be covered, or for what was covered to be paid back. Nothing
 * moves yet.
 * @returns refusals: `not-allowed`; `invalid` for a sum of nothing, money with limits, more than the deficit, or more than
 * was covered
 */
export function askReserveMove(
  fund: Versioned<'fund'>,
  asked: Pick<ReserveMove, 'id' | 'what' | 'amount' | 'reason'>,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  if (!hasRole(by, askers)) return refuse('not-allowed', 'a coordinator or finance asks');
  if (asked.amount === 0) return refuse('invalid', 'nothing is no sum');
  if (asked.what === 'set-aside' && fund.value.kind !== 'unrestricted') {
    return refuse('invalid', 'money given for something stays with it');
  }
  if (asked.what === 'cover' && asked.amount > fund.value.deficit) return refuse('invalid', 'the deficit is smaller');
  if (asked.what === 'repay' && asked.amount > fund.value.covered) {
    return refuse('invalid', 'the reserve has covered less for this fund');
  }
  const { id: fundId, poolId } = fund.value;
  const move: ReserveMove = { ...asked, poolId, fundId, state: 'requested', askedBy: by.id, askedAt: now };
  return accept({
    about: about(move),
    did: 'ask-reserve-move',
    why: asked.reason,
    by,
    at: now,
    ...nothingElse,
    relies: [rely(fund)],
    changes: [create('reserve-move', move.id, move)],
    facts: [
      {
        type: 'uk.sponsored-places.reserve.move-requested.v1',
        subject: about(move),
        data: factData(move),
      },
    ],
  });
}

/** All that deciding on a move reads. */
export interface ReserveBooks {
  readonly move: Versioned<'reserve-move'>;
  readonly fund: Versioned<'fund'>;
  /** Absent until something is set aside. */
  readonly reserve: Versioned<'risk-reserve'> | undefined;
  /** What is free in the fund and under no review, the oldest first. */
  readonly lots: LotsById;
}

/** Whether somebody may decide on a move now. @returns refusals: `same-person`, and those of the state table. */
function mayDecide({ value }: Versioned<'reserve-move'>, to: 'decided' | 'declined', by: Actor): Outcome<ReserveMove> {
  if (value.state !== 'requested') return refusePassed('wrong-state', 'this was decided already');
  const next = step(reserveMoveStates, value.state, to, by);
  if (!next.ok) return next;
  if (value.askedBy === by.id) return refuse('same-person', 'whoever asked does not decide');
  return accept({ ...value, state: next.value });
}

/** A second person says no. */
export function declineReserveMove(move: Versioned<'reserve-move'>, by: Actor, now: Instant): Outcome<Decision> {
  const after = mayDecide(move, 'declined', by);
  if (!after.ok) return after;
  return accept({
    about: about(move.value),
    did: 'decline-reserve-move',
    why: 'a second person said no',
    by,
    at: now,
    ...nothingElse,
    changes: [change(move, { ...after.value, decided: { by: by.id, at: now } })],
    facts: [
      {
        type: 'uk.sponsored-places.reserve.move-declined.v1',
        subject: about(move.value),
        data: factData(move.value),
      },
    ],
  });
}

/**
 * A second person says yes, and the money moves: free lots are transferred to the reserve, the reserve pays a fund's
 * deficit, or the fund's free lots pay it themselves after all and the reserve has its money again.
 * @returns refusals: `same-person`; `not-covered` when the fund or the reserve has less; `invalid` when the deficit, or what
 * was covered of it, is smaller by now
 */
export function decideReserveMove(books: ReserveBooks, by: Actor, now: Instant): Outcome<Decision> {
  const after = mayDecide(books.move, 'decided', by);
  if (!after.ok) return after;
  const move = change(books.move, { ...after.value, decided: { by: by.id, at: now } });
  const decision = carryOut[after.value.what](books, by, now);
  return decision.ok ? accept({ ...decision.value, changes: [move, ...decision.value.changes] }) : decision;
}

function cover({ move, fund, reserve }: ReserveBooks, by: Actor, now: Instant): Outcome<Decision> {
  const { id, amount, reason } = move.value;
  const { id: fundId, poolId, deficit, covered } = fund.value;
  if (amount > deficit) return refuse('invalid', 'the deficit is smaller by now: ask again for what is left of it');
  if (reserve === undefined || reserve.value.balance < amount) return refuse('not-covered', 'the reserve has less');
  return accept({
    about: about(move.value),
    did: 'cover-deficit',
    why: reason,
    by,
    at: now,
    relies: [],
    changes: [
      change(fund, { ...fund.value, deficit: (deficit - amount) as Pence, covered: (covered + amount) as Pence }),
      change(reserve, { ...reserve.value, balance: (reserve.value.balance - amount) as Pence }),
    ],
    entries: [entry(`cover:${id}`, now, [debit('risk-reserve', amount), credit(`fund:${fundId}:deficit`, amount)])],
    facts: [
      {
        type: 'uk.sponsored-places.fund.deficit-covered.v1',
        subject: about(move.value),
        data: { fundId, poolId, amount },
      },
    ],
  });
}

/** Takes a sum from what is free in lots, the first in front; undefined when they have less. */
function takeFromLots(
  lots: readonly Versioned<'lot'>[],
  amount: Pence,
  takenFrom: (lot: Lot, taken: Pence) => Lot,
): { readonly changes: readonly Change[]; readonly postings: readonly Posting[] } | undefined {
  const changes: Change[] = [];
  const postings: Posting[] = [];
  let missing: number = amount;
  for (const lot of lots.slice(0, lotsToSetAside)) {
    const taken = Math.min(lot.value.free, missing) as Pence;
    if (taken === 0) continue;
    missing -= taken;
    const free = (lot.value.free - taken) as Pence;
    changes.push(change(lot, takenFrom({ ...lot.value, free }, taken)));
    postings.push(debit(`fund:${lot.value.fundId}:free`, taken, { lotId: lot.value.id }));
  }
  return missing > 0 ? undefined : { changes, postings };
}

const addedTo = ({ reserve, move }: ReserveBooks): Change => {
  const { poolId, amount } = move.value;
  return reserve === undefined
    ? create('risk-reserve', poolId, { poolId, balance: amount })
    : change(reserve, { ...reserve.value, balance: (reserve.value.balance + amount) as Pence });
};

const owesItself = () => refuse('not-covered', 'the fund has a deficit of its own to clear first');
const hasLess = () => refuse('not-covered', `less is free in the ${lotsToSetAside} oldest gifts`);

function setAside(books: ReserveBooks, by: Actor, now: Instant): Outcome<Decision> {
  const { move, fund, lots } = books;
  const { id, amount, reason } = move.value;
  if (fund.value.deficit > 0) return owesItself();
  const taken = takeFromLots([...lots.values()], amount, (lot, some) => ({
    ...lot,
    transferred: (lot.transferred + some) as Pence,
  }));
  if (taken === undefined) return hasLess();
  return accept({
    about: about(move.value),
    did: 'set-aside-reserve',
    why: reason,
    by,
    at: now,
    relies: [rely(fund)],
    changes: [...taken.changes, addedTo(books)],
    entries: [entry(`reserve:${id}`, now, [...taken.postings, credit('risk-reserve', amount)])],
    facts: [
      { type: 'uk.sponsored-places.reserve.set-aside.v1', subject: about(move.value), data: factData(move.value) },
    ],
  });
}

/**
 * The fund's own lots give to its deficit what the reserve had paid of it: what came back of a dispute first. Restricted
 * money may: it pays for the places of its own purpose that the reserve had stepped in for.
 */
function repay(books: ReserveBooks, by: Actor, now: Instant): Outcome<Decision> {
  const { move, fund, lots } = books;
  const { id, amount, reason } = move.value;
  const { deficit, covered } = fund.value;
  if (deficit > 0) return owesItself();
  if (amount > covered) return refuse('invalid', 'less is to be paid back by now: ask again for what is left of it');
  const cameBack = (lot: Versioned<'lot'>) => (lot.value.origin === 'dispute-won' ? 0 : 1);
  const inOrder = [...lots.values()].toSorted((one, other) => cameBack(one) - cameBack(other));
  const taken = takeFromLots(inOrder, amount, (lot, some) => ({
    ...lot,
    givenToDeficit: (lot.givenToDeficit + some) as Pence,
  }));
  if (taken === undefined) return hasLess();
  return accept({
    about: about(move.value),
    did: 'repay-reserve',
    why: reason,
    by,
    at: now,
    relies: [],
    changes: [...taken.changes, change(fund, { ...fund.value, covered: (covered - amount) as Pence }), addedTo(books)],
    entries: [entry(`repay:${id}`, now, [...taken.postings, credit('risk-reserve', amount)])],
    facts: [{ type: 'uk.sponsored-places.reserve.repaid.v1', subject: about(move.value), data: factData(move.value) }],
  });
}

const carryOut = { cover, 'set-aside': setAside, repay } as const satisfies Record<
  ReserveMove['what'],
  (books: ReserveBooks, by: Actor, now: Instant) => Outcome<Decision>
>;
