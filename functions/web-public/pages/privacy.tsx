import { dayInWords } from '../../../shared/domain/date-words.ts';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { keptInWords } from './privacy-kept.ts';
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
      <p class="govuk-body">We keep what you tell us to reach you: a name, an email address, a telephone number.</p>
      <p class="govuk-body">Apart from that, the record of a request holds:</p>
      <ul class="govuk-list govuk-list--bullet">
        {keptInWords().map((words) => (
          <li>{words}</li>
        ))}
      </ul>
      <p class="govuk-body">
        If you are assessed: what you need, what you can pay, and how urgent it is. If you see a therapist through us:
        on which days, and whether a session took place. Never what is said in it.
      </p>
      <h3 class="govuk-heading-s">Who sees it</h3>
      <ul class="govuk-list govuk-list--bullet">
        <li>Our assessors and coordinators, as far as their work on your request needs it.</li>
        <li>Your own therapist, after they have agreed to see you.</li>
        <li>
          Our safeguarding lead and their deputy, if somebody may be at risk. They may have to pass something on; where
          it is safe, we speak with you first.
        </li>
        <li>Whoever pays our therapists sees days and sums, under a number and without your name.</li>
        <li>If a professional referred you: only the steps that you agreed they may be told.</li>
      </ul>
      <p class="govuk-body">
        Every look at your name or contact details is recorded, with its purpose. We do not sell or share data for
        advertising, and no decision about you is made by a computer alone.
      </p>
      <h3 class="govuk-heading-s">By what law</h3>
      <p class="govuk-body">
        We use it because it is needed to provide the support that you ask for, which is in our legitimate interest and
        in yours (UK GDPR, Article 6). Some of it is about health or sex life: we use that to provide health or social
        care (Article 9(2)(h)), and, where somebody is at risk, to protect them (Article 9(2)(g)). That the police were
        in touch with somebody is about offences, or alleged ones: we use it under Article 10 and Schedule 1 of the Data
        Protection Act 2018, to offer care in time and to keep people safe.
      </p>
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
