import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Bundle, heaviestParts } from './bundles.ts';
import { atMost, type Figure, median, rounded } from './figure.ts';

const bar = 1.4;
const times = 11;

/** Says how many milliseconds one import took, in a process that does nothing else. */
const timer = `
const began = performance.now();
await import(process.argv.at(-1));
console.log(performance.now() - began);
process.exit();
`;

async function timeImport(path: string, environment: Readonly<Record<string, string>>): Promise<number> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', timer, path], {
    env: environment,
  });
  return Number(stdout);
}

/**
 * How long a function takes to import, in its complete environment, against a bare function with the same libraries.
 * The two take turns, so that whatever else the machine does falls on both.
 */
export async function measureImportTime(
  bundle: Bundle,
  bare: string,
  environment: Readonly<Record<string, string>>,
  tell: (line: string) => void,
): Promise<Figure> {
  const own: number[] = [];
  const least: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    own.push(await timeImport(bundle.path, environment));
    least.push(await timeImport(bare, environment));
  }
  const figure = atMost(`import-time:${bundle.name}`, rounded(median(own) / median(least)), 'ratio', bar);
  tell(
    `${bundle.name}: ${Math.round(median(own))} ms to import, ${Math.round(median(least))} ms with its libraries alone`,
  );
  if (!figure.holds) tell(`${bundle.name} is slow to import. In it, in bytes: ${heaviestParts(bundle)}`);
  return figure;
}
