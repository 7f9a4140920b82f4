import type { FundId } from '../../../../events/values.ts';
import type { Versioned } from '../../../../shared/domain/decision.ts';
import { feesOfDispute, returnedFor, takenFor } from '../../../../shared/domain/dispute.ts';
import { receiptNumberOf } from '../../../../shared/domain/donation.ts';
import { type GiftBooks, leftOfGift, valuesOf } from '../../../../shared/domain/gift-books.ts';
import { ConsolePage } from '../../../../shared/staff/pages/console-page.tsx';
import { Facts, Listing, StateTag, To } from '../../../../shared/staff/pages/parts.tsx';
import type { Visit } from '../../../../shared/staff/visit.ts';
import { giftWayWords, refundReasonWords } from '../../../../shared/staff/words/case.ts';
import { donationTracePath } from '../../../../shared/staff/words/references.ts';
import { donationStateWords, giftAidWords } from '../../../../shared/staff/words/states.ts';
import { ledgerSum, sumCell } from '../../../../shared/staff/words/sums.ts';
import { shortDate, shortDay } from '../../../../shared/staff/words/times.ts';
import type { FormState } from '../../../../shared/web/forms.ts';
import { disputeStateWords, refundStateWords } from '../../words/give-back.ts';
import { Corrections } from './correct-gift.tsx';
import { AskForm, BankForm, CameBackForms, DecideForm, GiftAidForm } from './give-back.tsx';

export interface GiftPageProps {
  readonly visit: Visit;
  readonly books: GiftBooks;
  readonly fundNames: ReadonlyMap<FundId, string>;
  readonly form: FormState;
}

/** One gift: what came, what went back or was questioned, and its Gift Aid. Who gave it is in the vault and on no page. */
export function GiftPage({ visit, books, fundNames, form }: GiftPageProps) {
  const title = `Gift ${receiptNumberOf(books.donation.value.id)}`;
  return (
    <ConsolePage visit={visit} title={title} above={[{ text: 'Donations', path: '/console/donations' }]} form={form}>
      <h1 class="govuk-heading-l">{title}</h1>
      <GiftFacts books={books} />
      <p class="govuk-body">
        <To path={donationTracePath(books.donation.value.id)}>Where its money is</To>
      </p>
      <Corrections visit={visit} books={books} fundNames={fundNames} />
      <Refunds books={books} />
      <Disputes books={books} />
      <DecideForm visit={visit} books={books} />
      <BankForm visit={visit} books={books} form={form} />
      <CameBackForms visit={visit} books={books} form={form} />
      <AskForm visit={visit} books={books} form={form} />
      <GiftAidForm visit={visit} books={books} form={form} />
    </ConsolePage>
  );
}

type Books = Pick<GiftPageProps, 'books'>;

function GiftFacts({ books: { donation, fund, refunds, disputes } }: Books) {
  const { value } = donation;
  const { giftAid, collected } = value;
  const left = leftOfGift(value, valuesOf(refunds), valuesOf(disputes));
  return (
    <Facts
      rows={[
        { key: 'State', value: { text: <StateTag state={donationStateWords[value.state]} /> } },
        { key: 'Amount', value: ledgerSum(value.amount) },
        ...(left === value.amount ? [] : [{ key: 'Left of it with us', value: ledgerSum(left) }]),
        { key: 'Fund', value: fund.value.name },
        { key: 'Way', value: giftWayWords[value.way] },
        {
          key: 'Date',
          value:
            value.receivedOn === undefined ? shortDay(collected?.at ?? value.pledgedAt) : shortDate(value.receivedOn),
        },
        ...(collected === undefined || (value.way !== 'checkout' && !collected.fee)
          ? []
          : [{ key: 'Fee', value: collected.fee === undefined ? 'Not known yet' : ledgerSum(collected.fee) }]),
        ...(value.reviewUntil === undefined
          ? []
          : [{ key: 'Under review', value: `Until ${shortDay(value.reviewUntil)}` }]),
        { key: 'Gift Aid', value: giftAidWords[giftAid.state] },
        ...(giftAid.on === undefined || giftAid.state === 'not-declared'
          ? []
          : [{ key: 'Gift Aid may be claimed on', value: ledgerSum(giftAid.on) }]),
        ...(giftAid.claimedOn === undefined
          ? []
          : [{ key: 'To settle with HMRC', value: `It was claimed on ${ledgerSum(giftAid.claimedOn)}` }]),
        ...(giftAid.received === undefined
          ? []
          : [{ key: 'HMRC paid', value: `${ledgerSum(giftAid.received.amount)}, ${shortDay(giftAid.received.at)}` }]),
      ]}
    />
  );
}

const refundRow = ({ value }: Versioned<'refund'>) => [
  shortDay(value.at),
  { text: <StateTag state={refundStateWords[value.state]} /> },
  value.asked === undefined ? 'Made at the payment provider' : refundReasonWords[value.asked.reason],
  value.way === 'bank' ? 'From our bank' : 'Through the payment provider',
  sumCell(value.amount),
];

const Refunds = ({ books }: Books) => (
  <Listing
    caption="Refunds"
    empty="None of this gift was given back."
    head={['Date', 'State', 'Why', 'Way', { text: 'Amount', format: 'numeric' }]}
    rows={books.refunds.map(refundRow)}
  />
);

const Disputes = ({ books }: Books) =>
  books.disputes.length === 0 ? null : (
    <Listing
      caption="Questions of the bank"
      empty=""
      head={[
        'Date',
        'State',
        { text: 'Questioned', format: 'numeric' },
        { text: 'Taken', format: 'numeric' },
        { text: 'Came back', format: 'numeric' },
        { text: 'Fee', format: 'numeric' },
      ]}
      rows={books.disputes.map(({ value }) => [
        shortDay(value.openedAt),
        value.notice ? 'The bank only asks' : { text: <StateTag state={disputeStateWords[value.state]} /> },
        sumCell(value.amount),
        sumCell(takenFor(value)),
        sumCell(returnedFor(value)),
        sumCell(feesOfDispute(value)),
      ])}
    />
  );
