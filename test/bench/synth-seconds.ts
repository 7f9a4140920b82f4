import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root } from './bundles.ts';
import { atMost, type Figure, rounded } from './figure.ts';

const bar = 20;

/** How long a whole synthesis takes, as before a deployment: assets, bundles, all stacks, every check. */
export async function measureSynth(scratch: string): Promise<Figure> {
  const began = performance.now();
  await promisify(execFile)(process.execPath, ['infra/app.ts', '--out', join(scratch, 'cdk.out')], { cwd: root });
  return atMost('synth-seconds', rounded((performance.now() - began) / 1_000), 'seconds', bar);
}
