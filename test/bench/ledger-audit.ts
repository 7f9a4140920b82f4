import { Instant, Pence } from '../../events/values.ts';
import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { system } from '../../shared/domain/actor.ts';
import { change, create, type Decision, nothingElse } from '../../shared/domain/decision.ts';
import { credit, debit, entry } from '../../shared/domain/journal.ts';
import type { LedgerAudit } from '../../shared/domain/ledger-audit.ts';
import { later } from '../../shared/domain/office-days.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import type { Store } from '../../shared/store/interface.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createTables } from '../support/dynamo-tables.ts';
import { startDynamoDb } from '../support/dynamodb-local.ts';
import { fund, lot } from '../support/money-samples.ts';
import { generalFundId, idOf, settings } from '../support/sample-ids.ts';
import { atLeast, atMost, type Figure, rounded } from './figure.ts';

/** Entries of one lot, lots of one transaction: 92 writes. */
const entriesALot = 20;
const lotsACommit = 4;
const commitsAtOnce = 4;
const penceAnEntry = 500;
/** So that a million entries lie in two months. */
const millisecondsApart = 2_000;
/** As long as a run of the function works. */
const runMilliseconds = 80_000;

function lotDecision(number: number, began: number): Decision {
  const first = number * entriesALot;
  const at = (index: number): Instant =>
    Instant.parse(new Date(began + (first + index) * millisecondsApart).toISOString());
  const amount = entriesALot * penceAnEntry;
  const { id, value } = lot(number + 1, amount, { amount, receivedAt: at(0) });
  const entries = Array.from({ length: entriesALot }, (_, index) =>
    entry(`donation:pi_${first + index}`, at(index), [
      debit('clearing', Pence.parse(penceAnEntry)),
      credit(`fund:${generalFundId}:free`, Pence.parse(penceAnEntry), { lotId: value.id }),
    ]),
  );
  const decided = { about: 'bench/ledger', did: 'fill-ledger', why: 'a benchmark wants it', by: system } as const;
  return { ...decided, at: at(0), ...nothingElse, changes: [create('lot', id, value)], entries };
}

async function commitAll(store: Store, decisions: readonly Decision[]): Promise<void> {
  const result = await store.commit(decisions);
  if (!result.ok) throw new Error(`a commit failed: ${result.what}`);
}

/** @returns when the last entry was booked */
async function fillLedger(store: Store, entries: number): Promise<Instant> {
  const began = Date.parse('2026-03-01T09:00:00.000Z');
  const opened = fund({ openedAt: '2026-03-01T08:00:00.000Z' });
  const about = { about: 'bench/ledger', did: 'open-fund', why: 'a benchmark wants it', by: system } as const;
  const at = Instant.parse('2026-03-01T08:00:00.000Z');
  await commitAll(store, [{ ...about, at, ...nothingElse, changes: [create('fund', opened.id, opened.value)] }]);
  const commits = entries / entriesALot / lotsACommit;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < commits) {
      const first = next * lotsACommit;
      next += 1;
      await commitAll(
        store,
        Array.from({ length: lotsACommit }, (_, index) => lotDecision(first + index, began)),
      );
    }
  };
  await Promise.all(Array.from({ length: commitsAtOnce }, work));
  return Instant.parse(new Date(began + entries * millisecondsApart).toISOString());
}

async function plantPenny(store: Store, at: Instant): Promise<void> {
  const planted = await store.get('lot', idOf.lot(7));
  if (planted === undefined) throw new Error('there is a seventh lot');
  const after = { ...planted.value, free: Pence.parse(planted.value.free + 1) };
  const about = { about: 'bench/ledger', did: 'plant-penny', why: 'a benchmark wants it', by: system } as const;
  await commitAll(store, [{ ...about, at, ...nothingElse, changes: [change(planted, after)] }]);
}

interface Measured {
  readonly replayed: LedgerAudit;
  readonly seconds: number;
  readonly runs: number;
  /** Of a run that finds nothing new to replay: it compares everything. */
  readonly quietSeconds: number;
  readonly found: LedgerAudit['differences'];
}

async function audit(store: Store, entries: number): Promise<Measured> {
  let time = later(await fillLedger(store, entries), { minutes: 60 });
  const deps = { store, settings, now: () => time };
  const run = async (): Promise<LedgerAudit> => {
    const began = performance.now();
    time = later(time, { minutes: 15 });
    return auditLedger(deps, { mayGoOn: () => performance.now() - began < runMilliseconds });
  };
  const began = performance.now();
  let runs = 1;
  let replayed = await run();
  for (; replayed.comparedThrough === undefined; runs += 1) replayed = await run();
  const seconds = (performance.now() - began) / 1_000;
  const quietBegan = performance.now();
  await run();
  const quietSeconds = (performance.now() - quietBegan) / 1_000;
  await plantPenny(store, time);
  let found = await run();
  for (let left = 10; found.differences.length === 0 && left > 0; left -= 1) found = await run();
  return { replayed, seconds, runs, quietSeconds, found: found.differences };
}

function figuresOf(name: string, entries: number, measured: Measured, tell: (line: string) => void): Figure[] {
  const { replayed, seconds, runs, quietSeconds, found } = measured;
  const [penny] = found;
  tell(
    `ledger-audit:${name}: ${replayed.entries} entries replayed and all compared in ${Math.round(seconds)} s and ${runs} runs, ${Math.round(replayed.entries / seconds)} a second; a quiet run took ${rounded(quietSeconds)} s; heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB with the store`,
  );
  const isFound = penny?.about === `lot/${idOf.lot(7)}` && penny.record - penny.journal === 1 && found.length === 1;
  return [
    atLeast(`ledger-audit:${name}`, replayed.entries, 'entries replayed', entries),
    atMost(`ledger-audit:${name}-false-alarms`, replayed.differences.length, 'differences', 0),
    atLeast(`ledger-audit:${name}-planted-penny`, isFound ? 1 : 0, 'named to the penny', 1),
  ];
}

/**
 * Replays a ledger from nothing, then with nothing new, then with a planted penny: 100,000 entries on DynamoDB Local and
 * 1,000,000 on the twin in memory, by runs that each stop after their time.
 */
export async function measureLedgerAudit(
  isWanted: (figure: string) => boolean,
  tell: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  if (isWanted('ledger-audit:emulator')) {
    const entries = 100_000;
    const database = await startDynamoDb();
    try {
      const { client, names } = await createTables(database.endpoint, 'bench-ledger');
      const measured = await audit(new DynamoStore({ client, tables: names }), entries);
      figures.push(...figuresOf('emulator', entries, measured, tell));
      client.destroy();
    } finally {
      await database.stop();
    }
  }
  if (isWanted('ledger-audit:twin')) {
    const entries = 1_000_000;
    figures.push(...figuresOf('twin', entries, await audit(new MemoryStore(), entries), tell));
  }
  return figures;
}
