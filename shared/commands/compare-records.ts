import type { Instant } from '../../events/values.ts';
import { type AuditedRecord, compareNothing, compareRecord, kindOf } from '../domain/compare-ledger.ts';
import type { Versioned } from '../domain/decision.ts';
import { HoldState } from '../domain/hold.ts';
import {
  AuditedKind,
  type LedgerAudit,
  type LedgerDifference,
  type Mismatch,
  type Suspect,
} from '../domain/ledger-audit.ts';
import { later } from '../domain/office-days.ts';
import { chunkCount, chunkId, chunkOf, subjectOf } from '../domain/replay.ts';
import type { Page } from '../store/interface.ts';
import type { AuditDeps } from './audit-state.ts';

const aPage = 200;
/** Chunks kept in memory at once. */
const mostChunks = 256;
const mostSuspects = 200;
/** Clocks of two functions differ by less. */
const skewMinutes = 1;

/** What was replayed, chunk by chunk as it is asked for. */
class Replay {
  readonly #store: AuditDeps['store'];
  readonly #chunks = new Map<string, Readonly<Record<string, number>>>();

  constructor({ store }: AuditDeps) {
    this.#store = store;
  }

  /** Brings the chunks of these subjects at once. */
  async load(subjects: readonly string[]): Promise<void> {
    await this.#loadChunks([...new Set(subjects.map(chunkOf))]);
  }

  /** All that was replayed in these chunks. */
  async subjectsIn(ids: readonly string[]): Promise<readonly string[]> {
    await this.#loadChunks(ids);
    return [...new Set(ids.flatMap((id) => Object.keys(this.#chunks.get(id) ?? {}).map(subjectOf)))];
  }

  async #loadChunks(wanted: readonly string[]): Promise<void> {
    if (this.#chunks.size + wanted.length > mostChunks) this.#chunks.clear();
    const ids = wanted.filter((id) => !this.#chunks.has(id));
    const found = new Map((await this.#store.getMany('ledger-chunk', ids)).map(({ id, value }) => [id, value]));
    for (const id of ids) this.#chunks.set(id, found.get(id)?.balances ?? {});
  }

  termsOf(subject: string): Readonly<Record<string, number>> {
    return this.#chunks.get(chunkOf(subject)) ?? {};
  }

  sum = (key: string): number => this.termsOf(subjectOf(key))[key] ?? 0;
}

const readRecords = (
  { store }: AuditDeps,
  kind: AuditedKind,
  ids: readonly string[],
): Promise<readonly AuditedRecord[]> => {
  switch (kind) {
    case 'lot':
      return store.getMany('lot', ids);
    case 'hold':
      return store.getMany('hold', ids);
    case 'fund':
      return store.getMany('fund', ids);
  }
};

async function readRecord(deps: AuditDeps, kind: AuditedKind, id: string): Promise<AuditedRecord | undefined> {
  const [record] = await readRecords(deps, kind, [id]);
  return record;
}

const mismatches = (
  replay: Replay,
  kind: AuditedKind,
  id: string,
  record: AuditedRecord | undefined,
): readonly Mismatch[] =>
  record === undefined
    ? compareNothing(kind, id, Object.entries(replay.termsOf(id)))
    : compareRecord(record, replay.sum);

/**
 * Looks at a record that seemed to differ, strongly consistent.
 * @returns the suspicion with the version it is about; undefined when record and journal agree now
 */
async function suspect(deps: AuditDeps, replay: Replay, kind: AuditedKind, id: string): Promise<Suspect | undefined> {
  const record = await readRecord(deps, kind, id);
  await replay.load([id]);
  if (mismatches(replay, kind, id, record).length === 0) return undefined;
  return { kind, id, version: record?.version ?? 0, readAt: deps.now() };
}

/** What became of the suspicions of earlier runs. */
export interface Examined {
  readonly differences: readonly LedgerDifference[];
  /** Those that cannot be decided yet. */
  readonly suspects: readonly Suspect[];
  /** `<kind>/<id>` of those that agree. */
  readonly cleared: ReadonlySet<string>;
}

/**
 * Decides about suspects. A version that was there when it was first read, and still is, was made by entries booked
 * before that moment: once all of those are replayed, journal and record must agree, and if they do not it is no matter of
 * time. A record that changed meanwhile is looked at afresh.
 */
export async function examine(
  deps: AuditDeps,
  suspects: readonly Suspect[],
  provedThrough: Instant,
): Promise<Examined> {
  const replay = new Replay(deps);
  const differences: LedgerDifference[] = [];
  const undecided: Suspect[] = [];
  const cleared = new Set<string>();
  for (const { kind, id, version, readAt } of suspects) {
    const record = await readRecord(deps, kind, id);
    await replay.load([id]);
    const found = mismatches(replay, kind, id, record);
    const isUnchanged = (record?.version ?? 0) === version;
    if (found.length === 0) cleared.add(`${kind}/${id}`);
    else if (!isUnchanged) undecided.push({ kind, id, version: record?.version ?? 0, readAt: deps.now() });
    else if (later(readAt, { minutes: skewMinutes }) > provedThrough) undecided.push({ kind, id, version, readAt });
    else differences.push(...found.map((mismatch) => ({ ...mismatch, foundAt: deps.now() })));
  }
  return { differences, suspects: undecided, cleared };
}

/** The stages of one comparison of everything, in their order. */
async function stagesOf({ store, settings }: AuditDeps): Promise<readonly string[]> {
  const funds: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.list('fund', `funds/${settings.pool.id}`, { limit: aPage, after });
    funds.push(...page.items.map(({ id }) => id));
    after = page.next;
  } while (after !== undefined);
  return [
    `funds/${settings.pool.id}`,
    ...funds.map((id) => `open-lots/${id}`),
    'lots-in-review',
    ...HoldState.options.map((state) => `holds/${settings.pool.id}/${state}`),
    'replayed',
  ];
}

const readList = (
  { store }: AuditDeps,
  stage: string,
  after: string | undefined,
): Promise<Page<Versioned<'fund'> | Versioned<'lot'> | Versioned<'hold'>>> => {
  const page = { limit: aPage, after };
  if (stage.startsWith('funds/')) return store.list('fund', stage, page);
  if (stage.startsWith('open-lots/')) return store.range('lot', stage, 'lots', page);
  return stage.startsWith('holds/') ? store.list('hold', stage, page) : store.list('lot', stage, page);
};

interface Doubtful {
  readonly kind: AuditedKind;
  readonly id: string;
}

interface Compared {
  readonly doubtful: readonly Doubtful[];
  readonly compared: number;
  readonly next: string | undefined;
}

async function comparePage(
  deps: AuditDeps,
  replay: Replay,
  stage: string,
  after: string | undefined,
): Promise<Compared> {
  const { items, next } = await readList(deps, stage, after);
  await replay.load(items.map(({ id }) => id));
  const doubtful = items.filter((record) => compareRecord(record, replay.sum).length > 0);
  return { doubtful: doubtful.map(({ kind, id }) => ({ kind, id })), compared: items.length, next };
}

/** Chunks looked through at a time. */
const chunksAPage = 16;

/** The other way round: whatever was replayed has a record, and agrees with it. A spent lot stands in no list. */
async function compareChunks(deps: AuditDeps, replay: Replay, after: string | undefined): Promise<Compared> {
  const first = Number(after ?? 0);
  const numbers = Array.from({ length: Math.min(chunksAPage, chunkCount - first) }, (_, index) => first + index);
  const subjects = await replay.subjectsIn(numbers.map(chunkId));
  const doubtful: Doubtful[] = [];
  for (const kind of AuditedKind.options) {
    const ids = subjects.filter((subject) => kindOf(subject) === kind);
    const there = new Map((await readRecords(deps, kind, ids)).map((record) => [record.id, record]));
    for (const id of ids) if (mismatches(replay, kind, id, there.get(id)).length > 0) doubtful.push({ kind, id });
  }
  const reached = first + numbers.length;
  return { doubtful, compared: subjects.length, next: reached >= chunkCount ? undefined : String(reached) };
}

export interface Comparison {
  readonly suspects: readonly Suspect[];
  readonly compared: number;
  readonly comparing: LedgerAudit['comparing'];
  readonly comparedThrough: Instant | undefined;
}

interface Place {
  readonly stage: string;
  readonly after: string | undefined;
}

/** Where the last run stopped; the beginning, when that stage is no more or everything was compared. */
function beginAt(deps: AuditDeps, { comparing }: LedgerAudit, stages: readonly string[]): Place & { began: Instant } {
  if (comparing !== undefined && stages.includes(comparing.stage)) return { after: undefined, ...comparing };
  return { began: deps.now(), stage: stages[0] ?? 'replayed', after: undefined };
}

/** The page after one: of the same stage, or the first of the next; undefined after the last. */
function placeAfter(stages: readonly string[], { stage }: Place, after: string | undefined): Place | undefined {
  if (after !== undefined) return { stage, after };
  const next = stages[stages.indexOf(stage) + 1];
  return next === undefined ? undefined : { stage: next, after: undefined };
}

/**
 * Compares records with what was replayed, from where the last run stopped, until everything was compared once or the
 * time is over. What does not agree becomes a suspect: the newest entries are not replayed yet, so this alone says nothing.
 */
export async function compareRecords(deps: AuditDeps, audit: LedgerAudit, mayGoOn: () => boolean): Promise<Comparison> {
  const replay = new Replay(deps);
  const stages = await stagesOf(deps);
  const known = new Set(audit.suspects.map(({ kind, id }) => `${kind}/${id}`));
  const suspects: Suspect[] = [];
  const { began, ...first } = beginAt(deps, audit, stages);
  let place: Place | undefined = first;
  let compared = 0;
  while (place !== undefined && mayGoOn()) {
    const { stage, after }: Place = place;
    const page = await (stage === 'replayed'
      ? compareChunks(deps, replay, after)
      : comparePage(deps, replay, stage, after));
    compared += page.compared;
    for (const { kind, id } of page.doubtful.filter((each) => !known.has(`${each.kind}/${each.id}`))) {
      if (known.size >= mostSuspects) break;
      const found = await suspect(deps, replay, kind, id);
      if (found === undefined) continue;
      known.add(`${kind}/${id}`);
      suspects.push(found);
    }
    place = placeAfter(stages, place, page.next);
  }
  if (place === undefined) return { suspects, compared, comparing: undefined, comparedThrough: began };
  const { stage, after } = place;
  const comparing = { began, stage, ...(after === undefined ? {} : { after }) };
  return { suspects, compared, comparing, comparedThrough: audit.comparedThrough };
}
