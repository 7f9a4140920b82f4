import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import * as z from 'zod';
import { startDynamoDb } from '../support/dynamodb-local.ts';
import { root } from './bundles.ts';
import type { countJourney, Row } from './count-journey.ts';
import { atMost, type Figure } from './figure.ts';
import { whyNeeded } from './why-needed.ts';

const pasts = { young: 20, old: 2_000 };

const Journey = z.object({ countJourney: z.custom<typeof countJourney>((value) => typeof value === 'function') });

/** The journey renders its mails, which Node cannot read as they are written: it is bundled first, as functions are. */
async function importJourney(): Promise<typeof countJourney> {
  const folder = join(root, '.build/bench');
  const outfile = join(folder, `count-journey-${process.pid}.mjs`);
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: [join(root, 'test/bench/count-journey.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
  });
  try {
    return Journey.parse(await import(outfile)).countJourney;
  } finally {
    await rm(outfile);
  }
}

const columns = ['readUnits', 'writeUnits', 'databaseRequests', 'queueRequests', 'invocations', 'mails'] as const;

const lineOf = (first: string, cells: readonly (string | number)[], last: string): string =>
  `| ${[first, ...cells, last].join(' | ')} |`;

const totalsOf = (rows: readonly Row[]): readonly number[] =>
  columns.map((column) => rows.reduce((sum, row) => sum + row[column], 0));

/** Steps of which an older charity pays more than a young one, or which nobody has given a reason. */
function faultsOf(young: readonly Row[], old: readonly Row[]): readonly string[] {
  const grown = old.flatMap((row, index) => {
    const before = young[index];
    if (before?.step !== row.step) return [`the story went another way: ${before?.step}, ${row.step}`];
    return columns.filter((column) => row[column] > before[column]).map((column) => `${row.step} grows in ${column}`);
  });
  return [...grown, ...old.filter(({ step }) => !whyNeeded.has(step)).map(({ step }) => `nobody says why: ${step}`)];
}

/**
 * What one funded place costs from the first word of a referral to the therapist who accepts, counted on DynamoDB Local as
 * everything happens, once with a short history in the same tables and once with one a hundred times as long.
 */
export async function measureCostOfAPlace(tell: (line: string) => void): Promise<Figure> {
  const count = await importJourney();
  const database = await startDynamoDb();
  try {
    const young = await count(database.endpoint, pasts.young);
    const old = await count(database.endpoint, pasts.old);
    const headings = ['read units', 'write units', 'database requests', 'queue requests', 'invocations', 'mails'];
    tell(lineOf('step', headings, 'why'));
    tell(
      lineOf(
        '---',
        headings.map(() => '---:'),
        '---',
      ),
    );
    for (const row of old) {
      tell(
        lineOf(
          row.step,
          columns.map((column) => row[column]),
          whyNeeded.get(row.step) ?? '?',
        ),
      );
    }
    tell(lineOf('all', totalsOf(old), ''));
    const faults = faultsOf(young, old);
    for (const fault of faults) tell(fault);
    return atMost('cost-of-a-place', faults.length, 'rows that grow or have no reason', 0);
  } finally {
    await database.stop();
  }
}
