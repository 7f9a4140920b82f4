import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { FunctionLog, Tell } from './function-log.ts';
import type { FunctionFault } from './function-thread.ts';
import { type Instance, type Outcome, startInstance } from './instance.ts';

export type LambdaSpec = {
  name: string;
  arn: string;
  region: string;
  assetDirectory: string;
  handler: string;
  timeout: number;
  memorySize: number;
  reservedConcurrency: number | undefined;
  variables: Record<string, string>;
};

/** A function threw, timed out or could not be loaded. */
export class FunctionFailed extends Error {
  readonly fault: FunctionFault;
  constructor(functionName: string, fault: FunctionFault) {
    super(`${functionName} failed: ${fault.errorType}: ${fault.errorMessage}`);
    this.name = 'FunctionFailed';
    this.fault = fault;
  }
}

export type Invocation = { ok: true; result: unknown } | { ok: false; failure: FunctionFailed };

/** An instance that handles an event. */
export type BusyInstance = { functionName: string; end: () => Promise<void> };

export type FunctionPool = {
  spec: LambdaSpec;
  /** A failure has been told and logged by the time it is returned. */
  invoke: (payload: unknown) => Promise<Invocation>;
  busyInstances: () => BusyInstance[];
  end: () => Promise<void>;
};

/** More instances than this of one function would only make each other slow on this machine. */
const MOST_INSTANCES = Math.max(4, 2 * availableParallelism());
const IDLE_MILLISECONDS = 120_000;

/**
 * All instances of one function. An instance handles one event at a time and is kept warm for a while; when all are
 * busy another is started, up to a limit, beyond which events wait for their turn.
 */
export const createPool = (
  spec: LambdaSpec,
  environment: (instance: number) => Record<string, string>,
  log: FunctionLog,
  tell: Tell,
): FunctionPool => {
  const [file = 'index', handler = 'handler'] = spec.handler.split('.');
  const start = {
    module: pathToFileURL(join(spec.assetDirectory, `${file}.mjs`)).href,
    handler,
    functionName: spec.name,
    functionArn: spec.arn,
    memorySize: spec.memorySize,
  };
  const most = Math.min(spec.reservedConcurrency ?? MOST_INSTANCES, MOST_INSTANCES);
  const idle: { instance: Instance; retire: NodeJS.Timeout }[] = [];
  const waiting: (() => void)[] = [];
  const all = new Set<Instance>();
  let started = 0;
  let busy = 0;
  let ended = false;

  const take = async (): Promise<Instance> => {
    while (busy >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
    for (let warm = idle.pop(); warm !== undefined; warm = idle.pop()) {
      clearTimeout(warm.retire);
      if (!warm.instance.isGone()) return warm.instance;
      all.delete(warm.instance);
    }
    started += 1;
    const instance = startInstance(start, environment(started), log);
    all.add(instance);
    return instance;
  };

  const giveBack = (instance: Instance): void => {
    busy -= 1;
    if (instance.isGone()) {
      all.delete(instance);
    } else {
      const entry = { instance, retire: setTimeout(() => retire(), IDLE_MILLISECONDS).unref() };
      const retire = () => {
        idle.splice(idle.indexOf(entry), 1);
        all.delete(instance);
        instance.end();
      };
      idle.push(entry);
    }
    waiting.shift()?.();
  };

  const handle = async (event: string): Promise<Outcome> => {
    if (ended)
      return { ok: false, fault: { errorType: 'Stopped', errorMessage: 'The local stack stops', stackTrace: [] } };
    const instance = await take();
    try {
      return await instance.invoke(event, spec.timeout);
    } finally {
      giveBack(instance);
    }
  };

  return {
    spec,
    invoke: async (payload) => {
      const began = Date.now();
      const outcome = await handle(JSON.stringify(payload));
      if (outcome.ok) return { ok: true, result: JSON.parse(outcome.result) };
      const failure = new FunctionFailed(spec.name, outcome.fault);
      log.write(`${new Date().toISOString()} ${failure.message} (${Date.now() - began} ms)`);
      for (const line of outcome.fault.stackTrace) log.write(line);
      tell(failure.message);
      return { ok: false, failure };
    },
    busyInstances: () => {
      const warm = new Set(idle.map(({ instance }) => instance));
      const busyNow = [...all].filter((instance) => !warm.has(instance) && !instance.isGone());
      return busyNow.map(({ end }) => ({ functionName: spec.name, end }));
    },
    end: async () => {
      ended = true;
      for (const { retire } of idle) clearTimeout(retire);
      await Promise.all([...all].map((instance) => instance.end()));
    },
  };
};
