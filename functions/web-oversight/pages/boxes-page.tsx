import type { DeadLetter } from '../../../shared/runtime/dead-letters.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, SmallTag, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { countCell } from '../../../shared/staff/words/sums.ts';
import { ageOf } from '../../../shared/staff/words/times.ts';
import type { BoxName } from '../dead-letter-boxes.ts';
import { boxWords } from '../words/dead-letters.ts';

export interface BoxesPageProps {
  readonly visit: Visit;
  readonly boxes: readonly {
    readonly name: BoxName;
    readonly count: number;
    readonly oldest: DeadLetter | undefined;
  }[];
}

/** Everything that was given up, queue by queue. */
export function BoxesPage({ visit, boxes }: BoxesPageProps) {
  return (
    <ConsolePage visit={visit} title="Failed messages">
      <h1 class="govuk-heading-l">Failed messages</h1>
      <p class="govuk-body">
        When something happens, messages carry the news to whatever must follow. One that fails time after time is put
        aside here, and keeps for 14 days. Once the cause is mended, send it again: it takes effect once, however often
        it is sent.
      </p>
      <Listing
        caption="Messages that were put aside"
        isCaptionHidden
        empty=""
        firstCellIsHeader
        head={['About', { text: 'Messages', format: 'numeric' }, 'Oldest', 'Whom it hurts']}
        rows={boxes.map(({ name, count, oldest }) => [
          { text: <To path={`/console/dead-letters/${name}`}>{boxWords[name].title}</To> },
          countCell(count),
          oldest === undefined
            ? {
                text: <SmallTag colour={count === 0 ? 'green' : 'yellow'}>{count === 0 ? 'None' : 'In hand'}</SmallTag>,
              }
            : ageOf(oldest.since, visit.now),
          { text: boxWords[name].hurts, classes: 'sentence-cell' },
        ])}
      />
    </ConsolePage>
  );
}
