import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createCallerOf, credentialsOf } from './credentials.ts';
import { environmentOf } from './environment.ts';
import { openFunctionLog } from './function-log.ts';
import { createPool, type FunctionPool } from './pool.ts';

const directory = mkdtempSync(join(tmpdir(), 'pool-'));
writeFileSync(
  join(directory, 'index.mjs'),
  `let handled = 0;
  export const handler = async (event, context) => {
    handled += 1;
    if (event.say) console.log(event.say);
    if (event.wait) await new Promise((resolve) => setTimeout(resolve, event.wait));
    if (event.loop) for (;;) {}
    if (event.exit) process.exit(3);
    if (event.throw) throw new RangeError(event.throw);
    if (event.large) return 'x'.repeat(7 * 1024 * 1024);
    return { handled, name: context.functionName, id: context.awsRequestId, left: context.getRemainingTimeInMillis(), env: process.env };
  };`,
);

const told: string[] = [];
const logFile = join(directory, 'log');
const log = openFunctionLog(logFile, 'demo', (line) => told.push(line));
const pools: FunctionPool[] = [];
afterAll(async () => {
  for (const pool of pools) await pool.end();
  rmSync(directory, { recursive: true });
});

const specOf = (more: object = {}) => ({
  name: 'demo',
  arn: 'arn:aws:lambda:eu-west-2:000000000000:function:demo',
  region: 'eu-west-2',
  assetDirectory: directory,
  handler: 'index.handler',
  timeout: 20,
  memorySize: 128,
  reservedConcurrency: undefined,
  variables: { OWN: 'value' },
  ...more,
});

const poolOf = (more: object = {}): FunctionPool => {
  const spec = specOf(more);
  const places = { database: 'http://db', queues: 'http://q', mailbox: 'http://m', keysAndSecrets: 'http://k' };
  const pool = createPool(
    spec,
    (n) => environmentOf(spec, places, credentialsOf(spec.name, n)),
    log,
    (line) => told.push(line),
  );
  pools.push(pool);
  return pool;
};

const resultOf = async (pool: FunctionPool, event: object): Promise<unknown> => {
  const invocation = await pool.invoke(event);
  return invocation.ok ? invocation.result : invocation.failure.fault;
};

describe('a function', () => {
  it('stays warm between events and has an environment of its own', async () => {
    const pool = poolOf();
    expect(await resultOf(pool, {})).toMatchObject({
      handled: 1,
      name: 'demo',
      env: { OWN: 'value', AWS_REGION: 'eu-west-2', AWS_ENDPOINT_URL_KMS: 'http://k', AWS_ENDPOINT_URL: 'http://k' },
    });
    const second = await resultOf(pool, {});
    expect(second).toMatchObject({ handled: 2, left: expect.any(Number) });
    // Nothing of the runner's own environment leaks in but the path.
    expect(second).not.toHaveProperty('env.HOME');
  });

  it('is given further instances when it is busy, each with credentials that name it', async () => {
    const pool = poolOf();
    const [one, other] = await Promise.all([resultOf(pool, { wait: 200 }), resultOf(pool, { wait: 200 })]);
    const key = credentialsOf('demo', 2).accessKeyId;
    expect([one, other]).toEqual([expect.objectContaining({ handled: 1 }), expect.objectContaining({ handled: 1 })]);
    expect(JSON.stringify([one, other])).toContain(key);
    expect(key).toMatch(/^[A-Za-z0-9]{16,}$/);
    const callerOf = createCallerOf(['other', 'demo']);
    expect(callerOf(key)).toBe('demo');
    expect(callerOf('LOCALnobody')).toBeUndefined();
  });

  it('handles one event after another where the template reserves one instance', async () => {
    const pool = poolOf({ reservedConcurrency: 1 });
    const handled = await Promise.all([1, 2, 3].map(() => resultOf(pool, { wait: 20 })));
    expect(handled.map((each) => Object(each).handled)).toEqual([1, 2, 3]);
  });

  it('is ended when it takes too long, even in an endless loop, and starts anew', async () => {
    const pool = poolOf({ timeout: 1 });
    expect(await resultOf(pool, { loop: true })).toMatchObject({ errorType: 'Sandbox.Timedout' });
    expect(await resultOf(pool, {})).toMatchObject({ handled: 1 });
  });

  it('that throws is shown in a line and logged with its stack', async () => {
    const pool = poolOf();
    expect(await resultOf(pool, { throw: 'out of range' })).toMatchObject({ errorType: 'RangeError' });
    expect(told).toContain('demo failed: RangeError: out of range');
    expect(await resultOf(pool, {})).toMatchObject({ handled: 2 });
    await vi.waitFor(() => expect(readFileSync(logFile, 'utf8')).toMatch(/RangeError: out of range[\s\S]*index\.mjs/));
  });

  it('that ends its own process, or answers more than Lambda carries, has failed', async () => {
    const pool = poolOf();
    expect(await resultOf(pool, { exit: true })).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(await resultOf(pool, { large: true })).toMatchObject({ errorType: 'Function.ResponseSizeTooLarge' });
  });

  it('shows the instances that are at work; the event of one that is ended there has failed', async () => {
    const pool = poolOf();
    const event = resultOf(pool, { wait: 60_000 });
    const atWork = pool.busyInstances();
    expect(atWork).toEqual([expect.objectContaining({ functionName: 'demo' })]);
    for (const { end } of atWork) await end();
    expect(await event).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(pool.busyInstances()).toEqual([]);
    expect(await resultOf(pool, {})).toMatchObject({ handled: 1 });
    expect(pool.busyInstances()).toEqual([]);
  });

  it('that does not load says why', async () => {
    expect(await resultOf(poolOf({ handler: 'missing.handler' }), {})).toMatchObject({
      errorMessage: expect.stringContaining('missing.mjs'),
    });
    expect(await resultOf(poolOf({ handler: 'index.other' }), {})).toMatchObject({
      errorMessage: expect.stringContaining('"other"'),
    });
  });

  it('prints to its log, and errors of a structured logger to the console as well', async () => {
    const pool = poolOf();
    await resultOf(pool, { say: 'quietly' });
    await resultOf(pool, { say: '{"level":"ERROR","message":"the pool is empty","more":1}' });
    await vi.waitFor(() => expect(told).toContain('demo: the pool is empty'));
    await vi.waitFor(() => expect(readFileSync(logFile, 'utf8')).toContain('quietly'));
    expect(told).not.toContain('quietly');
  });
});
