import type { Placement } from '../domain/allocate.ts';
import type { Change, Decision } from '../domain/decision.ts';
import type { LotsById } from '../domain/lot-money.ts';
import type { Outcome } from '../domain/outcome.ts';
import { fitsOneTransaction, reservePlace, withChanges } from '../domain/reserve.ts';
import { reserveRequest } from '../domain/reserve-request.ts';
import { BookedDifferently, BreaksSchema, TransactionTooLarge } from '../store/interface.ts';
import type { Deps } from './deps.ts';
import type { PoolTruth } from './load-pool.ts';
import type { PoolEntry } from './pool-entry.ts';

/** DynamoDB takes 100 actions a transaction. */
const actionsATransaction = 98;

interface Committed {
  readonly placed: number;
  /** Whether all of the plan was carried out, with no hold left half gathered. */
  readonly isWhole: boolean;
  /** How many reservations stood in the transaction that was refused; 0: none was. */
  readonly refused: number;
  /** The entry whose reservation was refused alone, and for good: trying again can never help. */
  readonly hopeless?: PoolEntry;
  /** The entry whose reservation, alone, made no sense as it was read: somebody wrote meanwhile, or it is a fault. */
  readonly senseless?: PoolEntry;
}

/** Places, open lots and unfinished holds also stand in a range: writing one may write an entry there as well. */
const mostWrites = ({ kind, after }: Change): number =>
  kind === 'place' || kind === 'request' || kind === 'lot' || (kind === 'hold' && after?.state === 'gathering') ? 2 : 1;

/** At most so many actions: each record is written once, each reliance checked once, however many decisions name it. */
function actionsOf(batch: readonly Decision[]): number {
  const nameOf = ({ kind, id }: { readonly kind: string; readonly id: string }): string => `${kind} ${id}`;
  const writes = new Map(batch.flatMap(({ changes }) => changes).map((made) => [nameOf(made), mostWrites(made)]));
  const checks = new Set(batch.flatMap(({ relies }) => relies).map(nameOf));
  const entries = batch.flatMap((decision) => decision.entries);
  return batch.length + entries.length + checks.size + [...writes.values()].reduce((sum, count) => sum + count, 0);
}

/**
 * The lots as a transaction that happened has left them. Should anybody else have touched one since, the next commit finds
 * its version changed and the plan ends there; reading them again before it would only find that sooner.
 */
function asCommitted(lots: LotsById, batch: readonly Decision[]): LotsById {
  const written = new Set(
    batch.flatMap(({ changes }) => changes).flatMap(({ kind, id }) => (kind === 'lot' ? [id] : [])),
  );
  return new Map([...lots].map(([id, lot]) => [id, written.has(id) ? { ...lot, version: lot.version + 1 } : lot]));
}

/** What became of one transaction. Alone: `never` was refused by something that stays, `senseless` could not be written. */
type Fate = 'done' | 'refused' | 'never' | 'senseless';

/** A hold or a journal entry of the next revision is there already: no other try can come to anything else. */
async function isTaken({ store }: Deps, { changes }: Decision): Promise<boolean> {
  const [begun] = changes.filter(({ kind, before }) => kind === 'hold' && before === undefined);
  return begun !== undefined && (await store.get('hold', begun.id)) !== undefined;
}

async function commitBatch(deps: Deps, batch: readonly Decision[]): Promise<Fate> {
  const [only] = batch.length === 1 ? batch : [];
  try {
    const result = await deps.store.commit(batch);
    if (result.ok) return 'done';
    return only !== undefined && (result.why === 'booked' || (await isTaken(deps, only))) ? 'never' : 'refused';
  } catch (failure) {
    // Records are read one after the other: a decision on what somebody wrote meanwhile may make no sense.
    if (failure instanceof BreaksSchema) return only === undefined ? 'refused' : 'senseless';
    if (!(failure instanceof BookedDifferently || failure instanceof TransactionTooLarge)) throw failure;
    return only === undefined ? 'refused' : 'never';
  }
}

/** A second reservation of one place is decided on what the first has left of it: it waits for the next plan. */
function oncePerPlace(placements: readonly Placement[]): readonly Placement[] {
  const seen = new Set<string>();
  const again = placements.findIndex(({ placeId }) => seen.size === seen.add(placeId).size);
  return again < 0 ? placements : placements.slice(0, again);
}

/**
 * Commits placements in list order, each transaction as full as it fits; the first that fails ends the plan.
 * @param most how many reservations a transaction may hold: after a refusal fewer and fewer, until one stands alone
 * @param mayGoOn asked after every transaction: whether there is time for another
 */
export async function commitPlan(
  deps: Deps,
  { waiting, funds, lots: planned }: Pick<PoolTruth, 'waiting' | 'funds' | 'lots'>,
  placements: readonly Placement[],
  most: number,
  mayGoOn: () => boolean,
): Promise<Committed> {
  const entryOf = new Map(waiting.map((entry) => [entry.order, entry]));
  const now = oncePerPlace(placements);
  let lots: LotsById = planned;
  let batch: { readonly entry: PoolEntry; readonly decision: Decision }[] = [];
  let placed = 0;

  const decide = ({ place, request }: PoolEntry, { draws }: Placement): Outcome<Decision> =>
    request === undefined
      ? reservePlace(place, funds, lots, draws, deps.now(), deps.settings)
      : reserveRequest({ request, place }, funds, lots, draws, deps.now(), deps.settings);

  /** @returns how the plan ends here, if it does. */
  const flush = async (): Promise<Committed | undefined> => {
    if (batch.length === 0) return undefined;
    const fate = await commitBatch(
      deps,
      batch.map(({ decision }) => decision),
    );
    const [first] = batch;
    if (fate !== 'done') {
      const refused = { placed, isWhole: false, refused: batch.length };
      if (first === undefined || fate === 'refused') return refused;
      return fate === 'never' ? { ...refused, hopeless: first.entry } : { ...refused, senseless: first.entry };
    }
    placed += batch.length;
    batch = [];
    return undefined;
  };

  /** What comes next is decided on the lots as they are now. */
  const goOn = async (): Promise<Committed | undefined> => {
    const decisions = batch.map(({ decision }) => decision);
    const ended = await flush();
    if (ended !== undefined) return ended;
    if (!mayGoOn()) return { placed, isWhole: false, refused: 0 };
    lots = asCommitted(lots, decisions);
    return undefined;
  };

  for (const placement of now) {
    const entry = entryOf.get(placement.order);
    if (entry === undefined) throw new Error('a plan places only who waits');
    let decision = decide(entry, placement);
    const isFull =
      decision.ok && actionsOf([...batch.map((one) => one.decision), decision.value]) > actionsATransaction;
    if (!decision.ok || isFull || batch.length >= most) {
      const ended = await goOn();
      if (ended !== undefined) return ended;
      decision = decide(entry, placement);
    }
    if (!decision.ok) return { placed, isWhole: false, refused: 1, hopeless: entry };
    batch.push({ entry, decision: decision.value });
    lots = withChanges(lots, decision.value);
    // A hold too large for one transaction is gathered before anything after it is placed.
    if (!fitsOneTransaction(placement.draws)) {
      return (await flush()) ?? { placed: placed - 1, isWhole: false, refused: 0 };
    }
  }
  const isWhole = now.length === placements.length;
  return (await flush()) ?? { placed, isWhole, refused: 0 };
}
