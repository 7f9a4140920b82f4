import type { Instant } from '../../../events/values.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Panel } from '../../../shared/web/components/panel.tsx';
import type { GiftInHand } from '../gift-in-hand.ts';
import type { Shell } from '../public-deps.ts';
import { DonorPage } from './frame.tsx';
import { GiftSummary } from './gift-summary.tsx';
import { type GiftProgress, progressOfGift } from './gift-words.ts';

interface EndProps {
  readonly shell: Shell;
  /** The gift that this browser went to pay for, if it did. */
  readonly gift: GiftInHand | undefined;
}

/** What is known of the payment, as the page is opened: arriving here proves nothing. */
function PaymentSoFar({ gift }: Pick<EndProps, 'gift'>) {
  if (gift === undefined) {
    return (
      <p class="govuk-body-l">
        If your payment went through, a receipt is on its way by email. It can take some minutes.
      </p>
    );
  }
  if (gift.donation.state === 'collected') {
    return (
      <>
        <p class="govuk-body-l">Your gift has reached us. A receipt is on its way by email.</p>
        <GiftSummary gift={gift} />
        <p class="govuk-body">
          <a class="govuk-link" href="/give/receipt">
            See and print your receipt
          </a>
        </p>
      </>
    );
  }
  return (
    <>
      <p class="govuk-body-l">Your payment is being confirmed.</p>
      <GiftSummary gift={gift} />
      <p class="govuk-body">
        The payment company tells us when it has your money. After a payment by card that takes some seconds, seldom
        some minutes; from a bank account it takes some days. You need not wait here, nor pay again: once your gift has
        reached us, a receipt comes by email. If you left the payment page without paying, nothing has been taken.
      </p>
      <Button href="/give/thank-you">Look again</Button>
    </>
  );
}

/**
 * True before and after the payment is confirmed to us. It does not reload by itself, which would take whoever reads it
 * aloud back to its beginning (WCAG 2.2.1): a link looks again.
 */
export const ThankYouPage = ({ shell, gift }: EndProps) => {
  const { charity, giving } = shell.settings;
  return (
    <DonorPage shell={shell} title="Thank you">
      <Panel title="Thank you">For thinking of somebody whom you will never meet.</Panel>
      <PaymentSoFar gift={gift} />
      <p class="govuk-body">
        Your bank statement will show <strong>{giving.statementDescriptor}</strong>. That is us.
      </p>
      <h2 class="govuk-heading-m">What happens with your gift</h2>
      <p class="govuk-body">
        It is kept for the next person who needs it, and pays their therapist session by session. To protect the people
        who are helped, we never say whom a gift went to or when.
      </p>
      <p class="govuk-body">
        If no receipt has come by tomorrow, or something is wrong with it, please call us on {charity.phone} or write to{' '}
        {charity.email}.
      </p>
      {gift === undefined || gift.donation.state === 'collected' ? (
        <Button href="/give" variant="secondary">
          Give again
        </Button>
      ) : null}
    </DonorPage>
  );
};

interface CameBackPageProps {
  readonly shell: Shell;
  readonly gift: GiftInHand;
  readonly now: Instant;
}

const cameBackWords: Record<GiftProgress, { readonly title: string; readonly text: string }> = {
  received: { title: 'Your gift has reached us', text: 'A receipt is on its way by email.' },
  open: {
    title: 'You have not paid yet',
    text: 'You left the payment page, and no payment has reached us. You can go on where you were, choose another gift, or simply leave: then nothing is taken.',
  },
  'on-its-way': {
    title: 'This payment page has closed',
    text: 'No payment has reached us. If you paid a moment ago, a receipt comes by email. If not, nothing has been taken, and you can begin again.',
  },
  'not-paid': {
    title: 'This payment did not go through',
    text: 'Nothing has been taken. Your bank or the payment company refused it, or its page closed. You can begin again, perhaps with another card.',
  },
};

/** For whoever left the payment page without paying. */
export const CameBackPage = ({ shell, gift, now }: CameBackPageProps) => {
  const progress = progressOfGift(gift.donation, now);
  const { title, text } = cameBackWords[progress];
  return (
    <DonorPage shell={shell} title={title}>
      <h1 class="govuk-heading-l">{title}</h1>
      <p class="govuk-body">{text}</p>
      <GiftSummary gift={gift} />
      <div class="govuk-button-group">
        {progress === 'open' ? <Button href={gift.donation.checkout?.url ?? '/give'}>Go on to payment</Button> : null}
        <Button href="/give" variant="secondary">
          {progress === 'received' ? 'Give again' : 'Choose another gift'}
        </Button>
      </div>
    </DonorPage>
  );
};

interface NoGiftPageProps {
  readonly shell: Shell;
  readonly why: 'link-over' | 'link-used' | 'made-already' | 'fund-closed';
}

const words: Record<NoGiftPageProps['why'], { readonly title: string; readonly text: string }> = {
  'link-over': {
    title: 'This link can no longer be used',
    text: 'It may have run out, what it was for may have ended, or a part of the address may be missing. Nothing has been taken. You can give without it, or ask whoever sent it to you for a new one.',
  },
  'link-used': {
    title: 'This link has been used',
    text: 'It is for one gift, and a gift was begun with it. If that was paid, a receipt is on its way by email. If the payment page was left without paying, nothing has been taken: on the device where it was begun, opening the link again leads back to the payment page, and everywhere the link works again once that page has closed, within a day.',
  },
  'made-already': {
    title: 'This gift has been made already',
    text: 'You sent this form before. Either the gift is paid, and a receipt is on its way by email, or its payment page has closed and nothing was taken. If you would like to give again, please begin again.',
  },
  'fund-closed': {
    title: 'This fund takes no more gifts',
    text: 'It ended while you were here. Nothing has been taken. Please choose again what your gift is for.',
  },
};

/** Why there is nothing to pay here, what that means, and what to do instead. */
export const NoGiftPage = ({ shell, why }: NoGiftPageProps) => (
  <DonorPage shell={shell} title={words[why].title}>
    <h1 class="govuk-heading-l">{words[why].title}</h1>
    <p class="govuk-body">{words[why].text}</p>
    <Button href="/give">Choose a gift</Button>
  </DonorPage>
);
