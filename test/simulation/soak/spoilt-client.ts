import { DynamoDBClient, DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Random } from '../random.ts';

export interface Spoilt {
  readonly client: DynamoDBClient;
  /** How often each failure was injected. */
  readonly injected: Record<'conflicts' | 'throttles' | 'lostReplies', number>;
}

/**
 * The true client of the database with bad luck: now and then a transaction meets another one, the database has too much
 * to do, or the answer to a request that was carried out is lost.
 */
export function spoiltClient(endpoint: string, random: Random): Spoilt {
  const client = new DynamoDBClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 3000, throwOnRequestTimeout: true },
  });
  const injected = { conflicts: 0, throttles: 0, lostReplies: 0 };
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const luck = random.next();
      const isWrite = context.commandName === 'TransactWriteItemsCommand';
      if (isWrite && luck < 0.03) {
        injected.conflicts += 1;
        throw new TransactionCanceledException({
          message: 'injected',
          $metadata: {},
          CancellationReasons: [{ Code: 'TransactionConflict' }],
        });
      }
      if (luck < 0.05) {
        injected.throttles += 1;
        throw new DynamoDBServiceException({
          name: 'ThrottlingException',
          message: 'injected',
          $fault: 'client',
          $metadata: {},
        });
      }
      const answer = await next(args);
      if (isWrite && luck < 0.09) {
        injected.lostReplies += 1;
        throw new Error('the answer was lost');
      }
      return answer;
    },
    { step: 'finalizeRequest', name: 'badLuck' },
  );
  return { client, injected };
}
