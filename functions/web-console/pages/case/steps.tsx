import { Seen, To } from '../../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { CaseFile } from '../../../../shared/staff/queries/case-file.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { signalWords } from '../../../../shared/staff/words/case.ts';
import {
  closingCategoryWords,
  closingReasons,
  holdReasons,
  reasonItems,
  safeguardingReasons,
} from '../../../../shared/staff/words/reasons.ts';
import { casePath, raiseConcernPath } from '../../../../shared/staff/words/references.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../../shared/web/components/checkboxes.tsx';
import type { Content } from '../../../../shared/web/components/content.ts';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { choicesOf, emptyForm, type FormState, fieldOf } from '../../../../shared/web/forms.ts';
import type { CaseActionName } from '../../case-actions.ts';
import { isOffered } from '../../offered-actions.ts';
import { SpokenTo } from './spoken-to.tsx';

/** A form that came back, and which one it was. */
export interface TriedStep {
  readonly name: CaseActionName | 'contact' | 'own-code';
  readonly form: FormState;
}

export interface StepsProps {
  readonly visit: Visit;
  readonly file: CaseFile;
  readonly tried: TriedStep | undefined;
}

export interface StepFormProps extends StepsProps {
  readonly name: CaseActionName;
  readonly seen: number;
  readonly children: Content;
}

export function StepForm({ visit, file, name, seen, children }: StepFormProps) {
  return (
    <Form action={`${casePath(file.referral.value.id)}/${name}`} csrfToken={visit.csrfToken}>
      <Seen version={seen} />
      {children}
    </Form>
  );
}

export const formOf = ({ tried }: StepsProps, name: TriedStep['name']): FormState =>
  tried?.name === name ? tried.form : emptyForm;

/** Spoken with the person: it is theirs, or they consent, and to what the professional may be told. */
export function ConfirmStep(props: StepsProps) {
  const { file, visit } = props;
  if (!isOffered('confirm', file, visit.actor)) return null;
  const { door, referrer } = file.referral.value;
  const form = formOf(props, 'confirm');
  return (
    <section>
      <h2 class="govuk-heading-m">Confirm with the person</h2>
      <StepForm {...props} name="confirm" seen={file.referral.version}>
        <Checkboxes
          {...choicesOf(form, 'theirs')}
          items={[
            {
              value: 'yes',
              text:
                door === 'professional'
                  ? 'I have spoken with the person, and they agree to be referred'
                  : 'I have spoken with the person, and the request is theirs',
            },
          ]}
        />
        {referrer === undefined || referrer.signals.length === 0 ? null : (
          <Checkboxes
            legend="What may the professional be told?"
            hint="Tick only what the person agreed to."
            {...choicesOf(form, 'signals')}
            items={referrer.signals.map((signal) => ({
              value: signal,
              text: `They may be told ${signalWords[signal]}`,
            }))}
          />
        )}
        <Button preventDoubleClick>Confirm</Button>
      </StepForm>
    </section>
  );
}

/** A step of one button. */
function ButtonStep(
  props: StepsProps & {
    readonly name: CaseActionName;
    readonly text: string;
    readonly seen?: number | undefined;
    readonly variant?: 'secondary' | undefined;
  },
) {
  if (!isOffered(props.name, props.file, props.visit.actor)) return null;
  return (
    <StepForm {...props} seen={props.seen ?? props.file.referral.version}>
      <Button preventDoubleClick variant={props.variant}>
        {props.text}
      </Button>
    </StepForm>
  );
}

export const ButtonSteps = (props: StepsProps) => (
  <>
    <ButtonStep {...props} name="take" text="Take for assessment" />
    <ButtonStep {...props} name="search-again" text="Search again" seen={props.file.search?.version} />
    <ButtonStep {...props} name="lift-hold" text="Lift the hold" variant="secondary" />
    <ButtonStep {...props} name="lift-safeguarding" text="Lift the safeguarding pause" variant="secondary" />
  </>
);

/** The steps that are rarer: each opens when it is wanted, or when it came back with something to put right. */
export const RarerSteps = (props: StepsProps) => (
  <>
    <CloseStep {...props} />
    <PauseStep {...props} name="hold" />
    <PauseStep {...props} name="pause-for-safeguarding" />
    <WithdrawStep {...props} />
    {mayOpen(props.visit.actor, 'raise-concern') ? (
      <p class="govuk-body">
        <To path={raiseConcernPath(props.file.referral.value.id)}>Raise a safeguarding concern</To>
      </p>
    ) : null}
  </>
);

function CloseStep(props: StepsProps) {
  if (!isOffered('close', props.file, props.visit.actor)) return null;
  const form = formOf(props, 'close');
  return (
    <Details summary="Close this referral" open={form.errors.length > 0}>
      <StepForm {...props} name="close" seen={props.file.referral.version}>
        <Radios
          legend="Why are you closing it?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'reason')}
          items={closingReasons.map(({ value, text, category }) => ({
            value,
            text,
            hint: closingCategoryWords[category],
          }))}
        />
        <SpokenTo field={fieldOf(form, 'spoken-to')} />
        <Button variant="warning" preventDoubleClick>
          Close the referral
        </Button>
      </StepForm>
    </Details>
  );
}

const pauses = {
  hold: {
    summary: 'Put this case on hold',
    field: 'hold-reason',
    legend: 'Why does it go on hold?',
    reasons: holdReasons,
    button: 'Put on hold',
    effect: 'Nothing new is promised, and the wait clock stops, until somebody lifts the hold.',
  },
  'pause-for-safeguarding': {
    summary: 'Pause for safeguarding',
    field: 'pause-reason',
    legend: 'Why is it paused?',
    reasons: safeguardingReasons,
    button: 'Pause for safeguarding',
    effect:
      'Mail stops and nothing new is promised. Care that has begun goes on, and the person’s own page stays the same.',
  },
} as const;

function PauseStep(props: StepsProps & { readonly name: keyof typeof pauses }) {
  const { name, file, visit } = props;
  if (!isOffered(name, file, visit.actor)) return null;
  const form = formOf(props, name);
  const { summary, field, legend, reasons, button, effect } = pauses[name];
  return (
    <Details summary={summary} open={form.errors.length > 0}>
      <StepForm {...props} seen={file.referral.version}>
        <p class="govuk-body">{effect}</p>
        <Radios legend={legend} classes="govuk-radios--small" {...fieldOf(form, field)} items={reasonItems(reasons)} />
        <Button variant="secondary" preventDoubleClick>
          {button}
        </Button>
      </StepForm>
    </Details>
  );
}

function WithdrawStep(props: StepsProps) {
  if (!isOffered('withdraw', props.file, props.visit.actor)) return null;
  const form = formOf(props, 'withdraw');
  return (
    <Details summary="Withdraw on the person’s word" open={form.errors.length > 0}>
      <StepForm {...props} name="withdraw" seen={props.file.referral.version}>
        <Checkboxes
          hint="A place is cancelled, its money goes back, and an offer is taken back."
          {...choicesOf(form, 'word')}
          items={[{ value: 'yes', text: 'The person has told us themself that they no longer want this' }]}
        />
        <Button variant="warning" preventDoubleClick>
          Withdraw the referral
        </Button>
      </StepForm>
    </Details>
  );
}
