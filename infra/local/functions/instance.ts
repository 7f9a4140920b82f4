import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';
import type { FunctionLog } from './function-log.ts';
import type { FunctionFault, ThreadStart } from './function-thread.ts';

export type Outcome = { ok: true; result: string } | { ok: false; fault: FunctionFault };

/**
 * One warm instance of a function, in a worker thread. Threads rather than processes: they start in a third of the
 * time and memory, have an environment and a heap limit of their own, can be ended in the middle of an endless loop,
 * and cannot outlive the runner, however it dies.
 */
export type Instance = {
  invoke: (event: string, timeoutSeconds: number) => Promise<Outcome>;
  /** Whether the thread is gone: after a timeout, a crash, or because the function ended its process. */
  isGone: () => boolean;
  end: () => Promise<void>;
};

const answer = z.union([
  z.object({ result: z.string() }),
  z.object({ fault: z.object({ errorType: z.string(), errorMessage: z.string(), stackTrace: z.array(z.string()) }) }),
]);

const LARGEST_RESULT_BYTES = 6 * 1024 * 1024;

const failed = (errorType: string, errorMessage: string): Outcome => ({
  ok: false,
  fault: { errorType, errorMessage, stackTrace: [] },
});

const readAnswer = (message: unknown): Outcome => {
  const said = answer.parse(message);
  if ('fault' in said) return { ok: false, fault: said.fault };
  const bytes = Buffer.byteLength(said.result);
  if (bytes <= LARGEST_RESULT_BYTES) return { ok: true, result: said.result };
  return failed('Function.ResponseSizeTooLarge', `The result has ${bytes} bytes; Lambda carries 6 MB`);
};

/** Starts an instance. It loads the bundle at once; the first invocation waits for that. */
export const startInstance = (
  start: Omit<ThreadStart, 'logStream'>,
  environment: Record<string, string>,
  log: FunctionLog,
): Instance => {
  const worker = new Worker(new URL('./function-thread.ts', import.meta.url), {
    workerData: { ...start, logStream: environment.AWS_LAMBDA_LOG_STREAM_NAME ?? '' },
    env: environment,
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: start.memorySize },
  });
  log.follow(worker.stdout);
  log.follow(worker.stderr);
  let gone = false;
  let crash: Error | undefined;
  let answered: (outcome: Outcome) => void = () => {};
  worker.on('error', (error) => {
    crash = error instanceof Error ? error : new Error(String(error));
  });
  const ended = new Promise<Outcome>((resolve) => {
    worker.once('exit', () => {
      gone = true;
      const { name = 'Runtime.ExitError', message = 'The function ended its own process' } = crash ?? {};
      resolve(failed(name, message));
    });
  });
  const loaded = new Promise<void>((resolve) => {
    worker.on('message', (message) => (message === 'loaded' ? resolve() : answered(readAnswer(message))));
  });

  return {
    invoke: async (event, timeoutSeconds) => {
      // As in Lambda, loading the bundle is not part of the time that a function may take.
      await Promise.race([loaded, ended]);
      const answering = new Promise<Outcome>((resolve) => {
        answered = resolve;
      });
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<Outcome>((resolve) => {
        timer = setTimeout(() => {
          gone = true;
          worker.terminate();
          resolve(failed('Sandbox.Timedout', `The function did not finish within its ${timeoutSeconds} seconds`));
        }, timeoutSeconds * 1000);
      });
      worker.postMessage({ requestId: randomUUID(), event, deadline: Date.now() + timeoutSeconds * 1000 });
      const outcome = await Promise.race([answering, late, ended]);
      clearTimeout(timer);
      return outcome;
    },
    isGone: () => gone,
    end: async () => {
      gone = true;
      await worker.terminate();
    },
  };
};
