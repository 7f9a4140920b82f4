import * as z from 'zod';
import { pounds } from '../../../shared/domain/money-words.ts';
import { CanContribute } from '../../../shared/domain/referral.ts';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

const words: Record<CanContribute, string> = {
  nothing: 'No, nothing at the moment',
  something: 'Yes, a part of it',
  whole: 'Yes, the whole of it',
  'not-sure': 'Not sure',
};

const question = (answers: Answers) =>
  wording(answers, 'Could you pay something towards each session?', 'Could they pay something towards each session?');

export const payingStep = defineStep({
  slug: 'paying',
  title: () => 'Paying towards it',
  applies: always,
  isAnswered: ({ canContribute }) => canContribute !== undefined,
  schema: () => z.object({ paying: choiceField(CanContribute.options, { missing: 'Choose what comes nearest' }) }),
  keep: (before, { paying }) => ({ ...before, canContribute: paying }),
  fill: ({ canContribute }) => ({ paying: canContribute ?? '' }),
  Fields: ({ form, answers, settings }) => (
    <Radios
      legend={{ text: question(answers), classes: 'govuk-fieldset__legend--l', isPageHeading: true }}
      hint={`A session costs about ${pounds(settings.giving.sessionPrice)}. Nobody is refused help because they cannot pay. Nothing is agreed now: an assessor speaks about it first.`}
      {...fieldOf(form, 'paying')}
      items={CanContribute.options.map((value) => ({ value, text: words[value] }))}
    />
  ),
  rows: ({ canContribute }) =>
    canContribute === undefined ? [] : [{ question: 'Paying towards each session', answer: words[canContribute] }],
});
