import type { PriorityBand } from '../../../events/values.ts';
import { Bar, Chart, type Fill, Key, scaleUpTo } from '../../../shared/staff/pages/chart.tsx';
import { Listing, More } from '../../../shared/staff/pages/parts.tsx';
import type { Some } from '../../../shared/staff/queries/read-up-to.ts';
import { bandWords } from '../../../shared/staff/words/case.ts';
import { countCell } from '../../../shared/staff/words/sums.ts';
import { Details } from '../../../shared/web/components/details.tsx';
import { ScrollRegion } from '../../../shared/web/components/scroll-region.tsx';
import { bandsInOrder, type WaitingAge } from '../queries/waiting-ages.ts';

const fills: Readonly<Record<PriorityBand, Fill>> = { urgent: 'dark', soon: 'hatched', routine: 'light' };

const allOf = ({ people }: WaitingAge): number => bandsInOrder.reduce((sum, band) => sum + people[band], 0);

const weeksOf = ({ from, until }: WaitingAge): string =>
  until === undefined ? `${from} or more` : `${from} to ${until}`;

/** Who waits, by how long and how urgently: as a chart, and every number as a table. */
export function WaitingChart({ ages: { items: ages, more } }: { readonly ages: Some<WaitingAge> }) {
  const all = ages.reduce((sum, age) => sum + allOf(age), 0);
  if (all === 0) return null;
  const scale = scaleUpTo(Math.max(...ages.map(allOf)));
  const each = (scale.end - scale.left) / ages.length;
  const middle = (index: number): number => scale.left + (index + 0.5) * each;
  const longest = ages.findLast((age) => allOf(age) > 0);
  return (
    <Details summary="How long people have waited, as a chart and a table">
      <figure class="chart-figure">
        <ScrollRegion label="Chart of how long people have waited">
          <Chart
            id="waiting"
            title="People who wait for money, by weeks waited and priority"
            description={`${all === 1 ? 'One person waits' : `${all} people wait`}, ${bandsInOrder.map((band) => `${ages.reduce((sum, { people }) => sum + people[band], 0)} ${bandWords[band].text.toLowerCase()}`).join(', ')}; the longest for ${longest === undefined ? 'no' : weeksOf(longest)} weeks. The table below has every number.`}
            scale={scale}
            markText={String}
            below={ages.map((age, index) => ({ x: middle(index), text: weeksOf(age) }))}
            unit="weeks waited, pauses included"
          >
            {ages.map(({ people }, index) => (
              <Bar
                id="waiting"
                scale={scale}
                x={middle(index) - each * 0.3}
                width={each * 0.6}
                parts={bandsInOrder.map((band) => ({ amount: people[band], fill: fills[band] }))}
              />
            ))}
          </Chart>
        </ScrollRegion>
        <figcaption>
          <Key id="waiting" of={bandsInOrder.map((band) => [fills[band], bandWords[band].text] as const)} />
        </figcaption>
      </figure>
      <Listing
        caption="People who wait, by weeks waited and priority"
        empty=""
        firstCellIsHeader
        head={[
          'Weeks',
          ...bandsInOrder.map((band) => ({ text: bandWords[band].text, format: 'numeric' as const })),
          { text: 'All', format: 'numeric' },
        ]}
        rows={ages.map((age) => [
          weeksOf(age),
          ...bandsInOrder.map((band) => countCell(age.people[band])),
          countCell(allOf(age)),
        ])}
      />
      <More when={more}>More people wait than are counted here.</More>
    </Details>
  );
}
