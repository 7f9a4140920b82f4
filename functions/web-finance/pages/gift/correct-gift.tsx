import type { FundId } from '../../../../events/values.ts';
import { hasRole } from '../../../../shared/domain/actor.ts';
import { mayBeCorrected } from '../../../../shared/domain/correct-gift.ts';
import { type Donation, receiptNumberOf } from '../../../../shared/domain/donation.ts';
import type { Fund } from '../../../../shared/domain/fund.ts';
import type { GiftBooks } from '../../../../shared/domain/gift-books.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, Seen, To } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { giftPath } from '../../../../shared/staff/words/references.ts';
import { ledgerSum, sumCell } from '../../../../shared/staff/words/sums.ts';
import { shortDate, shortDay } from '../../../../shared/staff/words/times.ts';
import { Button } from '../../../../shared/web/components/button.tsx';
import { DateInput } from '../../../../shared/web/components/date-input.tsx';
import { Input } from '../../../../shared/web/components/input.tsx';
import { PoundsInput } from '../../../../shared/web/components/pounds-input.tsx';
import { Radios } from '../../../../shared/web/components/radios.tsx';
import { Form } from '../../../../shared/web/form.tsx';
import { dateOf, type FormState, fieldOf, textOf } from '../../../../shared/web/forms.ts';
import { FundField } from '../fund-field.tsx';

/** Who a gift may be said to be from. */
export const giverAnswers = ['as-recorded', 'unknown', 'other'] as const;

const giverWords: Readonly<Record<(typeof giverAnswers)[number], string>> = {
  'as-recorded': 'As it is recorded',
  unknown: 'Nobody knows who gave it',
  other: 'Somebody else',
};

const correctPath = (id: Donation['id']): string => `${giftPath(id)}/correct`;

const finance = ['finance-maker', 'finance-checker'] as const;

interface CorrectGiftPageProps {
  readonly visit: Visit;
  readonly donation: Donation;
  readonly funds: readonly Fund[];
  readonly form: FormState;
}

/** What a gift that was recorded by hand should have been. */
export function CorrectGiftPage({ visit, donation, funds, form }: CorrectGiftPageProps) {
  const gift = `Gift ${receiptNumberOf(donation.id)}`;
  return (
    <ConsolePage
      visit={visit}
      title="Put a gift right"
      above={[{ text: gift, path: giftPath(donation.id) }]}
      form={form}
    >
      <h1 class="govuk-heading-l">Put a gift right</h1>
      <p class="govuk-body">
        Enter the gift as it should have been recorded. A second person decides. Then what was booked is reversed, and
        booked again as it should have been. Money of it that is promised or spent already stays where it is.
      </p>
      <Form action={correctPath(donation.id)} csrfToken={visit.csrfToken} autocomplete="off">
        <input type="hidden" name="seen" value={textOf(form, 'seen')} />
        <PoundsInput label="Amount that came" {...fieldOf(form, 'amount')} />
        <DateInput legend="When did the money come?" hint="For example, 27 3 2027" {...dateOf(form, 'received')} />
        <FundField funds={funds} form={form} />
        <Radios
          legend="Who gave it?"
          classes="govuk-radios--small"
          {...fieldOf(form, 'giver')}
          items={giverAnswers.map((value) => ({ value, text: giverWords[value] }))}
        />
        <Input
          label="Donor’s name, if it was somebody else (optional)"
          hint="Kept locked, and read only to thank them."
          spellcheck={false}
          autocomplete="off"
          {...fieldOf(form, 'donor-name')}
        />
        <Input
          label="Donor’s email address, if it was somebody else (optional)"
          type="email"
          spellcheck={false}
          autocomplete="off"
          {...fieldOf(form, 'donor-email')}
        />
        <Input label="Reason" hint="For the books: nothing about any person." {...fieldOf(form, 'reason')} />
        <Button preventDoubleClick>Ask for this correction</Button>
      </Form>
    </ConsolePage>
  );
}

interface Props {
  readonly visit: Visit;
  readonly books: GiftBooks;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

const arrow = (before: string, after: string): string => (before === after ? after : `${before} → ${after}`);

/** The correction of a gift that waits, the way to ask for one, and those that were decided on. */
export function Corrections({ visit, books, fundNames }: Props) {
  const { donation } = books;
  const { way, state, correction } = donation.value;
  if (way === 'checkout' || state !== 'collected') return null;
  return (
    <>
      {correction === undefined ? null : <Waiting visit={visit} books={books} fundNames={fundNames} />}
      {correction === undefined && hasRole(visit.actor, finance) && mayBeCorrected(books).ok ? (
        <p class="govuk-body">
          <To path={correctPath(donation.value.id)}>Put right how this gift was recorded</To>
        </p>
      ) : null}
      <Past books={books} fundNames={fundNames} />
    </>
  );
}

function Waiting({ visit, books: { donation }, fundNames }: Props) {
  const { id, amount, fundId, receivedOn, donorId, correction } = donation.value;
  if (correction === undefined) return null;
  const { wanted, reason, askedBy, askedAt } = correction;
  const isMine = askedBy === visit.actor.id;
  const mayDecide = !isMine && hasRole(visit.actor, ['finance-checker']);
  const nameOf = (fund: FundId) => fundNames.get(fund) ?? 'A fund';
  const choose = (step: 'agree' | 'decline', text: string) => (
    <Form action={`${giftPath(id)}/correction-${step}`} csrfToken={visit.csrfToken}>
      <Seen version={donation.version} />
      <Button preventDoubleClick variant={step === 'decline' ? 'secondary' : undefined}>
        {text}
      </Button>
    </Form>
  );
  return (
    <section>
      <h2 class="govuk-heading-m">A correction waits</h2>
      <Facts
        rows={[
          { key: 'Amount', value: arrow(ledgerSum(amount), ledgerSum(wanted.amount)) },
          { key: 'Fund', value: arrow(nameOf(fundId), nameOf(wanted.fundId)) },
          {
            key: 'Came on',
            value: arrow(receivedOn === undefined ? 'No day' : shortDate(receivedOn), shortDate(wanted.receivedOn)),
          },
          {
            key: 'Giver',
            value:
              wanted.donorId === donorId
                ? 'As it is recorded'
                : wanted.donorId === undefined
                  ? 'Nobody knows'
                  : 'Somebody else',
          },
          { key: 'Reason', value: reason },
          { key: 'Asked', value: `${shortDay(askedAt)}${isMine ? ', by you' : ''}` },
        ]}
      />
      {mayDecide ? choose('agree', 'Agree to this correction') : null}
      {mayDecide ? choose('decline', 'Decline this correction') : null}
      {mayDecide ? null : <p class="govuk-body">It waits for a second person.</p>}
    </section>
  );
}

function Past({ books: { donation }, fundNames }: Omit<Props, 'visit'>) {
  const { corrected = [], donorId: giver } = donation.value;
  if (corrected.length === 0) return null;
  /** Who gave it is on no page; that it is somebody else now is. */
  const isOtherGiver = (index: number): boolean => {
    const [before, after] = [corrected[index]?.donorId, corrected[index + 1]];
    return before !== (after === undefined ? giver : after.donorId);
  };
  return (
    <Listing
      caption="Corrections"
      empty=""
      head={[
        'Decided',
        'What came of it',
        'Reason',
        'Fund before',
        'Came on, before',
        'Giver',
        { text: 'Amount before', format: 'numeric' },
      ]}
      rows={corrected.map(({ decidedAt, agreed, reason, fundId, receivedOn, amount }, index) => [
        shortDay(decidedAt),
        agreed ? 'Put right' : 'Declined',
        reason,
        fundId === undefined ? '' : (fundNames.get(fundId) ?? 'A fund'),
        receivedOn === undefined ? '' : shortDate(receivedOn),
        isOtherGiver(index) ? 'Was another' : 'The same',
        sumCell(amount ?? 0),
      ])}
    />
  );
}
