import type { JournalEntry, Posting } from '../domain/journal.ts';
import { BookedDifferently, type CommitResult } from './interface.ts';
import { describeFailure, type WriteAction } from './write-action.ts';

/** An action whose condition did not hold. */
export interface Failure {
  readonly action: WriteAction;
  /** For an action on a journal entry: the one that is there already. */
  readonly booked: JournalEntry | undefined;
}

const asText = ({ account, amount, lotId, holdId }: Posting): string =>
  JSON.stringify([account, amount, lotId, holdId]);

/** Whether two entries move the same money; when they were booked, and in which order, makes no difference. */
const isSameBooking = (one: JournalEntry, other: JournalEntry): boolean => {
  const postings = one.postings.map(asText).sort();
  const others = other.postings.map(asText).sort();
  return postings.length === others.length && postings.every((posting, index) => posting === others[index]);
};

/**
 * What a transaction comes to whose conditions did not all hold. That the money is booked already says most, so it is
 * said first. Booked with other postings, while a record has changed as well, is a lost race: whoever was quicker split
 * the same sum by what was free then. Decided again it is past.
 * @throws BookedDifferently when one of its journal entries is there with other postings, and nothing else had changed.
 */
export function outcomeOf(failures: readonly [Failure, ...Failure[]]): CommitResult {
  let booked: string | undefined;
  for (const { action, booked: existing } of failures) {
    if (existing === undefined || action.do !== 'put' || action.item.is !== 'journal-entry') continue;
    if (!isSameBooking(existing, action.item.entry)) {
      const stale = failures.find((failure) => failure.booked === undefined);
      if (stale === undefined) throw new BookedDifferently(existing.id);
      return { ok: false, why: 'conflict', what: describeFailure(stale.action) };
    }
    booked ??= existing.id;
  }
  if (booked !== undefined) return { ok: false, why: 'booked', what: booked };
  return { ok: false, why: 'conflict', what: describeFailure(failures[0].action) };
}
