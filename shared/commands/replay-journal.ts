import type { Instant } from '../../events/values.ts';
import { type Change, change, create } from '../domain/decision.ts';
import { type JournalEntry, sumOf } from '../domain/journal.ts';
import {
  comparePositions,
  type LedgerAudit,
  type LedgerChunk,
  type LedgerDifference,
  type LedgerSegment,
  monthOf,
  monthsBetween,
  type Position,
  positionOf,
} from '../domain/ledger-audit.ts';
import {
  accountsChunkId,
  addEffects,
  addMovements,
  addTo,
  chunkOf,
  idMark,
  markOf,
  readMarks,
  subjectOf,
  type Totals,
} from '../domain/replay.ts';
import { type AuditDeps, AuditTakenOver, type Standing, save, withDifferences, write } from './audit-state.ts';

const aPage = 200;
/** Entries that one step reads, and that one segment remembers: what a run holds in memory at once. */
export const mostASegment = 5_000;
/** A transaction takes 4 MB, and a chunk may have some 100 KB. */
const chunksACommit = 32;

const segmentId = (number: number): string => String(number).padStart(7, '0');

type Fold = NonNullable<LedgerAudit['folding']>;

/** Entries of a month after one of them, at most so many. */
async function readEntries(
  { store }: AuditDeps,
  month: string,
  span: { readonly past: Position | undefined; readonly through: Instant },
  most: number,
): Promise<readonly JournalEntry[]> {
  const entries: JournalEntry[] = [];
  let after: string | undefined;
  do {
    const limit = Math.min(aPage, most - entries.length);
    const page = await store.journal(month, { limit, after, past: span.past, through: span.through });
    entries.push(...page.items);
    after = page.next;
  } while (after !== undefined && entries.length < most);
  return entries;
}

/** What stands in a segment's stretch of the journal now. */
const readStretch = async (deps: AuditDeps, { month, past, to }: LedgerSegment): Promise<readonly JournalEntry[]> => {
  const entries = await readEntries(deps, month, { past, through: to.bookedAt }, Number.POSITIVE_INFINITY);
  return entries.filter((entry) => comparePositions(positionOf(entry), to) <= 0);
};

/** The next entries that nobody has replayed, all of one month, booked at or before the instant. */
async function readNext(deps: AuditDeps, { firstMonth, through }: LedgerAudit, until: Instant, most: number) {
  const from = through === undefined ? firstMonth : monthOf(through.bookedAt);
  for (const month of monthsBetween(from, monthOf(until))) {
    const entries = await readEntries(deps, month, { past: through, through: until }, most);
    if (entries.length > 0) return entries;
  }
  return [];
}

const asRecord = (totals: Totals): Record<string, number> => Object.fromEntries(totals);

const withEntries = (before: LedgerSegment | undefined, entries: readonly JournalEntry[], begin: LedgerSegment) => {
  const totals: Totals = new Map(Object.entries(before?.balances ?? {}));
  for (const entry of entries) addMovements(totals, entry);
  return {
    ...begin,
    entries: (before?.entries ?? 0) + entries.length,
    marks: (before?.marks ?? '') + entries.map(markOf).join(''),
    balances: asRecord(totals),
  };
};

/** Writes down which entries are replayed next, before anything is. */
async function beginFold(deps: AuditDeps, standing: Standing, entries: readonly JournalEntry[]): Promise<Standing> {
  const audit = standing.value;
  const last = entries.at(-1);
  if (last === undefined) throw new Error('there is nothing to replay');
  const month = monthOf(last.bookedAt);
  const open = audit.segments === 0 ? undefined : await deps.store.get('ledger-segment', segmentId(audit.segments));
  const goesOn = open?.value.month === month && open.value.entries + entries.length <= mostASegment;
  const number = goesOn ? audit.segments : audit.segments + 1;
  const before = goesOn ? open : undefined;
  const to = positionOf(last);
  const past = before === undefined ? audit.through : before.value.past;
  const segment = withEntries(before?.value, entries, {
    month,
    ...(past === undefined ? {} : { past }),
    to,
    entries: 1,
    marks: '',
    balances: {},
  });
  const folding: Fold = { number: audit.folds + 1, segment: number, to, entries: entries.length, late: [] };
  return save(deps, standing, { ...audit, folding, segments: number }, 'begin-replay', [
    before === undefined ? create('ledger-segment', segmentId(number), segment) : change(before, segment),
  ]);
}

/**
 * The entries of a fold that was begun: those it wrote down, and no others that came to light since.
 * @throws AuditTakenOver when another run has gone on with the segment since this one read how the audit stands
 */
async function entriesOf(deps: AuditDeps, { through }: LedgerAudit, fold: Fold): Promise<readonly JournalEntry[]> {
  if (fold.late.length > 0) return fold.late;
  const segment = await deps.store.get('ledger-segment', segmentId(fold.segment));
  if (segment === undefined) throw new Error(`segment ${fold.segment} is begun and not there`);
  if (comparePositions(segment.value.to, fold.to) !== 0)
    throw new AuditTakenOver(`segment ${fold.segment} has gone on`);
  const marks = readMarks(segment.value.marks);
  const stretch = await readStretch(deps, { ...segment.value, ...(through === undefined ? {} : { past: through }) });
  const entries = stretch.filter((entry) => marks.has(idMark(entry)));
  if (entries.length !== fold.entries) throw new Error(`${fold.entries} entries were read, and ${entries.length} now`);
  return entries;
}

/** The fold's effects, by chunk and key; and what it moved on every account. All its entries were booked in one month. */
function effectsByChunk(entries: readonly JournalEntry[]): ReadonlyMap<string, Totals> {
  const totals: Totals = new Map();
  const moved: Totals = new Map();
  for (const entry of entries) {
    addEffects(totals, entry);
    addMovements(moved, entry);
  }
  const [first] = entries;
  const chunks = new Map<string, Totals>(
    first === undefined ? [] : [[accountsChunkId(monthOf(first.bookedAt)), moved]],
  );
  for (const [key, amount] of totals) {
    const id = chunkOf(subjectOf(key));
    const chunk = chunks.get(id);
    if (chunk === undefined) chunks.set(id, new Map([[key, amount]]));
    else chunk.set(key, amount);
  }
  return chunks;
}

const addedTo = (before: LedgerChunk | undefined, added: Totals, fold: number): LedgerChunk => {
  const totals: Totals = new Map(Object.entries(before?.balances ?? {}));
  for (const [key, amount] of added) addTo(totals, key, amount);
  return { fold, balances: asRecord(totals) };
};

async function writeChunks(deps: AuditDeps, fold: Fold, effects: ReadonlyMap<string, Totals>): Promise<void> {
  const ids = [...effects.keys()].toSorted();
  for (let first = 0; first < ids.length; first += chunksACommit) {
    const some = ids.slice(first, first + chunksACommit);
    const known = new Map((await deps.store.getMany('ledger-chunk', some)).map((chunk) => [chunk.id, chunk]));
    const changes = some.flatMap((id): readonly Change[] => {
      const before = known.get(id);
      if ((before?.value.fold ?? 0) >= fold.number) return [];
      const after = addedTo(before?.value, effects.get(id) ?? new Map(), fold.number);
      return [before === undefined ? create('ledger-chunk', id, after) : change(before, after)];
    });
    if (changes.length > 0) await write(deps, 'replay', `part of replay ${fold.number}`, changes);
  }
}

/** Every entry of the books sums to zero; the difference is what it comes to. */
const unbalanced = (entries: readonly JournalEntry[], segment: number, now: Instant): readonly LedgerDifference[] =>
  entries
    .filter((entry) => sumOf(entry) !== 0)
    .map((entry) => ({
      about: `journal/${entry.id}`,
      term: 'sum',
      journal: sumOf(entry),
      record: 0,
      foundAt: now,
      segment,
    }));

/**
 * Replays what was begun, if anything was: interrupted at any point, it is done again and counts once.
 * @param read the entries, when they are at hand
 */
export async function finishFold(
  deps: AuditDeps,
  standing: Standing,
  read?: readonly JournalEntry[],
): Promise<Standing> {
  const { folding: fold, ...audit } = standing.value;
  if (fold === undefined) return standing;
  const entries = read ?? (await entriesOf(deps, standing.value, fold));
  await writeChunks(deps, fold, effectsByChunk(entries));
  const found = withDifferences(audit, unbalanced(entries, fold.segment, deps.now()), deps);
  const isLate = fold.late.length > 0;
  const replayed: LedgerAudit = {
    ...found.audit,
    folds: fold.number,
    entries: audit.entries + entries.length,
    ...(isLate ? {} : { through: fold.to }),
  };
  return save(deps, standing, replayed, 'replay-journal', found.tasks);
}

/**
 * Replays the next entries that were booked at or before an instant.
 * @returns how the audit stands, and how many entries it replayed: none, when there were no more
 */
export async function replayNext(
  deps: AuditDeps,
  standing: Standing,
  until: Instant,
  most = mostASegment,
): Promise<{ readonly standing: Standing; readonly entries: number }> {
  const entries = await readNext(deps, standing.value, until, most);
  if (entries.length === 0) return { standing, entries: 0 };
  const begun = await beginFold(deps, standing, entries);
  return { standing: await finishFold(deps, begun, entries), entries: entries.length };
}

/** How many entries that came late are replayed at once: they travel in the audit's own record. */
const mostLate = 20;

const changesOfAccounts = (
  about: string,
  entries: readonly JournalEntry[],
  then: LedgerSegment['balances'],
  segment: number,
  now: Instant,
): readonly LedgerDifference[] => {
  const totals: Totals = new Map();
  for (const entry of entries) addMovements(totals, entry);
  return [...new Set([...totals.keys(), ...Object.keys(then)])]
    .map((account) => ({ account, journal: totals.get(account) ?? 0, record: then[account] ?? 0 }))
    .filter(({ journal, record }) => journal !== record)
    .map(({ account, ...sums }) => ({ about, term: `altered: ${account}`, ...sums, foundAt: now, segment }));
};

/** What the stretch says now against what it said: who was altered, who is missing, and by how many pence. */
function findAltered(
  { month, marks, balances }: LedgerSegment,
  entries: readonly JournalEntry[],
  number: number,
  now: Instant,
): readonly LedgerDifference[] {
  const then = readMarks(marks);
  const known = entries.filter((entry) => then.has(idMark(entry)));
  const altered = known.filter((entry) => then.get(idMark(entry)) !== markOf(entry));
  const missing = then.size - known.length;
  const [first] = altered;
  const about = first === undefined ? `journal/${month}` : `journal/${first.id}`;
  const accounts = altered.length + missing === 0 ? [] : changesOfAccounts(about, known, balances, number, now);
  // The accounts tell of all of them together, and stand under the first.
  const named = altered.slice(accounts.length > 0 ? 1 : 0).map(({ id }) => ({
    about: `journal/${id}`,
    term: 'altered, moving nothing between accounts',
    journal: 0,
    record: 0,
    foundAt: now,
    segment: number,
  }));
  const lost = { about: `journal/${month}`, term: 'missing entries', journal: -missing, record: 0, foundAt: now };
  return [...accounts, ...named, ...(missing === 0 ? [] : [{ ...lost, segment: number }])];
}

/**
 * Reads a stretch again that was replayed before: entries that came to light since are replayed now, and one that was
 * altered or is missing is named, with what it changes on each account.
 */
export async function rereadSegment(deps: AuditDeps, standing: Standing, number: number): Promise<Standing> {
  const segment = await deps.store.get('ledger-segment', segmentId(number));
  if (segment === undefined) return standing;
  const entries = await readStretch(deps, segment.value);
  const marks = readMarks(segment.value.marks);
  const late = entries.filter((entry) => !marks.has(idMark(entry))).slice(0, mostLate);
  const now = deps.now();
  const found = [...findAltered(segment.value, entries, number, now), ...unbalanced(entries, number, now)];
  const before = standing.value;
  const stillThere = before.differences.filter(
    (known) =>
      known.segment !== number || found.some(({ about, term }) => about === known.about && term === known.term),
  );
  const mended = stillThere.length < before.differences.length;
  const { audit, tasks } = withDifferences({ ...before, differences: stillThere }, found, deps);
  if (late.length > 0) {
    const folding: Fold = {
      number: audit.folds + 1,
      segment: number,
      to: segment.value.to,
      entries: late.length,
      late,
    };
    const withLate = withEntries(segment.value, late, segment.value);
    const begun = await save(deps, standing, { ...audit, folding }, 'begin-late-replay', [
      change(segment, withLate),
      ...tasks,
    ]);
    return finishFold(deps, begun);
  }
  return found.length > 0 || mended ? save(deps, standing, audit, 'reread-journal', tasks) : standing;
}
