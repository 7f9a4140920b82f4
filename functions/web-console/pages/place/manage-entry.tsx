import { hasAssessed } from '../../../../shared/domain/place.ts';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import { isApprover } from '../../../../shared/staff/permissions.ts';
import { signedInLately } from '../../../../shared/staff/visit.ts';
import { precedenceReasons, withdrawnReasons } from '../../../../shared/staff/words/reasons.ts';
import { placePath } from '../../../../shared/staff/words/references.ts';
import { staffMark } from '../../../../shared/staff/words/roles.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import type { DecideProps } from './decide.tsx';
import { ReasonForm } from './reason-form.tsx';
import { SmallerBlock } from './smaller-block.tsx';

/** What a coordinator may do for a place that waits: an override, by two people, or a smaller next block. */
export function ManageEntry(props: DecideProps) {
  const { visit, place } = props;
  const { value } = place;
  if (value.state !== 'requested' || !isApprover(visit.actor) || !signedInLately(visit)) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">The waiting list</h2>
      {value.precedence === undefined ? <AskOverride {...props} /> : <AnswerOverride {...props} />}
      <SmallerBlock
        {...props}
        path={placePath(value.id)}
        version={place.version}
        from={value.block.used + 1}
        to={value.block.sessions - 1}
      />
    </section>
  );
}

const AskOverride = ({ visit, place, form }: DecideProps) => (
  <ReasonForm
    visit={visit}
    form={form}
    does="Ask for an override"
    action={`${placePath(place.value.id)}/override`}
    version={place.version}
    field="override"
    legend="Why should it go first?"
    reasons={precedenceReasons}
  >
    With an override the place stands before all other new places. It counts once a second person has granted it.
  </ReasonForm>
);

function AnswerOverride(props: DecideProps) {
  const { visit, place } = props;
  const { value } = place;
  const { precedence } = value;
  if (precedence?.state === 'granted') return <WithdrawOverride {...props} />;
  if (precedence?.state !== 'asked') return null;
  const isOwn = precedence.askedBy === visit.actor.id || hasAssessed(value, visit.actor);
  return (
    <>
      <InsetText>
        Colleague {staffMark(precedence.askedBy)} has asked for an override: {precedence.why}.{' '}
        {isOwn ? 'Somebody else grants it.' : 'It counts once you grant it.'}
      </InsetText>
      {isOwn ? null : (
        <Form action={`${placePath(value.id)}/grant`} csrfToken={visit.csrfToken}>
          <Seen version={place.version} />
          <Button preventDoubleClick>Grant the override</Button>
        </Form>
      )}
      <Form action={`${placePath(value.id)}/decline`} csrfToken={visit.csrfToken}>
        <Seen version={place.version} />
        <Button variant="secondary" preventDoubleClick>
          Decline the override
        </Button>
      </Form>
    </>
  );
}

const WithdrawOverride = ({ visit, place, form }: DecideProps) => (
  <ReasonForm
    visit={visit}
    form={form}
    does="Withdraw the override"
    action={`${placePath(place.value.id)}/withdraw`}
    version={place.version}
    field="withdraw"
    legend="Why is it withdrawn?"
    reasons={withdrawnReasons}
  >
    The place has again the turn that its clock gives it.
  </ReasonForm>
);
