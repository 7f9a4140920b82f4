import { Pence } from '../../../events/values.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { choicesOf, type FormState, fieldOf } from '../../../shared/web/forms.ts';

interface GiftAidFieldsProps {
  readonly form: FormState;
  readonly amount: Pence;
  readonly charityName: string;
}

/**
 * The declaration in HMRC's words for one gift (gov.uk, “Gift Aid declarations: claiming tax back on donations”), and
 * what may not be claimed: a gift from which somebody close to the giver has a benefit.
 */
export const GiftAidFields = ({ form, amount, charityName }: GiftAidFieldsProps) => (
  <>
    <h2 class="govuk-heading-m">Gift Aid</h2>
    <p class="govuk-body">
      Boost your donation by 25p of Gift Aid for every £1 you donate: {pounds(Pence.parse(Math.floor(amount / 4)))} more
      on this gift, at no cost to you. Gift Aid is reclaimed by the charity from the tax you pay for the current tax
      year. Your address is needed to identify you as a current UK taxpayer.
    </p>
    <Checkboxes
      {...choicesOf(form, 'giftAid')}
      items={[
        {
          value: 'yes',
          text: `I want to Gift Aid my donation of ${pounds(amount)} to ${charityName}. I am a UK taxpayer and understand that if I pay less Income Tax and/or Capital Gains Tax than the amount of Gift Aid claimed on all my donations in the current tax year it is my responsibility to pay any difference.`,
          conditional: <HomeFields form={form} />,
        },
      ]}
    />
    <p class="govuk-body">
      Please tell us if you want to cancel this declaration, change your name or home address, or no longer pay
      sufficient tax on your income or capital gains.
    </p>
  </>
);

const HomeFields = ({ form }: { readonly form: FormState }) => (
  <>
    <Checkboxes
      {...choicesOf(form, 'noBenefit')}
      items={[
        {
          value: 'yes',
          text: 'Neither I nor a close relative receives help because of this gift',
          hint: 'If you cannot tick this, take the tick away from Gift Aid. Your gift is just as welcome: we then claim nothing on it, and need no address.',
        },
      ]}
    />
    <Input
      label="Home address: house name or number, and street"
      hint="Needed for Gift Aid only."
      {...fieldOf(form, 'address')}
      autocomplete="address-line1"
      spellcheck={false}
    />
    <Input
      label="Home postcode"
      {...fieldOf(form, 'postcode')}
      classes="govuk-input--width-10"
      autocomplete="postal-code"
      autocapitalize="characters"
      spellcheck={false}
    />
    <Checkboxes
      {...choicesOf(form, 'abroad')}
      items={[
        {
          value: 'yes',
          text: 'My home is outside the United Kingdom',
          hint: 'Then we need no postcode: write the whole address above, in short.',
        },
      ]}
    />
  </>
);
