import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';

/** What people can expect of these pages, and who to tell when they fall short. */
export const AccessibilityPage = ({ shell }: { readonly shell: Shell }) => {
  const { charity } = shell.settings;
  return (
    <ClientPage shell={shell} title="Accessibility" back="/">
      <h1 class="govuk-heading-l">Accessibility</h1>
      <p class="govuk-body-l">Everybody should be able to ask for help, and to give it.</p>
      <p class="govuk-body">These pages are made so that you can:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>use everything with a keyboard, with speech, or with a screen reader</li>
        <li>zoom to 400% without anything getting lost</li>
        <li>use everything without scripts, and with your own colours and fonts</li>
        <li>take your time: saved answers can be taken up again with a code</li>
      </ul>
      <p class="govuk-body">
        We build to the Web Content Accessibility Guidelines 2.2, level AA, and test every page against them. The
        payment page belongs to the payment company and has its own statement.
      </p>
      <h2 class="govuk-heading-m">If something does not work for you</h2>
      <p class="govuk-body">
        Call <Telephone number={charity.phone} /> or write to {charity.email}. You can ask for everything here by
        telephone, by post or in another format. You need not say why.
      </p>
    </ClientPage>
  );
};
