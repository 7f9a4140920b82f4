import * as z from 'zod';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, without, wording } from '../answers.ts';
import { defineStep } from './step.ts';

const wordsFor = (answers: Answers) => ({
  yes: 'Yes, once',
  no: wording(answers, 'No, I will call you', 'No, they will call you'),
});

/** Who wants email is still spoken to once before anything else: people do refer an ex-partner in malice. */
export const callStep = defineStep({
  slug: 'call',
  title: () => 'One call',
  applies: ({ channel }) => channel === 'email',
  isAnswered: ({ mayCall }) => mayCall !== undefined,
  schema: () => z.object({ mayCall: choiceField(['yes', 'no'], { missing: 'Choose yes or no' }) }),
  keep: (before, { mayCall }) =>
    mayCall === 'yes' ? { ...before, mayCall: true } : { ...without(before, 'phone', 'voicemail'), mayCall: false },
  fill: ({ mayCall }) => ({ mayCall: mayCall === undefined ? '' : mayCall ? 'yes' : 'no' }),
  Fields: ({ form, answers, settings }) => (
    <Radios
      legend={{
        text: wording(answers, 'May we call you, once?', 'May we call them, once?'),
        classes: 'govuk-fieldset__legend--l',
        isPageHeading: true,
      }}
      hint={wording(
        answers,
        'Before anything else we make sure that it was you who asked. That takes one short call. After it we write.',
        'Before anything else we ask them whether they agree. That takes one short call. After it we write.',
      )}
      {...fieldOf(form, 'mayCall')}
      items={[
        { value: 'yes', text: wordsFor(answers).yes },
        {
          value: 'no',
          text: wordsFor(answers).no,
          hint: `On ${settings.charity.phone}. Until then we cannot go on.`,
        },
      ]}
    />
  ),
  rows: (answers) =>
    answers.mayCall === undefined
      ? []
      : [{ question: 'One call', answer: answers.mayCall ? wordsFor(answers).yes : wordsFor(answers).no }],
});
