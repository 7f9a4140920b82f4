import * as z from 'zod';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { Who, without } from '../answers.ts';
import { always, defineStep } from './step.ts';

const words: Record<Who, string> = {
  self: 'Myself',
  close: 'I am somebody’s partner or family, or somebody harmed me',
  professional: 'Somebody I work with, as a professional',
};

export const whoStep = defineStep({
  slug: 'who',
  title: () => 'Who this is for',
  applies: always,
  isAnswered: ({ who }) => who !== undefined,
  schema: () => z.object({ who: choiceField(Who.options, { missing: 'Choose who this is for' }) }),
  keep: (before, { who }) => ({
    ...(who === 'professional' ? before : without(before, 'agreed', 'referrer', 'signals')),
    who,
  }),
  fill: ({ who }) => ({ who: who ?? '' }),
  Fields: ({ form }) => (
    <Radios
      legend={{ text: 'Who is this for?', classes: 'govuk-fieldset__legend--l', isPageHeading: true }}
      {...fieldOf(form, 'who')}
      items={[
        { value: 'self', text: words.self, hint: 'You are worried about your own thoughts or behaviour.' },
        { value: 'close', text: words.close, hint: 'You have a place here in your own right.' },
        { value: 'professional', text: words.professional, hint: 'They know about it, and they agree.' },
      ]}
    />
  ),
  rows: ({ who }) => (who === undefined ? [] : [{ question: 'Who this is for', answer: words[who] }]),
});
