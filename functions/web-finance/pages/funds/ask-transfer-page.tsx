import type { Versioned } from '../../../../shared/domain/decision.ts';
import type { Fund } from '../../../../shared/domain/fund.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Seen } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import {
  closingFundReasons,
  pastDayReasons,
  reasonItems,
  transferReasons,
} from '../../../../shared/staff/words/reasons.ts';
import { fundPath } from '../../../../shared/staff/words/references.ts';
import { ledgerSum } from '../../../../shared/staff/words/sums.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Checkboxes } from '../../../../shared/web/components/checkboxes.tsx';
import { InsetText } from '../../../../shared/web/components/inset-text.tsx';
import { PoundsInput } from '../../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Select } from '../../../../shared/web/components/select.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { choicesOf, type FormState, fieldOf, textOf } from '../../../../shared/web/forms.ts';
import { aboveFund } from './fund-page.tsx';

interface Props {
  readonly visit: Visit;
  readonly fund: Versioned<'fund'>;
  /** Where the money may go. */
  readonly targets: readonly Fund[];
  /** Pence. */
  readonly free: number;
  readonly form: FormState;
}

const Ask = ({
  visit,
  fund,
  form,
  title,
  children,
}: Props & { readonly title: string; readonly children?: unknown }) => (
  <ConsolePage
    visit={visit}
    title={title}
    above={[...aboveFund, { text: fund.value.name, path: fundPath(fund.value.id) }]}
    form={form}
  >
    <div class="govuk-grid-row">
      <div class="govuk-grid-column-two-thirds">{children}</div>
    </div>
  </ConsolePage>
);

const Target = ({ form, targets, label }: Pick<Props, 'form' | 'targets'> & { readonly label: string }) => (
  <Select
    label={label}
    {...fieldOf(form, 'to')}
    items={[{ value: '', text: 'Choose a fund' }, ...targets.map(({ id, name }) => ({ value: id, text: name }))]}
  />
);

const Ids = ({ fund, form }: Pick<Props, 'fund' | 'form'>) => (
  <>
    <Seen version={fund.version} />
    <input type="hidden" name="transfer" value={textOf(form, 'transfer')} />
  </>
);

/** Asks for money to be moved. Nothing moves until another person agrees. */
export function MoveMoneyPage(props: Props) {
  const { visit, fund, targets, free, form } = props;
  const { id, name, kind } = fund.value;
  return (
    <Ask {...props} title="Move money to another fund">
      <h1 class="govuk-heading-l">Move money from “{name}”</h1>
      <p class="govuk-body">{ledgerSum(free)} is free in it. Another person decides; until then nothing moves.</p>
      {kind === 'restricted' ? (
        <InsetText>
          Donors limited this money. It may only go to a restricted fund that is limited at least as much.
        </InsetText>
      ) : null}
      {targets.length === 0 ? (
        <p class="govuk-body">There is no fund that it may go to.</p>
      ) : (
        <Form action={`${fundPath(id)}/transfer`} csrfToken={visit.csrfToken}>
          <Ids fund={fund} form={form} />
          <Target form={form} targets={targets} label="To which fund?" />
          <PoundsInput label="How much?" {...fieldOf(form, 'amount')} />
          <Radios
            legend="Why?"
            classes="govuk-radios--small"
            {...fieldOf(form, 'reason')}
            items={reasonItems(transferReasons)}
          />
          <Button preventDoubleClick>Ask for this transfer</Button>
        </Form>
      )}
    </Ask>
  );
}

/** Asks for a fund to be closed, and says where its money goes. */
export function CloseFundPage(props: Props) {
  const { visit, fund, targets, free, form } = props;
  const { id, name, secondaryPurpose } = fund.value;
  return (
    <Ask {...props} title="Close this fund">
      <h1 class="govuk-heading-l">Close “{name}”</h1>
      <p class="govuk-body">
        A closed fund takes no gifts and pays for no new place; what it pays for already stays paid for. The{' '}
        {ledgerSum(free)} that is free, and what comes free later, goes to the fund that you choose. A closed fund is
        never opened again. Another person decides.
      </p>
      <InsetText>Donors were told: {secondaryPurpose}</InsetText>
      <Form action={`${fundPath(id)}/close`} csrfToken={visit.csrfToken}>
        <Ids fund={fund} form={form} />
        <Target form={form} targets={targets} label="Which fund serves that purpose?" />
        <Radios
          legend="Why is it closed?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'reason')}
          items={reasonItems(closingFundReasons)}
        />
        <Checkboxes
          {...choicesOf(form, 'serves')}
          items={[{ value: 'yes', text: 'That fund uses the money as donors were told' }]}
        />
        <Button preventDoubleClick>Ask for this fund to be closed</Button>
      </Form>
    </Ask>
  );
}

/** Asks for all that is free past its spend-by date to go where it may still be used. */
export function MovePastDayPage(props: Props) {
  const { visit, fund, targets, free, form } = props;
  const { id, name, secondaryPurpose } = fund.value;
  return (
    <Ask {...props} title="Money that is past its date">
      <h1 class="govuk-heading-l">Money of “{name}” that is past its date</h1>
      <p class="govuk-body">
        {ledgerSum(free)} was to be spent by a date that is over, so it pays for nobody. All of it goes to the fund that
        you choose, and the old date binds it no longer. What is held for places stays held. Another person decides.
      </p>
      <InsetText>Donors were told: {secondaryPurpose}</InsetText>
      <p class="govuk-body">
        If its giver allows longer, open a fund with the same limits and the new date, and choose that one. If its giver
        wants it back, give it back on the page of the gift.
      </p>
      {free === 0 ? (
        <p class="govuk-body">Nothing is left that is past its date.</p>
      ) : (
        <Form action={`${fundPath(id)}/past-its-date`} csrfToken={visit.csrfToken}>
          <Ids fund={fund} form={form} />
          <Target form={form} targets={targets} label="To which fund?" />
          <Radios
            legend="Why was it not spent by its date?"
            classes="govuk-radios--small"
            {...fieldOf(form, 'reason')}
            items={reasonItems(pastDayReasons)}
          />
          <Checkboxes
            {...choicesOf(form, 'serves')}
            items={[{ value: 'yes', text: 'That fund uses the money as donors were told, or as its giver agrees' }]}
          />
          <Button preventDoubleClick>Ask for this to be moved</Button>
        </Form>
      )}
    </Ask>
  );
}
