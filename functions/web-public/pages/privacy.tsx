import { dayInWords } from '../../../shared/domain/date-words.ts';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';

const inYears = (years: number): string => (years === 1 ? 'one year' : `${years} years`);

/**
 * The privacy notice, in plain words. It says what the system does, and so stands in code; whose it is, how long what is
 * kept and of which day it is stands in the settings. Whoever changes these words changes that day.
 */
export const PrivacyPage = ({ shell }: { readonly shell: Shell }) => {
  const { charity, retention, privacyNotice } = shell.settings;
  return (
    <ClientPage shell={shell} title="Privacy notice" back="/">
      <h1 class="govuk-heading-l">Privacy notice</h1>
      <p class="govuk-body">
        Of {dayInWords(privacyNotice)}. {charity.name} is responsible for your data: {charity.address}, {charity.email},{' '}
        <Telephone number={charity.phone} />.
      </p>
      <h2 class="govuk-heading-m">If you ask for help, or somebody refers you</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>
          We keep what you answer: what you want help with, the first half of your postcode, how you would like to meet,
          what you could pay, your name, and how to reach you safely.
        </li>
        <li>
          The law treats some of this as especially sensitive. We use it only to provide you with health and social care
          support, and to protect people from serious harm.
        </li>
        <li>Our assessors, coordinators and your own therapist see what their work needs. Nobody else does.</li>
        <li>We do not sell or share data for advertising, and no decision about you is made by a computer alone.</li>
      </ul>
      <h2 class="govuk-heading-m">If you refer somebody</h2>
      <p class="govuk-body">
        We keep your name, organisation and contact details, to speak with you about the referral and to tell you what
        the person agreed that you may know.
      </p>
      <h2 class="govuk-heading-m">If you give</h2>
      <p class="govuk-body">
        We keep your name and email address for your receipt, and your home address if you choose Gift Aid, because HMRC
        requires it. Card details go to the payment company and never reach us. The payment company learns of a gift,
        and nothing about anybody who is helped.
      </p>
      <h2 class="govuk-heading-m">How long</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>Answers that you saved and did not send: {retention.draftDays} days.</li>
        <li>
          Your request, and the records of your support: for as long as we support you, and then for{' '}
          {inYears(retention.clientYears)}.
        </li>
        <li>
          What a therapist told us of themself: until they leave, and then for {inYears(retention.therapistYears)}.
        </li>
        <li>A donor’s name and email address: for {inYears(retention.donorYears)} after their last gift.</li>
        <li>
          Gift Aid declarations: for {inYears(retention.giftAidYears)} after the end of the year of the last gift that
          they cover.
        </li>
        <li>Our accounts, in which nobody’s name stands: for {inYears(retention.accountsYears)} after their year.</li>
        <li>Records about keeping somebody safe: until a person, not a computer, decides that they may go.</li>
      </ul>
      <h2 class="govuk-heading-m">Cookies</h2>
      <p class="govuk-body">
        Only what the pages need. One protects our forms from forgery and lasts twelve hours at most. One holds your
        answers together while you write them; it ends when you close the browser, and after half an hour without an
        answer. If you follow a link to give, one remembers the link for an hour.
      </p>
      <h2 class="govuk-heading-m">Your rights</h2>
      <p class="govuk-body">
        You can ask for a copy of what we hold about you, have mistakes put right, ask us to delete it or to use it
        less, and take your request back at any time. Call or write to us. If you are not content with our answer, you
        can complain to the Information Commissioner’s Office.
      </p>
    </ClientPage>
  );
};
