import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import * as z from 'zod';
import { functionNames } from '../../infra/functions.ts';
import { gatheringPlace } from './gathering-place.ts';

/** What a function did, in the words of its role: `dynamodb:PutItem` on `table/visits`, `sqs:SendMessage` on `offers`. */
export const Use = z.object({ of: z.enum(functionNames), action: z.string(), on: z.string() });
export type Use = z.infer<typeof Use>;

const noted = new Set<string>();

/** Tells the run of the tests, if there is one, what a function did. A process tells each use once. */
export function noteUse({ of, action, on }: Use): void {
  if (gatheringPlace === undefined) return;
  const use = `${of} ${action} ${on}`;
  if (noted.has(use)) return;
  noted.add(use);
  appendFileSync(join(gatheringPlace, `${process.pid}-${threadId}.uses`), `${JSON.stringify({ of, action, on })}\n`);
}
