import * as z from 'zod';
import { Input } from '../../../shared/web/components/input.tsx';
import { emailField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { wording } from '../answers.ts';
import { defineStep } from './step.ts';

export const emailStep = defineStep({
  slug: 'email',
  title: () => 'Email address',
  applies: ({ channel }) => channel === 'email',
  isAnswered: ({ email }) => email !== undefined,
  schema: () =>
    z.object({
      email: emailField({
        missing: 'Enter an email address that is safe',
        wrong: 'Enter an email address like name@example.org',
      }),
    }),
  keep: (before, { email }) => ({ ...before, email }),
  fill: ({ email }) => ({ email: email ?? '' }),
  Fields: ({ form, answers }) => (
    <Input
      label={{
        text: wording(answers, 'What is your email address?', 'What is their email address?'),
        classes: 'govuk-label--l',
        isPageHeading: true,
      }}
      hint="One that nobody else reads. An address at work is often read by others."
      {...fieldOf(form, 'email')}
      type="email"
      autocomplete={wording(answers, 'email', 'off')}
      spellcheck={false}
    />
  ),
  rows: ({ email }) => (email === undefined ? [] : [{ question: 'Email address', answer: email }]),
});
