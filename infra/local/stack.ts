import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataDirectory, takeDataDirectory } from './data-directory.ts';
import { awsJsonClient } from './emulators/aws-json.ts';
import { type EmulatorPlaces, launchEmulators } from './emulators/launch.ts';
import type { Tell } from './functions/function-log.ts';
import { createFunctions } from './functions/functions.ts';
import { createSite } from './http/site.ts';
import { freePort, listenOnLoopback, preferPort } from './processes/ports.ts';
import { createQueues } from './resources/create-queues.ts';
import { createTables } from './resources/create-tables.ts';
import { createScheduleRunner } from './schedules/run-schedule.ts';
import { createSchedules, inputOf } from './schedules/schedules.ts';
import type { EventSource } from './sources/event-source.ts';
import { untilIdle } from './sources/idle.ts';
import { createSender, createSources } from './sources/sources.ts';
import type { LocalStack, StackOptions } from './stack-types.ts';
import { startKeysAndSecrets } from './stand-ins/keys-and-secrets.ts';
import { startProviders } from './stand-ins/providers.ts';
import { readAssembly } from './template/assembly.ts';
import { QUEUE } from './template/known/queues.ts';
import { GLOBAL_TABLE, TABLE } from './template/known/tables.ts';
import { readFunctions, readMappings, readRoutes, readSchedules } from './template/read-functions.ts';
import { LOCAL_ACCOUNT } from './template/resolve.ts';
import { openTemplate } from './template/template.ts';

const REGION = 'eu-west-2';
/** How long functions may go on when the stack stops; then they are ended, and their messages come back. */
const GRACE_MILLISECONDS = 3000;

type Boot = { options: StackOptions; data: DataDirectory; tell: Tell; stops: (() => unknown)[] };

const urlIn =
  ({ queues }: EmulatorPlaces) =>
  (queueArn: string): string =>
    `${queues}/${LOCAL_ACCOUNT}/${queueArn.split(':').at(-1)}`;

/** The site's port comes first, because a wrong one should be known at once; then what starts slowest. */
const begin = async ({ options, data, tell, stops }: Boot) => {
  const site = createSite();
  const port = await listenOnLoopback(site.server, options.port ?? 0, 'the site');
  stops.push(site.close);
  const near = (distance: number) => preferPort(options.port ? options.port + distance : undefined);
  const ports = {
    mailbox: await near(1),
    payments: await near(2),
    signIn: await near(3),
    database: (await near(4)) || (await freePort()),
    queues: await near(5),
  };
  const emulators = launchEmulators({ dataDirectory: data.path(), region: REGION, ports }, (reason) => {
    tell(reason.message);
    options.failed?.(reason);
  });
  stops.push(emulators.stop);
  // Awaited later; until then a failure must not count as unhandled.
  emulators.ready.catch(() => {});
  return { site, port, ports, emulators };
};

const open = async ({ options, data, tell, stops }: Boot, started: Awaited<ReturnType<typeof begin>>) => {
  const { assembly } = options;
  const stacks = readAssembly(resolve(typeof assembly === 'string' ? assembly : await assembly()));
  const places = await started.emulators.ready;
  const siteDomain = `localhost:${started.port}`;
  const site = `http://${siteDomain}`;
  let issuer = '';
  const template = openTemplate(stacks, { siteDomain, queueOrigin: () => places.queues, signInIssuer: () => issuer });
  const providers = await startProviders(template, { site, dataDirectory: data.path(), ports: started.ports });
  stops.push(providers.stop);
  issuer = providers.signIn ?? '';
  template.refuseUnknown();
  const functions = readFunctions(template);
  const keysAndSecrets = await startKeysAndSecrets(
    template,
    providers.secrets,
    { keys: data.path('keys.json'), secrets: data.path('secrets.json') },
    functions.map(({ name }) => name),
    tell,
  );
  stops.push(keysAndSecrets.stop);
  return { template, places, siteDomain, site, providers, functions, keysAndSecrets };
};

const boot = async (given: Boot, stop: () => Promise<void>): Promise<LocalStack> => {
  const { options, data, tell, stops } = given;
  const started = await begin(given);
  const { template, places, siteDomain, site, providers, ...opened } = await open(given, started);
  const sources: EventSource[] = [];
  const functions = createFunctions(
    opened.functions,
    { ...places, keysAndSecrets: opened.keysAndSecrets.url },
    data.path('logs'),
    tell,
    () => {
      for (const source of sources) source.wake();
    },
  );
  const { invoke } = functions;
  const mappings = readMappings(template, opened.functions);
  const routes = readRoutes(template);
  const schedules = readSchedules(template);
  const queues = awsJsonClient(places.queues, 'sqs', REGION);
  const run = createScheduleRunner(schedules, invoke, createSender(queues, urlIn(places)), tell);
  const timed = createSchedules(schedules, run);

  await Promise.all([
    createTables(awsJsonClient(places.database, 'dynamodb', REGION), [
      ...template.every(GLOBAL_TABLE),
      ...template.every(TABLE),
    ]),
    createQueues(queues, template.every(QUEUE)),
  ]);
  sources.push(
    ...(await createSources(mappings, places, REGION, data.path('streams.json'), urlIn(places), { invoke, tell })),
  );
  // Whoever held a message when the stack last stopped is gone.
  for (const source of sources) await source.redeliver();

  stops.push(async () => {
    timed.stop();
    await started.site.close();
    const quiet = Promise.all(sources.map((source) => source.stop()));
    await Promise.race([quiet, delay(GRACE_MILLISECONDS)]);
    await functions.end();
    await quiet;
  });
  for (const source of sources) source.start();
  started.site.open(routes, invoke, siteDomain);
  if (options.schedules !== 'manual') timed.start();

  return {
    urls: {
      site: `${site}/`,
      console: `${site}/console`,
      portal: `${site}/portal`,
      mailbox: places.mailbox,
      payments: providers.payments,
      signIn: providers.signIn,
      data: places.database,
      queues: places.queues,
    },
    idle: (withinMilliseconds = 30_000) => untilIdle(sources, functions.activity, withinMilliseconds),
    invoke: async (functionName, payload) => {
      const invocation = await functions.find(functionName).invoke(payload);
      if (invocation.ok) return invocation.result;
      throw invocation.failure;
    },
    runSchedule: async (name) => {
      const schedule = schedules.find((each) => each.name === name);
      if (schedule === undefined)
        throw new Error(`There is no schedule "${name}"; there is ${schedules.map((each) => each.name).join(', ')}.`);
      await run(schedule, inputOf(schedule, new Date()));
    },
    redeliver: async () => {
      for (const source of sources) await source.redeliver();
    },
    stop,
  };
};

/** Runs a synthesised app on this machine. Resolves when everything answers; after any failure nothing is left running. */
export const startStack = async (options: StackOptions): Promise<LocalStack> => {
  const data = await takeDataDirectory(resolve(options.dataDirectory), options.fresh ?? false);
  const stops: (() => unknown)[] = [data.release];
  let stopped: Promise<void> | undefined;
  const stopAll = async () => {
    for (const each of stops.toReversed()) await each();
  };
  const stop = () => {
    stopped ??= stopAll();
    return stopped;
  };
  // What functions say while they are being ended is no news.
  const tell: Tell = (line) => {
    if (stopped === undefined) options.log?.(line);
  };
  try {
    return await boot({ options, data, tell, stops }, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};
