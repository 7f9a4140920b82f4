import * as z from 'zod';
import { Signal } from '../../../shared/domain/referral.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { choicesField } from '../../../shared/web/form-fields.ts';
import { choicesOf } from '../../../shared/web/forms.ts';
import { isProfessional } from '../answers.ts';
import { defineStep } from './step.ts';

const words: Record<Signal, string> = {
  arrived: 'That your referral arrived',
  assessed: 'That they have been assessed',
  began: 'That support has begun',
  ended: 'That support has ended',
};

/** What the professional wishes to be told; what they are told is decided by the person. */
export const signalsStep = defineStep({
  slug: 'news',
  title: () => 'What you would like to be told',
  applies: isProfessional,
  isAnswered: ({ signals }) => signals !== undefined,
  schema: () => z.object({ signals: choicesField(Signal.options, {}) }),
  keep: (before, { signals }) => ({ ...before, signals }),
  fill: ({ signals }) => ({ signals: signals ?? [] }),
  Fields: ({ form }) => (
    <Checkboxes
      legend={{
        text: 'What would you like to be told?',
        classes: 'govuk-fieldset__legend--l',
        isPageHeading: true,
      }}
      hint="Choose any, or none. We ask the person, and tell you only what they agree to. We never tell you what was said."
      {...choicesOf(form, 'signals')}
      items={Signal.options.map((value) => ({ value, text: words[value] }))}
    />
  ),
  rows: ({ signals }) =>
    signals === undefined
      ? []
      : [
          {
            question: 'You would like to be told',
            answer: signals.length === 0 ? 'Nothing' : signals.map((signal) => words[signal]).join('\n'),
          },
        ],
});
