/**
 * Synthesises all stacks of one stage into `cdk.out`: `node infra/app.ts [--stage NAME] [--out FOLDER] [--quick]`.
 *
 * - The same template is deployed and run on one machine. What differs is what is resolved: the parameter `SiteUrl` of
 *   the stacks `web` and `workflow` (by default `https://` and the stage's domain), the attribute `ProviderURL` of the
 *   user pool, and the values of the two secrets.
 * - A stack reads what it needs of another from that one's outputs (`Fn::GetStackOutput`), not from exports: an export
 *   ends at its region, and while it is read its owner can neither change nor drop it. `edge` stands in us-east-1,
 *   where CloudFront looks for its firewall and certificate.
 * - Stages stand in `stages.ts`, what the charity decides in `settings/`.
 * - `--quick` leaves out CloudFormation's schemas, which take longer than all the rest: right for a start on one
 *   machine, wrong before a deployment. cdk-nag always looks.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import cdk from '../cdk.json' with { type: 'json' };
import { CharitySettings } from '../shared/domain/settings.ts';
import { buildAssets } from './assets/build-assets.ts';
import { bundleFunctions, type Files, readFolder } from './bundle-functions.ts';
import { composeApp } from './compose-app.ts';
import { functionNames, pageFunctions } from './functions.ts';
import { warnOfHolidays } from './settings/warn-of-holidays.ts';
import { findStage, type Stage } from './stages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const bundles = join(root, '.build/functions');

/** The settings of a stage, held against their schema here and not again: functions read what lies beside them. */
async function readSettings(stage: Stage): Promise<CharitySettings> {
  const path = join(root, 'infra/settings', `${stage.settings}.json`);
  const written = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The stage ${stage.name} has no settings: ${path} cannot be read.`, { cause });
  });
  const settings = CharitySettings.safeParse(JSON.parse(written));
  if (!settings.success) throw new Error(`${path} cannot be used: ${z.prettifyError(settings.error)}`);
  const warning = warnOfHolidays(settings.data, new Date().toISOString().slice(0, 10));
  if (warning !== undefined) process.stderr.write(`${warning}\n`);
  return settings.data;
}

async function makeAssets(): Promise<Files> {
  const folder = await mkdtemp(join(tmpdir(), 'sponsored-places-assets-'));
  try {
    await buildAssets(folder);
    return await readFolder(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function bundleWith(settings: CharitySettings): Promise<void> {
  const assets = await makeAssets();
  const written = Buffer.from(JSON.stringify(settings));
  const served = [...assets].map(([path, content]) => [join('assets', path), content] as const);
  await bundleFunctions({
    root,
    names: functionNames,
    outDirectory: bundles,
    beside: (name) =>
      new Map([['settings.json', written], ...(pageFunctions.some((each) => each === name) ? served : [])]),
  });
}

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    out: { type: 'string', default: 'cdk.out' },
    quick: { type: 'boolean', default: false },
  },
});
const stage = findStage(values.stage);
const settings = await readSettings(stage);
await bundleWith(settings);
composeApp({
  stage,
  settings,
  outdir: values.out,
  context: cdk.context,
  checkSchemas: !values.quick,
  code: (name) => Code.fromAsset(join(bundles, name)),
}).synth();
