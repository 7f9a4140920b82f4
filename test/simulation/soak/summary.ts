import { balances } from '../../../shared/domain/journal.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { allOf } from '../invariants.ts';
import { sum } from '../rules.ts';
import type { Tally } from '../town/coverage.ts';
import type { Load } from './load.ts';
import type { Promises } from './promises.ts';
import type { ProviderTruth } from './provider-truth.ts';

export interface Told {
  readonly load: Load;
  readonly promises: Promises;
  readonly injected: Tally;
  readonly mailed: readonly string[];
  readonly provider: ProviderTruth;
}

const tallied = (tally: Tally): Readonly<Record<string, number>> =>
  Object.fromEntries([...tally].toSorted(([one], [other]) => (one < other ? -1 : 1)));

const shown = [
  'referral',
  'place',
  'request',
  'donation',
  'refund',
  'dispute',
  'transfer',
  'hold',
  'session',
  'allocation',
  'email',
  'payout',
] as const satisfies readonly Kind[];

/** How many records of each kind came to each end. */
function endsOf(content: StoreContent): Readonly<Record<string, Readonly<Record<string, number>>>> {
  return Object.fromEntries(
    shown.map((kind) => {
      const ends = new Map<string, number>();
      for (const record of allOf(content, kind)) {
        const end = 'state' in record ? record.state : 'recorded';
        ends.set(end, (ends.get(end) ?? 0) + 1);
      }
      return [kind, tallied(ends)];
    }),
  );
}

/** What happened, in counts: so that nobody takes a quiet run for a good one. */
export const describe = (content: StoreContent, { load, promises, injected, mailed, provider }: Told) => ({
  injected: tallied(injected),
  brokenOff: load.brokenOff,
  commitsByPages: promises.commits,
  decisions: content.audit.length,
  journalEntries: content.journal.length,
  trialBalance: sum(balances(content.journal).values()),
  owedByProvider: provider.balance,
  mails: { taken: mailed.length, sentAgain: mailed.length - new Set(mailed).size },
  ends: endsOf(content),
  done: tallied(load.done),
  atProvider: tallied(load.happened),
});
