import * as z from 'zod';
import { SafeContact } from '../../../shared/domain/referral.ts';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { wording } from '../answers.ts';
import { ExactMail } from '../pages/exact-words.tsx';
import { defineStep } from './step.ts';

const words = { nothing: 'The first: it says nothing about us', service: 'The second: it may name the service' };
const short = { nothing: 'Nothing about us', service: 'The name of the service' };

/** What a mail may reveal: both are shown word for word, and then chosen. */
export const messageStep = defineStep({
  slug: 'message',
  title: () => 'What an email may say',
  applies: ({ channel }) => channel === 'email',
  isAnswered: ({ mayReveal }) => mayReveal !== undefined,
  schema: () =>
    z.object({
      mayReveal: choiceField(SafeContact.unwrap().shape.mayReveal.options, {
        missing: 'Choose the first or the second email',
      }),
    }),
  keep: (before, { mayReveal }) => ({ ...before, mayReveal }),
  fill: ({ mayReveal }) => ({ mayReveal: mayReveal ?? '' }),
  Fields: ({ form, answers, settings, siteUrl }) => (
    <>
      <h1 class="govuk-heading-l">What may an email say?</h1>
      <p class="govuk-body">
        Both have the same sender and the same subject. These are their exact words; only the reference will be
        {wording(answers, ' your own', ' their own')}.
      </p>
      <ExactMail settings={settings} siteUrl={siteUrl} mayReveal="nothing" title="The first: nothing about us" />
      <ExactMail settings={settings} siteUrl={siteUrl} mayReveal="service" title="The second: names the service" />
      <Radios
        legend={{ text: 'Which one is safe?', classes: 'govuk-fieldset__legend--m' }}
        hint="If you are not sure, choose the first."
        {...fieldOf(form, 'mayReveal')}
        items={[
          { value: 'nothing', text: words.nothing },
          { value: 'service', text: words.service },
        ]}
      />
    </>
  ),
  rows: ({ mayReveal }) =>
    mayReveal === undefined ? [] : [{ question: 'What an email may say', answer: short[mayReveal] }],
});
