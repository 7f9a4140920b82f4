import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startJavaInHaste } from '../../infra/local/emulators/database.ts';
import { synthesise } from '../browser/stack.ts';
import { watchGrants } from '../grants/watch-suite.ts';
import { type RunningDynamoDb, startDynamoDb } from './dynamodb-local.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where a test file asks for what a run has one of: {@link file://./one-of-a-run.ts}. */
    oneOfARun: string;
  }
}

/**
 * One DynamoDB Local and one synthesised app for the whole run, each made for the first test file that asks for it: a run
 * of pure tests never waits for Java. Test files live in processes of their own, so they ask by HTTP.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const keepGrants = watchGrants(project);
  const directory = await mkdtemp(join(tmpdir(), 'sponsored-places-run-'));
  let running: Promise<RunningDynamoDb> | undefined;
  let assembly: Promise<string> | undefined;
  const make = async (what: string | undefined): Promise<string> => {
    if (what === '/assembly') {
      assembly ??= synthesise(join(directory, 'assembly'));
      return assembly;
    }
    startJavaInHaste();
    running ??= startDynamoDb();
    return (await running).endpoint;
  };
  const starter = createServer(({ url }, response) => {
    make(url).then(
      (answer) => response.end(answer),
      (cause) => response.writeHead(500).end(String(cause)),
    );
  }).listen(0, '127.0.0.1');
  await once(starter, 'listening');
  const address = starter.address();
  if (address === null || typeof address === 'string') throw new Error('the machine gave no port');
  project.provide('oneOfARun', `http://127.0.0.1:${address.port}`);
  return async () => {
    starter.close();
    starter.closeAllConnections();
    await assembly?.catch(() => undefined);
    await rm(directory, { recursive: true, force: true });
    await running?.then(
      (database) => database.stop(),
      () => undefined,
    );
    await keepGrants();
  };
}
