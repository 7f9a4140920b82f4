import type { AuditEntry, Page } from '../../store/interface.ts';
import { Pagination } from '../../web/components/pagination.tsx';
import type { Visit } from '../visit.ts';
import { historyLine, type whatDid } from '../words/history.ts';
import { shortTime } from '../words/times.ts';
import { Listing } from './parts.tsx';

export interface HistoryProps {
  readonly visit: Visit;
  readonly path: string;
  /** The latest first. */
  readonly entries: Page<AuditEntry>;
  /** The words of what was done; those of a case when not said. */
  readonly tell?: typeof whatDid;
}

/** Everything that was decided about this case: when, who, what, why. */
export function History({ visit, path, entries, tell }: HistoryProps) {
  return (
    <section id="history">
      <h2 class="govuk-heading-m">History</h2>
      <Listing
        caption="What happened, the latest first"
        isCaptionHidden
        empty="Nothing is recorded here."
        head={['When', 'Who', 'What', 'Why']}
        rows={entries.items
          .map((entry) => historyLine(entry, visit.actor.id, tell))
          .map(({ at, who, what, why }) => [shortTime(at), who, what, why ?? ''])}
      />
      {entries.next === undefined ? null : (
        <Pagination
          landmarkLabel="History"
          next={{
            href: `${path}?${new URLSearchParams({ before: entries.next })}#history`,
            labelText: 'Earlier history',
          }}
        />
      )}
    </section>
  );
}
