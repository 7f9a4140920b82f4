// `npm run simulate -- --seed S --steps N [--seeds K] [--require H] [--coverage] [--list]`: K histories from seed S on, of at
// least N steps each, every fault on. A violation ends the run with its seed, its step and the shortest history found.
// `--list`: writes down which calls it came to, and how often, into call-sites.json: after a change of what is called.
// `--fresh`: seeds of their own for each state of the code, so that every change is told histories that none was told.
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeCoverage, inAHundred, shortfallsOf } from './coverage-report.ts';
import { freshSeed } from './fresh-seed.ts';
import { runSeeds } from './run-seeds.ts';
import { shrink } from './shrink.ts';
import type { History } from './simulate-seed.ts';
import { addCoverage, newCoverage } from './town/coverage.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    fresh: { type: 'boolean', default: false },
    steps: { type: 'string', default: '2000' },
    seeds: { type: 'string', default: '1' },
    require: { type: 'string' },
    coverage: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
  },
});
const first = values.fresh ? await freshSeed(join(import.meta.dirname, '../..')) : Number(values.seed);
const steps = Number(values.steps);
const seeds = Array.from({ length: Number(values.seeds) }, (_, index) => first + index);
const shrinkMs = 60_000;

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

async function tellViolation(history: History): Promise<void> {
  const { seed, violation } = history;
  say(`seed ${seed}, step ${violation?.step}: ${violation?.faults.join('\n  ')}`);
  say('Leaving out what it does not need …');
  const shrunk = await shrink(history, { seed, steps }, shrinkMs);
  say(`${shrunk.turns.length} of ${history.turns.length} turns are enough: ${shrunk.violation?.faults[0]}`);
  for (const { seed: chance, acts } of shrunk.turns) say(`  ${chance}: ${acts.join(', ')}`);
}

if (values.fresh) say(`The first seed of this state of the code is ${first}.`);
const begun = performance.now();
const begunCpu = process.cpuUsage();
const coverage = newCoverage();
const told: History[] = [];
let taken = 0;
await runSeeds(seeds, steps, (history) => {
  told.push({ ...history, coverage: newCoverage() });
  taken += history.steps;
  addCoverage(coverage, history.coverage);
  if (seeds.length === 1 || told.length % 50 === 0)
    say(`${told.length} histories, ${taken} steps, seed ${history.seed}: ${history.hash}`);
});
const seconds = (performance.now() - begun) / 1000;
const { user, system } = process.cpuUsage(begunCpu);
const cpuSeconds = (user + system) / 1_000_000;
const violated = told.find(({ violation }) => violation !== undefined);
if (violated !== undefined) {
  await tellViolation(violated);
  process.exitCode = 1;
}
if (values.coverage || values.require !== undefined) say(describeCoverage(coverage));
if (values.require !== undefined) {
  const shortfalls = shortfallsOf(coverage, Number(values.require));
  for (const shortfall of shortfalls) say(shortfall);
  say(`${shortfalls.length} of what must be met ${values.require} times was not`);
  if (shortfalls.length > 0) process.exitCode = 1;
}
if (values.list) {
  const lines = JSON.stringify(inAHundred(coverage, told.length), undefined, 2);
  await writeFile(join(import.meta.dirname, 'call-sites.json'), `${lines}\n`);
}
const allHashes = told.toSorted((a, b) => a.seed - b.seed).map(({ hash }) => hash);
say(
  JSON.stringify({
    histories: told.length,
    steps: taken,
    seconds: Math.round(seconds),
    stepsASecond: Math.round(taken / seconds),
    // Of all threads together: what a machine that others use as well still tells.
    cpuSeconds: Math.round(cpuSeconds),
    stepsACpuSecond: Math.round(taken / cpuSeconds),
    violations: violated === undefined ? 0 : 1,
    hash: allHashes.length === 1 ? allHashes[0] : createHash('sha256').update(allHashes.join('')).digest('hex'),
  }),
);
