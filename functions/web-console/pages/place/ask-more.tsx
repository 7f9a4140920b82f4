import { sessionsLeft } from '../../../../shared/domain/place.ts';
import { Seen, To } from '../../../../shared/staff/pages/parts.tsx';
import { isApprover } from '../../../../shared/staff/permissions.ts';
import { signedInLately } from '../../../../shared/staff/visit.ts';
import { contributionReasons, nextBlockReasons, reasonItems } from '../../../../shared/staff/words/reasons.ts';
import { placePath, requestPath } from '../../../../shared/staff/words/references.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { PoundsInput } from '../../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { fieldOf } from '../../../../shared/web/forms.ts';
import type { DecideProps } from './decide.tsx';
import { ReasonForm } from './reason-form.tsx';

/** What a place in hand may ask for, and what it asks for now. */
export function AskMore(props: DecideProps) {
  const { visit, place } = props;
  const { state, openRequests = [] } = place.value;
  const mayAsk = isApprover(visit.actor) && signedInLately(visit);
  const hasLess =
    mayAsk &&
    place.value.contribution > 0 &&
    ['approved', 'allocated', 'in-use', 'paused', 'requested'].includes(state);
  const mayGoOn = mayAsk && state === 'in-use';
  if (openRequests.length === 0 && !hasLess && !mayGoOn) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">More money for this place</h2>
      {openRequests.map((id) => (
        <p class="govuk-body">
          <To path={requestPath(id)}>What this place asks for, and the decision on it</To>
        </p>
      ))}
      {mayGoOn ? <NextBlock {...props} /> : null}
      {hasLess ? <LowerContribution {...props} /> : null}
    </section>
  );
}

const NextBlock = ({ visit, place, form }: DecideProps) => (
  <ReasonForm
    visit={visit}
    form={form}
    does="Ask for the next block"
    action={`${placePath(place.value.id)}/next-block`}
    version={place.version}
    sessions={{ field: 'next-block', label: 'How many sessions more?' }}
    field="review"
    legend="What did the review find?"
    reasons={nextBlockReasons}
  >
    Of block {place.value.block.number}{' '}
    {sessionsLeft(place.value) === 1 ? '1 session is' : `${sessionsLeft(place.value)} sessions are`} left. After a
    review the next block is asked for before all new places. Somebody else approves it.
  </ReasonForm>
);

function LowerContribution({ visit, place, form }: DecideProps) {
  const fields = ['contribution', 'contribution-reason'];
  return (
    <Details summary="Agree a lower contribution" open={form.errors.some(({ field }) => fields.includes(field))}>
      <Form action={`${placePath(place.value.id)}/contribution`} csrfToken={visit.csrfToken}>
        <Seen version={place.version} />
        <p class="govuk-body">
          The difference for the sessions that are left is asked for as a top-up, before all new places. The person pays
          less as soon as it is approved.
        </p>
        <PoundsInput
          id="contribution"
          label="What can the person contribute to a session?"
          classes="govuk-input--width-5"
          {...fieldOf(form, 'contribution')}
        />
        <Radios
          legend="Why is it less?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'contribution-reason')}
          items={reasonItems(contributionReasons)}
        />
        <Button preventDoubleClick>Agree a lower contribution</Button>
      </Form>
    </Details>
  );
}
