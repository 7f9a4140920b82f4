import { referenceOf } from '../../../shared/domain/referral.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { PlaceTraceReading } from '../../../shared/staff/queries/trace.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { giftOfLot, placePath, placeTracePath } from '../../../shared/staff/words/references.ts';
import { placeStateWords } from '../../../shared/staff/words/states.ts';
import { sumCell } from '../../../shared/staff/words/sums.ts';

export interface PlaceTracePageProps {
  readonly visit: Visit;
  readonly reading: PlaceTraceReading;
}

/** Draws listed on the page; a file has all of them. */
const mostRows = 200;

/** Which gifts of which funds pay for a place. */
export function PlaceTracePage({ visit, reading }: PlaceTracePageProps) {
  const { place, draws, fundNames } = reading;
  const reference = referenceOf(place.referralId);
  const shown = draws.slice(-mostRows);
  const sum = (of: 'drawn' | 'held' | 'posted' | 'released'): number =>
    draws.reduce((total, draw) => total + draw[of], 0);
  return (
    <ConsolePage
      visit={visit}
      title={`What pays for ${reference}`}
      above={mayOpen(visit.actor, 'places') ? [{ text: `Place of ${reference}`, path: placePath(place.id) }] : []}
    >
      <h1 class="govuk-heading-l">
        What pays for <span class="unbroken">{reference}</span>
      </h1>
      <p class="govuk-body">
        <StateTag state={placeStateWords[place.state]} />
      </p>
      <Listing
        caption="Money drawn for it"
        empty="Nothing was ever held for this place."
        firstCellIsHeader
        head={[
          'Hold',
          'Fund',
          'Gift',
          ...['Drawn', 'Held', 'Spent', 'Given back'].map((text) => ({ text, format: 'numeric' as const })),
        ]}
        rows={[
          ...shown.map(({ revision, fundId, lotId, drawn, held, posted, released }) => [
            String(revision),
            fundNames.get(fundId) ?? 'A fund',
            giftOfLot(lotId),
            sumCell(drawn),
            sumCell(held),
            sumCell(posted),
            sumCell(released),
          ]),
          ...(draws.length === 0
            ? []
            : [
                [
                  'All',
                  '',
                  '',
                  sumCell(sum('drawn')),
                  sumCell(sum('held')),
                  sumCell(sum('posted')),
                  sumCell(sum('released')),
                ],
              ]),
        ]}
      />
      <More when={draws.length > shown.length}>
        The latest {shown.length} of {draws.length} are shown; the sums are of all.
      </More>
      <p class="govuk-body">
        <To path={`${placeTracePath(place.id)}/export`}>Save this as a CSV file</To>
      </p>
    </ConsolePage>
  );
}
