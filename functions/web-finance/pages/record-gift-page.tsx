import type { Fund } from '../../../shared/domain/fund.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { giftWayWords } from '../../../shared/staff/words/case.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { DateInput } from '../../../shared/web/components/date-input.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { PoundsInput } from '../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { dateOf, type FormState, fieldOf, textOf } from '../../../shared/web/forms.ts';
import { FundField } from './fund-field.tsx';

/** The ways that finance records; what comes online records itself. */
export const recordedWays = ['bank-transfer', 'cheque', 'platform', 'grant', 'legacy'] as const;

export interface RecordGiftPageProps {
  readonly visit: Visit;
  readonly funds: readonly Fund[];
  readonly form: FormState;
}

/** A gift that is in the bank already. */
export function RecordGiftPage({ visit, funds, form }: RecordGiftPageProps) {
  return (
    <ConsolePage
      visit={visit}
      title="Record a gift"
      above={[{ text: 'Donations', path: '/console/donations' }]}
      form={form}
    >
      <div class="govuk-grid-row">
        <div class="govuk-grid-column-two-thirds">
          <h1 class="govuk-heading-l">Record a gift</h1>
          <Form action="/console/donations/record" csrfToken={visit.csrfToken} autocomplete="off">
            <input type="hidden" name="donation" value={textOf(form, 'donation')} />
            <PoundsInput label="Amount" {...fieldOf(form, 'amount')} />
            <Radios
              legend="How did it come?"
              classes="govuk-radios--small"
              {...fieldOf(form, 'way')}
              items={recordedWays.map((way) => ({ value: way, text: giftWayWords[way] }))}
            />
            <PoundsInput
              label="What the giving platform kept (optional)"
              hint="Only for a gift through a platform: enter above what was given, and here its fee."
              {...fieldOf(form, 'fee')}
            />
            <DateInput legend="When did the money come?" hint="For example, 27 3 2027" {...dateOf(form, 'received')} />
            <Radios
              legend="Did its giver limit what it may be used for?"
              hint="Most grants are limited, and some legacies. Such a gift goes to a restricted fund."
              classes="govuk-radios--small"
              {...fieldOf(form, 'limited')}
              items={[
                { value: 'no', text: 'No' },
                { value: 'yes', text: 'Yes' },
              ]}
            />
            <FundField funds={funds} form={form} />
            <DonorFields form={form} />
            <Button preventDoubleClick>Record this gift</Button>
          </Form>
        </div>
      </div>
    </ConsolePage>
  );
}

const DonorFields = ({ form }: Pick<RecordGiftPageProps, 'form'>) => (
  <>
    <Input
      label="Donor’s name (optional)"
      hint="Kept locked, and read only to thank them."
      spellcheck={false}
      autocomplete="off"
      {...fieldOf(form, 'donor-name')}
    />
    <Input
      label="Donor’s email address (optional)"
      hint="With it, the donor gets a thank-you with a receipt number."
      type="email"
      spellcheck={false}
      autocomplete="off"
      {...fieldOf(form, 'donor-email')}
    />
  </>
);
