import { blockCost } from '../../../shared/domain/place.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import type { Request } from '../../../shared/domain/request.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, StateTag, Tagged, To } from '../../../shared/staff/pages/parts.tsx';
import type { Some } from '../../../shared/staff/queries/read-up-to.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { bandWords } from '../../../shared/staff/words/case.ts';
import { groupText } from '../../../shared/staff/words/groups.ts';
import { placePath, requestPath } from '../../../shared/staff/words/references.ts';
import { unusableWords } from '../../../shared/staff/words/states.ts';
import { countCell, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDay, waitInWords } from '../../../shared/staff/words/times.ts';
import { Pagination } from '../../../shared/web/components/pagination.tsx';
import type { WaitingAge } from '../queries/waiting-ages.ts';
import type { WaitingPage as Waiting } from '../queries/waiting-list.ts';
import { requestStateWords, whatItAsks } from '../words/requests.ts';
import { WaitingChart } from './waiting-chart.tsx';

export interface WaitingPageProps {
  readonly visit: Visit;
  readonly waiting: Waiting;
  /** What places in hand ask for; on the first page only. */
  readonly asking: readonly Request[];
  /** How long everybody has waited; on the first page only. */
  readonly ages: Some<WaitingAge> | undefined;
  readonly page: number;
}

/** Everybody who waits for money, in the one order, whatever their case is about. */
export function WaitingPage({ visit, waiting, asking, ages, page }: WaitingPageProps) {
  const { rows, hasNext, isIncomplete } = waiting;
  return (
    <ConsolePage visit={visit} title="Waiting list">
      <h1 class="govuk-heading-l">Waiting list</h1>
      <p class="govuk-body">
        In the one order: from when they asked, earlier by the head start of the priority, later by pauses. Money goes
        to the first who may use it. Each case leads to why it stands where it does, what it waits for, and what would
        fund it.
      </p>
      {ages === undefined ? null : <WaitingChart ages={ages} />}
      {asking.length === 0 ? null : <Asking asking={asking} />}
      <Listing
        caption="Who waits, in order"
        isCaptionHidden
        empty={page === 1 ? 'Nobody is waiting for money.' : 'Nobody else is waiting.'}
        head={[
          { text: 'Position', format: 'numeric' },
          'Case',
          'Priority',
          'What it is about',
          'Region',
          'Counts from',
          'Has waited',
          'Without pauses',
          { text: 'Next block', format: 'numeric' },
          'Usable now',
        ]}
        rows={rows.map(({ position, place }) => {
          const wait = waitInWords(place.clock, visit.now);
          return [
            countCell(position),
            { text: <To path={placePath(place.id)}>{referenceOf(place.referralId)}</To>, classes: 'unbroken' },
            {
              text: (
                <Tagged>
                  <StateTag state={bandWords[place.band]} />{' '}
                  {place.precedence?.state === 'granted' ? <span>Override</span> : null}
                </Tagged>
              ),
            },
            groupText(place.class.group),
            regionWords[place.class.region],
            shortDay(place.waitsFrom),
            wait.raw,
            wait.adjusted,
            sumCell(blockCost(place)),
            place.unusable.length === 0
              ? 'Yes'
              : {
                  text: `No: ${place.unusable.map((why) => unusableWords[why]).join('; ')}`,
                  classes: 'sentence-cell',
                },
          ];
        })}
      />
      <More when={isIncomplete}>
        So many people are waiting that some who are paused or unconfirmed may be missing here.
      </More>
      <Neighbours page={page} hasNext={hasNext} />
    </ConsolePage>
  );
}

/** Next blocks and top-ups of places in hand: before all new places. */
function Asking({ asking }: { readonly asking: readonly Request[] }) {
  return (
    <Listing
      caption="Places in hand that ask for more, before all new places"
      empty=""
      head={['Case', 'What it asks for', 'Asked for', { text: 'Costs', format: 'numeric' }, 'State', 'Usable now']}
      rows={asking.map((request) => [
        { text: <To path={requestPath(request.id)}>{referenceOf(request.referralId)}</To>, classes: 'unbroken' },
        whatItAsks(request),
        shortDay(request.askedAt),
        sumCell(request.cost),
        { text: <StateTag state={requestStateWords[request.state]} /> },
        request.state !== 'requested' || request.unusable.length === 0
          ? 'Yes'
          : `No: ${request.unusable.map((why) => unusableWords[why]).join('; ')}`,
      ])}
    />
  );
}

function Neighbours({ page, hasNext }: { readonly page: number; readonly hasNext: boolean }) {
  if (page === 1 && !hasNext) return null;
  return (
    <Pagination
      landmarkLabel="Waiting list"
      previous={
        page === 1 ? undefined : { href: `/console/waiting?page=${page - 1}`, labelText: 'Earlier in the order' }
      }
      next={hasNext ? { href: `/console/waiting?page=${page + 1}`, labelText: 'Later in the order' } : undefined}
    />
  );
}
