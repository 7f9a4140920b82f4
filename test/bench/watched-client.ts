import type { DynamoDBClient, TransactWriteItem, TransactWriteItemsCommandInput } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

const Consumed = z.object({ CapacityUnits: z.number().optional() });
const Answer = z.object({ ConsumedCapacity: z.union([Consumed, z.array(Consumed)]).optional() });

/** What a client asked for, counted by the database itself. */
export interface Watch {
  /** Capacity units of reads and writes, indexes included. */
  readonly read: number;
  readonly written: number;
  readonly requests: number;
  /** The transactions that were sent, each with its actions. */
  readonly transactions: readonly (readonly TransactWriteItem[])[];
  start(): void;
  end(): void;
}

const unitsOf = (output: unknown): number => {
  const { ConsumedCapacity: consumed = [] } = Answer.parse(output);
  return [consumed].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
};

const isTransaction = (input: object): input is TransactWriteItemsCommandInput => 'TransactItems' in input;
const writes = /^(Put|Update|Delete|TransactWrite|BatchWrite)/;

/** Has every answer of a client say what it cost, and adds it up from each start. */
export function watch(client: DynamoDBClient): Watch {
  let [read, written, requests] = [0, 0, 0];
  let transactions: (readonly TransactWriteItem[])[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (isTransaction(args.input)) transactions.push(args.input.TransactItems ?? []);
        const answer = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        requests += 1;
        if (writes.test(commandName)) written += unitsOf(answer.output);
        else read += unitsOf(answer.output);
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
    get transactions() {
      return transactions;
    },
    start: () => {
      [read, written, requests] = [0, 0, 0];
      transactions = [];
    },
    end: () => void client.middlewareStack.remove('watch'),
  };
}
