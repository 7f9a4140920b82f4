// One instance of a function: a thread with an environment of its own that loads the bundle and handles one event
// after another. It knows nothing of the runner but the messages below.
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

const start = z.object({
  module: z.string(),
  handler: z.string(),
  functionName: z.string(),
  functionArn: z.string(),
  memorySize: z.number(),
  logStream: z.string(),
});

const invocation = z.object({ requestId: z.string(), event: z.string(), deadline: z.number() });

export type ThreadStart = z.infer<typeof start>;
export type ThreadInvocation = z.infer<typeof invocation>;
export type FunctionFault = { errorType: string; errorMessage: string; stackTrace: string[] };
export type ThreadAnswer = { result: string } | { fault: FunctionFault };

const instance = start.parse(workerData);

const faultOf = (error: unknown): FunctionFault =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, stackTrace: (error.stack ?? '').split('\n').slice(1) }
    : { errorType: 'Error', errorMessage: String(error), stackTrace: [] };

const loaded = (async () => {
  const module: unknown = await import(instance.module);
  return z.object({ [instance.handler]: z.custom<(event: unknown, context: object) => unknown>() }).parse(module)[
    instance.handler
  ];
})();
// A bundle that does not load is reported by the first invocation, which awaits the same promise.
loaded.catch(() => {}).then(() => parentPort?.postMessage('loaded'));

const contextOf = ({ requestId, deadline }: ThreadInvocation) => ({
  callbackWaitsForEmptyEventLoop: true,
  functionName: instance.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: instance.functionArn,
  memoryLimitInMB: String(instance.memorySize),
  awsRequestId: requestId,
  logGroupName: `/aws/lambda/${instance.functionName}`,
  logStreamName: instance.logStream,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
});

const answer = async (asked: ThreadInvocation): Promise<ThreadAnswer> => {
  try {
    const handler = await loaded;
    if (typeof handler !== 'function') {
      throw new Error(`The bundle exports no function "${instance.handler}".`);
    }
    const result = await handler(JSON.parse(asked.event), contextOf(asked));
    return { result: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
};

parentPort?.on('message', async (message: unknown) => {
  parentPort?.postMessage(await answer(invocation.parse(message)));
});
