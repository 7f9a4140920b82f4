import { dayInWords } from '../../../../shared/domain/date-words.ts';
import { SessionOutcome } from '../../../../shared/domain/session.ts';
import { correctionReasons, outcomeWords } from '../../../../shared/domain/session-words.ts';
import { changeReasons, endReasons, reasonItems, restReasons } from '../../../../shared/staff/words/reasons.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../../shared/web/components/checkboxes.tsx';
import type { Content } from '../../../../shared/web/components/content.ts';
import { DateInput } from '../../../../shared/web/components/date-input.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Input } from '../../../../shared/web/components/input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { choicesOf, dateOf, type FormState, fieldOf } from '../../../../shared/web/forms.ts';
import type { CaseActionName } from '../../case-actions.ts';
import { isOffered } from '../../offered-actions.ts';
import { SpokenTo } from './spoken-to.tsx';
import { formOf, StepForm, type StepsProps } from './steps.tsx';

const outcomes = SessionOutcome.options.map((value) => ({ value, text: outcomeWords[value] }));

/** The steps while somebody is in therapy: each opens when it is wanted. */
export const TherapySteps = (props: StepsProps) => (
  <>
    <Step {...props} name="record-session" summary="Record a session for the therapist" button="Record this session">
      {(form) => (
        <>
          <input type="hidden" name="session-id" value={props.visit.deps.newId('ses')} />
          <SessionQuestions form={form} prefix="session" />
        </>
      )}
    </Step>
    <Step {...props} name="correct-session" summary="Correct a session" button="Correct this session">
      {(form) => (
        <>
          <SessionChoice {...props} form={form} name="correct-session" />
          <SessionQuestions form={form} prefix="correct" />
          <Choice form={form} name="correct-why" legend="Why is it corrected?" items={reasonItems(correctionReasons)} />
        </>
      )}
    </Step>
    <Step {...props} name="review-session" summary="Decide on a session held for review" button="Record the decision">
      {(form) => (
        <>
          <SessionChoice {...props} form={form} name="review-session" />
          <Choice
            form={form}
            name="review-passes"
            legend="Is the session paid?"
            items={[
              { value: 'yes', text: 'Yes, it is paid' },
              { value: 'no', text: 'No, its money stays with the block' },
            ]}
          />
        </>
      )}
    </Step>
    <Step {...props} name="resume-therapy" summary="Let therapy go on" button="Therapy goes on" />
    <Step {...props} name="pause-therapy" summary="Let therapy rest" button="Let therapy rest">
      {(form) => <Choice form={form} name="rest-reason" legend="Why does it rest?" items={reasonItems(restReasons)} />}
    </Step>
    <Step {...props} name="reduce-block" summary="Make the block smaller" button="Make the block smaller">
      {(form) => (
        <Input
          label="How many sessions are not needed?"
          hint="Their money goes back to where it came from."
          inputmode="numeric"
          classes="govuk-input--width-2"
          {...fieldOf(form, 'fewer')}
        />
      )}
    </Step>
    <Step {...props} name="change-therapist" summary="Seek another therapist" button="Seek another therapist">
      {(form) => (
        <Choice
          form={form}
          name="change-reason"
          legend="Why is another therapist sought?"
          items={reasonItems(changeReasons)}
        />
      )}
    </Step>
    <Step {...props} name="end-therapy" summary="End therapy" button="End therapy" isGrave>
      {(form) => (
        <>
          <Choice
            form={form}
            name="end-reason"
            legend="How did it end?"
            items={endReasons.map(({ value, text }) => ({ value, text }))}
          />
          <SpokenTo field={fieldOf(form, 'end-spoken-to')} />
        </>
      )}
    </Step>
    <Step {...props} name="record-death" summary="The person has died" button="Record the death" isGrave>
      {(form) => (
        <Checkboxes
          hint="Everything under way ends, and nobody is written to."
          {...choicesOf(form, 'died')}
          items={[{ value: 'yes', text: 'I have learned for certain that the person has died' }]}
        />
      )}
    </Step>
  </>
);

interface StepProps extends StepsProps {
  readonly name: CaseActionName;
  readonly summary: string;
  readonly button: string;
  readonly isGrave?: boolean;
  readonly children?: (form: FormState) => Content;
}

function Step({ name, summary, button, isGrave, children, ...props }: StepProps) {
  if (!isOffered(name, props.file, props.visit.actor)) return null;
  const { file } = props;
  const form = formOf(props, name);
  const seen = name === 'record-death' ? file.referral.version : (file.place ?? file.referral).version;
  return (
    <Details summary={summary} open={form.errors.length > 0}>
      <StepForm {...props} name={name} seen={seen}>
        {children?.(form)}
        <Button variant={isGrave === true ? 'warning' : undefined} preventDoubleClick>
          {button}
        </Button>
      </StepForm>
    </Details>
  );
}

interface ChoiceProps {
  readonly form: FormState;
  readonly name: string;
  readonly legend: string;
  readonly items: readonly { readonly value: string; readonly text: string }[];
}

const Choice = ({ form, name, legend, items }: ChoiceProps) => (
  <Radios legend={legend} classes="govuk-radios--small" {...fieldOf(form, name)} items={items} />
);

const SessionQuestions = ({ form, prefix }: { readonly form: FormState; readonly prefix: string }) => (
  <>
    <DateInput legend="Which day was it?" hint="For example, 27 3 2027" {...dateOf(form, `${prefix}-on`)} />
    <Choice form={form} name={`${prefix}-outcome`} legend="What came of it?" items={outcomes} />
  </>
);

/** One of the case's sessions, with the version that stands on this page. */
const SessionChoice = ({ file, form, name }: StepsProps & { readonly form: FormState; readonly name: string }) => (
  <Choice
    form={form}
    name={name}
    legend="Which session?"
    items={file.sessions
      .filter(({ value }) => name !== 'review-session' || value.payment === 'in-review')
      .map(({ id, version, value }) => ({
        value: `${id}.${version}`,
        text: `${dayInWords(value.on)}: ${outcomeWords[value.outcome]}`,
      }))}
  />
);
