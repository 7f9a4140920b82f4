// The whole local stack as a process that can be killed: `node run-stack.ts ASSEMBLY DATA_DIRECTORY PORT`, with orders by
// message: `sweep` runs every schedule once, `rest` waits until nothing is under way, `stop` ends it in peace.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { startStack } from '../../../infra/local/stack.ts';
import { readAssembly } from '../../../infra/local/template/assembly.ts';
import { readFunctions } from '../../../infra/local/template/read-functions.ts';
import { openTemplate } from '../../../infra/local/template/template.ts';

const [assembly = '', dataDirectory = '', port = '0'] = parseArgs({ allowPositionals: true }).positionals;
const Order = z.object({ order: z.enum(['sweep', 'rest', 'stop']), schedules: z.array(z.string()).default([]) });

const stack = await startStack({ assembly, dataDirectory, port: Number(port), schedules: 'manual' });

process.on('message', async (message: unknown) => {
  const { order, schedules } = Order.parse(message);
  try {
    if (order === 'sweep') for (const name of schedules) await stack.runSchedule(name);
    if (order === 'rest') {
      await stack.redeliver();
      await stack.idle(60_000);
    }
    if (order === 'stop') await stack.stop();
    process.send?.({ done: order });
  } catch (error) {
    process.send?.({ done: order, failed: error instanceof Error ? error.message : 'failed' });
  }
  if (order === 'stop') process.exit(0);
});
/** What the template tells its functions, for whoever reaches the tables and keys as they do. */
const template = openTemplate(readAssembly(resolve(assembly)), {
  siteDomain: 'localhost',
  queueOrigin: () => '',
  signInIssuer: () => '',
});
const environment = Object.assign({}, ...readFunctions(template).map(({ variables }) => variables));
process.send?.({ ready: stack.urls, environment });
