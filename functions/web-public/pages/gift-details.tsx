import type { DonationId } from '../../../events/values.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import type { Gift } from '../gift-choice.ts';
import type { Shell } from '../public-deps.ts';
import { DonorPage } from './frame.tsx';
import { GiftAidFields } from './gift-aid.tsx';
import { FundPurpose } from './give.tsx';

interface GiftDetailsPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly stamp: string;
  readonly form: FormState;
  readonly gift: Gift;
  readonly fund: Pick<Fund, 'name' | 'aim' | 'secondaryPurpose'>;
  /** Minted with the page, so that a form sent twice is one gift. */
  readonly donationId: DonationId;
  /** `/give/details`, or `/give/link` where the sum and the fund are a link's and cannot be changed. */
  readonly action: '/give/details' | '/give/link';
}

/** Who gives. The payment itself is on the payment company's page. */
export function GiftDetailsPage({
  shell,
  csrfToken,
  stamp,
  form,
  gift,
  fund,
  donationId,
  action,
}: GiftDetailsPageProps) {
  const isChosenHere = action === '/give/details';
  const change = isChosenHere ? { actions: { items: [changeOf('amount')] } } : {};
  const changeFund = isChosenHere ? { actions: { items: [changeOf('what it is for')] } } : {};
  return (
    <DonorPage shell={shell} title="Your details" back={isChosenHere ? '/give' : undefined} form={form}>
      <FormErrors form={form} />
      <h1 class="govuk-heading-l">Your gift of {pounds(gift.amount)}</h1>
      <SummaryList
        rows={[
          { key: 'Amount', value: pounds(gift.amount), ...change },
          {
            key: 'For',
            value: {
              text: (
                <>
                  {fund.name}
                  <br />
                  <span class="govuk-hint">
                    <FundPurpose fund={fund} />
                  </span>
                </>
              ),
            },
            ...changeFund,
          },
        ]}
      />
      <Form action={action} csrfToken={csrfToken} stamp={stamp}>
        <input type="hidden" name="donation" value={donationId} />
        <input type="hidden" name="amount" value={String(gift.amount)} />
        <input type="hidden" name="fund" value={gift.fundId} />
        <h2 class="govuk-heading-m">Your details</h2>
        <Input {...fieldOf(form, 'name')} label="Your name" autocomplete="name" spellcheck={false} />
        <Input
          {...fieldOf(form, 'email')}
          label="Your email address"
          hint="For your receipt, and nothing else."
          type="email"
          autocomplete="email"
          spellcheck={false}
        />
        <GiftAidFields form={form} amount={gift.amount} charityName={shell.settings.charity.name} />
        <p class="govuk-body">
          Next is the payment company’s own page. Your bank statement will show{' '}
          <strong>{shell.settings.giving.statementDescriptor}</strong>.
        </p>
        <Button preventDoubleClick>Continue to payment</Button>
      </Form>
    </DonorPage>
  );
}

const changeOf = (what: string) => ({ href: '/give', text: 'Change', visuallyHiddenText: what });
