import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { reasonItems, rejectionReasons } from '../../../../shared/staff/words/reasons.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Details } from '../../../../shared/web/components/details.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../../shared/web/forms.ts';

interface Props {
  readonly visit: Visit;
  readonly form: FormState;
  /** `this place`, `this request`. */
  readonly what: string;
  /** The page it stands on. */
  readonly path: string;
  readonly version: number;
  readonly consequence?: string | undefined;
}

/** Saying no to a place, or to what a place asks for, with a reason from the list. */
export const RejectForm = ({ visit, form, what, path, version, consequence }: Props) => (
  <Details summary={`Reject ${what}`} open={form.errors.some(({ field }) => field === 'rejection')}>
    <Form action={`${path}/reject`} csrfToken={visit.csrfToken}>
      <Seen version={version} />
      {consequence === undefined ? null : <p class="govuk-body">{consequence}</p>}
      <Radios
        legend="Why do you reject it?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'rejection')}
        items={reasonItems(rejectionReasons)}
      />
      <Button variant="warning" preventDoubleClick>
        Reject {what}
      </Button>
    </Form>
  </Details>
);
