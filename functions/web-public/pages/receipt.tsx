import { dayInWords } from '../../../shared/domain/date-words.ts';
import { receiptNumberOf } from '../../../shared/domain/donation.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import type { GiftInHand } from '../gift-in-hand.ts';
import type { Shell } from '../public-deps.ts';
import { DonorPage } from './frame.tsx';

/** A receipt to print. It names no giver: this page may lock names away and never unlock them. The mail has the name. */
export function ReceiptPage({ shell, gift }: { readonly shell: Shell; readonly gift: GiftInHand }) {
  const { charity, giving, office } = shell.settings;
  const { donation, fund } = gift;
  const { giftAid, collected } = donation;
  return (
    <DonorPage shell={shell} title="Your receipt" back="/give/thank-you">
      <h1 class="govuk-heading-l">Receipt for your gift</h1>
      <SummaryList
        rows={[
          { key: 'Receipt number', value: collected?.receiptNumber ?? receiptNumberOf(donation.id) },
          { key: 'Amount', value: pounds(donation.amount) },
          ...(collected === undefined
            ? []
            : [{ key: 'Received on', value: dayInWords(localDay(collected.at, office)) }]),
          { key: 'Given to', value: fund.name },
          { key: 'Gift Aid', value: giftAid.state === 'not-declared' ? 'Not declared' : 'Declared' },
          { key: 'On your statement', value: giving.statementDescriptor },
        ]}
      />
      <p class="govuk-body">
        Received by {charity.name}, registered charity {charity.number}, {charity.regulator}.
        <br />
        {charity.address}
        <br />
        Telephone {charity.phone}
      </p>
      <p class="govuk-body only-in-print">Thank you. Please keep this receipt.</p>
      <p class="govuk-body not-in-print">
        Print this page from your browser, if you would like it on paper. The same receipt, with your name, is on its
        way by email.
      </p>
    </DonorPage>
  );
}
