import { Button } from '../../../shared/web/components/button.tsx';
import { Panel } from '../../../shared/web/components/panel.tsx';
import type { Shell } from '../public-deps.ts';
import { DonorPage } from './frame.tsx';

/** True before and after the payment is confirmed to us: arriving here proves nothing. */
export const ThankYouPage = ({ shell }: { readonly shell: Shell }) => {
  const { charity, giving } = shell.settings;
  return (
    <DonorPage shell={shell} title="Thank you">
      <Panel title="Thank you">For thinking of somebody whom you will never meet.</Panel>
      <p class="govuk-body-l">
        If your payment went through, a receipt is on its way by email. It can take some minutes.
      </p>
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
      <Button href="/give" variant="secondary">
        Give again
      </Button>
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
    text: 'It may have run out, or a part of the address may be missing. Nothing has been taken. You can give without it, or ask whoever sent it to you for a new one.',
  },
  'link-used': {
    title: 'This link has been used',
    text: 'It is for one gift, and a gift was begun with it. If that was paid, a receipt is on its way by email. If the payment page was left without paying, nothing has been taken, and the link works again once that page has closed, within a day. You can also give without it, or ask whoever sent it to you for a new one.',
  },
  'made-already': {
    title: 'This gift has been made already',
    text: 'You sent this form before. Either the gift is paid, and a receipt is on its way by email, or its payment page has closed and nothing was taken. If you would like to give again, please begin again.',
  },
  'fund-closed': {
    title: 'This fund has closed',
    text: 'It closed while you were here. Nothing has been taken. Please choose again what your gift is for.',
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
