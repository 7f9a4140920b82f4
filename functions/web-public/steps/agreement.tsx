import * as z from 'zod';
import { Checkboxes } from '../../../shared/web/components/checkboxes.tsx';
import { tickedField } from '../../../shared/web/form-fields.ts';
import { choicesOf } from '../../../shared/web/forms.ts';
import { isProfessional } from '../answers.ts';
import { defineStep } from './step.ts';

/** A professional's referral stands on the person's agreement; we ask the person ourselves before anything else. */
export const agreementStep = defineStep({
  slug: 'agreement',
  title: () => 'Their agreement',
  applies: isProfessional,
  isAnswered: ({ agreed }) => agreed === true,
  schema: () =>
    z.object({
      agreed: tickedField({
        missing: 'Tick the box if they know and agree. If they do not yet, please speak with them first',
      }),
    }),
  keep: (before, { agreed }) => ({ ...before, agreed }),
  fill: ({ agreed }) => ({ agreed: agreed === true ? ['yes'] : [] }),
  Fields: ({ form, settings }) => (
    <>
      <h1 class="govuk-heading-l">Do they know, and do they agree?</h1>
      <p class="govuk-body">
        We can only help people who want it. Before anything else happens, a member of our staff speaks with the person
        and asks for their consent.
      </p>
      <p class="govuk-body">
        Nobody else is told that you referred them. If you are worried about somebody’s safety, do not wait for us:
        follow your own organisation’s safeguarding procedure, and in an emergency call {settings.emergencyPhone}.
      </p>
      <Checkboxes
        {...choicesOf(form, 'agreed')}
        items={[{ value: 'yes', text: 'The person knows that I am referring them, and they agree' }]}
      />
    </>
  ),
  rows: ({ agreed }) => (agreed === true ? [{ question: 'They know and agree', answer: 'Yes' }] : []),
});
