import { Pence } from '../../../events/values.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import type { PublicFigures } from '../../../shared/domain/public-figures.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form, FormErrors } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf } from '../../../shared/web/forms.ts';
import { mostPeople, priceFor } from '../gift-choice.ts';
import type { Shell } from '../public-deps.ts';
import { WhatAPlaceDoes } from './figures.tsx';
import { DonorPage } from './frame.tsx';

interface GivePageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly form: FormState;
  readonly funds: readonly Fund[];
  readonly figures: PublicFigures | undefined;
}

/** How much, and for what. */
export const GivePage = ({ shell, csrfToken, form, funds, figures }: GivePageProps) => (
  <DonorPage shell={shell} title="Give" back="/" form={form}>
    <FormErrors form={form} />
    <h1 class="govuk-heading-xl">Give somebody a place in therapy</h1>
    <p class="govuk-body-l">
      {shell.settings.charity.story} Your gift does the same: it pays a therapist, session by session, for whoever is
      next.
    </p>
    <WhatAPlaceDoes shell={shell} figures={figures} />
    <Form action="/give" csrfToken={csrfToken}>
      <AmountRadios form={form} settings={shell.settings} />
      <FundRadios form={form} funds={funds} />
      <Button>Continue</Button>
    </Form>
  </DonorPage>
);

/** Empty without a script: what each choice costs stands beside it. */
const LiveSum = ({ giving }: { readonly giving: CharitySettings['giving'] }) => (
  <p class="govuk-body">
    <output
      class="govuk-!-font-weight-bold"
      data-per-person={String(priceFor(1, giving))}
      data-per-session={String(giving.sessionPrice)}
    />
  </p>
);

export function AmountRadios({ form, settings }: { readonly form: FormState; readonly settings: CharitySettings }) {
  const { giving } = settings;
  const sessions = giving.sessionsForOnePerson;
  const most = mostPeople(giving);
  const forPeople = (people: number, text: string) =>
    most < people ? [] : [{ value: people === 1 ? 'one' : 'two', text, hint: sumAndGiftAid(priceFor(people, giving)) }];
  return (
    <>
      <Radios
        legend={{ text: 'How much would you like to give?', classes: 'govuk-fieldset__legend--m' }}
        hint={`A session costs about ${pounds(giving.sessionPrice)}. Many people need about ${sessions}.`}
        {...fieldOf(form, 'gift')}
        items={[
          ...forPeople(1, `About ${sessions} sessions for one person`),
          ...forPeople(2, `About ${sessions} sessions each for two people`),
          ...(most < 3 ? [] : [morePeople(form, giving)]),
          {
            value: 'other',
            text: 'Another amount',
            conditional: (
              <Input
                label="Amount in pounds"
                hint={`From ${pounds(giving.leastGift)} to ${pounds(giving.greatestOnlineGift)}`}
                prefix="£"
                inputmode="decimal"
                classes="govuk-input--width-5"
                {...fieldOf(form, 'amount')}
              />
            ),
          },
        ]}
      />
      <LiveSum giving={giving} />
    </>
  );
}

/** A sum, and what HMRC adds to it when its giver pays tax in the UK. */
const sumAndGiftAid = (sum: Pence): string =>
  `${pounds(sum)}, or ${pounds(Pence.parse(sum + Math.floor(sum / 4)))} with Gift Aid`;

const morePeople = (form: FormState, giving: CharitySettings['giving']) => ({
  value: 'more',
  text: `About ${giving.sessionsForOnePerson} sessions each for more people`,
  hint: `${sumAndGiftAid(priceFor(1, giving))}, for each person`,
  conditional: (
    <Input
      label="For how many people?"
      hint={`From 3 to ${mostPeople(giving)}`}
      inputmode="numeric"
      classes="govuk-input--width-3"
      {...fieldOf(form, 'people')}
    />
  ),
});

function FundRadios({ form, funds }: { readonly form: FormState; readonly funds: readonly Fund[] }) {
  return (
    <Radios
      legend={{ text: 'What is your gift for?', classes: 'govuk-fieldset__legend--m' }}
      {...fieldOf(form, 'fund')}
      items={funds.map((fund) => ({
        value: fund.id,
        text: fund.name,
        hint: { text: <FundPurpose fund={fund} /> },
      }))}
    />
  );
}

/** What a fund is for, and what else its money may be used for: donors are told both, before they give. */
export const FundPurpose = ({ fund }: { readonly fund: Pick<Fund, 'aim' | 'secondaryPurpose'> }) => (
  <>
    {fund.aim} {fund.secondaryPurpose}
  </>
);
