import * as z from 'zod';
import { Radios } from '../../../shared/web/components/radios.tsx';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

/** Asked because the weeks after a first contact with the police are the most dangerous ones: such a person is called the same day. */
export const recentlyStep = defineStep({
  slug: 'recently',
  title: () => 'The last four weeks',
  applies: always,
  isAnswered: ({ recentPoliceContact }) => recentPoliceContact !== undefined,
  schema: (answers) =>
    z.object({
      recently: choiceField(['yes', 'no'], {
        missing: wording(
          answers,
          'Choose yes if the police have been in touch with you in the last four weeks, or no',
          'Choose yes if the police have been in touch with them in the last four weeks, or no',
        ),
      }),
    }),
  keep: (before, { recently }) => ({ ...before, recentPoliceContact: recently === 'yes' }),
  fill: ({ recentPoliceContact: is }) => ({ recently: is === undefined ? '' : is ? 'yes' : 'no' }),
  Fields: ({ form, answers }) => (
    <>
      <Radios
        legend={{
          text: wording(
            answers,
            'In the last four weeks, have the police been in touch with you, or have you been arrested?',
            'In the last four weeks, have the police been in touch with them, or have they been arrested?',
          ),
          classes: 'govuk-fieldset__legend--l',
          isPageHeading: true,
        }}
        hint={wording(
          answers,
          'We ask because those weeks can be very hard, and we want to call you the same day. We do not ask what it is about.',
          'We ask because those weeks can be very hard, and we want to call them the same day. We do not ask what it is about.',
        )}
        classes="govuk-radios--inline"
        {...fieldOf(form, 'recently')}
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <p class="govuk-body">
        {wording(
          answers,
          'If your life feels in danger, please do not wait for us: call one of the numbers at the top of this page.',
          'If their life may be in danger, please do not wait for us: call one of the numbers at the top of this page.',
        )}
      </p>
    </>
  ),
  rows: ({ recentPoliceContact: is }) =>
    is === undefined ? [] : [{ question: 'Contact with the police in the last four weeks', answer: is ? 'Yes' : 'No' }],
});
