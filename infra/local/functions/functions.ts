import { join } from 'node:path';
import type { Invoke } from '../sources/event-source.ts';
import { credentialsOf, RUNNER_CREDENTIALS } from './credentials.ts';
import { type Endpoints, environmentOf } from './environment.ts';
import { openFunctionLog, type Tell } from './function-log.ts';
import { type BusyInstance, createPool, type FunctionPool, type LambdaSpec } from './pool.ts';

export type Functions = {
  invoke: Invoke;
  /** By name or logical id; throws, naming those there are. */
  find: (wanted: string) => FunctionPool;
  /** How many invocations there have been, and how many of them are under way. */
  activity: () => { started: number; running: number };
  busyInstances: () => BusyInstance[];
  /** What all of them together find in their environments, for a program of the runner's own: at these places, as the runner. */
  environment: (places: Endpoints) => Record<string, string>;
  /** Ends all instances, whatever they are doing. */
  end: () => Promise<void>;
};

/** All functions of the template. `finished` is called after every invocation. */
export const createFunctions = (
  specs: (LambdaSpec & { logicalId: string })[],
  endpoints: Endpoints,
  logs: string,
  tell: Tell,
  finished: () => void,
): Functions => {
  let started = 0;
  let running = 0;
  const pools = specs.map((spec) => {
    const log = openFunctionLog(join(logs, `${spec.name}.log`), spec.name, tell);
    const environment = (instance: number) => environmentOf(spec, endpoints, credentialsOf(spec.name, instance));
    return { ...spec, pool: counting(createPool(spec, environment, log, tell)) };
  });

  function counting(pool: FunctionPool): FunctionPool {
    return {
      ...pool,
      invoke: async (payload) => {
        started += 1;
        running += 1;
        try {
          return await pool.invoke(payload);
        } finally {
          running -= 1;
          finished();
        }
      },
    };
  }

  const find = (wanted: string): FunctionPool => {
    const found = pools.find(({ name, arn, logicalId }) => [name, arn, logicalId].includes(wanted));
    if (found !== undefined) return found.pool;
    throw new Error(`There is no function "${wanted}"; there is ${pools.map(({ name }) => name).join(', ')}.`);
  };

  return {
    find,
    invoke: (functionArn, payload) => find(functionArn).invoke(payload),
    activity: () => ({ started, running }),
    busyInstances: () => pools.flatMap(({ pool }) => pool.busyInstances()),
    environment: (places) => Object.assign({}, ...specs.map((spec) => environmentOf(spec, places, RUNNER_CREDENTIALS))),
    end: async () => {
      await Promise.all(pools.map(({ pool }) => pool.end()));
    },
  };
};
