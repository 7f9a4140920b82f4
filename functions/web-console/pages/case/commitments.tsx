import { stillHeld } from '../../../../shared/domain/hold.ts';
import { pounds } from '../../../../shared/domain/money-words.ts';
import { blockCost, type Place, sessionsLeft } from '../../../../shared/domain/place.ts';
import { Facts, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import { placePath, therapistPath, therapistReference } from '../../../../shared/staff/words/references.ts';
import {
  placeStateMeaning,
  placeStateWords,
  searchStateWords,
  unusableWords,
} from '../../../../shared/staff/words/states.ts';
import { shortTime } from '../../../../shared/staff/words/times.ts';
import type { SummaryRow } from '../../../../shared/web/components/summary-list.tsx';

/** By when the next thing must happen to a place. */
const deadlineOf = (place: Place): SummaryRow[] => {
  if (place.state === 'reserved') return [{ key: 'Approve by', value: shortTime(place.approveBy) }];
  return place.state === 'approved' ? [{ key: 'Find a therapist by', value: shortTime(place.findBy) }] : [];
};

const endOf = (place: Place): SummaryRow[] =>
  'reason' in place ? [{ key: 'Ended', value: `${shortTime(place.endedAt)}: ${place.reason}` }] : [];

const whyUnusable = (place: Place): SummaryRow[] =>
  place.state === 'requested' && place.unusable.length > 0
    ? [{ key: 'Draws no money now', value: place.unusable.map((why) => unusableWords[why]).join('; ') }]
    : [];

function heldFrom({ hold, fundNames }: CaseFile): SummaryRow[] {
  if (hold === undefined) return [];
  const byFund = Map.groupBy(hold.value.draws, ({ fundId }) => fundId);
  const funds = [...byFund].map(
    ([fundId, draws]) => `${fundNames.get(fundId) ?? 'A fund'}: ${pounds(stillHeld({ draws }))}`,
  );
  return [{ key: 'Money set aside', value: `${pounds(stillHeld(hold.value))} (${funds.join('; ')})` }];
}

/** The sponsored place and its money. “Reserved”, “approved” and “accepted” are three different things. */
export function PlaceFacts({ file, mayOpen }: { readonly file: CaseFile; readonly mayOpen: boolean }) {
  const place = file.place?.value;
  if (place === undefined) return null;
  const { block, contribution } = place;
  // Once a therapist has accepted, the fee is known and the rest of the money is given back.
  const fee = 'agreedFee' in place ? place.agreedFee : place.fee;
  const cost = pounds(blockCost({ ...place, fee }));
  return (
    <Facts
      card={{
        title: { text: 'Place' },
        ...(mayOpen ? { actions: { items: [{ text: 'Open the place', href: placePath(place.id) }] } } : {}),
      }}
      rows={[
        { key: 'State', value: { text: <StateTag state={placeStateWords[place.state]} /> } },
        { key: 'That means', value: placeStateMeaning[place.state] },
        ...whyUnusable(place),
        ...deadlineOf(place),
        {
          key: 'Block in hand',
          value: `Block ${block.number}: ${block.sessions} of ${place.sessions} sessions, ${sessionsLeft(place)} left`,
        },
        {
          key: 'Costs',
          value: `${'agreedFee' in place ? cost : `${cost} at most`}: ${sessionsLeft(place)} × (${pounds(fee)} fee − ${pounds(contribution)} contribution)`,
        },
        ...heldFrom(file),
        ...endOf(place),
      ]}
    />
  );
}

/** How far the search for a therapist has come. */
export function SearchFacts({ file }: { readonly file: CaseFile }) {
  const search = file.search?.value;
  if (search === undefined) return null;
  const accepted = file.offers.find(({ value }) => value.state === 'accepted');
  const isUnderWay = search.state === 'seeking' || search.state === 'offered' || search.state === 'none-left';
  return (
    <Facts
      card={{ title: { text: 'Search for a therapist' } }}
      rows={[
        { key: 'State', value: { text: <StateTag state={searchStateWords[search.state]} /> } },
        ...(isUnderWay ? [{ key: 'Find by', value: shortTime(search.findBy) }] : []),
        ...(search.placeId === undefined ? [{ key: 'Paid by', value: 'The person, without a place' }] : []),
        ...(accepted === undefined
          ? []
          : [
              {
                key: 'Therapist',
                value: {
                  text: (
                    <To path={therapistPath(accepted.value.therapistId)}>
                      {therapistReference(accepted.value.therapistId)}
                    </To>
                  ),
                },
              },
            ]),
      ]}
    />
  );
}
