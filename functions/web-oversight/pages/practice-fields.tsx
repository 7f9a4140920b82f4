import type { Pence } from '../../../events/values.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { groupItems } from '../../../shared/staff/words/groups.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { PoundsInput } from '../../../shared/web/components/pounds-input.tsx';
import { choicesOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';

interface FieldsProps {
  readonly form: FormState;
}

export const TrainedForField = ({ form }: FieldsProps) => (
  <Checkboxes legend="Trained for people who ask help with" {...choicesOf(form, 'competences')} items={groupItems} />
);

export const AreaField = ({ form }: FieldsProps) => (
  <Input
    label="Postcode district of the consulting room"
    hint="Like LS6. Of a whole postcode only the first half is kept."
    autocomplete="off"
    autocapitalize="characters"
    spellcheck={false}
    classes="govuk-input--width-10"
    {...fieldOf(form, 'area')}
  />
);

export const MeetsField = ({ form }: FieldsProps) => (
  <Checkboxes
    legend="How do they meet clients?"
    {...choicesOf(form, 'meets')}
    items={[
      { value: 'online', text: 'Online' },
      { value: 'in-person', text: 'In person' },
    ]}
  />
);

/** How far, for what fee, and how many at a time. The cap of fees is in pence. */
export const RoomFields = ({ form, cap }: FieldsProps & { readonly cap: Pence }) => (
  <>
    <Input
      label="How far may clients live from it?"
      hint="Leave empty if they only meet online."
      suffix="km"
      inputmode="numeric"
      classes="govuk-input--width-3"
      {...fieldOf(form, 'reach')}
    />
    <PoundsInput
      label="Fee for a session, with VAT"
      hint={`At most ${pounds(cap)}`}
      classes="govuk-input--width-5"
      {...fieldOf(form, 'fee')}
    />
    <Input
      label="How many clients at a time?"
      inputmode="numeric"
      classes="govuk-input--width-3"
      {...fieldOf(form, 'capacity')}
    />
  </>
);
