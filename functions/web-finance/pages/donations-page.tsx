import type { FundId } from '../../../events/values.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { type Donation, DonationState, receiptNumberOf } from '../../../shared/domain/donation.ts';
import { ConsolePage } from '../../../shared/staff/pages/console-page.tsx';
import { Listing, Onward, To } from '../../../shared/staff/pages/parts.tsx';
import { StateChoice } from '../../../shared/staff/pages/state-choice.tsx';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import type { Visit } from '../../../shared/staff/visit.ts';
import { giftWayWords } from '../../../shared/staff/words/case.ts';
import { giftPath } from '../../../shared/staff/words/references.ts';
import { donationStateWords, giftAidWords } from '../../../shared/staff/words/states.ts';
import { sumCell } from '../../../shared/staff/words/sums.ts';
import { shortDate, shortDay } from '../../../shared/staff/words/times.ts';
import type { Page } from '../../../shared/store/interface.ts';
import { Button } from '../../../shared/web/components/button.tsx';

export interface DonationsPageProps {
  readonly visit: Visit;
  readonly state: DonationState;
  readonly donations: Page<Versioned<'donation'>>;
  readonly fundNames: ReadonlyMap<FundId, string>;
}

const cameOn = ({ receivedOn, collected, pledgedAt }: Donation): string =>
  receivedOn === undefined ? shortDay(collected?.at ?? pledgedAt) : shortDate(receivedOn);

/** Gifts by what became of them, the latest first. Who gave them is in the vault and on no page. */
export function DonationsPage({ visit, state, donations, fundNames }: DonationsPageProps) {
  return (
    <ConsolePage visit={visit} title="Donations">
      <h1 class="govuk-heading-l">Donations</h1>
      {mayOpen(visit.actor, 'record-gift') ? <Button href="/console/donations/record">Record a gift</Button> : null}
      <StateChoice
        path="/console/donations"
        label="Donations by state"
        words={donationStateWords}
        states={DonationState.options}
        current={state}
      />
      <Listing
        caption={`Gifts: ${donationStateWords[state].text.toLowerCase()}`}
        empty="There are no gifts in this state."
        firstCellIsHeader
        head={['Gift', 'Date', 'Fund', 'Way', 'Gift Aid', { text: 'Amount', format: 'numeric' }, 'Under review']}
        rows={donations.items.map(({ value }) => [
          { text: <To path={giftPath(value.id)}>{receiptNumberOf(value.id)}</To> },
          cameOn(value),
          fundNames.get(value.fundId) ?? '',
          giftWayWords[value.way],
          giftAidWords[value.giftAid.state],
          sumCell(value.amount),
          value.reviewUntil === undefined ? '' : `Until ${shortDay(value.reviewUntil)}`,
        ])}
      />
      <Onward
        list="Donations"
        text="Earlier gifts"
        path="/console/donations"
        query={{ state }}
        after={donations.next}
      />
    </ConsolePage>
  );
}
