/**
 * `npm run check:grants`: after a run of the whole suite, whether functions did all that their roles allow, and nothing
 * else. It judges only a run of every test, and only the last one.
 */
import { existsSync, readFileSync } from 'node:fs';
import { judgeGrants } from './judge.ts';
import { recordFile, SuiteRecord } from './record.ts';
import { reviewed } from './reviewed.ts';

const advice = `
What is granted and not used: take it out of the template (infra/stacks); or, if a function needs it, write the test that
does so: on the stack (test/integration), or in memory with the store of the function (test/grants/store-of.ts). Only what
AWS itself calls goes on the list, with its reason (test/grants/reviewed.ts).`;

function complaint(): string | undefined {
  if (!existsSync(recordFile))
    return 'The last run of the tests was not of the whole suite: `npm test`, and then this again.';
  const { passed, ...gathered } = SuiteRecord.parse(JSON.parse(readFileSync(recordFile, 'utf8')));
  if (!passed) return 'A test has failed: what it did not come to nobody can judge.';
  const { granted, used, byAws, reviewed: listed, faults } = judgeGrants(gathered, reviewed);
  console.log(
    `${granted} grants: ${used} used in the suite, ${byAws} called by AWS as the template says, ${listed} on the list, ${faults.length} faults`,
  );
  return faults.length === 0 ? undefined : [...faults, advice].join('\n');
}

const said = complaint();
if (said !== undefined) {
  console.error(said);
  process.exitCode = 1;
}
