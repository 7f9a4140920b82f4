// `npm run soak -- --kills K --seed S`: the whole local stack under load, killed K times with kill -9 and started again
// over the same data, until every story has ended. Prints one JSON line; exits 1 when anything was lost or doubled.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { freePort } from '../../../infra/local/processes/ports.ts';
import { createRandom } from '../random.ts';
import { differencesOf } from './differences.ts';
import { KilledStack, type Ready } from './killed-stack.ts';
import { soakDepsOf } from './soak-deps.ts';
import { spoiltClient } from './spoilt-client.ts';
import {
  answerMail,
  chequeStory,
  giftStory,
  type Reach,
  referralStory,
  type Story,
  therapistStory,
} from './stories.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '3' }, seed: { type: 'string', default: '1' } },
});
const kills = Number(values.kills);
const random = createRandom(Number(values.seed));
const root = fileURLToPath(new URL('../../../', import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'sponsored-places-soak-'));
const begun = performance.now();

const giftsAKill = 6;
const workers = 6;
const gifts = Array.from({ length: giftsAKill * (kills + 1) }, (_, n) =>
  n % 3 === 2 ? chequeStory(random, n) : giftStory(random, n),
);
const stories: Story[] = Array.from({ length: kills + 1 }, (_, n) => [
  ...gifts.slice(n * giftsAKill, (n + 1) * giftsAKill),
  referralStory(random, 2 * n),
  referralStory(random, 2 * n + 1),
]).flat();
stories.unshift(therapistStory(1), therapistStory(2));

const injected = { conflicts: 0, throttles: 0, lostReplies: 0 };
const answered = new Set<string>();
let failures = 0;

/** Tells stories until it is told to stop, or all have ended. What fails is told again: people press again. */
async function underLoad(reach: Reach, isOver: () => boolean): Promise<void> {
  const teller = async (): Promise<void> => {
    while (!isOver() && stories.length > 0) {
      const at = random.below(Math.min(stories.length, 2 * workers));
      const story = stories[at];
      try {
        if (random.below(4) === 0) await answerMail(reach, answered);
        if (story !== undefined && (await story.tell(reach)) && stories.includes(story))
          stories.splice(stories.indexOf(story), 1);
      } catch {
        failures += 1;
      }
      await wait(20);
    }
  };
  await Promise.all(Array.from({ length: workers }, teller));
}

function reachOf(ready: Ready): { reach: Reach; close: () => void } {
  const spoilt = spoiltClient(ready.ready.data, random);
  const { payments, mailbox } = ready.ready;
  return {
    reach: { deps: soakDepsOf(ready, spoilt), payments, mailbox },
    close: () => {
      injected.conflicts += spoilt.injected.conflicts;
      injected.throttles += spoilt.injected.throttles;
      injected.lostReplies += spoilt.injected.lostReplies;
      spoilt.client.destroy();
    },
  };
}

const assembly = join(directory, 'assembly');
await promisify(execFile)(process.execPath, ['infra/app.ts', '--quick', '--out', assembly], { cwd: root });
const stack = new KilledStack(assembly, join(directory, 'data'), await freePort());
try {
  for (let kill = 1; kill <= kills; kill += 1) {
    const { reach, close } = reachOf(await stack.start());
    let isKilled = false;
    const load = underLoad(reach, () => isKilled);
    await wait(500 + random.below(4000));
    await stack.kill();
    isKilled = true;
    await load;
    close();
    process.stderr.write(`killed ${kill} times, ${stories.length} stories left\n`);
  }

  const ready = await stack.start();
  const { reach, close } = reachOf(ready);
  const patience = Date.now() + 120_000 + kills * 5000;
  let isRested = false;
  const load = underLoad(reach, () => isRested || Date.now() > patience);
  while (stories.length > 0 && Date.now() < patience) {
    await wait(3000);
    await stack.order('sweep');
  }
  isRested = true;
  await load;
  const problems: string[] = stories.map(({ name }) => `${name} never ended`);
  for (const order of ['sweep', 'rest', 'sweep', 'rest'] as const) {
    const failed = await stack.order(order);
    if (failed !== undefined) problems.push(`${order}: ${failed}`);
  }
  close();
  const { differences, places } = await differencesOf(ready, gifts);
  problems.push(...differences);
  const seconds = Math.round((performance.now() - begun) / 1000);
  process.stdout.write(
    `${JSON.stringify({ kills, seed: Number(values.seed), gifts: gifts.length, places, injected, failures, seconds, differences: problems })}\n`,
  );
  if (problems.length > 0) process.exitCode = 1;
  await stack.order('stop');
} finally {
  await stack.kill();
  await rm(directory, { recursive: true, force: true });
}
