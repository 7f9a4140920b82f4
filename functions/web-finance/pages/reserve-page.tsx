import { hasRole } from '../../../shared/domain/actor.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { ReserveMoveKind } from '../../../shared/domain/risk-reserve.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, Seen, StateTag } from '../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../shared/staff/visit.ts';
import { ledgerSum, sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDay } from '../../../shared/staff/words/times.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { PoundsInput } from '../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { Form } from '../../../shared/web/form.tsx';
import { type FormState, fieldOf, textOf } from '../../../shared/web/forms.ts';
import { reserveMoveStateWords, reserveMoveWords } from '../words/give-back.ts';
import { FundField } from './fund-field.tsx';

export const reservePath = '/console/pool/reserve';

/** The reserve, what funds owe, and what was asked for and decided lately. */
export interface ReserveState {
  readonly balance: number;
  readonly funds: readonly Fund[];
  readonly waiting: readonly Versioned<'reserve-move'>[];
  readonly past: readonly Versioned<'reserve-move'>[];
}

export interface ReservePageProps {
  readonly visit: Visit;
  readonly reserve: ReserveState;
  readonly form: FormState;
}

const askers = ['coordinator', 'finance-maker', 'finance-checker'] as const;
const deciders = ['coordinator', 'finance-checker'] as const;

/** What is set aside against gifts that are taken back, and the deficits it may cover: two people for every move. */
export function ReservePage({ visit, reserve, form }: ReservePageProps) {
  return (
    <ConsolePage visit={visit} title="Risk reserve" above={[{ text: 'Pool', path: '/console/pool' }]} form={form}>
      <h1 class="govuk-heading-l">Risk reserve</h1>
      <p class="govuk-body">
        Set aside for gifts that banks take back after they were promised to somebody. Nobody loses their place by that:
        the fund owes the money, clears it from its next free gifts, and what is left may be covered from here. When the
        money comes back, as when a dispute is won, the fund can pay back what was covered.
      </p>
      <Facts
        rows={[
          { key: 'In the reserve', value: ledgerSum(reserve.balance) },
          ...reserve.funds
            .filter(({ deficit }) => deficit > 0)
            .map(({ name, deficit }) => ({ key: `“${name}” owes`, value: ledgerSum(deficit) })),
          ...reserve.funds
            .filter(({ covered }) => covered > 0)
            .map(({ name, covered }) => ({
              key: `Covered for “${name}”, and not paid back`,
              value: ledgerSum(covered),
            })),
        ]}
      />
      {reserve.waiting.map((move) => (
        <Waiting visit={visit} move={move} funds={reserve.funds} />
      ))}
      {hasRole(visit.actor, askers) ? <AskMove visit={visit} funds={reserve.funds} form={form} /> : null}
      <Past reserve={reserve} />
    </ConsolePage>
  );
}

const nameOf = (funds: readonly Fund[], fundId: Fund['id']): string =>
  funds.find(({ id }) => id === fundId)?.name ?? 'A fund';

function Waiting({
  visit,
  move,
  funds,
}: {
  readonly visit: Visit;
  readonly move: Versioned<'reserve-move'>;
  readonly funds: readonly Fund[];
}) {
  const { what, amount, fundId, reason, askedBy, askedAt } = move.value;
  const mayDecide = hasRole(visit.actor, deciders) && askedBy !== visit.actor.id;
  const choose = (step: 'agree' | 'decline', text: string) => (
    <Form action={`${reservePath}/${step}`} csrfToken={visit.csrfToken}>
      <input type="hidden" name="move" value={move.id} />
      <Seen version={move.version} />
      <Button preventDoubleClick variant={step === 'decline' ? 'secondary' : undefined}>
        {text}
      </Button>
    </Form>
  );
  return (
    <section>
      <h2 class="govuk-heading-m">
        {reserveMoveWords[what]}: {ledgerSum(amount)}
      </h2>
      <Facts
        rows={[
          { key: 'Fund', value: nameOf(funds, fundId) },
          { key: 'Reason', value: reason },
          { key: 'Asked', value: `${shortDay(askedAt)}${askedBy === visit.actor.id ? ', by you' : ''}` },
        ]}
      />
      {mayDecide ? choose('agree', `Agree to ${ledgerSum(amount)}`) : null}
      {mayDecide ? choose('decline', `Decline ${ledgerSum(amount)}`) : null}
      {mayDecide ? null : <p class="govuk-body">It waits for a second person.</p>}
    </section>
  );
}

const AskMove = ({
  visit,
  funds,
  form,
}: {
  readonly visit: Visit;
  readonly funds: readonly Fund[];
  readonly form: FormState;
}) => (
  <section>
    <h2 class="govuk-heading-m">Ask for a move</h2>
    <Form action={reservePath} csrfToken={visit.csrfToken} autocomplete="off">
      <input type="hidden" name="move" value={textOf(form, 'move')} />
      <Radios
        legend="What should be done?"
        classes="govuk-radios--small"
        {...fieldOf(form, 'what')}
        items={ReserveMoveKind.options.map((what) => ({ value: what, text: reserveMoveWords[what] }))}
      />
      <FundField funds={funds} form={form} />
      <PoundsInput label="Amount" {...fieldOf(form, 'amount')} />
      <Input label="Reason" hint="For the books: nothing about any person." {...fieldOf(form, 'reason')} />
      <Button preventDoubleClick>Ask for this</Button>
    </Form>
  </section>
);

const Past = ({ reserve: { past, funds } }: Pick<ReservePageProps, 'reserve'>) => (
  <Listing
    caption="Decided lately"
    empty="Nothing was decided yet."
    head={['Asked', 'What', 'Fund', 'State', { text: 'Amount', format: 'numeric' }]}
    rows={past.map(({ value }) => [
      shortDay(value.askedAt),
      reserveMoveWords[value.what],
      nameOf(funds, value.fundId),
      { text: <StateTag state={reserveMoveStateWords[value.state]} /> },
      sumCell(value.amount),
    ])}
  />
);
