import * as z from 'zod';
import { Input } from '../../../shared/web/components/input.tsx';
import { emailField, lineField, optionalField, phoneField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { isProfessional } from '../answers.ts';
import { defineStep } from './step.ts';

const schema = z.lazy(() =>
  z.object({
    referrerName: lineField({ missing: 'Enter your name', max: 100 }),
    organisation: lineField({ missing: 'Enter the organisation that you work for', max: 150 }),
    referrerEmail: emailField({
      missing: 'Enter your work email address',
      wrong: 'Enter an email address like name@example.org',
    }),
    referrerPhone: optionalField(
      phoneField({ missing: 'Enter your work telephone number', wrong: 'Enter a telephone number like 0113 496 0000' }),
    ),
  }),
);

export const referrerStep = defineStep({
  slug: 'your-details',
  title: () => 'Your details',
  applies: isProfessional,
  isAnswered: ({ referrer }) => referrer !== undefined,
  schema: () => schema,
  keep: (before, { referrerName, organisation, referrerEmail, referrerPhone }) => ({
    ...before,
    referrer: {
      name: referrerName,
      organisation,
      email: referrerEmail,
      ...(referrerPhone === undefined ? {} : { phone: referrerPhone }),
    },
  }),
  fill: ({ referrer }) => ({
    referrerName: referrer?.name ?? '',
    organisation: referrer?.organisation ?? '',
    referrerEmail: referrer?.email ?? '',
    referrerPhone: referrer?.phone ?? '',
  }),
  Fields: ({ form }) => (
    <>
      <h1 class="govuk-heading-l">Your details</h1>
      <p class="govuk-body">About you, not about the person whom you are referring.</p>
      <Input {...fieldOf(form, 'referrerName')} label="Your name" autocomplete="name" spellcheck={false} />
      <Input {...fieldOf(form, 'organisation')} label="Your organisation" autocomplete="organization" />
      <Input {...fieldOf(form, 'referrerEmail')} label="Your work email address" type="email" autocomplete="email" />
      <Input
        {...fieldOf(form, 'referrerPhone')}
        label="Your work telephone number (optional)"
        type="tel"
        autocomplete="tel"
        classes="govuk-input--width-20"
      />
    </>
  ),
  rows: ({ referrer }) =>
    referrer === undefined
      ? []
      : [
          {
            question: 'Your details',
            answer: [referrer.name, referrer.organisation, referrer.email, referrer.phone]
              .filter((line) => line !== undefined)
              .join('\n'),
          },
        ],
});
