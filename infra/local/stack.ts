import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DataDirectory, takeDataDirectory } from './data-directory.ts';
import { awsJsonClient } from './emulators/aws-json.ts';
import { type EmulatorPlaces, launchEmulators } from './emulators/launch.ts';
import { startMailFront } from './emulators/mail-front.ts';
import { createMailReports } from './emulators/mail-reports.ts';
import type { Tell } from './functions/function-log.ts';
import { createFunctions } from './functions/functions.ts';
import type { LambdaSpec } from './functions/pool.ts';
import type { Gate } from './gate/gate.ts';
import { openGate } from './gate/open-gate.ts';
import { createSite } from './http/site.ts';
import { PreparationFailed, prepare, synthesisedOnce } from './prepare.ts';
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
import { type Providers, startProviders } from './stand-ins/providers.ts';
import { readAssembly } from './template/assembly.ts';
import { QUEUE } from './template/known/queues.ts';
import { GLOBAL_TABLE, TABLE } from './template/known/tables.ts';
import {
  readFrontHeaders,
  readFunctions,
  readMailRules,
  readMappings,
  readRoutes,
  readSchedules,
} from './template/read-functions.ts';
import { LOCAL_ACCOUNT } from './template/resolve.ts';
import { openTemplate, type Template } from './template/template.ts';

const REGION = 'eu-west-2';
/** How long functions may go on when the stack stops; then they are ended, and their messages come back. */
const GRACE_MILLISECONDS = 3000;

type Boot = { options: StackOptions; data: DataDirectory; tell: Tell; stops: (() => unknown)[] };

const urlIn =
  ({ queues }: EmulatorPlaces) =>
  (queueArn: string): string =>
    `${queues}/${LOCAL_ACCOUNT}/${queueArn.split(':').at(-1)}`;

/** Emulators next to the site, so that their addresses stay the same from start to start. */
const choosePorts = async (sitePort: number | undefined) => {
  const near = (distance: number) => preferPort(sitePort ? sitePort + distance : undefined);
  return {
    mailbox: await near(1),
    payments: await near(2),
    signIn: await near(3),
    database: (await near(4)) || (await freePort()),
    queues: await near(5),
  };
};

/**
 * Reads the template while the emulators start. What has to be synthesised first comes after their start; what lies
 * there already is checked before anything is started.
 */
const open = async ({ options, data, tell, stops }: Boot) => {
  const site = createSite();
  const siteDomain = `localhost:${await listenOnLoopback(site.server, options.port ?? 0, 'the site')}`;
  stops.push(site.close);
  const places = { queues: '', signIn: '' };
  const read = (directory: string): Template => {
    const template = openTemplate(readAssembly(resolve(directory)), {
      siteDomain,
      queueOrigin: () => places.queues,
      signInIssuer: () => places.signIn,
    });
    template.refuseUnknown();
    return template;
  };
  const { assembly } = options;
  const early = typeof assembly === 'string' ? read(assembly) : undefined;
  const ports = await choosePorts(options.port);
  const launched = launchEmulators({ dataDirectory: data.path(), region: REGION, ports }, (reason) => {
    tell(reason.message);
    options.failed?.(reason);
  });
  stops.push(launched.stop);
  // Awaited below; until then a failure must not count as unhandled.
  launched.ready.catch(() => {});
  const template = early ?? read(typeof assembly === 'string' ? assembly : await assembly());
  const providers = await startProviders(template, { site: `http://${siteDomain}`, dataDirectory: data.path(), ports });
  stops.push(providers.stop);
  const emulators = await launched.ready;
  const outside = { ...emulators, payments: providers.payments };
  const reached = { ...outside, ...(await options.between?.(outside)) };
  const gate = openGate(template, { region: REGION, account: LOCAL_ACCOUNT }, tell);
  stops.push(gate.stop);
  // The SDK calls a queue where the address of the queue says it is, whatever it was told of the service.
  const queuesBehindGate = await gate.before('queues', reached.queues);
  Object.assign(places, { queues: queuesBehindGate, signIn: providers.signIn ?? '' });
  return { site, siteDomain, template, providers, emulators, reached, gate, queuesBehindGate };
};

const serveKeysAndSecrets = async (
  { data, tell, stops }: Boot,
  template: Template,
  secrets: ReturnType<Providers['secretsFor']>,
  lambdas: LambdaSpec[],
  gate: Gate,
) => {
  const service = await startKeysAndSecrets(
    template,
    secrets,
    { keys: data.path('keys.json'), secrets: data.path('secrets.json') },
    lambdas.map(({ name }) => name),
    gate,
    tell,
  );
  stops.push(service.stop);
  return service.url;
};

const boot = async (given: Boot, stop: () => Promise<void>): Promise<LocalStack> => {
  const { options, data, tell, stops } = given;
  const { site, siteDomain, template, providers, emulators, reached, gate, queuesBehindGate } = await open(given);
  const lambdas = readFunctions(template);
  const mappings = readMappings(template, lambdas);
  gate.refuseMissingGrants(mappings);
  const keysAndSecrets = await serveKeysAndSecrets(
    given,
    template,
    providers.secretsFor(reached.payments),
    lambdas,
    gate,
  );
  const sources: EventSource[] = [];
  const wakeSources = () => {
    for (const source of sources) source.wake();
  };
  const queues = awsJsonClient(emulators.queues, 'sqs', REGION);
  const report = createMailReports(readMailRules(template), createSender(queues, urlIn(emulators)));
  const mail = await startMailFront(reached.mailbox, async (sent) => {
    await report(sent);
    wakeSources();
  });
  stops.push(mail.stop);
  const ungated = { ...reached, mailbox: mail.url, keysAndSecrets };
  const behindGate = {
    database: await gate.before('database', ungated.database),
    queues: queuesBehindGate,
    mailbox: await gate.before('mailbox', ungated.mailbox),
    keysAndSecrets,
  };
  const functions = createFunctions(lambdas, behindGate, data.path('logs'), tell, wakeSources);
  const { invoke } = functions;
  const routes = readRoutes(template);
  const schedules = readSchedules(template);
  const run = createScheduleRunner(schedules, invoke, createSender(queues, urlIn(emulators)), tell);
  const timed = createSchedules(schedules, run);

  await Promise.all([
    createTables(awsJsonClient(emulators.database, 'dynamodb', REGION), [
      ...template.every(GLOBAL_TABLE),
      ...template.every(TABLE),
    ]),
    createQueues(queues, template.every(QUEUE)),
  ]);
  const isPrepared = data.isUnfinished && options.prepare !== undefined;
  if (isPrepared) await prepare(options, functions.environment(ungated));
  const streamsAt = { positionsFile: data.path('streams.json'), passOver: isPrepared };
  sources.push(...(await createSources(mappings, emulators, REGION, streamsAt, urlIn(emulators), { invoke, tell })));
  data.finish();
  // Whoever held a message when the stack last stopped is gone.
  for (const source of sources) await source.redeliver();

  stops.push(async () => {
    timed.stop();
    await site.close();
    const quiet = Promise.all(sources.map((source) => source.stop()));
    await Promise.race([quiet, delay(GRACE_MILLISECONDS)]);
    await functions.end();
    await quiet;
  });
  for (const source of sources) source.start();
  site.open(routes, invoke, { siteDomain, frontHeaders: readFrontHeaders(template) });
  if (options.schedules !== 'manual') timed.start();

  return {
    urls: {
      site: `http://${siteDomain}/`,
      console: `http://${siteDomain}/console`,
      portal: `http://${siteDomain}/portal`,
      mailbox: emulators.mailbox,
      payments: providers.payments,
      signIn: providers.signIn,
      data: emulators.database,
      queues: emulators.queues,
      keysAndSecrets,
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
    busyInstances: functions.busyInstances,
    grants: { ...gate, calledByAws: () => gate.calledByAws(mappings) },
    stop,
  };
};

const startOnce = async (options: StackOptions): Promise<LocalStack> => {
  const data = await takeDataDirectory(resolve(options.dataDirectory), {
    fresh: options.fresh ?? false,
    prepared: options.prepare !== undefined,
  });
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

/**
 * Runs a synthesised app on this machine. Resolves when everything answers; after any failure nothing is left running. What
 * could not be prepared is said, and keeps nobody from an empty stack: nothing half done stays in it.
 */
export const startStack = async (options: StackOptions): Promise<LocalStack> => {
  const assembly = synthesisedOnce(options.assembly);
  try {
    return await startOnce({ ...options, assembly });
  } catch (failure) {
    if (!(failure instanceof PreparationFailed)) throw failure;
    options.log?.(
      `${failure.message}\nThe stack starts empty instead. Everything works; there is only nothing in it yet.`,
    );
    const { prepare: _, ...empty } = options;
    return startOnce({ ...empty, assembly, fresh: true });
  }
};
