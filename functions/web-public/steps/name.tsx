import * as z from 'zod';
import { Input } from '../../../shared/web/components/input.tsx';
import { lineField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

export const nameStep = defineStep({
  slug: 'name',
  title: (answers) => wording(answers, 'Your name', 'Their name'),
  applies: always,
  isAnswered: ({ name }) => name !== undefined,
  schema: (answers) =>
    z.object({
      name: lineField({
        missing: wording(
          answers,
          'Enter your name, or what we may call you',
          'Enter their name, or what we may call them',
        ),
        max: 100,
      }),
    }),
  keep: (before, { name }) => ({ ...before, name }),
  fill: ({ name }) => ({ name: name ?? '' }),
  Fields: ({ form, answers }) => (
    <Input
      label={{
        text: wording(answers, 'What may we call you?', 'What may we call them?'),
        classes: 'govuk-label--l',
        isPageHeading: true,
      }}
      hint={wording(
        answers,
        'A first name is enough. It need not be the name on your papers.',
        'A first name is enough. It need not be the name on their papers.',
      )}
      {...fieldOf(form, 'name')}
      autocomplete={wording(answers, 'name', 'off')}
      spellcheck={false}
    />
  ),
  rows: (answers) =>
    answers.name === undefined ? [] : [{ question: wording(answers, 'Your name', 'Their name'), answer: answers.name }],
});
