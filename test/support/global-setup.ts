import { once } from 'node:events';
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { watchGrants } from '../grants/watch-suite.ts';
import { type RunningDynamoDb, startDynamoDb } from './dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for the run's DynamoDB Local: {@link file://./dynamodb-endpoint.ts}. */
    dynamoDbStarter: string;
  }
}

/**
 * One DynamoDB Local for the whole run, started by the first test file that asks for it: a run of pure tests never
 * waits for Java. Test files live in processes of their own, so they ask by HTTP.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keepGrants = watchGrants(project);
  let running: Promise<RunningDynamoDb> | undefined;
  const starter = createServer((_request, response) => {
    running ??= startDynamoDb();
    running.then(
      ({ endpoint }) => response.end(endpoint),
      (cause) => response.writeHead(500).end(String(cause)),
    );
  }).listen(0, '127.0.0.1');
  await once(starter, 'listening');
  const address = starter.address();
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  project.provide('dynamoDbStarter', `http://127.0.0.1:${address.port}`);
  return async () => {
    starter.close();
    starter.closeAllConnections();
    await running?.then(
      (database) => database.stop(),
      () => undefined,
    );
    await keepGrants();
  };
}
