import { Logger } from '@aws-lambda-powertools/logger';
import type { Context } from 'aws-lambda';
import * as z from 'zod';
import { tellError } from './tell-error.ts';

/** Everything a log line may say in words. */
export type LogMessage =
  | 'message handled'
  | 'message overtaken'
  | 'message quarantined'
  | 'message comes back'
  | 'message given up'
  | 'facts relayed'
  | 'facts not relayed'
  | 'trail tampered with'
  | 'schedule handled'
  | 'ledger differs'
  | 'payout differs'
  | 'balance differs'
  | 'request answered'
  | 'request refused'
  | 'signed in'
  | 'invocation failed';

/** Everything a log line may carry, and what it must look like: ids, codes and counts, nothing that people write. */
const Fields = z.lazy(() => {
  const id = z.string().regex(/^[\w.:/#-]{1,128}$/);
  const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/);
  return z.object({
    messageId: id,
    factId: id,
    factType: id,
    poolId: id,
    queue: code,
    /** What a person can quote from a page, to find the line. */
    reference: id,
    /** Somebody of the office, by the directory's id. */
    staff: id,
    /** A refusal's code, or why something was put aside. */
    reason: code,
    /** A route's pattern, never the address asked for. */
    route: z.string().regex(/^[A-Z]* ?\/[a-z0-9/:*{}-]*$/),
    status: z.int(),
    count: z.int(),
    /** A record or an entry that is in question, and which of its sums. */
    about: id,
    term: z.string().regex(/^[a-z ,]*(lot_\w+)?[a-z ,]*$/),
    /** Pence, as two sides tell it. */
    journal: z.int(),
    record: z.int(),
    provider: z.int(),
    timesReceived: z.int(),
    milliseconds: z.int(),
  });
});

export type LogFields = Readonly<Partial<z.infer<typeof Fields>>> & {
  /** Whatever was caught: reduced to its name and the place in our own code. */
  readonly error?: unknown;
};

/** Named fields and fixed words only, so that nothing needs redacting. */
export interface Log {
  info(message: LogMessage, fields?: LogFields): void;
  warn(message: LogMessage, fields?: LogFields): void;
  error(message: LogMessage, fields?: LogFields): void;
  /** Names the invocation in every line from here on. */
  begin(context: Context): void;
}

/** Leaves out what does not look as its name promises, and says which: a mistake of ours must not become a leak. */
function fitting({ error, ...fields }: LogFields): Record<string, unknown> {
  const given = new Map<string, unknown>(Object.entries(fields));
  const fitted: Record<string, unknown> = error === undefined ? {} : { ...tellError(error) };
  const unfit: string[] = [];
  for (const [name, shape] of Object.entries(Fields.unwrap().shape)) {
    const value = given.get(name);
    if (value === undefined) continue;
    if (shape.safeParse(value).success) fitted[name] = value;
    else unfit.push(name);
  }
  return unfit.length === 0 ? fitted : { ...fitted, unfit };
}

/**
 * The log of a function: JSON lines, named after the function by `POWERTOOLS_SERVICE_NAME`. What writes them is made for
 * the first line: it opens the process's streams, and a page that goes well has nothing to say.
 */
export function createLog(): Log {
  let invocations: readonly Context[] = [];
  let made: Logger | undefined;
  const logger = (): Logger => {
    if (made !== undefined) return made;
    made = new Logger();
    // The first that it hears of is to it a cold start; so it hears of the first.
    for (const invocation of invocations) made.addContext(invocation);
    return made;
  };
  return {
    info: (message, fields = {}) => logger().info(message, fitting(fields)),
    warn: (message, fields = {}) => logger().warn(message, fitting(fields)),
    error: (message, fields = {}) => logger().error(message, fitting(fields)),
    begin: (context) => {
      invocations = [...invocations.slice(0, 1), context];
      made?.addContext(context);
    },
  };
}
