import type * as z from 'zod';
import { type Invocation, type Observers, type WrappedHandler, wrapHandler } from './wrap-handler.ts';

export interface ScheduledWork<Input extends z.ZodType> extends Observers {
  /** What the schedule says as its input. */
  readonly input: Input;
  /** Does what is due, from the truth: a call may be missed, repeated or late. An error makes the schedule try again. */
  run(input: z.infer<Input>, invocation: Invocation): Promise<unknown>;
}

/** Makes the handler of a function that the clock calls. An input that the schema refuses is an error. */
export function handleSchedule<Input extends z.ZodType>(work: ScheduledWork<Input>): WrappedHandler<void> {
  return wrapHandler(work, async (event, invocation) => {
    const begun = performance.now();
    await work.run(work.input.parse(event), invocation);
    work.log.info('schedule handled', { milliseconds: Math.round(performance.now() - begun) });
  });
}
