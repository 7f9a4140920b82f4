import * as z from 'zod';
import { SafeContact } from '../../../shared/domain/referral.ts';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { wording } from '../answers.ts';
import { ExactVoicemail } from '../pages/exact-words.tsx';
import { mayBeCalled } from './phone.tsx';
import { defineStep } from './step.ts';

const short = { no: 'No message', neutral: 'The neutral message' };
const words = { no: 'No, never leave a message', neutral: 'Yes, with exactly these words' };

export const voicemailStep = defineStep({
  slug: 'voicemail',
  title: () => 'Voicemail',
  applies: mayBeCalled,
  isAnswered: ({ voicemail }) => voicemail !== undefined,
  schema: () =>
    z.object({
      voicemail: choiceField(SafeContact.unwrap().shape.voicemail.options, {
        missing: 'Choose whether we may leave a message',
      }),
    }),
  keep: (before, { voicemail }) => ({ ...before, voicemail }),
  fill: ({ voicemail }) => ({ voicemail: voicemail ?? '' }),
  Fields: ({ form, answers, settings }) => (
    <>
      <h1 class="govuk-heading-l">
        {wording(
          answers,
          'If you do not answer, may we leave a message?',
          'If they do not answer, may we leave a message?',
        )}
      </h1>
      <ExactVoicemail settings={settings} />
      <Radios
        legend={{ text: 'Is this safe?', classes: 'govuk-fieldset__legend--m' }}
        {...fieldOf(form, 'voicemail')}
        items={[
          { value: 'neutral', text: words.neutral },
          { value: 'no', text: words.no, hint: 'We call again at another of the times.' },
        ]}
      />
    </>
  ),
  rows: ({ voicemail }) => (voicemail === undefined ? [] : [{ question: 'Voicemail', answer: short[voicemail] }]),
});
