// `npm run soak -- --kills K --seed S [--patience MINUTES]`: the whole local stack under load, killed K times with
// `kill -9` and started again over the same data, then brought to rest and held to every invariant, to what pages were
// told, to what the provider knows. Prints one JSON line; exits 1 when anything is lost, doubled or out of balance.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { freePort } from '../../../infra/local/processes/ports.ts';
import { readAssembly } from '../../../infra/local/template/assembly.ts';
import { readFunctions } from '../../../infra/local/template/read-functions.ts';
import { openTemplate } from '../../../infra/local/template/template.ts';
import { scene } from '../actors/scene.ts';
import { faultsAnytime } from '../invariants.ts';
import { createRandom } from '../random.ts';
import { count, type Tally } from '../town/coverage.ts';
import { comeToRest, readTables, scheduleNamed, schedules } from './come-to-rest.ts';
import { differencesOf } from './differences.ts';
import { type Addresses, KilledStack } from './killed-stack.ts';
import { Load, type Reach } from './load.ts';
import { Promises } from './promises.ts';
import { readProviderTruth } from './provider-truth.ts';
import { clientOf, type Environment, soakDepsOf, storeOver } from './soak-deps.ts';
import { SoakTown } from './soak-town.ts';
import { describe } from './summary.ts';

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '3' },
    seed: { type: 'string', default: '1' },
    patience: { type: 'string', default: '17' },
  },
});
const kills = Number(values.kills);
let killed = 0;
const seed = Number(values.seed);
const random = createRandom(seed);
const root = fileURLToPath(new URL('../../../', import.meta.url));
const directory = await mkdtemp(join(tmpdir(), 'sponsored-places-soak-'));
const data = join(directory, 'data');
const begun = performance.now();

const tellers = 6;
/** How much is done before the first kill. */
const peace = { turns: 350, milliseconds: 240_000 };
/**
 * How much is done between two kills, at most: answers that people had, and happenings at the provider. Counted, not
 * timed, so that a slow machine is not killed before it has done anything; but it is killed after a while in any case.
 */
const longestLife = { turns: 90, milliseconds: 90_000 };
/** Every so many kills the tables are read under load. */
const killsAnInspection = 10;

const town = new SoakTown();
const load = new Load(town, random);
const promises = new Promises();
const injected: Tally = new Map();
const mailed: string[] = [];
const boots: number[] = [];
const problems: string[] = [];
/** Ctrl-C: no further kills; what was done so far is brought to rest and looked at. */
let isEnough = false;
process.once('SIGINT', () => {
  isEnough = true;
});

async function synthesise(): Promise<{ readonly assembly: string; readonly environment: Environment }> {
  const assembly = join(directory, 'assembly');
  await promisify(execFile)(process.execPath, ['infra/app.ts', '--quick', '--out', assembly], { cwd: root });
  const places = { siteDomain: 'localhost', queueOrigin: () => '', signInIssuer: () => '' };
  const functions = readFunctions(openTemplate(readAssembly(assembly), places));
  return { assembly, environment: Object.assign({}, ...functions.map(({ variables }) => variables)) };
}

const { assembly, environment } = await synthesise();

const stack = new KilledStack({
  assembly,
  data,
  port: await freePort(),
  hear: (report) => {
    if ('injected' in report) count(injected, report.injected);
    if ('cut' in report) count(injected, 'function: ended at work');
    if ('mailed' in report) mailed.push(report.mailed);
  },
});

function reachOf(addresses: Addresses): { readonly reach: Reach; readonly look: () => Promise<void>; close(): void } {
  const unlucky = clientOf(addresses.unlucky);
  const true_ = clientOf(addresses.data);
  const told = promises.keeping(storeOver(unlucky, environment), (kind, id) => town.note(kind, id));
  const sight = storeOver(true_, environment);
  return {
    reach: { deps: soakDepsOf(addresses, environment, told), payments: addresses.payments, mailbox: addresses.mailbox },
    look: async () => {
      await town.look(sight);
      await town.readMail(addresses.mailbox);
    },
    close: () => {
      unlucky.destroy();
      true_.destroy();
    },
  };
}

/** Does something again and again, whatever comes of it, until it is over. */
async function keepDoing(over: AbortSignal, pause: () => number, work: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    await work().catch(() => undefined);
    await wait(pause(), undefined, { signal: over }).catch(() => undefined);
  }
}

/** Something that is wrong at every look is wrong, not torn between two reads. */
async function inspect(addresses: Addresses, kill: number): Promise<void> {
  let standing: readonly string[] | undefined;
  for (let look = 0; look < 3 && standing?.length !== 0; look += 1) {
    const found = faultsAnytime(await readTables(addresses, environment));
    standing = standing?.filter((fault) => found.includes(fault)) ?? found;
    if (standing.length > 0) await wait(700);
  }
  problems.push(...(standing ?? []).map((fault) => `${fault} (seed ${seed}, after kill ${kill})`));
}

/** Until the load has got so far in this life. */
async function untilDone({ turns, milliseconds }: typeof longestLife): Promise<void> {
  const [enough, latest] = [load.turns + turns, Date.now() + milliseconds];
  while (load.turns < enough && Date.now() < latest) await wait(20);
}

/** One life of the stack: started, loaded, and killed at a moment of chance – now and then before it is up. */
async function liveAndDie(kill: number): Promise<void> {
  const started = performance.now();
  const starting = stack.start(seed * 1000 + kill);
  starting.catch(() => undefined);
  const first = random.pick(['runner', 'runner', 'host', 'database'] as const) ?? 'runner';
  const pause = first === 'runner' ? 0 : random.below(400);
  if (random.below(5) === 0) {
    const usual = boots.reduce((sum, ms) => sum + ms, 0) / boots.length;
    await wait(random.below(usual * 1.2));
    await stack.kill(first, pause);
    count(injected, 'killed while it started');
    return;
  }
  const addresses = await starting;
  boots.push(performance.now() - started);
  const { reach, look, close } = reachOf(addresses);
  const over = new AbortController();
  const living = Promise.all([
    load.run(reach, tellers, over.signal),
    keepDoing(over.signal, () => 250, look),
    keepDoing(
      over.signal,
      () => 500 + random.below(1500),
      () => stack.order({ do: 'cut' }),
    ),
    keepDoing(
      over.signal,
      () => 1000,
      async () => {
        const name = random.pick(schedules) ?? 'pools';
        await stack.order({ do: 'schedule', name: scheduleNamed(name) });
        await stack.order({ do: 'redeliver' });
      },
    ),
  ]);
  await untilDone({ ...longestLife, turns: random.below(longestLife.turns) });
  await wait(random.below(1000));
  if (kill % killsAnInspection === 0) await inspect(addresses, kill);
  await stack.kill(first, pause);
  over.abort();
  await living.catch(() => undefined);
  close();
}

/**
 * A first life in peace: funds are opened, therapists join, and the town fills, so that kills meet every part of a life.
 * What is compiled is kept for the starts to come.
 */
async function setTheScene(): Promise<void> {
  const started = performance.now();
  const addresses = await stack.start(seed * 1000);
  boots.push(performance.now() - started);
  await stack.order({ do: 'calm' });
  const { reach, look, close } = reachOf(addresses);
  for (const { name, run } of scene) {
    const outcome = await run(reach.deps);
    if (outcome?.ok !== true) throw new Error(`${name}: ${outcome?.refusal.because}`);
  }
  const over = new AbortController();
  const living = Promise.all([
    load.run(reach, tellers, over.signal),
    keepDoing(over.signal, () => 500, look),
    keepDoing(
      over.signal,
      () => 5000,
      () => stack.order({ do: 'schedule', name: scheduleNamed('pools') }),
    ),
  ]);
  await untilDone(peace);
  over.abort();
  await living.catch(() => undefined);
  close();
  await stack.order({ do: 'stop' });
}

try {
  await setTheScene();
  for (let kill = 1; kill <= kills && !isEnough; kill += 1) {
    await liveAndDie(kill);
    killed = kill;
    const seconds = Math.round((performance.now() - begun) / 1000);
    const boot = Math.round(boots.at(-1) ?? 0);
    process.stderr.write(
      `kill ${kill} after ${seconds} s; last start ${boot} ms, ${load.turns} turns, ${promises.commits} commits by pages, ${town.watch.shadow.size('place')} places\n`,
    );
  }
  const killedFor = Math.round((performance.now() - begun) / 1000);
  const addresses = await stack.start(seed * 1000 + killed + 1);
  const { reach, close } = reachOf(addresses);
  await stack.order({ do: 'calm' });
  const unanswered = await load.finish(reach, 5);
  if (unanswered > 0) problems.push(`${unanswered} people never had an answer`);
  const rested = await comeToRest(stack, addresses, environment, Number(values.patience));
  close();
  await stack.order({ do: 'stop' });
  const provider = readProviderTruth(join(data, 'payments'));
  problems.push(...load.faults, ...rested.problems);
  problems.push(
    ...differencesOf(rested.content, { promises, provider, mailed }).map(
      (text) => `${text} (seed ${seed}, after kill ${killed})`,
    ),
  );
  process.stdout.write(
    `${JSON.stringify({
      kills: killed,
      seed,
      seconds: { untilLastKill: killedFor, whole: Math.round((performance.now() - begun) / 1000) },
      startMilliseconds: Math.round(boots.reduce((sum, ms) => sum + ms, 0) / Math.max(1, boots.length)),
      ...describe(rested.content, { load, promises, injected, mailed, provider }),
      deadLettersReplayed: rested.deadLetters,
      differences: problems,
    })}\n`,
  );
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await stack.kill();
  // What differed can be looked into.
  if (process.exitCode === 1) process.stderr.write(`The data is left in ${directory}.\n`);
  else await rm(directory, { recursive: true, force: true });
}
