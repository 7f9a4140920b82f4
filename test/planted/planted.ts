/**
 * `npm run planted [-- WORD]`: plants deliberate faults in a copy of the tree, one after another, and runs on each the
 * tests that should find it. Says which did, and fails when a fault survives, when one can no longer be planted, or when
 * the same tests fail without any. WORD picks the faults whose name has it.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import { type Fault, plant } from './fault.ts';
import { faults } from './faults.ts';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['events', 'shared', 'functions', 'infra', 'test', 'package.json', 'tsconfig.json', 'vitest.config.ts'];
const Report = z.object({
  numTotalTests: z.number(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })), name: z.string() }),
  ),
});

interface Verdict {
  readonly ran: number;
  /** The first test that failed, if one did. */
  readonly foundBy: string | undefined;
}

async function runTests(tree: string, tests: readonly string[]): Promise<Verdict> {
  const report = join(tree, 'report.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const told = ['--reporter=json', `--outputFile=${report}`, '--passWithNoTests', '--testTimeout=120000'];
  // Ends with a failure when a test fails, which is what is hoped for: the report says which.
  await promisify(execFile)(process.execPath, [vitest, 'run', ...tests, ...told], {
    cwd: tree,
    maxBuffer: 1 << 28,
  }).catch(() => undefined);
  const { numTotalTests, testResults } = Report.parse(JSON.parse(await readFile(report, 'utf8')));
  await rm(report);
  const [found] = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => `${name.slice(tree.length + 1)}: ${fullName}`),
  );
  return { ran: numTotalTests, foundBy: found };
}

async function tryFault(tree: string, fault: Fault): Promise<string | undefined> {
  const path = join(tree, fault.file);
  const healthy = await readFile(path, 'utf8');
  await writeFile(path, plant(healthy, fault));
  try {
    return (await runTests(tree, fault.tests)).foundBy;
  } finally {
    await writeFile(path, healthy);
  }
}

const [word = ''] = process.argv.slice(2);
const wanted = faults.filter(({ name }) => name.includes(word));
const tree = await mkdtemp(join(tmpdir(), 'planted-'));
let survivors = 0;
try {
  for (const room of rooms) await cp(join(root, room), join(tree, room), { recursive: true });
  await symlink(join(root, 'node_modules'), join(tree, 'node_modules'));
  const healthy = await runTests(tree, [...new Set(wanted.flatMap(({ tests }) => tests))]);
  if (healthy.ran === 0 || healthy.foundBy !== undefined) {
    throw new Error(`without a fault the suite must pass: ${healthy.foundBy ?? 'it has no tests'}`);
  }
  for (const fault of wanted) {
    const foundBy = await tryFault(tree, fault);
    console.log(foundBy === undefined ? `SURVIVED  ${fault.name}` : `found     ${fault.name}\n          ${foundBy}`);
    if (foundBy === undefined) survivors += 1;
  }
} finally {
  await rm(tree, { recursive: true, force: true });
}
console.log(`${wanted.length - survivors} of ${wanted.length} planted faults were found`);
process.exitCode = survivors > 0 || wanted.length === 0 ? 1 : 0;
