import { regionWords } from '../../../../shared/domain/region-words.ts';
import { Listing, More, To } from '../../../../shared/staff/pages/parts.tsx';
import { therapistPath, therapistReference } from '../../../../shared/staff/words/references.ts';
import type { Availability } from '../../queries/availability.ts';

/** Enough to see whether somebody is near. */
const mostShown = 5;

const inWords = ({ able, considered }: Availability): string => {
  if (considered === 0) return 'Nobody is a member yet, so nobody could be asked.';
  if (able.length > 0) return `${able.length} of ${considered} members could be asked as soon as it is approved.`;
  return `None of ${considered} members could be asked now: approved, it would wait for a therapist, and give its money back if none is found in time.`;
};

/** Who could take the case: money that is set aside for somebody whom nobody can see helps nobody. */
export function Available({ availability }: { readonly availability: Availability }) {
  const shown = availability.able.slice(0, mostShown);
  return (
    <section>
      <h2 class="govuk-heading-m">Who could take it</h2>
      <p class="govuk-body">{inWords(availability)}</p>
      {shown.length === 0 ? null : (
        <Listing
          caption="Who would be asked first"
          empty=""
          firstCellIsHeader
          head={['Therapist', 'Region', 'Distance', 'Clients and offers', 'Fee']}
          rows={shown.map(({ therapist, reasons }) => {
            const found = (name: string): string => reasons.criteria.find((each) => each.name === name)?.value ?? '';
            return [
              { text: <To path={therapistPath(therapist.id)}>{therapistReference(therapist.id)}</To> },
              regionWords[therapist.region],
              found('distance'),
              found('load'),
              found('fee'),
            ];
          })}
        />
      )}
      <More when={availability.able.length > shown.length}>
        {shown.length} of {availability.able.length} are shown.
      </More>
    </section>
  );
}
