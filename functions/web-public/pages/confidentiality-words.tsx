import { InsetText } from '../../../shared/web/components/inset-text.tsx';

interface ConfidentialityWordsProps {
  /** Whether somebody speaks for another person: then it is that person who is helped, and spoken to first. */
  readonly isForAnother: boolean;
  /** What people are asked not to write. Somebody who was harmed is not asked about what they did. */
  readonly doNotWrite: string;
}

/** Confidentiality and its limits, said before anything is asked. The same promises at every door. */
export const ConfidentialityWords = ({ doNotWrite, isForAnother }: ConfidentialityWordsProps) => (
  <>
    <h2 class="govuk-heading-m">What you tell us stays with us</h2>
    <p class="govuk-body">
      Only the people who help {isForAnother ? 'the person' : 'you'} see it, and each of them only what they need. The
      people whose gifts pay for therapy never learn who {isForAnother ? 'anybody is' : 'you are'}.
    </p>
    <h2 class="govuk-heading-m">The limits</h2>
    <InsetText>
      We must act if a particular child or adult is at risk of serious harm, or if the law or a court requires it. The
      law is not the same in England, Wales, Scotland and Northern Ireland. Where it is safe, we will speak to{' '}
      {isForAnother ? 'the person' : 'you'} first.
    </InsetText>
    <p class="govuk-body">We do not need to know what happened, and we will not ask. {doNotWrite}</p>
  </>
);
