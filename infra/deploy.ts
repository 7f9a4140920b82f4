/**
 * Synthesises one stage and deploys it: `npm run deploy -- --stage NAME [--yes]`.
 *
 * Credentials and account come from the environment, as every AWS tool finds them (`AWS_PROFILE`, say). The account
 * must be bootstrapped once for both regions: `npx cdk bootstrap aws://ACCOUNT/eu-west-2 aws://ACCOUNT/us-east-1`.
 * Without `--yes` the CLI asks before it widens who may do what.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findStage, nameIn } from './stages.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

function run(script: string, args: readonly string[]): void {
  const { status, error } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  if (error !== undefined) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

const { values } = parseArgs({ options: { stage: { type: 'string' }, yes: { type: 'boolean', default: false } } });
if (values.stage === undefined) throw new Error('Which stage? Say: npm run deploy -- --stage NAME');
const stage = findStage(values.stage);

run('infra/app.ts', ['--stage', stage.name]);
run(fileURLToPath(import.meta.resolve('aws-cdk/bin/cdk')), [
  'deploy',
  '--app',
  'cdk.out',
  '--all',
  // Otherwise the CLI would keep the parameter SiteUrl as it first was, whatever the stage says now.
  '--no-previous-parameters',
  '--require-approval',
  values.yes ? 'never' : 'broadening',
]);

console.log(`
${stage.name} is deployed at https://${stage.site.domainName}
After the first deployment, once:
  - confirm the mail to ${stage.operationsEmail}, or no alarm reaches you;
  - ask AWS to let the account send mail to everybody (SES starts in a sandbox);
  - put the payment provider's keys into the secret ${nameIn(stage, 'payments')}, as JSON with apiKey, webhookSecret and apiBase,
    and let the provider send its events to https://${stage.site.domainName}/webhooks/payments;
  - add the people of the office to the user pool ${nameIn(stage, 'staff')} and to the groups of their roles.`);
