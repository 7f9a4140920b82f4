import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import * as z from 'zod';
import { functionNames } from '../../infra/functions.ts';
import { gatheringPlace } from './gathering-place.ts';

/** What a function did, in the words of its role: `dynamodb:PutItem` on `table/visits`, `sqs:SendMessage` on `offers`. */
export const Use = z.object({ of: z.enum(functionNames), action: z.string(), on: z.string() });
export type Use = z.infer<typeof Use>;

/** What was noted, and whether chance alone brought it about: a history that goes another way tomorrow. */
export const Noted = Use.extend({ byChance: z.boolean() });

const noted = new Set<string>();

/** A process tells each use once. */
function tell({ of, action, on }: Use, byChance: boolean): void {
  if (gatheringPlace === undefined) return;
  const line = JSON.stringify({ of, action, on, byChance } satisfies z.infer<typeof Noted>);
  if (noted.has(line)) return;
  noted.add(line);
  appendFileSync(join(gatheringPlace, `${process.pid}-${threadId}.uses`), `${line}\n`);
}

/** Tells the run of the tests, if there is one, what a function did. */
export const noteUse = (use: Use): void => tell(use, false);

/** The same of what a history of chance came to: its role must allow it, and must not count on it. */
export const noteChance = (use: Use): void => tell(use, true);
