import type { Criterion } from '../../../shared/domain/allocation.ts';
import type { OfferedCase } from '../../../shared/domain/answer-offer.ts';
import { inWords } from '../../../shared/domain/date-words.ts';
import { declineReasons } from '../../../shared/domain/decline-words.ts';
import { groupWords, levelWords, modeWords } from '../../../shared/domain/group-words.ts';
import { journeyTo } from '../../../shared/domain/matching.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { SummaryList, type SummaryRow } from '../../../shared/web/components/summary-list.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { dateOf, emptyForm, type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { type FrameProps, PortalPage } from './frame.tsx';

const row = (key: string, value: string): SummaryRow => ({ key, value });

/** The way to the consulting room, by the rule that matching weighs by. */
function wayInWords({ search, therapist }: OfferedCase): string {
  const { made, km } = journeyTo(therapist.value, search.value);
  if (made === 'never') return 'You would meet online, so distance does not matter';
  const way = km === undefined ? 'Not known' : `About ${Math.max(1, km)} km from your consulting room`;
  return made === 'by-choice' && km !== undefined ? `${way}, if you meet there and not online` : way;
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
    row('Distance', wayInWords(offered)),
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

const howYouMeet = (value: string): string =>
  value === 'the client may choose' ? 'You work online and in person: they may choose' : `You work ${value}`;

type InWords = (found: Criterion, offered: OfferedCase) => string;

/**
 * What was weighed, as it is said to a therapist of themself. What the office reads of a criterion is not for them: it
 * names the most that we pay, which is nobody's asking price. A criterion without words here is not shown.
 */
const criterionWords: Readonly<Record<string, InWords>> = {
  distance: (_, offered) =>
    journeyTo(offered.therapist.value, offered.search.value).made === 'always'
      ? 'Your consulting room can be reached from where they live'
      : 'Nobody needs to travel to you',
  load: ({ value }) => `You have room for another client: ${value} so far, open offers counted`,
  fee: () => 'Your fee is within what can be paid',
  'last offered': ({ value }) => (value === 'never' ? 'We have not asked you before' : `We last asked you ${value}`),
  mode: ({ value }, { search }) =>
    search.value.needs.mode === 'either' ? howYouMeet(value) : `You work ${value}, as they need it`,
};

const minutesInWords = (minutes: number): string => (minutes === 1 ? 'a minute' : `${minutes} minutes`);

const Reasons = ({ form, prefix }: { readonly form: FormState; readonly prefix: string }) => (
  <Radios
    idPrefix={`${prefix}reason`}
    legend="Why, if you want to say?"
    hint="It helps us to ask the right people. You need not answer."
    {...fieldOf(form, 'reason')}
    items={declineReasons}
  />
);

export interface OfferPageProps extends Omit<FrameProps, 'title'> {
  /** What was wrong with a decline, if one was sent. */
  readonly form: FormState;
  readonly offered: OfferedCase;
  readonly csrfToken: string;
}

export const OfferPage = ({ offered, csrfToken, form, ...frame }: OfferPageProps) => {
  const { respondBy, state, reasons } = offered.allocation.value;
  const why = reasons.criteria.flatMap((criterion) => criterionWords[criterion.name]?.(criterion, offered) ?? []);
  return (
    <PortalPage {...frame} title="A case for you">
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">A case for you</h1>
      <p class="govuk-body">
        Please answer by <strong>{inWords(respondBy, frame.settings.office.timeZone)}</strong>. You learn who it is when
        you accept, and you may give the case back within a day of that without a reason.
      </p>
      <SummaryList rows={outlineOf(offered)} />
      {why.length === 0 ? null : (
        <>
          <h2 class="govuk-heading-m">Why we ask you</h2>
          <ul class="govuk-list govuk-list--bullet">
            {why.map((words) => (
              <li>{words}</li>
            ))}
          </ul>
        </>
      )}
      <h2 class="govuk-heading-m">Your answer</h2>
      <Form action="/portal/offer/accept" csrfToken={csrfToken}>
        <Button preventDoubleClick>Accept this case</Button>
      </Form>
      {state === 'offered' ? (
        <Form action="/portal/offer/later" csrfToken={csrfToken}>
          <Button variant="secondary">I will decide later</Button>
        </Form>
      ) : (
        <p class="govuk-body">You told us that you will decide later. The case waits for you until the time above.</p>
      )}
      <h2 class="govuk-heading-m">If you would rather not</h2>
      <p class="govuk-body">
        Declining is fine: we ask the next therapist, and you will be asked again for other cases. Whatever you answer
        can be taken back for {minutesInWords(frame.settings.therapy.undoMinutes)}.
      </p>
      <Form action="/portal/offer/decline" csrfToken={csrfToken}>
        <Reasons form={'again' in form.values ? emptyForm : form} prefix="" />
        <Button variant="secondary" preventDoubleClick>
          Decline
        </Button>
      </Form>
      <Details summary="Decline, and ask me again after a day I choose" open={'again' in form.values}>
        <Form action="/portal/offer/ask-again" csrfToken={csrfToken}>
          <Reasons form={'again' in form.values ? form : emptyForm} prefix="rest-" />
          <DateInput
            legend="After which day may we ask you again?"
            hint="For example, 27 3 2027. You can change this at any time."
            {...dateOf(form, 'again')}
          />
          <Button variant="secondary" preventDoubleClick>
            Ask me again after this day
          </Button>
        </Form>
      </Details>
    </PortalPage>
  );
};
