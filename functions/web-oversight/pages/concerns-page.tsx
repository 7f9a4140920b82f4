import type { Concern } from '../../../shared/domain/concern.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, More, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { concernPath, concernReference } from '../../../shared/staff/words/references.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import type { Concerns } from '../queries/concerns.ts';
import { concernKindWords, concernStateWords } from '../words/concerns.ts';

interface ConcernsPageProps {
  readonly visit: Visit;
  readonly concerns: Concerns;
}

const rowOf = ({ id, kind, teller, raisedAt, state }: Concern) => [
  { text: <To path={concernPath(id)}>{concernReference(id)}</To> },
  concernKindWords[kind],
  teller.from === 'professional' ? 'A professional' : 'A colleague',
  shortTime(raisedAt),
  { text: <StateTag state={concernStateWords[state]} /> },
];

const head = ['Concern', 'What it is about', 'Who told us', 'When', 'State'];

/** Every concern: those that wait for the desk, and what was decided about the others. */
export const ConcernsPage = ({ visit, concerns: { open, decided, more } }: ConcernsPageProps) => (
  <ConsolePage visit={visit} title="Concerns">
    <h1 class="govuk-heading-l">Concerns</h1>
    <p class="govuk-body">
      Whoever tells us of a young person, or that somebody may be at risk, is listed here. Until one is acknowledged the
      lead is told, and after {visit.deps.settings.safeguarding.acknowledgeMinutes} minutes the deputy as well.
    </p>
    <Listing
      caption="To see to"
      empty="No concern waits for you."
      firstCellIsHeader
      head={head}
      rows={open.map(rowOf)}
    />
    <Listing
      caption="Decided, the latest first"
      empty="None has been decided."
      firstCellIsHeader
      head={head}
      rows={decided.map(rowOf)}
    />
    <More when={more}>There are more than are shown here.</More>
  </ConsolePage>
);
