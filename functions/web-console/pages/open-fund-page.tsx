import { Fund } from '../../../shared/domain/fund.ts';
import { regionWords } from '../../../shared/domain/region-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Textarea } from '../../../shared/web/components/textarea.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, errorOf, type FormState, listOf, textOf } from '../../../shared/web/forms.ts';
import type { Visit } from '../visit.ts';
import { fundKindWords } from '../words/funds.ts';
import { groupItems } from '../words/groups.ts';
import { ConsolePage } from './console-page.tsx';

export interface OpenFundPageProps {
  readonly visit: Visit;
  readonly form: FormState;
}

/** A new fund. All of it but the order is shown wherever the fund is appealed for. */
export function OpenFundPage({ visit, form }: OpenFundPageProps) {
  return (
    <ConsolePage visit={visit} title="Open a fund" above={[{ text: 'Pool', path: '/console/pool' }]} form={form}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Open a fund</h1>
          <Form action="/console/pool/open-fund" csrfToken={visit.csrfToken}>
            <input type="hidden" name="fund" value={textOf(form, 'fund')} />
            <Words form={form} />
            <Limits visit={visit} form={form} />
            <DateInput
              legend="Spend by (optional)"
              hint="Money with an earlier date pays first."
              {...dateOf(form, 'spend-by')}
            />
            <Input
              name="order"
              label="Order"
              hint="Among funds that may pay for the same place, the lower number pays first."
              inputmode="numeric"
              classes="govuk-input--width-3"
              value={textOf(form, 'order')}
              errorMessage={errorOf(form, 'order')}
            />
            <Button preventDoubleClick>Open this fund</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}

function Words({ form }: Pick<OpenFundPageProps, 'form'>) {
  return (
    <>
      <Input
        name="name"
        label="Name of the fund"
        autocomplete="off"
        value={textOf(form, 'name')}
        errorMessage={errorOf(form, 'name')}
      />
      <Textarea
        name="aim"
        label="What is it for?"
        hint="Donors read this."
        rows={3}
        value={textOf(form, 'aim')}
        errorMessage={errorOf(form, 'aim')}
      />
      <Textarea
        name="purpose"
        label="What if that is met, or cannot be?"
        hint="Donors read this, too: without it, money that is left over would have to be offered back."
        rows={3}
        value={textOf(form, 'purpose')}
        errorMessage={errorOf(form, 'purpose')}
      />
      <Radios
        name="kind"
        legend="Kind"
        value={textOf(form, 'kind')}
        errorMessage={errorOf(form, 'kind')}
        items={Fund.unwrap().shape.kind.options.map((kind) => ({ value: kind, text: fundKindWords[kind] }))}
      />
    </>
  );
}

function Limits({ visit, form }: OpenFundPageProps) {
  return (
    <>
      <Checkboxes
        name="groups"
        legend="Limited to people who ask help with"
        hint="Leave empty if it may pay for anybody."
        classes="govuk-checkboxes--small"
        values={listOf(form, 'groups')}
        errorMessage={errorOf(form, 'groups')}
        items={groupItems}
      />
      <Checkboxes
        name="regions"
        legend="Limited to regions"
        hint="Leave empty if it may pay anywhere."
        classes="govuk-checkboxes--small"
        values={listOf(form, 'regions')}
        errorMessage={errorOf(form, 'regions')}
        items={visit.deps.settings.regions.map((region) => ({ value: region, text: regionWords[region] }))}
      />
      <Input
        name="campaign"
        label="Appeal it was given for (optional)"
        autocomplete="off"
        value={textOf(form, 'campaign')}
        errorMessage={errorOf(form, 'campaign')}
      />
    </>
  );
}
