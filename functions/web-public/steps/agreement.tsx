import * as z from 'zod';
import { ConsentHow, ConsentWhen } from '../../../shared/domain/referral.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField, tickedField } from '../../../shared/web/form-fields.ts';
import { choicesOf, fieldOf } from '../../../shared/web/forms.ts';
import { isProfessional } from '../answers.ts';
import { defineStep } from './step.ts';

const howWords: Record<ConsentHow, string> = {
  'face-to-face': 'Face to face',
  telephone: 'By telephone or video',
  writing: 'In writing',
};

const whenWords: Record<ConsentWhen, string> = {
  today: 'Today',
  'this-week': 'In the last seven days',
  earlier: 'Longer ago',
};

const itemsOf = <Value extends string>(words: Record<Value, string>, values: readonly Value[]) =>
  values.map((value) => ({ value, text: words[value] }));

/** A professional's referral stands on the person's agreement; we ask the person ourselves before anything else. */
export const agreementStep = defineStep({
  slug: 'agreement',
  title: () => 'Their agreement',
  applies: isProfessional,
  isAnswered: ({ agreed }) => agreed !== undefined,
  schema: () =>
    z.object({
      agreed: tickedField({
        missing: 'Tick the box if they know and agree. If they do not yet, please speak with them first',
      }),
      how: choiceField(ConsentHow.options, { missing: 'Choose how they told you that they agree' }),
      when: choiceField(ConsentWhen.options, { missing: 'Choose when they told you that they agree' }),
    }),
  keep: (before, { how, when }) => ({ ...before, agreed: { how, when } }),
  fill: ({ agreed }) => ({
    agreed: agreed === undefined ? [] : ['yes'],
    how: agreed?.how ?? '',
    when: agreed?.when ?? '',
  }),
  Fields: ({ form, settings }) => (
    <>
      <h1 class="govuk-heading-l">Do they know, and do they agree?</h1>
      <p class="govuk-body">We can only help people who want it. They need to agree to all of this:</p>
      <ul class="govuk-list govuk-list--bullet">
        <li>that you give us a name for them, and the first half of their postcode</li>
        <li>that you tell us how they may be reached safely, and that we get in touch with them in that way</li>
        <li>that you tell us, in a choice of a few words, what they want help with</li>
        <li>that you tell us whether the police have been in touch with them in the last four weeks, as yes or no</li>
      </ul>
      <p class="govuk-body">
        Before anything else happens, a member of our staff speaks with the person, and asks for their own consent: to
        the referral, and to each thing that you would like to be told.
      </p>
      <p class="govuk-body">
        Nobody else is told that you referred them. If you are worried about somebody’s safety, do not wait for us:
        follow your own organisation’s safeguarding procedure, and in an emergency call {settings.emergencyPhone}.
      </p>
      <Checkboxes
        {...choicesOf(form, 'agreed')}
        items={[{ value: 'yes', text: 'The person knows that I am referring them, and they agree to all of this' }]}
      />
      <Radios
        legend={{ text: 'How did they tell you?', classes: 'govuk-fieldset__legend--s' }}
        {...fieldOf(form, 'how')}
        items={itemsOf(howWords, ConsentHow.options)}
      />
      <Radios
        legend={{ text: 'When?', classes: 'govuk-fieldset__legend--s' }}
        {...fieldOf(form, 'when')}
        items={itemsOf(whenWords, ConsentWhen.options)}
      />
    </>
  ),
  rows: ({ agreed }) =>
    agreed === undefined
      ? []
      : [{ question: 'They know and agree', answer: `${howWords[agreed.how]}\n${whenWords[agreed.when]}` }],
});
