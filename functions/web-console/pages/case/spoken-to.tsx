import { Radios } from '../../../../shared/web/components/radios.tsx';
import type { fieldOf } from '../../../../shared/web/forms.ts';

/** Asked whenever something ends: a person is told by a person. */
export const SpokenTo = ({ field }: { readonly field: ReturnType<typeof fieldOf> }) => (
  <Radios
    legend="Have you told the person?"
    hint="If not, a call to tell them becomes a task. Their own page says nothing before that."
    classes="govuk-radios--inline"
    {...field}
    items={[
      { value: 'yes', text: 'Yes' },
      { value: 'no', text: 'No' },
    ]}
  />
);
