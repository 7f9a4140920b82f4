import { pounds } from '../../../shared/domain/money-words.ts';
import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import type { GiftInHand } from '../gift-in-hand.ts';

/** The sum and what it is for. */
export const GiftSummary = ({ gift: { donation, fund } }: { readonly gift: GiftInHand }) => (
  <SummaryList
    rows={[
      { key: 'Amount', value: pounds(donation.amount) },
      { key: 'For', value: fund.name },
    ]}
  />
);
