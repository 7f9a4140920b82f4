import type { PublicFigures } from '../../../shared/domain/public-figures.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import type { Content } from '../../../shared/web/components/content.ts';
import type { Who } from '../answers.ts';
import type { Shell } from '../public-deps.ts';
import { agePath } from '../steps/flow.ts';
import { ConfidentialityWords } from './confidentiality-words.tsx';
import { HowLongItTakes } from './figures.tsx';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';
import { youngPersonPath } from './young-person.tsx';

interface DoorWords {
  /** Stays in the browser. */
  readonly title: string;
  readonly heading: string;
  readonly doNotWrite: string;
  readonly lead: Content;
}

const doors: Record<Who, DoorWords> = {
  self: {
    title: 'Ask for help',
    heading: 'Ask for help',
    doNotWrite: 'Please do not write about it, or about what you did, anywhere in this form.',
    lead: 'You are not the first to ask, and it takes courage. Whatever brought you here, we will speak with you as a person, without judgement.',
  },
  close: {
    title: 'Ask for help',
    heading: 'Help for partners, family, and people who were harmed',
    doNotWrite: 'Please do not write about it anywhere in this form.',
    lead: 'This is for you in your own right: if you love somebody and have learned something hard about them, or if somebody harmed you. You need not have spoken to anybody about it.',
  },
  professional: {
    title: 'Refer somebody',
    heading: 'Refer somebody',
    doNotWrite: 'Please do not write about it, or about what the person did, anywhere in this form.',
    lead: 'For doctors, therapists, probation and social workers, solicitors and others who meet somebody who wants help. The person must know about it and agree.',
  },
};

interface ReferStartPageProps {
  readonly shell: Shell;
  readonly door: Who;
  readonly figures: PublicFigures | undefined;
}

/** Where each door begins. Confidentiality and its limits stand here, before anything is asked. */
export function ReferStartPage({ shell, door, figures }: ReferStartPageProps) {
  const { title, heading, lead, doNotWrite } = doors[door];
  const { charity, retention } = shell.settings;
  return (
    <ClientPage shell={shell} title={title} back="/">
      <h1 class="govuk-heading-xl">{heading}</h1>
      <p class="govuk-body-l">{lead}</p>
      <ConfidentialityWords doNotWrite={doNotWrite} isForAnother={door === 'professional'} />
      <h2 class="govuk-heading-m">How it goes</h2>
      <ol class="govuk-list govuk-list--number govuk-list--spaced">
        <li>Some short questions, one on a page. It takes about ten minutes, and you can stop at any time.</li>
        <li>
          {door === 'professional'
            ? 'A member of our staff speaks with the person and asks for their consent. Until then nothing is sent to anyone.'
            : 'A member of our staff speaks with you. Until then nothing is sent to anyone.'}
        </li>
        <li>An assessor listens, and works out what would help.</li>
        <li>
          {door === 'professional'
            ? 'We find a therapist. If they cannot pay, other people’s gifts pay for it.'
            : 'We find a therapist. If you cannot pay, other people’s gifts pay for it.'}
        </li>
      </ol>
      <HowLongItTakes shell={shell} figures={figures} />
      {door === 'professional' ? <WhatYouHear /> : null}
      <p class="govuk-body">
        Your answers are locked so that only your own code opens them, and deleted after {retention.draftDays} days if
        you do not send them. If you would rather talk, call us on <Telephone number={charity.phone} />. What we keep of
        what you answer, and who sees it, stands in the{' '}
        <a class="govuk-link" href="/privacy">
          privacy notice
        </a>
        .
      </p>
      <Button href={`${agePath}?for=${door}`} isStartButton>
        Start now
      </Button>
      <p class="govuk-body">
        <a class="govuk-link" href="/refer/resume">
          Go on with answers that you saved
        </a>
      </p>
    </ClientPage>
  );
}

/** What a professional is told before they begin. Nobody refers a person and never hears of it again, unless that is what the person wants. */
const WhatYouHear = () => (
  <>
    <h2 class="govuk-heading-m">If they are under 18, or a child may be at risk</h2>
    <p class="govuk-body">
      Our service is for adults, but our safeguarding lead speaks with you.{' '}
      <a class="govuk-link" href={youngPersonPath}>
        What to do for a young person or a child
      </a>
    </p>
    <h2 class="govuk-heading-m">What you will hear</h2>
    <p class="govuk-body">
      That your referral arrived, that they have been assessed, that support has begun, and that it has ended: each of
      these if you would like to know it, and if the person agrees. Never what was said.
    </p>
  </>
);
