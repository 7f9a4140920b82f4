import type { Child } from 'hono/jsx';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { type Reason, reasonItems } from '../../../../shared/staff/words/reasons.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Input } from '../../../../shared/web/components/input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../../shared/web/forms.ts';

interface Props {
  readonly visit: Visit;
  readonly form: FormState;
  /** What the button says, and what the fold says before it is opened. */
  readonly does: string;
  readonly action: string;
  readonly version: number;
  /** How many sessions, when that is asked for too. */
  readonly sessions?: { readonly field: string; readonly label: string };
  /** The field of the reason. */
  readonly field: string;
  readonly legend: string;
  readonly reasons: readonly Reason[];
  readonly isWarning?: boolean;
  /** What the button brings about. */
  readonly children?: Child;
}

/** Something that is done with a reason from a list, folded away until it is wanted. */
export function ReasonForm(props: Props) {
  const { visit, form, does, action, version, sessions, field, legend, reasons, isWarning, children } = props;
  const isWrong = form.errors.some((error) => error.field === field || error.field === sessions?.field);
  return (
    <Details summary={does} open={isWrong}>
      <Form action={action} csrfToken={visit.csrfToken}>
        <Seen version={version} />
        {children === undefined ? null : <p class="govuk-body">{children}</p>}
        {sessions === undefined ? null : (
          <Input
            id={sessions.field}
            label={sessions.label}
            classes="govuk-input--width-2"
            inputmode="numeric"
            {...fieldOf(form, sessions.field)}
          />
        )}
        <Radios legend={legend} classes="govuk-radios--small" {...fieldOf(form, field)} items={reasonItems(reasons)} />
        <Button {...(isWarning === true ? { variant: 'warning' as const } : {})} preventDoubleClick>
          {does}
        </Button>
      </Form>
    </Details>
  );
}
