import type { OfferedCase } from '../../../shared/domain/answer-offer.ts';
import { inWords } from '../../../shared/domain/date-words.ts';
import { groupWords, levelWords, modeWords } from '../../../shared/domain/group-words.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { distanceKm } from '../../../shared/domain/postcode.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { SummaryList, type SummaryRow } from '../../../shared/web/components/summary-list.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FrameProps, PortalPage } from './frame.tsx';

const row = (key: string, value: string): SummaryRow => ({ key, value });

function distance({ search, therapist }: OfferedCase): string {
  const { area, needs } = search.value;
  if (needs.mode === 'online') return 'Online, so distance does not matter';
  const kilometres = distanceKm(area, therapist.value.area);
  return kilometres === undefined
    ? 'Not known'
    : `About ${Math.max(1, Math.round(kilometres))} km from your consulting room`;
}

/** The case in outline: what a therapist must know to decide, and nothing that tells who it is. */
export const outlineOf = (offered: OfferedCase): readonly SummaryRow[] => {
  const { needs, contribution, placeId, sessions } = offered.search.value;
  const { fee } = offered.therapist.value;
  const rest = Math.max(0, fee - contribution) as typeof fee;
  return [
    row('What it is about', needs.groups.map((group) => groupWords[group]).join('; ')),
    row('Level of need', levelWords[needs.level]),
    row('Sessions recommended', String(sessions)),
    row('How', modeWords[needs.mode]),
    row('Distance', distance(offered)),
    row(
      'Your fee',
      placeId === undefined
        ? `${pounds(fee)} a session, paid by the client`
        : contribution > 0
          ? `${pounds(fee)} a session: ${pounds(contribution)} from the client, ${pounds(rest)} from us`
          : `${pounds(fee)} a session, paid by us`,
    ),
  ];
};

/** What was weighed, as a therapist would say it of themself. */
const criterionWords: Readonly<Record<string, string>> = {
  distance: 'The way to you',
  load: 'Clients you have from us',
  fee: 'Your fee',
  'last offered': 'When we last asked you',
  mode: 'How you would meet',
};

export interface OfferPageProps extends Omit<FrameProps, 'title'> {
  readonly offered: OfferedCase;
  readonly csrfToken: string;
}

export const OfferPage = ({ offered, csrfToken, ...frame }: OfferPageProps) => {
  const { respondBy, state, reasons } = offered.allocation.value;
  return (
    <PortalPage {...frame} title="A case for you">
      <h1 class="govuk-heading-l">A case for you</h1>
      <p class="govuk-body">
        Please answer by <strong>{inWords(respondBy, frame.settings.office.timeZone)}</strong>. You learn who it is when
        you accept, and you may give the case back within a day of that without a reason.
      </p>
      <SummaryList rows={outlineOf(offered)} />
      <h2 class="govuk-heading-m">Why we ask you</h2>
      <ul class="govuk-list govuk-list--bullet">
        {reasons.criteria.map(({ name, value }) => (
          <li>
            {criterionWords[name] ?? name}: {value}
          </li>
        ))}
      </ul>
      <h2 class="govuk-heading-m">Your answer</h2>
      <Form action="/portal/offer/accept" csrfToken={csrfToken}>
        <Button preventDoubleClick>Accept this case</Button>
      </Form>
      <Form action="/portal/offer/decline" csrfToken={csrfToken}>
        <Button variant="secondary" preventDoubleClick>
          Decline
        </Button>
      </Form>
      {state === 'offered' ? (
        <Form action="/portal/offer/later" csrfToken={csrfToken}>
          <Button variant="secondary">I will decide later</Button>
        </Form>
      ) : (
        <p class="govuk-body">You told us that you will decide later. The case waits for you until the time above.</p>
      )}
      <p class="govuk-body">
        Declining is fine: we ask the next therapist, and you will be asked again for other cases.
      </p>
    </PortalPage>
  );
};
