import type { Instant } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import { change, create, type Decision, nothingElse } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import { type LedgerMonth, LedgerSums, type LotUse, lotUseIdOf, usesIn, type WayOfGift } from '../domain/ledger.ts';
import { monthOf } from '../domain/ledger-audit.ts';
import { later } from '../domain/office-days.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { type Decided, decideAndCommit, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { bookedMonths, readWays } from './read-ledger.ts';

type SweepDeps = Pick<Deps, 'store' | 'settings' | 'now' | 'pause'>;

const aPage = 200;
const pagesACommit = 5;
/** As many new records as fit one transaction beside its audit entry. */
const usesACommit = 90;
/**
 * How far behind the clock the adding up stays. The index of the journal may lag, and a decision is booked a moment
 * after the time that it carries: what is an hour old has nothing before it that is still to come.
 */
const minutesBehind = 60;

async function readSome({ store }: SweepDeps, { month, past }: LedgerMonth, through: Instant) {
  const entries: JournalEntry[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesACommit; page += 1) {
    const { items, next } = await store.journal(month, { limit: aPage, past, through, after });
    entries.push(...items);
    after = next;
    if (next === undefined) return { entries, isWhole: true };
  }
  return { entries, isWhole: false };
}

const decisionAbout = (month: string, now: Instant, changes: Decision['changes']): Decision => ({
  about: `ledger/${month}`,
  did: 'add-up-ledger',
  why: 'so that nobody has to walk the whole journal',
  by: system,
  at: now,
  ...nothingElse,
  changes,
});

/**
 * Writes down which holds drew on which lots. They come before the month's sums: written again, they are there.
 * @returns false when somebody else writes the same now
 */
async function keepUses(deps: SweepDeps, month: string, entries: readonly JournalEntry[]): Promise<boolean> {
  const uses = new Map<string, LotUse>(entries.flatMap(usesIn).map((use) => [lotUseIdOf(use), use]));
  const ids = [...uses.keys()];
  for (let first = 0; first < ids.length; first += usesACommit) {
    const some = ids.slice(first, first + usesACommit);
    const kept = await decideAndCommit(deps, async () => {
      const known = new Set((await deps.store.getMany('lot-use', some)).map(({ id }) => id));
      const changes = some.flatMap((id) => {
        const use = uses.get(id);
        return use === undefined || known.has(id) ? [] : [create('lot-use', id, use)];
      });
      const decisions = changes.length === 0 ? [] : [decisionAbout(month, deps.now(), changes)];
      return { ok: true, value: { decisions, value: undefined } };
    });
    if (!kept.ok) return false;
  }
  return true;
}

/** A month's sums with these entries in them. */
function withEntries(
  known: LedgerMonth,
  entries: readonly JournalEntry[],
  wayOf: WayOfGift,
  sealedAt: Instant | undefined,
): LedgerMonth {
  const sums = new LedgerSums();
  for (const line of known.lines) sums.add(line);
  for (const entry of entries) sums.addEntry(entry, wayOf);
  const last = entries.at(-1) ?? known.past;
  return {
    month: known.month,
    entries: known.entries + entries.length,
    lines: [...sums.lines],
    ...(last === undefined ? {} : { past: { id: last.id, bookedAt: last.bookedAt } }),
    ...(sealedAt === undefined ? {} : { sealedAt }),
  };
}

interface Added {
  readonly entries: number;
  /** There is no more of the month to add up now. */
  readonly done: boolean;
}

async function decideToAdd(deps: SweepDeps, month: string): Promise<Outcome<Decided<Added>>> {
  const now = deps.now();
  const through = later(now, { minutes: -minutesBehind });
  const before = await deps.store.get('ledger-month', month);
  const known: LedgerMonth = before?.value ?? { month, entries: 0, lines: [] };
  if (known.sealedAt !== undefined) return settled({ entries: 0, done: true });
  const { entries, isWhole } = await readSome(deps, known, through);
  const added: Added = { entries: entries.length, done: isWhole };
  const isOver = isWhole && monthOf(through) > month;
  if (entries.length === 0 && !isOver) return settled(added);
  if (!(await keepUses(deps, month, entries))) return refuse('changed-meanwhile', 'another run is adding up');
  const after = withEntries(known, entries, await readWays(deps.store, entries), isOver ? now : undefined);
  const written = before === undefined ? create('ledger-month', month, after) : change(before, after);
  return accept({ decisions: [decisionAbout(month, now, [written])], value: added });
}

/**
 * Adds up what the journal gained since the last time, month by month, behind the clock by an hour. Run again, or by two
 * at once, it adds nothing twice: the sums and how far they go are one record.
 * @param most entries that one run takes in, about; the next run goes on
 */
export async function addUpLedger(deps: SweepDeps, most = 20_000): Promise<{ readonly entries: number }> {
  let entries = 0;
  const months = await bookedMonths(deps);
  const known = await deps.store.getMany('ledger-month', months);
  const sealed = new Set(known.filter(({ value }) => value.sealedAt !== undefined).map(({ id }) => id));
  for (const month of months) {
    if (sealed.has(month)) continue;
    for (let done = false; !done; ) {
      if (entries >= most) return { entries };
      const added = await decideAndCommit(deps, () => decideToAdd(deps, month));
      // Another run is at it, and goes on.
      if (!added.ok) return { entries };
      entries += added.value.entries;
      done = added.value.done;
    }
  }
  return { entries };
}
