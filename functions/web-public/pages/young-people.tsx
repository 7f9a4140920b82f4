import { SummaryList } from '../../../shared/web/components/summary-list.tsx';
import type { Shell } from '../public-deps.ts';
import { ClientPage } from './frame.tsx';
import { Telephone } from './telephone.tsx';
import { youngPersonPath } from './young-person.tsx';

/** For somebody under 18, and for whoever wanted to refer one. Nothing is asked and nothing is kept. */
export const YoungPeoplePage = ({ shell }: { readonly shell: Shell }) => (
  <ClientPage shell={shell} title="Services for young people" back="/">
    <h1 class="govuk-heading-l">There is help for young people</h1>
    <p class="govuk-body-l">
      Our own service is for adults. These are made for people under 18, and they know how to talk about things that are
      hard to say. You will not shock them.
    </p>
    {shell.settings.youngPeople.map((service) => (
      <SummaryList
        card={{ title: { text: service.name } }}
        rows={[
          ...(service.phone === undefined
            ? []
            : [{ key: 'Telephone', value: { text: <Telephone number={service.phone} /> } }]),
          { key: 'When', value: service.hours },
          {
            key: 'Website',
            value: {
              text: (
                <a class="govuk-link" href={service.url} rel="noreferrer nofollow">
                  {new URL(service.url).host}
                </a>
              ),
            },
          },
        ]}
      />
    ))}
    <p class="govuk-body">We have kept nothing of what you answered.</p>
    <h2 class="govuk-heading-m">If you are a professional</h2>
    <p class="govuk-body">
      If a young person is in danger now, call {shell.settings.emergencyPhone}. Follow your own organisation’s
      safeguarding procedure, and{' '}
      <a class="govuk-link" href={youngPersonPath}>
        ask our safeguarding lead to call you
      </a>
      , or call us on <Telephone number={shell.settings.charity.phone} />.
    </p>
  </ClientPage>
);
