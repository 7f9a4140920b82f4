import { type LocalDate, Region } from '../../../events/values.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import { CredentialKind, type Therapist, TherapistState } from '../../../shared/domain/therapist.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Lines, Listing, StateTag, To } from '../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { groupText } from '../../../shared/staff/words/groups.ts';
import { therapistPath, therapistReference } from '../../../shared/staff/words/references.ts';
import { therapistStateWords } from '../../../shared/staff/words/states.ts';
import { countCell, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Pagination } from '../../../shared/web/components/pagination.tsx';
import { Select } from '../../../shared/web/components/select.tsx';
import { choicesOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { type RegionRoom, roomToday } from '../queries/therapists-by-region.ts';

const path = '/console/therapists';

interface Found {
  /** Those of this page. */
  readonly therapists: readonly Therapist[];
  /** All that were asked for. */
  readonly count: number;
  readonly regions: readonly RegionRoom[];
  /** What was asked, as the address says it. */
  readonly query: Readonly<Record<string, string>>;
  /** The number of the next page, when there is one. */
  readonly next: string | undefined;
  readonly today: LocalDate;
}

export interface TherapistsPageProps {
  readonly visit: Visit;
  readonly form: FormState;
  /** None while there is something to put right. */
  readonly found: Found | undefined;
}

/** Who may be offered cases, where there is room, and whose papers lapse. Names are on none of these pages until they are asked for. */
export function TherapistsPage({ visit, form, found }: TherapistsPageProps) {
  return (
    <ConsolePage visit={visit} title="Therapists" form={form}>
      <h1 class="govuk-heading-l">Therapists</h1>
      {mayOpen(visit.actor, 'add-therapist') ? (
        <p class="govuk-button-group">
          <Button href={`${path}/new`}>Add a therapist</Button>
          <Button href={`${path}/application`} variant="secondary">
            Record an application
          </Button>
        </p>
      ) : null}
      <Ask visit={visit} form={form} />
      {found === undefined ? null : <Answer {...found} />}
    </ConsolePage>
  );
}

/** It only leads on, so it needs no token. */
const Ask = ({ visit, form }: Pick<TherapistsPageProps, 'visit' | 'form'>) => (
  <form method="get" action={path} novalidate>
    <Select
      label="Show"
      {...fieldOf(form, 'state')}
      items={[
        { value: 'with-us', text: 'Members, also those whose renewal is due' },
        ...TherapistState.options.map((value) => ({ value, text: therapistStateWords[value].text })),
      ]}
    />
    <Select
      label="Region"
      {...fieldOf(form, 'region')}
      items={[
        { value: '', text: 'Everywhere' },
        ...Region.options.map((value) => ({ value, text: regionWords[value] })),
      ]}
    />
    <Input
      label="A credential lapses within (optional)"
      hint={`A renewal is due ${visit.deps.settings.therapists.renewalDueDays} days before.`}
      suffix="days"
      inputmode="numeric"
      autocomplete="off"
      classes="govuk-input--width-4"
      {...fieldOf(form, 'within')}
    />
    <Checkboxes
      legend="Room"
      {...choicesOf(form, 'room')}
      items={[{ value: 'yes', text: 'Only who could be offered somebody today' }]}
    />
    <Button variant="secondary">Show these therapists</Button>
  </form>
);

const inWords = (count: number): string => (count === 1 ? '1 therapist' : `${count} therapists`);

const Answer = ({ therapists, count, regions, query, next, today }: Found) => (
  <>
    <Listing
      caption="Room by region"
      empty="No therapist is like this."
      firstCellIsHeader
      head={[
        'Region',
        { text: 'Therapists', format: 'numeric' },
        { text: 'Clients', format: 'numeric' },
        { text: 'Offered', format: 'numeric' },
        { text: 'Could be offered today', format: 'numeric' },
      ]}
      rows={regions.map(({ region, therapists: many, capacity, clients, offers, free }) => [
        regionWords[region],
        countCell(many),
        { text: `${clients} of ${capacity}`, format: 'numeric' },
        countCell(offers),
        countCell(free),
      ])}
    />
    {count === 0 ? null : (
      <Listing
        caption={query.within === undefined ? inWords(count) : `${inWords(count)}, whose papers lapse first in front`}
        empty=""
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
        rows={therapists.map((value) => [
          { text: <To path={therapistPath(value.id)}>{therapistReference(value.id)}</To> },
          { text: <StateTag state={therapistStateWords[value.state]} /> },
          value.competences.map(groupText).join('; '),
          { text: <Lines texts={[value.area, regionWords[value.region]]} /> },
          { text: <Lines texts={load(value, today)} /> },
          sumCell(value.fee),
          { text: <Lines texts={lapses(value)} /> },
        ])}
      />
    )}
    {next === undefined ? null : (
      <Pagination
        landmarkLabel="Therapists"
        next={{ href: `${path}?${new URLSearchParams({ ...query, page: next })}`, labelText: 'More therapists' }}
      />
    )}
  </>
);

function load(therapist: Therapist, today: LocalDate): readonly string[] {
  const { clients, offers, capacity, state } = therapist;
  const taken = `${clients} of ${capacity}${offers === 0 ? '' : `, ${offers} offered`}`;
  return state === 'left' ? [taken] : [taken, `${roomToday(therapist, today)} free today`];
}

/** The latest of each credential; whichever lapses first stands first, and before it one that is missing. */
const lapses = ({ credentials }: Therapist): readonly string[] =>
  CredentialKind.options
    .map((kind) => {
      const days = credentials.filter((one) => one.kind === kind).map(({ validThrough }) => validThrough);
      return { kind, last: days.toSorted().at(-1) };
    })
    .toSorted((a, b) => ((a.last ?? '') < (b.last ?? '') ? -1 : 1))
    .map(({ kind, last }) => `${credentialWords[kind]}: ${last === undefined ? 'none seen' : shortDate(last)}`);
