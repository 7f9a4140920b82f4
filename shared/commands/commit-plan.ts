import type { Placement, WaitingEntry } from '../domain/allocate.ts';
import type { Change, Decision, Versioned } from '../domain/decision.ts';
import type { LotsById } from '../domain/lot-money.ts';
import { fitsOneTransaction, reservePlace, withChanges } from '../domain/reserve.ts';
import type { Deps } from './deps.ts';
import { loadLots } from './load-case.ts';

/** DynamoDB takes 100 actions a transaction. */
const actionsATransaction = 98;

/** What a plan was made from. */
interface Planned {
  readonly waiting: readonly (WaitingEntry & { readonly place: Versioned<'place'> })[];
  readonly funds: readonly Versioned<'fund'>[];
  readonly lots: LotsById;
}

interface Committed {
  readonly placed: number;
  /** Whether all of the plan was carried out, with no hold left half gathered. */
  readonly isWhole: boolean;
  /** A commit lost a race. */
  readonly wasRefused: boolean;
}

/** Places, open lots and unfinished holds also stand in a range: writing one may write an entry there as well. */
const mostWrites = ({ kind, after }: Change): number =>
  kind === 'place' || kind === 'lot' || (kind === 'hold' && after?.state === 'gathering') ? 2 : 1;

/** At most so many actions: each record is written once, each reliance checked once, however many decisions name it. */
function actionsOf(batch: readonly Decision[]): number {
  const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;
  const writes = new Map(batch.flatMap(({ changes }) => changes).map((made) => [nameOf(made), mostWrites(made)]));
  const checks = new Set(batch.flatMap(({ relies }) => relies).map(nameOf));
  const entries = batch.flatMap((decision) => decision.entries);
  return batch.length + entries.length + checks.size + [...writes.values()].reduce((sum, count) => sum + count, 0);
}

/** The lots as they are now, if nobody but this plan has touched those it changed. */
async function readAgain(deps: Deps, lots: LotsById, batch: readonly Decision[]): Promise<LotsById | undefined> {
  const ids = batch.flatMap(({ changes }) => changes).flatMap(({ kind, id }) => (kind === 'lot' ? [id] : []));
  const fresh = await loadLots(
    deps.store,
    [...lots.keys()].filter((id) => ids.includes(id)),
  );
  const isAsPlanned = [...fresh].every(([id, lot]) => lot.value.free === lots.get(id)?.value.free);
  return isAsPlanned ? new Map([...lots, ...fresh]) : undefined;
}

/** Commits placements in list order, each transaction as full as it fits; the first that fails ends the plan. */
export async function commitPlan(
  deps: Deps,
  { waiting, funds, lots: planned }: Planned,
  placements: readonly Placement[],
): Promise<Committed> {
  const placeOf = new Map(waiting.map((entry) => [entry.placeId, entry.place]));
  let lots: LotsById = planned;
  let batch: Decision[] = [];
  let placed = 0;

  const decide = ({ placeId, draws }: Placement): Decision => {
    const place = placeOf.get(placeId);
    if (place === undefined) throw new Error('a plan places only who waits');
    const decision = reservePlace(place, funds, lots, draws, deps.now(), deps.settings);
    if (!decision.ok) throw new Error(`the plan cannot be carried out: ${decision.refusal.because}`);
    return decision.value;
  };

  for (const placement of placements) {
    let decision = decide(placement);
    if (batch.length > 0 && actionsOf([...batch, decision]) > actionsATransaction) {
      if (!(await deps.store.commit(batch)).ok) return { placed, isWhole: false, wasRefused: true };
      placed += batch.length;
      const now = await readAgain(deps, lots, batch);
      if (now === undefined) return { placed, isWhole: false, wasRefused: false };
      lots = now;
      batch = [];
      decision = decide(placement);
    }
    batch.push(decision);
    lots = withChanges(lots, decision);
    // A hold too large for one transaction is gathered before anything after it is placed.
    if (!fitsOneTransaction(placement.draws)) {
      const { ok } = await deps.store.commit(batch);
      return { placed: ok ? placed + batch.length - 1 : placed, isWhole: false, wasRefused: !ok };
    }
  }
  const { ok } = await deps.store.commit(batch);
  return { placed: ok ? placed + batch.length : placed, isWhole: ok, wasRefused: !ok };
}
