import { raw } from 'hono/html';
import * as z from 'zod';
import { holdAgainstFixtures } from '../../../test/support/govuk-fixtures.ts';
import {
  attributes,
  common,
  contentOf,
  errorMessage,
  field,
  fieldset,
  text,
  textOrHtml,
  withContent,
  withFormGroup,
} from '../../../test/support/govuk-options.ts';
import { CharacterCount } from './character-count.tsx';
import { Checkboxes } from './checkboxes.tsx';
import { DateInput, type DatePart, dateParts } from './date-input.tsx';
import { ErrorMessage } from './error-message.tsx';
import { Fieldset } from './fieldset.tsx';
import { Hint } from './hint.tsx';
import { Input } from './input.tsx';
import { Label } from './label.tsx';
import { Radios } from './radios.tsx';
import { Select } from './select.tsx';
import { Textarea } from './textarea.tsx';

holdAgainstFixtures({
  component: 'label',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      for: z.string().optional(),
      isPageHeading: z.boolean().optional(),
    })
    .refine((options) => contentOf(options) !== undefined)
    .transform(withContent),
  render: (options) => <Label {...options} />,
  atLeast: 16,
});

holdAgainstFixtures({
  component: 'hint',
  options: z.strictObject({ ...textOrHtml, ...common, id: z.string().optional() }).transform(withContent),
  render: (options) => <Hint {...options} />,
  atLeast: 6,
});

holdAgainstFixtures({
  component: 'error-message',
  options: z
    .strictObject({
      ...textOrHtml,
      ...common,
      id: z.string().optional(),
      visuallyHiddenText: z.string().optional(),
    })
    .transform(withContent),
  render: (options) => <ErrorMessage {...options} />,
  atLeast: 8,
});

holdAgainstFixtures({
  component: 'fieldset',
  options: z
    .strictObject({
      ...common,
      role: z.string().optional(),
      describedBy: z.string().optional(),
      html: z.string().optional(),
      legend: z
        .strictObject({ ...textOrHtml, classes: z.string().optional(), isPageHeading: z.boolean().optional() })
        .transform(withContent),
    })
    .transform(({ html, ...options }) => ({ ...options, children: html === undefined ? undefined : raw(html) })),
  render: (options) => <Fieldset {...options} />,
  atLeast: 18,
});

const affix = z.strictObject({ ...textOrHtml, ...common }).transform(withContent);

holdAgainstFixtures({
  component: 'input',
  options: z
    .strictObject({
      ...field,
      value: z.string().optional(),
      type: z.enum(['text', 'email', 'tel', 'password', 'number', 'search']).optional(),
      inputmode: z.enum(['text', 'numeric', 'decimal', 'email', 'tel']).optional(),
      autocomplete: z.string().optional(),
      autocapitalize: z.enum(['none', 'sentences', 'words', 'characters']).optional(),
      pattern: z.string().optional(),
      spellcheck: z.boolean().optional(),
      disabled: z.boolean().optional(),
      prefix: affix.optional(),
      suffix: affix.optional(),
      inputWrapper: z.strictObject(common).optional(),
    })
    .transform(({ inputWrapper, ...options }) => withFormGroup({ ...options, wrapper: inputWrapper })),
  render: (options) => <Input {...options} />,
  atLeast: 40,
});

holdAgainstFixtures({
  component: 'textarea',
  options: z
    .strictObject({
      ...field,
      value: z.string().optional(),
      rows: z.number().optional(),
      autocomplete: z.string().optional(),
      spellcheck: z.boolean().optional(),
      disabled: z.boolean().optional(),
    })
    .transform(withFormGroup),
  render: (options) => <Textarea {...options} />,
  atLeast: 18,
});

holdAgainstFixtures({
  component: 'character-count',
  options: z
    .strictObject({
      ...field,
      value: z.string().optional(),
      rows: z.number().optional(),
      spellcheck: z.boolean().optional(),
      maxlength: z.number().optional(),
      maxwords: z.number().optional(),
      threshold: z.number().optional(),
      countType: z.enum(['words', 'characters', 'utf16']).optional(),
    })
    .refine(({ maxlength, maxwords }) => (maxlength === undefined) !== (maxwords === undefined))
    .transform(({ maxlength, maxwords, ...options }) =>
      withFormGroup({
        ...options,
        limit: maxwords === undefined ? { characters: maxlength ?? 0 } : { words: maxwords },
      }),
    ),
  render: (options) => <CharacterCount {...options} />,
  atLeast: 20,
});

holdAgainstFixtures({
  component: 'select',
  options: z
    .strictObject({
      ...field,
      value: z.union([z.string(), z.number()]).optional(),
      disabled: z.boolean().optional(),
      items: z.array(
        z.strictObject({
          value: z.union([z.string(), z.number()]).optional(),
          text: z.union([z.string(), z.number()]),
          selected: z.boolean().optional(),
          disabled: z.boolean().optional(),
          attributes: attributes.optional(),
        }),
      ),
    })
    .transform(withFormGroup),
  render: (options) => <Select {...options} />,
  atLeast: 14,
});

const choice = {
  value: z.union([z.string(), z.number()]).transform(String),
  ...textOrHtml,
  id: z.string().optional(),
  hint: text.optional(),
  checked: z.boolean().optional(),
  disabled: z.boolean().optional(),
  attributes: attributes.optional(),
  label: z.strictObject(common).optional(),
  conditional: z
    .strictObject({ html: z.string() })
    .transform(({ html }) => raw(html))
    .optional(),
};
const divider = z.strictObject({ divider: z.string() });

const group = {
  name: z.string(),
  idPrefix: z.string().optional(),
  hint: text.optional(),
  errorMessage: errorMessage.optional(),
  formGroup: z.strictObject({ classes: z.string().optional() }).optional(),
  ...common,
};

holdAgainstFixtures({
  component: 'radios',
  options: z
    .strictObject({
      ...group,
      fieldset,
      value: z.string().optional(),
      items: z.array(z.union([divider, z.strictObject(choice).transform(withContent)])),
    })
    .transform((options) => withFormGroup({ ...options, ...options.fieldset })),
  render: (options) => <Radios {...options} />,
  atLeast: 27,
});

holdAgainstFixtures({
  component: 'checkboxes',
  options: z
    .strictObject({
      ...group,
      fieldset: fieldset.optional(),
      describedBy: z.string().optional(),
      values: z.array(z.string()).optional(),
      items: z.array(
        z.union([divider, z.strictObject({ ...choice, name: z.string().optional() }).transform(withContent)]),
      ),
    })
    .transform((options) => withFormGroup({ ...options, ...(options.fieldset ?? { fieldset: undefined }) })),
  render: (options) => <Checkboxes {...options} />,
  atLeast: 35,
});

const datePart = z.union([z.string(), z.number()]).optional();

holdAgainstFixtures({
  component: 'date-input',
  options: z
    .strictObject({
      id: z.string(),
      namePrefix: z.string().optional(),
      hint: text.optional(),
      errorMessage: errorMessage.optional(),
      formGroup: z.strictObject({ classes: z.string().optional() }).optional(),
      fieldset,
      values: z.strictObject({ day: datePart, month: datePart, year: datePart }).optional(),
      day: z.strictObject({ error: z.boolean() }).optional(),
      month: z.strictObject({ error: z.boolean() }).optional(),
      year: z.strictObject({ error: z.boolean() }).optional(),
      ...common,
    })
    .transform(({ day, month, year, ...options }) => {
      const errors = { day: day?.error, month: month?.error, year: year?.error };
      const someAreSaid = Object.values(errors).includes(true);
      const isWrong = (part: DatePart) =>
        someAreSaid ? errors[part] === true : options.errorMessage !== undefined && errors[part] !== false;
      const wrongParts = dateParts.filter(isWrong);
      return withFormGroup({ ...options, ...options.fieldset, wrongParts });
    }),
  render: (options) => <DateInput {...options} />,
  atLeast: 13,
});
