import type { Content } from '../../../shared/web/components/content.ts';
import type { Shell } from '../public-deps.ts';
import { ClientPage, ReadingColumn } from './frame.tsx';
import { Telephone } from './telephone.tsx';

interface WayIn {
  readonly href: string;
  readonly text: string;
  readonly about: string;
}

const waysIn: readonly WayIn[] = [
  {
    href: '/refer',
    text: 'I want help for myself',
    about: 'You are 18 or over and worried about your own thoughts or behaviour, whatever happened or did not happen.',
  },
  {
    href: '/refer/family',
    text: 'I am somebody’s partner or family, or somebody harmed me',
    about: 'You need somebody for yourself, whether or not anybody else gets help.',
  },
  {
    href: '/refer/professional',
    text: 'I want to refer somebody I work with',
    about: 'For doctors, therapists, probation and social workers, solicitors and others.',
  },
  {
    href: '/give',
    text: 'I want to give',
    about: 'Pay for therapy for one person, two or more who could not pay for it themselves.',
  },
];

/** The front door: what this is, for whom, what stays between us, and the ways in. */
export const HomePage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Help without judgement" isLaidOut>
    <ReadingColumn>
      <h1 class="govuk-heading-xl">Help, without judgement</h1>
      <p class="govuk-body-l">
        {shell.settings.charity.name} finds therapists for adults who are worried about their own sexual thoughts or
        behaviour, and for the people close to them. Help that comes in time keeps children safe, and gives people their
        lives back.
      </p>
      <p class="govuk-body">
        If you cannot pay for therapy, other people’s gifts pay for it. {shell.settings.charity.story}
      </p>
    </ReadingColumn>
    <h2 class="govuk-heading-m">What brings you here?</h2>
    <ul class="ways-in">
      {waysIn.map((way) => (
        <li class="ways-in__way">
          <a class="ways-in__link" href={way.href}>
            {way.text}
          </a>
          <p class="ways-in__about">{way.about}</p>
        </li>
      ))}
    </ul>
    <div class="govuk-grid-row">
      <Half title="You can talk to us in confidence">
        <p class="govuk-body">
          Only the people who help you see what you tell us, and each of them only what they need. You decide whether,
          when and how we contact you. Our emails and calls give nothing away.
        </p>
        <p class="govuk-body">
          There are limits: we must act if a particular child or adult is at risk of serious harm, or if the law or a
          court requires it. Where it is safe, we will speak to you first.{' '}
          <a class="govuk-link" href="/confidentiality">
            Confidentiality and its limits
          </a>
        </p>
      </Half>
      <Half title="What happens when you ask">
        <ol class="govuk-list govuk-list--number">
          <li>You answer some short questions. Nobody asks what happened.</li>
          <li>A member of our staff calls you, in the way you told us is safe.</li>
          <li>An assessor listens, and works out what would help.</li>
          <li>We find a therapist for you, online or near you.</li>
        </ol>
        <p class="govuk-body">
          If you would rather talk first, call us on <Telephone number={shell.settings.charity.phone} />.
        </p>
      </Half>
    </div>
    <div class="govuk-grid-row">
      <Half title="If you have been here before">
        <ul class="govuk-list">
          <li>
            <a class="govuk-link" href="/refer/resume">
              Go on with answers that you saved
            </a>
          </li>
          <li>
            <a class="govuk-link" href="/status">
              See where your request stands, or take it back
            </a>
          </li>
        </ul>
      </Half>
      <Half title="If you need somebody now">
        <p class="govuk-body">
          Please do not wait for us.{' '}
          <a class="govuk-link" href="/help">
            See who you can call now
          </a>
          . If you are under 18, there are{' '}
          <a class="govuk-link" href="/young-people">
            services made for you
          </a>
          .
        </p>
      </Half>
    </div>
  </ClientPage>
);

interface PartProps {
  readonly children?: Content;
}

const Half = ({ title, children }: PartProps & { readonly title: string }) => (
  <section class="govuk-grid-column-one-half">
    <h2 class="govuk-heading-m">{title}</h2>
    {children}
  </section>
);
