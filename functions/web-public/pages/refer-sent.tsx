import { inWords } from '../../../shared/domain/date-words.ts';
import { type Referral, referenceOf } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { Button } from '../../../shared/web/components/button.tsx';
import { Panel } from '../../../shared/web/components/panel.tsx';
import { Form } from '../../../shared/web/form.tsx';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { KeepThis } from './keep-this.tsx';
import { firstCallBy, mayBeCalled } from './status-words.ts';
import { Telephone } from './telephone.tsx';

interface ReferSentPageProps {
  readonly shell: Shell;
  readonly csrfToken: string;
  readonly referral: Referral;
  readonly code: string;
}

/** It has been sent: what to keep, and what happens next. */
export function ReferSentPage({ shell, csrfToken, referral, code }: ReferSentPageProps) {
  const forSomebody = referral.door === 'professional';
  return (
    <ClientPage shell={shell} title="Sent">
      <Panel title={forSomebody ? 'Your referral has reached us' : 'Your request has reached us'}>
        {forSomebody ? 'Thank you for standing by them.' : 'Thank you for trusting us. This was a big step.'}
      </Panel>
      <KeepThis
        rows={[
          { key: 'Reference', value: referenceOf(referral.id) },
          { key: 'Access code', value: code },
        ]}
      />
      {forSomebody ? (
        <p class="govuk-body">
          These belong to the person. Please give both to them, if it is safe, and keep only the reference for your own
          records: with both, anybody can take the request back.
        </p>
      ) : (
        <p class="govuk-body">
          With both you can{' '}
          <a href="/status" class="govuk-link">
            see where things stand
          </a>
          , or take your request back. Write them down, or do not if somebody may find them: you can also call us.
        </p>
      )}
      <h2 class="govuk-heading-m">What happens next</h2>
      <NextWords referral={referral} settings={shell.settings} />
      <Form action="/refer/stop" csrfToken={csrfToken}>
        <Button variant="secondary">Finish and leave</Button>
      </Form>
    </ClientPage>
  );
}

interface NextWordsProps {
  readonly referral: Referral;
  readonly settings: CharitySettings;
}

/** Who is spoken to first, and by when: the same times that the office holds itself to. */
function NextWords({ referral, settings }: NextWordsProps) {
  const { office, charity } = settings;
  const { door } = referral;
  const by = inWords(firstCallBy(referral, settings), office.timeZone);
  const [whom, they] = door === 'professional' ? ['the person', 'they'] : ['you', 'you'];
  if (!mayBeCalled(referral)) {
    return (
      <>
        <p class="govuk-body">
          We will not contact {whom}. Please {door === 'professional' ? 'ask them to call' : 'call'} us on{' '}
          <Telephone number={charity.phone} /> with the reference, whenever it is safe.
        </p>
        <p class="govuk-body">Nothing more happens, and nothing is sent to anyone, until {they} have called.</p>
      </>
    );
  }
  return (
    <>
      <p class="govuk-body">
        A member of our staff calls {whom} by {by}, at the times that you told us are safe.
        {door === 'professional'
          ? ' They ask whether the person agrees, before anything else.'
          : ' It is a short, friendly call, to make sure that it was you who asked.'}
      </p>
      <p class="govuk-body">If none of those times comes before then, we call at the first one that does.</p>
      <p class="govuk-body">
        Nothing is sent to anyone until then. Nobody has to say anything they do not want to say.
      </p>
    </>
  );
}
