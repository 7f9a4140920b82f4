import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { LocalStack } from '../../infra/local/stack-types.ts';
import { gatheringPlace } from './gathering-place.ts';
import { Noted, Use } from './note-use.ts';

const Permission = z.object({ action: z.string(), resource: z.string() });
const Grant = Permission.extend({ functionName: z.string() });

/** What the functions of a stack may do, what they did, and what AWS itself would do in their name. */
const GrantsOfStack = z.object({
  granted: z.array(Grant),
  used: z.array(Grant),
  calledByAws: z.array(z.object({ functionName: z.string(), permission: Permission })),
  /** The key of each table, by the ARNs of both. */
  tableKeys: z.array(z.tuple([z.string(), z.string()])),
});

/**
 * What was gathered in a run of the tests: of each stack that ran, and of each process what it did in memory. What chance
 * alone brought about stands apart.
 */
export const Gathered = z.object({ stacks: z.array(GrantsOfStack), uses: z.array(Use), byChance: z.array(Use) });
export type Gathered = z.infer<typeof Gathered>;

/** What a run of the whole suite leaves behind. Whatever run comes next takes it away: nothing old is ever judged. */
export const SuiteRecord = Gathered.extend({ passed: z.boolean() });
export type SuiteRecord = z.infer<typeof SuiteRecord>;

export const recordFile = resolve(import.meta.dirname, '../../.build/grants-of-suite.json');

/** Tells the run of the tests, if there is one, what a stack has seen until now. */
export function noteStack({ grants }: Pick<LocalStack, 'grants'>): void {
  if (gatheringPlace === undefined) return;
  const seen: z.infer<typeof GrantsOfStack> = {
    granted: grants.granted(),
    used: grants.used(),
    calledByAws: grants.calledByAws(),
    tableKeys: grants.tableKeys(),
  };
  writeFileSync(join(gatheringPlace, `${randomUUID()}.stack`), JSON.stringify(seen));
}

/** All that was noted in a folder. */
export function gather(folder: string): Gathered {
  const read = (ending: string): string[] =>
    readdirSync(folder)
      .filter((name) => name.endsWith(ending))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
  const lines = new Set(read('.uses').flatMap((text) => text.trim().split('\n')));
  const noted = [...lines].map((line) => Noted.parse(JSON.parse(line)));
  return {
    stacks: read('.stack').map((text) => GrantsOfStack.parse(JSON.parse(text))),
    uses: noted.filter(({ byChance }) => !byChance),
    byChance: noted.filter(({ byChance }) => byChance),
  };
}
