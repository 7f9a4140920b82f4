import type { SignedPence } from '../../../events/values.ts';
import { listInWords } from '../../domain/list-words.ts';
import { pounds } from '../../domain/money-words.ts';
import { fewMonths } from '../../domain/runway.ts';
import { Details } from '../../web/components/details.tsx';
import { ScrollRegion } from '../../web/components/scroll-region.tsx';
import type { RunwayReading } from '../queries/runway.ts';
import type { Visit } from '../visit.ts';
import { countCell, sumCell } from '../words/sums.ts';
import { monthInWords } from '../words/times.ts';
import { ConsolePage } from './console-page.tsx';
import { Facts, Listing, More, To } from './parts.tsx';
import { RunwayChart } from './runway-chart.tsx';

export interface RunwayPageProps {
  readonly visit: Visit;
  readonly reading: RunwayReading;
}

const inPounds = (pence: number): string => pounds(pence as SignedPence);

const rangeOf = ({ low, high }: { readonly low: number; readonly high: number }): string => {
  if (high === 0) return 'none';
  return low === high ? String(low) : `${low} to ${high}`;
};

/** `7 now, and 12 to 31 in 6 months`: what somebody reads before they approve. */
function summaryOf({ runway: { points } }: RunwayReading): string {
  const [now] = points;
  const last = points.at(-1);
  if (now === undefined || last === undefined) return '';
  const places = now.middle <= 1 ? 'place' : 'places';
  return `The pool can promise ${now.middle === 0 ? 'no' : now.middle} whole ${places} now, and ${rangeOf(last)} in all by ${last.monthsAhead} months from now.`;
}

const waitingInWords = (waiting: number): string => {
  if (waiting === 0) return 'Nobody waits for a place.';
  const who = waiting === 1 ? 'One person waits' : `${waiting} people wait`;
  return `${who} for a place. They are not taken off: a place that is promised to one of them is one of these.`;
};

/** How many places the pool can promise, and everything the estimate leans on. */
export function RunwayPage({ visit, reading }: RunwayPageProps) {
  const { runway, waiting, isIncomplete } = reading;
  return (
    <ConsolePage visit={visit} title="Runway" above={[{ text: 'Pool', path: '/console/pool' }]}>
      <h1 class="govuk-heading-l">Runway</h1>
      <p class="govuk-body-l">{summaryOf(reading)}</p>
      <p class="govuk-body">{waitingInWords(waiting)}</p>
      <figure class="chart-figure">
        <ScrollRegion label="Chart of the runway">
          <RunwayChart points={runway.points} summary={summaryOf(reading)} />
        </ScrollRegion>
        <figcaption class="govuk-body-s">
          Whole places in all, by months from now. The line is the middle estimate; the grey band reaches from low
          (dashed) to high (dotted).
        </figcaption>
      </figure>
      <Listing
        caption="Places in all, by months from now"
        empty=""
        firstCellIsHeader
        head={[
          'Months from now',
          { text: 'Low', format: 'numeric' },
          { text: 'Middle', format: 'numeric' },
          { text: 'High', format: 'numeric' },
        ]}
        rows={runway.points.map(({ monthsAhead, low, middle, high }) => [
          monthsAhead === 0 ? 'Now' : String(monthsAhead),
          countCell(low),
          countCell(middle),
          countCell(high),
        ])}
      />
      <More when={isIncomplete}>There is more than this page adds up, so the estimate is a rough one.</More>
      <Method visit={visit} reading={reading} />
    </ConsolePage>
  );
}

function Method({ visit, reading }: RunwayPageProps) {
  const { free, promised, averageCost, isAverageMeasured, placesInHand, giving, runway } = reading;
  return (
    <>
      <h2 class="govuk-heading-m">How this is estimated</h2>
      <Facts
        rows={[
          { key: 'Free now, less deficits', value: inPounds(free) },
          {
            key: 'Kept back',
            value: `${inPounds(promised)}: what ${placesInHand === 1 ? 'the place in hand needs beyond what is held for it' : `the ${placesInHand} places in hand need beyond what is held for them`}`,
          },
          {
            key: 'A whole place costs',
            value: isAverageMeasured
              ? `${inPounds(averageCost)} on average, of everybody who has a place or waits for one`
              : `${inPounds(averageCost)}, as the settings say: nobody has a place yet`,
          },
          { key: 'Giving a month', value: monthsInWords(giving) },
        ]}
      />
      <p class="govuk-body">
        Places are what is free and what will be given, less what is kept back, divided by what a whole place costs, and
        rounded down. What will be given is drawn by chance from the whole months shown here, a thousand times over (a
        bootstrap, the same every time it is made): of ten such futures one is lower than low, one higher than high.
      </p>
      {runway.isThin ? (
        <p class="govuk-body">
          There are fewer than {fewMonths} whole months of giving to draw from, so the low estimate counts on none at
          all.
        </p>
      ) : null}
      <p class="govuk-body">What it takes for granted:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>the months ahead are like the months behind: no season, no appeal, no growth</li>
        <li>
          donations and Gift Aid count, less what was given back; a grant or a legacy says nothing about next month
        </li>
        <li>any money can pay for any place: with restricted funds it can be fewer</li>
        <li>every place in hand uses all its sessions; gifts under review are not counted yet</li>
      </ul>
      <Details summary="Giving, month by month">
        <Listing
          caption={`Giving in the last ${visit.deps.settings.runway.monthsOfGiving} whole months, at most`}
          empty="There is no whole month of giving yet."
          firstCellIsHeader
          head={['Month', { text: 'Given', format: 'numeric' }]}
          rows={giving.map(({ month, given }) => [monthInWords(month), sumCell(given)])}
        />
      </Details>
    </>
  );
}

function monthsInWords(giving: RunwayReading['giving']): string {
  const sums = giving.map(({ given }) => given).toSorted((a, b) => a - b);
  const [least] = sums;
  const most = sums.at(-1);
  if (least === undefined || most === undefined) return 'No whole month yet';
  const months = sums.length === 1 ? 'in the one whole month' : `in the last ${sums.length} whole months`;
  return least === most
    ? `${inPounds(least)} ${months}`
    : `${listInWords([inPounds(least), inPounds(most)])} at least and at most, ${months}`;
}

/** The runway in one sentence, where somebody is about to promise some of it. */
export const RunwayInShort = ({ reading }: { readonly reading: RunwayReading }) => (
  <p class="govuk-body">
    {summaryOf(reading)} <To path="/console/runway">How this is estimated</To>
  </p>
);
