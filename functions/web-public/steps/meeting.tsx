import * as z from 'zod';
import { TherapyMode } from '../../../events/values.ts';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

const words: Record<TherapyMode, string> = {
  online: 'Online, by video',
  'in-person': 'In person',
  either: 'Either is fine',
};

const question = (answers: Answers) =>
  wording(answers, 'How would you like to meet a therapist?', 'How would they like to meet a therapist?');

export const meetingStep = defineStep({
  slug: 'meeting',
  title: question,
  applies: always,
  isAnswered: ({ mode }) => mode !== undefined,
  schema: () => z.object({ mode: choiceField(TherapyMode.options, { missing: 'Choose online, in person or either' }) }),
  keep: (before, { mode }) => ({ ...before, mode }),
  fill: ({ mode }) => ({ mode: mode ?? '' }),
  Fields: ({ form, answers }) => (
    <Radios
      legend={{ text: question(answers), classes: 'govuk-fieldset__legend--l', isPageHeading: true }}
      hint={wording(
        answers,
        'If you may not use the internet at the moment, choose “in person”. You need not tell us why.',
        'If they may not use the internet at the moment, choose “in person”. You need not tell us why.',
      )}
      {...fieldOf(form, 'mode')}
      items={[
        { value: 'online', text: words.online },
        {
          value: 'in-person',
          text: words['in-person'],
          hint: 'It may take longer to find somebody near.',
        },
        { value: 'either', text: words.either },
      ]}
    />
  ),
  rows: ({ mode }) => (mode === undefined ? [] : [{ question: 'Meeting a therapist', answer: words[mode] }]),
});
