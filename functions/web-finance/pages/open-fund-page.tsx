import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf, textOf } from '../../../shared/web/forms.ts';
import { Address, Limits, NameAndAim, SecondaryPurpose, SpendBy } from './fund-fields.tsx';

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
            <NameAndAim form={form} />
            <SecondaryPurpose form={form} />
            <Limits visit={visit} form={form} />
            <SpendBy form={form} hint="Money with an earlier date pays first." />
            <Address visit={visit} form={form} />
            <Input
              label="Order"
              hint="Among funds that may pay for the same place, the lower number pays first."
              inputmode="numeric"
              classes="govuk-input--width-3"
              {...fieldOf(form, 'order')}
            />
            <Button preventDoubleClick>Open this fund</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}
