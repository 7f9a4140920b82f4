import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Listing, More, To } from '../../../../shared/staff/pages/parts.tsx';
import { mayOpen } from '../../../../shared/staff/permissions.ts';
import type { FundSums } from '../../../../shared/staff/queries/funds.ts';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { restrictionWords } from '../../../../shared/staff/words/funds.ts';
import { fundPath } from '../../../../shared/staff/words/references.ts';
import { sumCell } from '../../../../shared/staff/words/sums.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { Input } from '../../../../shared/web/components/input.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { errorOf, type FormState, textOf } from '../../../../shared/web/forms.ts';

export interface FundsPageProps {
  readonly visit: Visit;
  readonly funds: readonly FundSums[];
  readonly versions: ReadonlyMap<string, number>;
  readonly isIncomplete: boolean;
  readonly form: FormState;
}

/** All funds with their money, and the order in which they pay. */
export function FundsPage(props: FundsPageProps) {
  const { visit, funds, isIncomplete, form } = props;
  const mayKeep = mayOpen(visit.actor, 'keep-funds');
  return (
    <ConsolePage visit={visit} title="Funds" form={form}>
      <h1 class="govuk-heading-l">Funds</h1>
      <Listing
        caption="Money of each fund"
        empty="No fund is open yet. The first gift opens the general one."
        firstCellIsHeader
        head={[
          'Fund',
          'May pay for',
          { text: 'Free', format: 'numeric' },
          { text: 'Held', format: 'numeric' },
          { text: 'Spent', format: 'numeric' },
          { text: 'Deficit', format: 'numeric' },
        ]}
        rows={funds.map(({ fund, free, pastItsDay, inReview, held, spent }) => [
          { text: <FundName fund={fund} /> },
          restrictionWords(fund.restriction),
          sumCell(free + pastItsDay + inReview),
          sumCell(held),
          sumCell(spent),
          sumCell(fund.deficit),
        ])}
      />
      <More when={isIncomplete}>There is more than this page adds up: each sum is at least what is shown.</More>
      {mayKeep ? (
        <Button href="/console/pool/open-fund" variant="secondary">
          Open a fund
        </Button>
      ) : null}
      {mayKeep && funds.length > 1 ? <Order {...props} /> : null}
    </ConsolePage>
  );
}

const FundName = ({ fund }: Pick<FundSums, 'fund'>) => (
  <>
    <To path={fundPath(fund.id)}>{fund.name}</To>
    {fund.state === 'closed' ? ' (closed)' : null}
  </>
);

/** The names of a fund's fields on the form of orders. */
export const orderName = (id: string): string => `order-${id}`;
export const seenName = (id: string): string => `seen-${id}`;

function Order({ visit, funds, versions, form }: FundsPageProps) {
  return (
    <Form action="/console/funds/order" csrfToken={visit.csrfToken}>
      <h2 class="govuk-heading-m">Order</h2>
      <p class="govuk-body">
        The more a fund is limited, the earlier it pays, so that general money is left for everybody else. Among funds
        that are limited as much, money with an earlier date pays first, then the fund with the lower number.
      </p>
      {funds
        .filter(({ fund }) => fund.state === 'open')
        .map(({ fund }) => (
          <>
            <input type="hidden" name={seenName(fund.id)} value={String(versions.get(fund.id) ?? '')} />
            <Input
              name={orderName(fund.id)}
              label={`${fund.name}: order`}
              inputmode="numeric"
              classes="govuk-input--width-3"
              value={form.errors.length > 0 ? textOf(form, orderName(fund.id)) : String(fund.order)}
              errorMessage={errorOf(form, orderName(fund.id))}
            />
          </>
        ))}
      <Button preventDoubleClick>Save this order</Button>
    </Form>
  );
}
