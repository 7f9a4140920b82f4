import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import { tellError } from './tell-error.ts';

/** Where a handler says what it did. */
export interface Observers {
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What the work may know of the call it is part of. */
export interface Invocation {
  /** How long until this call is cut off. */
  millisecondsLeft(): number;
}

/** What leaves a function in an error's place: Lambda writes whatever is thrown, message and all, into the log. */
class InvocationFailed extends Error {
  override readonly name = 'InvocationFailed';
}

export type WrappedHandler<Result> = (event: unknown, context: Context) => Promise<Result>;

/**
 * What every handler is wrapped in: the log knows the invocation, the counts are written however it ends, and an error
 * leaves as its name and place only.
 */
export function wrapHandler<Result>(
  { log, metrics }: Observers,
  work: (event: unknown, invocation: Invocation) => Promise<Result>,
): WrappedHandler<Result> {
  // No early answer on a timeout: the work would go on in the background and into the next invocation. Lambda ends
  // the whole environment instead.
  const wrapped = middy<unknown, Result>({ timeoutEarlyInMillis: 0 })
    .before(({ context }) => log.begin(context))
    .after(() => metrics.publish())
    .onError((request) => {
      log.error('invocation failed', { error: request.error });
      metrics.publish();
      const { errorName, errorAt } = tellError(request.error);
      request.error = new InvocationFailed(errorAt === undefined ? errorName : `${errorName} at ${errorAt}`);
    })
    .handler((event, context) => work(event, { millisecondsLeft: () => context.getRemainingTimeInMillis() }));
  return (event, context) => wrapped(event, context);
}
