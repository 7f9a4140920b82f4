import type { Visit } from '../../../../shared/staff/visit.ts';
import { smallerBlockReasons } from '../../../../shared/staff/words/reasons.ts';
import type { FormState } from '../../../../shared/web/forms.ts';
import { ReasonForm } from './reason-form.tsx';

interface Props {
  readonly visit: Visit;
  readonly form: FormState;
  /** The page it stands on. */
  readonly path: string;
  readonly version: number;
  /** How many sessions may be agreed on: nothing is shown when there is no smaller number. */
  readonly from: number;
  readonly to: number;
}

/** Agreeing on fewer sessions first, of a place that waits or of what a place in hand asks for. */
export const SmallerBlock = ({ path, from, to, ...rest }: Props) =>
  to < from ? null : (
    <ReasonForm
      {...rest}
      does="Agree a smaller block"
      action={`${path}/smaller`}
      sessions={{ field: 'smaller', label: `How many sessions, from ${from} to ${to}?` }}
      field="smaller-reason"
      legend="Why a smaller block?"
      reasons={smallerBlockReasons}
    >
      The sessions that are left out come with a later block.
    </ReasonForm>
  );
