import {
  notReadyReasons,
  readyReasons,
  reasonItems,
  reopeningReasons,
} from '../../../../shared/staff/words/reasons.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../../shared/web/components/checkboxes.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { choicesOf, fieldOf } from '../../../../shared/web/forms.ts';
import { isOffered } from '../../offered-actions.ts';
import { formOf, StepForm, type StepsProps } from './steps.tsx';

const looks = {
  ready: {
    summary: 'Take a second look: the person is ready now',
    field: 'ready-reason',
    reasons: readyReasons,
    button: 'Record that the person is ready',
    effect: 'It goes on as after a first assessment, with the wait clock that the person has had all along.',
  },
  'not-ready': {
    summary: 'Take a second look: the person is not ready now',
    field: 'not-ready-reason',
    reasons: notReadyReasons,
    button: 'Record that the person is not ready',
    effect:
      'A place is given up and its money goes back, an offer is taken back, and a call to tell the person becomes a task. The wait clock runs on.',
  },
} as const;

function LookStep(props: StepsProps & { readonly name: keyof typeof looks }) {
  const { name, file, visit } = props;
  if (!isOffered(name, file, visit.actor)) return null;
  const form = formOf(props, name);
  const { summary, field, reasons, button, effect } = looks[name];
  return (
    <Details summary={summary} open={form.errors.length > 0}>
      <StepForm {...props} seen={file.referral.version}>
        <p class="govuk-body">{effect}</p>
        <Radios
          legend="What did you find?"
          classes="govuk-radios--small"
          {...fieldOf(form, field)}
          items={reasonItems(reasons)}
        />
        <Button variant="secondary" preventDoubleClick>
          {button}
        </Button>
      </StepForm>
    </Details>
  );
}

function ReopenStep(props: StepsProps) {
  if (!isOffered('reopen', props.file, props.visit.actor)) return null;
  const form = formOf(props, 'reopen');
  return (
    <Details summary="Open this referral again" open={form.errors.length > 0}>
      <StepForm {...props} name="reopen" seen={props.file.referral.version}>
        <p class="govuk-body">
          It waits for an assessment. The wait counts from today, or from the first time if closing it was our mistake.
        </p>
        <Radios
          legend="Why are you opening it again?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'reopen-reason')}
          items={reasonItems(reopeningReasons)}
        />
        <Checkboxes
          {...choicesOf(form, 'wanted')}
          items={[{ value: 'yes', text: 'We have spoken with the person, and they want this' }]}
        />
        <Button variant="secondary" preventDoubleClick>
          Open the referral again
        </Button>
      </StepForm>
    </Details>
  );
}

/** What an assessor finds at a second look, and the way back for somebody whose referral was closed. */
export const SecondLookSteps = (props: StepsProps) => (
  <>
    <LookStep {...props} name="ready" />
    <LookStep {...props} name="not-ready" />
    <ReopenStep {...props} />
  </>
);
