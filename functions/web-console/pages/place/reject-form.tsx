import type { Visit } from '../../../../shared/staff/visit.ts';
import { rejectionReasons } from '../../../../shared/staff/words/reasons.ts';
import type { FormState } from '../../../../shared/web/forms.ts';
import { ReasonForm } from './reason-form.tsx';

interface Props {
  readonly visit: Visit;
  readonly form: FormState;
  /** `this place`, `this request`. */
  readonly what: string;
  /** The page it stands on. */
  readonly path: string;
  readonly version: number;
  readonly consequence?: string;
}

/** Saying no to a place, or to what a place asks for, with a reason from the list. */
export const RejectForm = ({ what, path, consequence, ...rest }: Props) => (
  <ReasonForm
    {...rest}
    does={`Reject ${what}`}
    action={`${path}/reject`}
    field="rejection"
    legend="Why do you reject it?"
    reasons={rejectionReasons}
    isWarning
  >
    {consequence}
  </ReasonForm>
);
