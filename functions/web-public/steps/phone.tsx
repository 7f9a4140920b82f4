import * as z from 'zod';
import { ContactTime } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { Input } from '../../../shared/web/components/input.tsx';
import { choicesField, phoneField } from '../../../shared/web/form-fields.ts';
import { choicesOf, fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, wording } from '../answers.ts';
import { defineStep } from './step.ts';

const timeWords: Record<ContactTime, string> = {
  'weekday-mornings': 'Weekday mornings',
  'weekday-afternoons': 'Weekday afternoons',
  'weekday-evenings': 'Weekday evenings',
  weekends: 'Weekends',
};

const noon = 12;
/** From here on it is evening. */
const evening = 17;

/** The times of which the office is open at least for a part: nobody is promised a call that nobody can make. */
const offeredTimes = ({ opens, closes, workingDays }: CharitySettings['office']): readonly ContactTime[] => {
  const isOffered: Record<ContactTime, boolean> = {
    'weekday-mornings': opens < noon,
    'weekday-afternoons': opens < evening && closes > noon,
    'weekday-evenings': closes > evening,
    weekends: workingDays.some((day) => day > 5),
  };
  return ContactTime.options.filter((time) => isOffered[time]);
};

/** Whether anybody may be called at all, as a way of contact or once before emails. */
export const mayBeCalled = ({ channel, mayCall }: Answers): boolean =>
  channel === 'phone' || (channel === 'email' && mayCall === true);

export const phoneStep = defineStep({
  slug: 'phone',
  title: () => 'Telephone number',
  applies: mayBeCalled,
  isAnswered: ({ phone }) => phone !== undefined,
  schema: (_, { office }) =>
    z.object({
      phone: phoneField({
        missing: 'Enter a telephone number that is safe',
        wrong: 'Enter a telephone number like 07700 900 982',
      }),
      times: choicesField(offeredTimes(office), { missing: 'Choose at least one time when a call is safe' }),
    }),
  keep: (before, { phone, times }) => ({ ...before, phone: { number: phone, times } }),
  fill: ({ phone }) => ({ phone: phone?.number ?? '', times: phone?.times ?? [] }),
  Fields: ({ form, answers, settings }) => (
    <>
      <h1 class="govuk-heading-l">
        {wording(answers, 'What is your telephone number?', 'What is their telephone number?')}
      </h1>
      <Input
        label="Telephone number"
        hint="One that nobody else answers, if there is one. We never send text messages."
        {...fieldOf(form, 'phone')}
        type="tel"
        autocomplete={wording(answers, 'tel', 'off')}
        classes="govuk-input--width-20"
      />
      <Checkboxes
        legend={{ text: 'When is a call safe?', classes: 'govuk-fieldset__legend--m' }}
        hint={wording(
          answers,
          'Choose all that are safe. If none of them is, go back and choose that you will call us.',
          'Choose all that are safe. If none of them is, go back and choose that they will call us.',
        )}
        {...choicesOf(form, 'times')}
        items={offeredTimes(settings.office).map((value) => ({ value, text: timeWords[value] }))}
      />
    </>
  ),
  rows: ({ phone }) =>
    phone === undefined
      ? []
      : [
          { question: 'Telephone number', answer: phone.number },
          { question: 'When a call is safe', answer: phone.times.map((time) => timeWords[time]).join('\n') },
        ],
});
