import { hasAssessed } from '../../../../shared/domain/place.ts';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import { isApprover } from '../../../../shared/staff/permissions.ts';
import { signedInLately } from '../../../../shared/staff/visit.ts';
import { precedenceReasons, reasonItems, smallerBlockReasons } from '../../../../shared/staff/words/reasons.ts';
import { placePath } from '../../../../shared/staff/words/references.ts';
import { staffMark } from '../../../../shared/staff/words/roles.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Input } from '../../../../shared/web/components/input.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { fieldOf } from '../../../../shared/web/forms.ts';
import type { DecideProps } from './decide.tsx';

/** What a coordinator may do for a place that waits: an override, by two people, or a smaller next block. */
export function ManageEntry(props: DecideProps) {
  const { visit, place } = props;
  const { value } = place;
  if (value.state !== 'requested' || !isApprover(visit.actor) || !signedInLately(visit)) return null;
  return (
    <section>
      <h2 class="govuk-heading-m">The waiting list</h2>
      {value.precedence === undefined ? <AskOverride {...props} /> : <AnswerOverride {...props} />}
      {value.block.sessions - value.block.used > 1 ? <SmallerBlock {...props} /> : null}
    </section>
  );
}

function AskOverride({ visit, place, form }: DecideProps) {
  return (
    <Details summary="Ask for an override" open={form.errors.some(({ field }) => field === 'override')}>
      <Form action={`${placePath(place.value.id)}/override`} csrfToken={visit.csrfToken}>
        <Seen version={place.version} />
        <p class="govuk-body">
          With an override the place stands before all other new places. It counts once a second person has granted it.
        </p>
        <Radios
          legend="Why should it go first?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'override')}
          items={reasonItems(precedenceReasons)}
        />
        <Button preventDoubleClick>Ask for an override</Button>
      </Form>
    </Details>
  );
}

function AnswerOverride({ visit, place }: DecideProps) {
  const { value } = place;
  const { precedence } = value;
  if (precedence?.state !== 'asked') return null;
  const isOwn = precedence.askedBy === visit.actor.id || hasAssessed(value, visit.actor);
  return (
    <>
      <InsetText>
        {staffMark(precedence.askedBy)} has asked for an override: {precedence.why}.{' '}
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

function SmallerBlock({ visit, place, form }: DecideProps) {
  const { block, id } = place.value;
  const fields = ['smaller', 'smaller-reason'];
  return (
    <Details summary="Agree a smaller block" open={form.errors.some(({ field }) => fields.includes(field))}>
      <Form action={`${placePath(id)}/smaller`} csrfToken={visit.csrfToken}>
        <Seen version={place.version} />
        <p class="govuk-body">The sessions that are left out come with a later block.</p>
        <Input
          id="smaller"
          label={`How many sessions, from ${block.used + 1} to ${block.sessions - 1}?`}
          classes="govuk-input--width-2"
          inputmode="numeric"
          {...fieldOf(form, 'smaller')}
        />
        <Radios
          legend="Why a smaller block?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'smaller-reason')}
          items={reasonItems(smallerBlockReasons)}
        />
        <Button preventDoubleClick>Agree a smaller block</Button>
      </Form>
    </Details>
  );
}
