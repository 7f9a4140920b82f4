// A process of its own for everything that in AWS is elsewhere: database, queues, mail. The runner starts it and talks
// to it over the pipe that Node gives a forked child. When that pipe breaks, the runner is gone, perhaps killed:
// then this process ends the database and itself, so that nothing is left running and nobody else's port is held.
import { join } from 'node:path';
import * as z from 'zod';
import { writePidFile } from '../processes/pid-file.ts';
import { spawnDatabase, untilDatabaseAnswers } from './database.ts';
import { startMail } from './mail.ts';
import { startQueues } from './queues.ts';

const orders = z.object({
  dataDirectory: z.string(),
  region: z.string(),
  ports: z.object({ database: z.number(), queues: z.number(), mailbox: z.number() }),
});

export type HostOrders = z.infer<typeof orders>;
export type HostReport = { ready: { database: number; queues: number; mailbox: number } } | { failed: string };

const { dataDirectory, region, ports } = orders.parse(JSON.parse(process.argv[2] ?? ''));

const database = spawnDatabase(
  ports.database,
  join(dataDirectory, 'database'),
  join(dataDirectory, 'logs', 'database.log'),
);
if (database.pid !== undefined) writePidFile(join(dataDirectory, 'run', 'database.pid'), database.pid);

const report = (said: HostReport): void => {
  process.send?.(said);
};

let ending = false;
const databaseGone = new Promise<void>((resolve) => {
  database.once('exit', () => resolve());
  database.once('error', () => resolve());
});
databaseGone.then(() => {
  if (!ending)
    report({ failed: `The database emulator stopped; ${join(dataDirectory, 'logs', 'database.log')} says why.` });
});

process.on('disconnect', () => {
  database.kill('SIGKILL');
  process.exit(1);
});
// Ctrl-C reaches every process of the terminal: the runner stops this one when nothing needs it any more.
process.on('SIGINT', () => {});

const stops: (() => Promise<void>)[] = [];
process.on('message', async () => {
  ending = true;
  await Promise.all(stops.map((stop) => stop()));
  database.kill('SIGTERM');
  await databaseGone;
  process.exit(0);
});

try {
  const [queues, mail] = await Promise.all([
    startQueues(ports.queues, join(dataDirectory, 'queues'), region),
    startMail(ports.mailbox, join(dataDirectory, 'mail.jsonl')),
  ]);
  stops.push(queues.stop, mail.stop);
  await untilDatabaseAnswers(ports.database, region);
  report({ ready: { database: ports.database, queues: queues.port, mailbox: mail.port } });
} catch (error) {
  report({ failed: error instanceof Error ? error.message : String(error) });
}
