import type { Tell } from '../functions/function-log.ts';
import { type Invoke, messageOf } from '../sources/event-source.ts';
import type { ScheduleSpec } from './schedules.ts';

type Send = (queueArn: string, body: string, group?: { id: string; deduplicationId: string }) => Promise<unknown>;

/** Sends what a schedule sends to where it sends it: a function or a queue. Refuses any other target when created. */
export const createScheduleRunner = (specs: ScheduleSpec[], invoke: Invoke, send: Send, tell: Tell) => {
  for (const { name, targetArn } of specs) {
    if (!/^arn:aws:(lambda|sqs):/.test(targetArn)) {
      throw new Error(`The schedule "${name}" calls what the local runner does not know: ${targetArn}.`);
    }
  }
  return async (spec: ScheduleSpec, input: string): Promise<void> => {
    try {
      if (spec.targetArn.startsWith('arn:aws:lambda:')) {
        await invoke(spec.targetArn, JSON.parse(input));
      } else {
        const { messageGroupId: id } = spec;
        await send(
          spec.targetArn,
          input,
          id === undefined ? undefined : { id, deduplicationId: `${spec.name} ${Date.now()}` },
        );
      }
    } catch (error) {
      tell(`${spec.name}: the schedule could not run: ${messageOf(error)}`);
    }
  };
};
