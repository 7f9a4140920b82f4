import type { Versioned } from '../../../shared/domain/decision.ts';
import { type Therapist, TherapistState } from '../../../shared/domain/therapist.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Lines, Listing, Onward, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import { StateChoice } from '../../../shared/staff/pages/state-choice.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { groupText } from '../../../shared/staff/words/groups.ts';
import { therapistPath, therapistReference } from '../../../shared/staff/words/references.ts';
import { therapistStateWords } from '../../../shared/staff/words/states.ts';
import { sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';
import { Button } from '../../../shared/web/components/button.tsx';

export interface TherapistsPageProps {
  readonly visit: Visit;
  readonly state: TherapistState;
  readonly therapists: Page<Versioned<'therapist'>>;
}

const loadWords = ({ clients, offers, capacity }: Therapist): string =>
  `${clients} of ${capacity}${offers === 0 ? '' : `, ${offers} offered`}`;

/** Whichever lapses first stands first. */
const lapses = ({ credentials }: Therapist): string[] =>
  credentials
    .toSorted((a, b) => (a.validThrough < b.validThrough ? -1 : 1))
    .map(({ kind, validThrough }) => `${credentialWords[kind]}: ${shortDate(validThrough)}`);

/** Who may be offered cases, and who may not and why. Names are on none of these pages until they are asked for. */
export function TherapistsPage({ visit, state, therapists }: TherapistsPageProps) {
  return (
    <ConsolePage visit={visit} title="Therapists">
      <h1 class="govuk-heading-l">Therapists</h1>
      {mayOpen(visit.actor, 'add-therapist') ? (
        <p class="govuk-button-group">
          <Button href="/console/therapists/new">Add a therapist</Button>
          <Button href="/console/therapists/application" variant="secondary">
            Record an application
          </Button>
        </p>
      ) : null}
      <StateChoice
        path="/console/therapists"
        label="Therapists by state"
        words={therapistStateWords}
        states={TherapistState.options}
        current={state}
      />
      <Listing
        caption={`Therapists: ${therapistStateWords[state].text.toLowerCase()}`}
        empty="There are no therapists in this state."
        firstCellIsHeader
        head={[
          'Therapist',
          'State',
          'Trained for',
          'Area',
          'Clients',
          { text: 'Fee', format: 'numeric' },
          'Credentials lapse after',
        ]}
        rows={therapists.items.map(({ value }) => [
          { text: <To path={therapistPath(value.id)}>{therapistReference(value.id)}</To> },
          { text: <StateTag state={therapistStateWords[value.state]} /> },
          value.competences.map(groupText).join('; '),
          value.area,
          loadWords(value),
          sumCell(value.fee),
          { text: <Lines texts={lapses(value)} /> },
        ])}
      />
      <Onward
        list="Therapists"
        text="More therapists"
        path="/console/therapists"
        query={{ state }}
        after={therapists.next}
      />
    </ConsolePage>
  );
}
