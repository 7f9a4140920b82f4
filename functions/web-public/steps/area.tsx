import * as z from 'zod';
import { readDistrict } from '../../../shared/domain/postcode.ts';
import { Input } from '../../../shared/web/components/input.tsx';
import { lineField } from '../../../shared/web/form-fields.ts';
import { fieldOf } from '../../../shared/web/forms.ts';
import { type Answers, wording } from '../answers.ts';
import { always, defineStep } from './step.ts';

const wrong = 'Enter a postcode like LS6 2AB, or its first half, like LS6';

const schema = z.lazy(() =>
  z.object({
    postcode: lineField({ missing: 'Enter a postcode, or its first half', max: 20, tooLong: wrong }).transform(
      (typed, context) => {
        const read = readDistrict(typed);
        if (read.ok) return read.value;
        const message =
          read.refusal.code === 'not-eligible'
            ? 'We can help only people who live in England, Scotland, Wales or Northern Ireland. Please call us: we may know who can help elsewhere'
            : wrong;
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      },
    ),
  }),
);

const question = (answers: Answers) => wording(answers, 'Where do you live?', 'Where do they live?');

export const areaStep = defineStep({
  slug: 'area',
  title: question,
  applies: always,
  isAnswered: ({ area }) => area !== undefined,
  schema: () => schema,
  keep: (before, { postcode }) => ({ ...before, area: postcode }),
  fill: ({ area }) => ({ postcode: area?.district ?? '' }),
  Fields: ({ form, answers }) => (
    <>
      <h1 class="govuk-heading-l">{question(answers)}</h1>
      <p class="govuk-body">
        It tells us which therapists are near. We keep only the first half of the postcode, so nobody can be found by
        it.
      </p>
      <Input
        label="Postcode, or its first half"
        hint="For example, LS6 2AB or LS6"
        {...fieldOf(form, 'postcode')}
        classes="govuk-input--width-10"
        autocomplete={wording(answers, 'postal-code', 'off')}
        autocapitalize="characters"
        spellcheck={false}
      />
    </>
  ),
  rows: ({ area }) => (area === undefined ? [] : [{ question: 'Area', answer: area.district }]),
});
