import * as z from 'zod';
import { answeredByAnotherWords } from '../../../shared/domain/call-words.ts';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, without, wording } from '../answers.ts';
import { ExactMail, ExactVoicemail } from '../pages/exact-words.tsx';
import { always, defineStep } from './step.ts';

const channels = ['email', 'phone', 'none'] as const;
type Channel = (typeof channels)[number];

const wordsFor = (answers: Answers): Record<Channel, string> => ({
  email: 'By email',
  phone: 'By telephone',
  none: wording(answers, 'Do not contact me. I will call you', 'Do not contact them. They will call you'),
});

/** What belongs to another way of contact than the one now chosen is not kept. */
const forChannel: Record<Channel, (answers: Answers) => Answers> = {
  email: (answers) => answers,
  phone: (answers) => without(answers, 'email', 'mayReveal', 'mayCall'),
  none: (answers) => without(answers, 'email', 'mayReveal', 'mayCall', 'phone', 'voicemail'),
};

const question = (answers: Answers) =>
  wording(answers, 'How may we contact you safely?', 'How may we contact them safely?');

export const contactStep = defineStep({
  slug: 'contact',
  title: (answers) => wording(answers, 'How we may contact you', 'How we may contact them'),
  applies: always,
  isAnswered: ({ channel }) => channel !== undefined,
  schema: () => z.object({ channel: choiceField(channels, { missing: 'Choose the way that is safest' }) }),
  keep: (before, { channel }) => ({ ...forChannel[channel](before), channel }),
  fill: ({ channel }) => ({ channel: channel ?? '' }),
  Fields: ({ form, answers, settings, siteUrl }) => (
    <>
      <h1 class="govuk-heading-l">{question(answers)}</h1>
      <p class="govuk-body">
        {wording(
          answers,
          'Think of who else may see your emails or your telephone. This is exactly what they would see or hear from us, and nothing else.',
          'Think of who else may see their emails or their telephone. This is exactly what they would see or hear from us, and nothing else.',
        )}
      </p>
      <ExactMail settings={settings} siteUrl={siteUrl} mayReveal="nothing" title="An email" />
      <ExactVoicemail settings={settings} />
      <Radios
        legend={{ text: 'What is safest?', classes: 'govuk-fieldset__legend--m' }}
        {...fieldOf(form, 'channel')}
        items={[
          { value: 'email', text: wordsFor(answers).email },
          {
            value: 'phone',
            text: wordsFor(answers).phone,
            hint: `If somebody else answers, we say only: “${answeredByAnotherWords(settings)}”`,
          },
          {
            value: 'none',
            text: wordsFor(answers).none,
            hint: wording(
              answers,
              'Choose this if your telephone and email are not safe, or if the police have them.',
              'Choose this if their telephone and email are not safe, or if the police have them.',
            ),
          },
        ]}
      />
    </>
  ),
  rows: (answers) =>
    answers.channel === undefined
      ? []
      : [{ question: 'The safest way of contact', answer: wordsFor(answers)[answers.channel] }],
});
