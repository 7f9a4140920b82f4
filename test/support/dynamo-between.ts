import type { ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-dynamodb';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import { dynamoClient, type TestTables } from './dynamo-tables.ts';

type Send = () => Promise<ServiceOutputTypes>;
/** Stands between the store and the database: may send on, send nothing, fail before or fail after. */
type Between = (input: ServiceInputTypes, send: Send) => Promise<ServiceOutputTypes>;

/** A store over existing tables with something in between, and the pauses it asked for, in milliseconds. */
export function storeWith(
  endpoint: string,
  { names }: TestTables,
  between: Between,
): { readonly store: DynamoStore; readonly pauses: readonly number[] } {
  const client = dynamoClient(endpoint);
  client.middlewareStack.add(
    (next) => async (args) => {
      let answer: Awaited<ReturnType<typeof next>> | undefined;
      const output = await between(args.input, async () => {
        answer = await next(args);
        return answer.output;
      });
      return { ...(answer ?? { response: undefined }), output };
    },
    { step: 'initialize', priority: 'high', name: 'between' },
  );
  const pauses: number[] = [];
  const sleep = async (milliseconds: number) => {
    pauses.push(milliseconds);
  };
  return { store: new DynamoStore({ client, tables: names, sleep }), pauses };
}

/** A store whose first so many transactions fail, before or after they reach the database, and the tokens they had. */
export function failingStore(
  endpoint: string,
  tables: TestTables,
  { times, error, when }: { readonly times: number; readonly error: Error; readonly when: 'before' | 'after' },
) {
  let left = times;
  const tokens: (string | undefined)[] = [];
  const between: Between = async (input, send) => {
    if (!('TransactItems' in input) || !('ClientRequestToken' in input)) return send();
    tokens.push(input.ClientRequestToken);
    left -= 1;
    if (left < 0) return send();
    if (when === 'after') await send();
    throw error;
  };
  return { ...storeWith(endpoint, tables, between), tokens };
}
