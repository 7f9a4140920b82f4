import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Pence } from '../../events/values.ts';
import { causeWords } from '../../functions/web-finance/words/accounts.ts';
import { CodeGraph } from '../../infra/docs/code-graph.ts';
import { bookedEntries } from '../../infra/docs/postings.ts';
import { fundMovements } from '../../shared/domain/movement.ts';
import { generalFundId } from '../support/sample-ids.ts';

/** Between the provider, the bank and core: they pass every fund by. */
const outsideFunds = new Set(['provider-fee', 'payout']);

const root = fileURLToPath(new URL('../..', import.meta.url));
const ids = bookedEntries(new CodeGraph(root, ['shared/domain'])).map(({ id }) => id);
const causes = [...new Set(ids.flatMap((id) => /^([a-z-]+):/.exec(id)?.[1] ?? []))];

describe('everything that the code books', () => {
  it('is found', () => {
    expect(causes).toEqual(expect.arrayContaining(['donation', 'hold', 'release', 'session', 'transfer', 'refund']));
  });

  it.each(causes)('as %s has its words in the journal, and its line in a statement', (cause) => {
    expect(causeWords(`${cause}:1`)).not.toBe('Entry');
    if (outsideFunds.has(cause)) return;
    const line = {
      effectiveIn: '2027-03',
      account: `fund:${generalFundId}:free` as const,
      cause,
      debit: 1 as Pence,
      credit: 1 as Pence,
    };
    expect(fundMovements([line]).map(({ movement }) => movement)).not.toContain('unknown');
  });
});
