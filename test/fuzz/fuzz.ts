// `npm run fuzz -- --requests N --seed S`: so many generated requests to every page function, the webhook and the mail
// reports, over twins in memory. A fault is printed with the request that found it, and ends the run with an error.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import type { runFuzz as RunFuzz } from './run-fuzz.ts';

/** Node reads TypeScript, but no JSX: the pages are made readable for it first. */
async function loadFuzz(): Promise<typeof RunFuzz> {
  const outfile = join(import.meta.dirname, '../../node_modules/.cache/fuzz/run-fuzz.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'run-fuzz.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'inline',
  });
  return (await import(pathToFileURL(outfile).href)).runFuzz;
}

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
});

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const runFuzz = await loadFuzz();
const begun = performance.now();
const { requests, byStatus, asked, routes, faults } = await runFuzz({
  requests: Number(values.requests),
  seed: Number(values.seed),
  say,
});
for (const { request, asked: what, what: fault } of faults) say(`request ${request}, ${what}\n  ${fault}`);
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
const statuses = [...byStatus]
  .toSorted(([one], [other]) => one - other)
  .map(([status, times]) => `${status}: ${times}`);
const routesAsked = [...asked.keys()].filter((name) => name.includes(' /')).length;
say(
  `${requests} requests in ${seconds} s, seed ${values.seed}; ${routesAsked} of ${routes} routes by name; ${statuses.join(', ')}`,
);
say(`${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
