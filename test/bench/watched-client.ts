import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { writeUnits } from './write-units.ts';

const Consumed = z.object({ CapacityUnits: z.number().optional() });
const Answer = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

/** What a client asked for, in capacity units as the database counts them. */
export interface Watch {
  readonly read: number;
  /** Of transactions, their indexes included: nothing else is written. */
  readonly written: number;
  readonly requests: number;
  start(): void;
  end(): void;
}

const unitsOf = (output: unknown): number => {
  const { ConsumedCapacity: consumed = [] } = Answer.parse(output);
  return [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
};

const actionsOf = (input: object): readonly TransactWriteItem[] | undefined =>
  'TransactItems' in input && Array.isArray(input.TransactItems) ? input.TransactItems : undefined;

/** Has every read of a client say what it cost, counts every transaction, and adds both up from each start. */
export function watch(client: DynamoDBClient): Watch {
  let [read, written, requests] = [0, 0, 0];
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
      const actions = actionsOf(args.input);
      requests += 1;
      if (actions === undefined) read += unitsOf(answer.output);
      else written += actions.reduce((sum, action) => sum + writeUnits(action), 0);
      return answer;
    },
    { step: 'initialize', name: 'watch' },
  );
  return {
    get read() {
      return read;
    },
    get written() {
      return written;
    },
    get requests() {
      return requests;
    },
    start: () => {
      [read, written, requests] = [0, 0, 0];
    },
    end: () => void client.middlewareStack.remove('watch'),
  };
}
