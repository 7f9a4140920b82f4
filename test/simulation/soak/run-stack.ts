// The whole local stack as a process that can be killed: `node run-stack.ts ASSEMBLY DATA_DIRECTORY PORT SEED`, with
// orders by message: `schedule` runs one, `cut` ends an instance of a function in the middle of its work, `redeliver`
// has failed messages come at once, `rest` waits until nothing is under way, `stop` ends it in peace.
import { parseArgs } from 'node:util';
import { untilKept } from '../../../infra/local/emulators/database.ts';
import { startStack } from '../../../infra/local/stack.ts';
import { createRandom } from '../random.ts';
import { badLuck, messageIdIn } from './bad-luck.ts';
import { Order, type Report } from './stack-messages.ts';
import { startUnluckyProxy } from './unlucky-proxy.ts';

const [assembly = '', dataDirectory = '', port = '0', seed = '1'] = parseArgs({ allowPositionals: true }).positionals;
const random = createRandom(Number(seed));
let isCalm = false;

const say = (report: Report): void => {
  process.send?.(report);
};

const luck = badLuck(random, (injected) => say({ injected }));

const stack = await startStack({
  assembly,
  dataDirectory,
  port: Number(port),
  schedules: 'manual',
  between: async ({ database, queues, mailbox }) => {
    const [unluckyDatabase, unluckyQueues, unluckyMail] = await Promise.all([
      startUnluckyProxy(database, {
        fateOf: (call) => (isCalm ? undefined : luck.database(call)),
        settled: untilKept(database, 'eu-west-2'),
      }),
      startUnluckyProxy(queues, { fateOf: (call) => (isCalm ? undefined : luck.queues(call)) }),
      startUnluckyProxy(mailbox, {
        fateOf: (call) => (isCalm ? undefined : luck.mail(call)),
        carriedOut: (call) => {
          const mailed = messageIdIn(call);
          if (mailed !== undefined) say({ mailed });
        },
      }),
    ]);
    say({ unlucky: unluckyDatabase.url });
    return { database: unluckyDatabase.url, queues: unluckyQueues.url, mailbox: unluckyMail.url };
  },
});

async function obey(order: Order): Promise<void> {
  switch (order.do) {
    case 'calm':
      isCalm = true;
      return;
    case 'schedule':
      return stack.runSchedule(order.name);
    case 'cut': {
      const instance = random.pick(stack.busyInstances());
      if (instance === undefined) return;
      await instance.end();
      say({ cut: instance.functionName });
      return;
    }
    case 'redeliver':
      return stack.redeliver();
    case 'rest':
      await stack.redeliver();
      return stack.idle(60_000);
    case 'stop':
      await stack.stop();
      say({ done: order.number });
      process.exit(0);
  }
}

process.on('message', async (message: unknown) => {
  const order = Order.parse(message);
  try {
    await obey(order);
    say({ done: order.number });
  } catch (error) {
    say({ done: order.number, failed: error instanceof Error ? error.message : 'failed' });
  }
});
say({ ready: { ...stack.urls, payments: stack.urls.payments ?? '' } });
