import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../processes/ports.ts';
import { forward, readAll } from './forward.ts';

const servers: Server[] = [];

const serve = async (server: Server): Promise<number> => {
  servers.push(server);
  return listenOnLoopback(server, 0, 'the test');
};

/** A front before a service that answers so; what it answers waits for `settled`. */
const frontOf = async (status: number, settled: () => Promise<void>): Promise<string> => {
  const port = await serve(createServer((_, answer) => answer.writeHead(status).end('done')));
  const front = createServer(async (incoming, outgoing) =>
    forward(incoming, await readAll(incoming), outgoing, { hostname: '127.0.0.1', port }, settled),
  );
  return `http://127.0.0.1:${await serve(front)}`;
};

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

describe('handing on', () => {
  it('keeps a good answer back until it is settled', async () => {
    let settle = (): void => {};
    const waiting = new Promise<void>((resolve) => {
      settle = resolve;
    });
    const told: string[] = [];
    const url = await frontOf(200, async () => {
      told.push('asked');
      await waiting;
      told.push('settled');
    });
    const answered = fetch(url).then(async (answer) => told.push(await answer.text()));
    while (told.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    settle();
    await answered;
    expect(told).toEqual(['asked', 'settled', 'done']);
  });

  it('breaks off without an answer when it cannot be settled', async () => {
    await expect(fetch(await frontOf(200, () => Promise.reject(new Error('gone'))))).rejects.toThrow('fetch failed');
  });

  it('hands a refusal on at once', async () => {
    const answer = await fetch(await frontOf(400, () => Promise.reject(new Error('not asked'))));
    expect([answer.status, await answer.text()]).toEqual([400, 'done']);
  });
});
