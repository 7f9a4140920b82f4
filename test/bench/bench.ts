/**
 * Measures what the project promises of itself: `npm run bench [-- NAME]`, where NAME is a figure (`synth-seconds`,
 * `bundle-size:send-mail`) or the first part of several (`bundle-size`).
 *
 * Prints one JSON line a figure, and beside them, on standard error, what explains it. Fails when a bar does not hold
 * or a function is not written. Ratios are taken within one run, so that the machine falls on both sides of them;
 * `commit-throughput` is for information and fails nothing.
 */
import { measureAllocateGrowth } from './allocate-growth.ts';
import { measureThroughput } from './allocate-throughput.ts';
import { bundleBareFunctions } from './bare-function.ts';
import { measureSize } from './bundle-size.ts';
import { bundleAfresh, type FreshBundles } from './bundles.ts';
import { measureCommit } from './commit-throughput.ts';
import { measureCostOfAPlace } from './cost-of-a-place.ts';
import { measureDemo } from './demo.ts';
import type { Figure } from './figure.ts';
import { measureFlatCost } from './flat-cost.ts';
import { standInEnvironments } from './function-environment.ts';
import { measureImportTime } from './import-time.ts';
import { measureLedgerAudit } from './ledger-audit.ts';
import { measureSynth } from './synth-seconds.ts';

const [wanted = ''] = process.argv.slice(2);
const informative = new Set(['commit-throughput']);

const tell = (line: string): void => console.error(line);
const isWanted = (figure: string): boolean => wanted === '' || figure === wanted || figure.startsWith(`${wanted}:`);

let measured = 0;
let failed = false;

function print(figure: Figure): void {
  console.log(JSON.stringify(figure));
  measured += 1;
  if (!figure.holds && !informative.has(figure.figure)) failed = true;
}

async function measureBundles({ bundles, scratch }: FreshBundles): Promise<void> {
  for (const bundle of bundles) if (isWanted(`bundle-size:${bundle.name}`)) print(measureSize(bundle, tell));
  const timed = bundles.filter(({ name }) => isWanted(`import-time:${name}`));
  if (timed.length === 0) return;
  const bare = await bundleBareFunctions(timed, scratch);
  const environments = await standInEnvironments();
  try {
    for (const bundle of timed) {
      const least = bare.get(bundle.name);
      if (least === undefined) throw new Error(`there is no bare function for ${bundle.name}`);
      print(await measureImportTime(bundle, least, environments.of(bundle.name), tell));
    }
  } finally {
    environments.close();
  }
}

/** What is measured of the code as it is, without a bundle. */
async function measureCode(): Promise<void> {
  if (isWanted('allocate-growth')) print(measureAllocateGrowth(tell));
  if (isWanted('allocate-throughput')) for (const figure of await measureThroughput(tell)) print(figure);
  if (isWanted('cost-of-a-place')) print(await measureCostOfAPlace(tell));
  if (isWanted('flat-cost')) for (const figure of await measureFlatCost(tell)) print(figure);
  for (const figure of await measureLedgerAudit(isWanted, tell)) print(figure);
  for (const figure of await measureDemo(isWanted, tell)) print(figure);
  if (isWanted('commit-throughput')) print(await measureCommit(tell));
}

async function measureBuilt(): Promise<void> {
  const fresh = await bundleAfresh();
  try {
    await measureBundles(fresh);
    if (isWanted('synth-seconds')) print(await measureSynth(fresh.scratch));
  } finally {
    await fresh.remove();
  }
  if (fresh.missing.length === 0) return;
  tell(`These functions are not written, so nothing of them was measured: ${fresh.missing.join(', ')}.`);
  failed = true;
}

await measureCode();
if (measured === 0 || wanted === '') await measureBuilt();
if (measured === 0) {
  tell(`There is no figure called ${wanted}.`);
  failed = true;
}
process.exitCode = failed ? 1 : 0;
