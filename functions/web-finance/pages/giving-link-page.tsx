import type { Pence } from '../../../events/values.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { PoundsInput } from '../../../shared/web/components/pounds-input.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { FundField } from './fund-field.tsx';

const above = [{ text: 'Pool', path: '/console/pool' }];

export interface GivingLinkPageProps {
  readonly visit: Visit;
  readonly funds: readonly Fund[];
  readonly form: FormState;
}

/** For a donor who has said what they want to give: a link that asks for exactly that. */
export function GivingLinkPage({ visit, funds, form }: GivingLinkPageProps) {
  const days = visit.deps.settings.giving.linkDays;
  return (
    <ConsolePage visit={visit} title="Make a giving link" above={above} form={form}>
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Make a giving link</h1>
          <p class="govuk-body">
            To send to a donor. It asks for this amount and this fund, is for one gift, and works for {days} days. If
            the payment page is left without paying, the link works again once that page has closed.
          </p>
          <Form action="/console/pool/giving-link" csrfToken={visit.csrfToken}>
            <PoundsInput label="Amount" {...fieldOf(form, 'amount')} />
            <FundField funds={funds} form={form} />
            <Button preventDoubleClick>Make the link</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}

export interface MadeLinkPageProps {
  readonly visit: Visit;
  readonly address: string;
  readonly amount: Pence;
  readonly fundName: string;
}

/** The link itself, this once. */
export function MadeLinkPage({ visit, address, amount, fundName }: MadeLinkPageProps) {
  return (
    <ConsolePage visit={visit} title="The giving link is ready" above={above}>
      <h1 class="govuk-heading-l">The giving link is ready</h1>
      <p class="govuk-body">
        It asks for {pounds(amount)} for “{fundName}”. Copy it now: it is shown only this once.
      </p>
      <Input
        name="link"
        label="Giving link"
        autocomplete="off"
        spellcheck={false}
        value={address}
        attributes={{ readonly: '' }}
      />
      <Button href="/console/pool/giving-link" variant="secondary">
        Make another link
      </Button>
    </ConsolePage>
  );
}
