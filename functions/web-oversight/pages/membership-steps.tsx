import type { Versioned } from '../../../shared/domain/decision.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { CredentialKind } from '../../../shared/domain/therapist.ts';
import { Seen } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { credentialWords } from '../../../shared/staff/words/case.ts';
import { groupValue } from '../../../shared/staff/words/groups.ts';
import {
  leavingReasons,
  paperReasons,
  practiceReasons,
  reasonItems,
  suspensionReasons,
} from '../../../shared/staff/words/reasons.ts';
import { therapistPath } from '../../../shared/staff/words/references.ts';
import { shortDate } from '../../../shared/staff/words/times.ts';
import { Button, type ButtonProps } from '../../../shared/web/components/button.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Details } from '../../../shared/web/components/details.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, emptyForm, type FormState, fieldOf, fillForm } from '../../../shared/web/forms.ts';
import { type MembershipActionName, membershipActions, paperValue } from '../membership-actions.ts';
import { AreaField, MeetsField, RoomFields, TrainedForField } from './practice-fields.tsx';

/** A form that came back, and which one it was. */
export interface TriedMembership {
  readonly name: MembershipActionName;
  readonly form: FormState;
}

export interface MembershipStepsProps {
  readonly visit: Visit;
  readonly therapist: Versioned<'therapist'>;
  readonly tried: TriedMembership | undefined;
}

interface StepProps extends MembershipStepsProps {
  readonly name: MembershipActionName;
  readonly text: string;
  readonly variant?: ButtonProps['variant'];
  readonly children?: Content;
}

const isOffered = ({ visit, therapist }: MembershipStepsProps, name: MembershipActionName): boolean =>
  membershipActions[name].fits(therapist.value, visit.actor);

const formOf = ({ tried }: MembershipStepsProps, name: MembershipActionName): FormState =>
  tried?.name === name ? tried.form : emptyForm;

/** A form with its button; nothing while the step is not for this person now. */
function Step(props: StepProps) {
  const { visit, therapist, name, text, variant, children } = props;
  if (!isOffered(props, name)) return null;
  return (
    <Form action={`${therapistPath(therapist.value.id)}/${name}`} csrfToken={visit.csrfToken}>
      <Seen version={therapist.version} />
      {children}
      <Button variant={variant} preventDoubleClick>
        {text}
      </Button>
    </Form>
  );
}

function RarerStep(props: StepProps & { readonly summary: string }) {
  const { summary, name } = props;
  if (!isOffered(props, name)) return null;
  return (
    <Details summary={summary} open={formOf(props, name).errors.length > 0}>
      <Step {...props} />
    </Details>
  );
}

/** How a membership goes on: from the application to leaving. */
export function MembershipSteps(props: MembershipStepsProps) {
  return (
    <>
      <Step {...props} name="accept-references" text="References are in order" />
      <Step {...props} name="record-training" text="Training is completed" />
      <Step {...props} name="admit" text="Make them a member" />
      <Step {...props} name="reinstate" text="End the suspension" />
      <RarerStep {...props} name="record-paper" summary="Record a new paper" text="Record the paper">
        <PaperFields {...props} />
      </RarerStep>
      <RarerStep
        {...props}
        name="correct-paper"
        summary="Correct the dates of a paper"
        text="Correct the dates"
        variant="secondary"
      >
        <CorrectionFields {...props} />
      </RarerStep>
      <RarerStep {...props} name="change-practice" summary="Change what they take" text="Record the change">
        <PracticeFields {...props} />
      </RarerStep>
      <RarerStep {...props} name="suspend" summary="Suspend this therapist" text="Suspend them" variant="warning">
        <p class="govuk-body">
          Nobody new is offered to them, and open offers are taken back at once. Who is in therapy with them becomes a
          task.
        </p>
        <Radios
          legend="Why are they suspended?"
          classes="govuk-radios--small"
          {...fieldOf(formOf(props, 'suspend'), 'suspend-reason')}
          items={reasonItems(suspensionReasons)}
        />
      </RarerStep>
      <RarerStep
        {...props}
        name="leave"
        summary="Record that they leave"
        text="Record that they leave"
        variant="warning"
      >
        <Radios
          legend="Why do they leave?"
          classes="govuk-radios--small"
          {...fieldOf(formOf(props, 'leave'), 'leave-reason')}
          items={reasonItems(leavingReasons)}
        />
      </RarerStep>
    </>
  );
}

function PaperFields(props: MembershipStepsProps) {
  const form = formOf(props, 'record-paper');
  return (
    <>
      <Radios
        legend="Which paper have you seen?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'paper-kind')}
        items={CredentialKind.options.map((value) => ({ value, text: credentialWords[value] }))}
      />
      <DateInput legend="Valid from" {...dateOf(form, 'paper-from')} />
      <DateInput legend="Valid through" {...dateOf(form, 'paper-through')} />
    </>
  );
}

function CorrectionFields(props: MembershipStepsProps) {
  const form = formOf(props, 'correct-paper');
  return (
    <>
      <Radios
        legend="Which paper has a wrong date?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'wrong-paper')}
        items={props.therapist.value.credentials.map((credential) => ({
          value: paperValue(credential),
          text: `${credentialWords[credential.kind]}, ${shortDate(credential.validFrom)} to ${shortDate(credential.validThrough)}`,
        }))}
      />
      <DateInput legend="It is valid from" {...dateOf(form, 'right-from')} />
      <DateInput legend="It is valid through" {...dateOf(form, 'right-through')} />
      <Radios
        legend="Why do the dates change?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'paper-reason')}
        items={reasonItems(paperReasons)}
      />
    </>
  );
}

/** What stands now, to be changed; or what somebody typed, to be put right. */
function PracticeFields(props: MembershipStepsProps) {
  const { modes, reachKm, fee, capacity, competences, area } = props.therapist.value;
  const now = {
    ...{ meets: modes, reach: String(reachKm), fee: pounds(fee).replace('£', ''), capacity: String(capacity) },
    ...{ competences: competences.map(groupValue), area },
  };
  const form = props.tried?.name === 'change-practice' ? props.tried.form : fillForm(now);
  return (
    <>
      <p class="govuk-body">
        Fees agreed for places stay as they are. What a therapist is offered from now on changes.
      </p>
      <TrainedForField form={form} />
      <MeetsField form={form} />
      <AreaField form={form} />
      <RoomFields form={form} cap={props.visit.deps.settings.therapy.feeCap} />
      <Radios
        legend="Why does it change?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'practice-reason')}
        items={reasonItems(practiceReasons)}
      />
    </>
  );
}
