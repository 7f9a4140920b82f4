import { Details } from '../../../shared/web/components/details.tsx';
import { InsetText } from '../../../shared/web/components/inset-text.tsx';
import { DutiesByNation } from '../../../shared/web/duties-by-nation.tsx';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';

/** Confidentiality and its limits at full length, in plain words. */
export const ConfidentialityPage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Confidentiality and its limits" back="/">
    <h1 class="govuk-heading-l">Confidentiality and its limits</h1>
    <p class="govuk-body-l">
      For many people, being known to have asked for help would cost them a great deal. We have built everything around
      that.
    </p>
    <h2 class="govuk-heading-m">What stays with us</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>Your name and how to reach you are kept locked, apart from everything else.</li>
      <li>Only the people who help you can open them, and only for the step they are at. Every time is recorded.</li>
      <li>A therapist learns your name only after they have agreed to see you.</li>
      <li>The people whose gifts pay for therapy never learn who you are, nor that it was you who was helped.</li>
      <li>We contact you only in the way you chose, at the times you chose, in words that give nothing away.</li>
      <li>We do not ask what happened. Please do not write about it in our forms.</li>
    </ul>
    <h2 class="govuk-heading-m">The limits</h2>
    <InsetText>
      We must act if a particular child or adult is at risk of serious harm, or if the law or a court requires it. Where
      it is safe, we will speak to you first.
    </InsetText>
    <p class="govuk-body">
      Acting can mean telling social services, the police or a doctor what they need to know to keep somebody safe, and
      no more than that. The law on this is not the same in England, Wales, Scotland and Northern Ireland. The person
      who speaks with you can explain what it means where you live, before you tell them anything about yourself.
    </p>
    <Details summary="What we must do, nation by nation">
      <DutiesByNation settings={shell.settings} level={3} />
    </Details>
    <p class="govuk-body">
      If the police, a court or a solicitor asks us for information, a senior person decides whether the law obliges us,
      and we write down what was given and why.
    </p>
    <h2 class="govuk-heading-m">On this website</h2>
    <ul class="govuk-list govuk-list--bullet">
      <li>“Exit this page” takes you to an ordinary website at once. So does pressing the Shift key three times.</li>
      <li>Your browser still remembers that you were here.</li>
      <li>We do not count visitors, and no other company learns that you came.</li>
      <li>
        Answers that you have not sent open only with your own code, and are deleted after{' '}
        {shell.settings.retention.draftDays} days.
      </li>
    </ul>
    <p class="govuk-body">
      More is in the{' '}
      <a class="govuk-link" href="/privacy">
        privacy notice
      </a>
      .
    </p>
  </ClientPage>
);
