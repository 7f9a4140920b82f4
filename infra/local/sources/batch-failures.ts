import * as z from 'zod';

const answer = z.object({
  batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
});

/**
 * Which records of a batch a function says it failed with, by Lambda's rules: nothing said is success; an answer of
 * another form, or an identifier that is none of the batch's, fails the whole batch.
 */
export const readBatchFailures = (result: unknown, identifiers: string[]): 'all' | Set<string> => {
  if (result === null || result === undefined || result === '') return new Set();
  const parsed = answer.safeParse(result);
  if (!parsed.success) return 'all';
  const failed = (parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((identifier) => identifiers.includes(identifier)) ? new Set(failed) : 'all';
};
