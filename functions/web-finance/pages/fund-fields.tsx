import { Fund } from '../../../shared/domain/fund.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { fundKindWords } from '../../../shared/staff/words/funds.ts';
import { groupItems } from '../../../shared/staff/words/groups.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Textarea } from '../../../shared/web/components/textarea.tsx';
import { choicesOf, dateOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';

interface FieldsProps {
  readonly visit: Visit;
  readonly form: FormState;
}

export const NameAndAim = ({ form }: Pick<FieldsProps, 'form'>) => (
  <>
    <Input label="Name of the fund" autocomplete="off" {...fieldOf(form, 'name')} />
    <Textarea label="What is it for?" hint="Donors read this." rows={3} {...fieldOf(form, 'aim')} />
  </>
);

export const SecondaryPurpose = ({ form }: Pick<FieldsProps, 'form'>) => (
  <Textarea
    label="What if that is met, or cannot be?"
    hint="Donors read this, too: without it, money that is left over would have to be offered back."
    rows={3}
    {...fieldOf(form, 'purpose')}
  />
);

/** The kind of fund, and what it may pay for. */
export function Limits({ visit, form }: FieldsProps) {
  return (
    <>
      <Radios
        legend="Kind"
        {...fieldOf(form, 'kind')}
        items={Fund.unwrap().shape.kind.options.map((kind) => ({ value: kind, text: fundKindWords[kind] }))}
      />
      <Checkboxes
        legend="Limited to people who ask help with"
        hint="Leave empty if it may pay for anybody."
        classes="govuk-checkboxes--small"
        {...choicesOf(form, 'groups')}
        items={groupItems}
      />
      <Checkboxes
        legend="Limited to regions"
        hint="Leave empty if it may pay anywhere."
        classes="govuk-checkboxes--small"
        {...choicesOf(form, 'regions')}
        items={visit.deps.settings.regions.map((region) => ({ value: region, text: regionWords[region] }))}
      />
      <Input label="Appeal it was given for (optional)" autocomplete="off" {...fieldOf(form, 'campaign')} />
    </>
  );
}

export const SpendBy = ({ form, hint }: Pick<FieldsProps, 'form'> & { readonly hint: string }) => (
  <DateInput legend="Spend by (optional)" hint={hint} {...dateOf(form, 'spend-by')} />
);

/** The readable end of the address of the fund's page. Once given it stays. */
export const Address = ({ visit, form }: FieldsProps) => (
  <Input
    label="Address of its page (optional)"
    hint="For letters and leaflets. Once given it stays."
    prefix={`${new URL(visit.deps.siteUrl).host}/give/`}
    autocomplete="off"
    spellcheck={false}
    {...fieldOf(form, 'slug')}
  />
);
