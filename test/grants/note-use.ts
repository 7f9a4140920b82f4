import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import * as z from 'zod';
import { functionNames } from '../../infra/functions.ts';

/** What a function did, in the words of its role: `dynamodb:PutItem` on `table/visits`, `sqs:SendMessage` on `offers`. */
export const Use = z.object({ of: z.enum(functionNames), action: z.string(), on: z.string() });
export type Use = z.infer<typeof Use>;

/** Where the run of the tests gathers what functions did; not set, if it is not such a run. */
export const gatheringVariable = 'GATHER_GRANTS_IN';

const noted = new Set<string>();

/** Tells the run of the tests, if there is one, what a function did. A process tells each use once. */
export function noteUse({ of, action, on }: Use): void {
  const folder = process.env[gatheringVariable];
  const use = `${of} ${action} ${on}`;
  if (folder === undefined || noted.has(use)) return;
  noted.add(use);
  appendFileSync(join(folder, `${process.pid}-${threadId}.uses`), `${JSON.stringify({ of, action, on })}\n`);
}
