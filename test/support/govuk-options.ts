import { raw } from 'hono/html';
import * as z from 'zod';
import type { Content } from '../../shared/web/components/content.ts';

/** GOV.UK's option shapes, as far as our components support them, turned into our props. */
export const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String));

export const common = { classes: z.string().optional(), attributes: attributes.optional() };

const words = z.union([z.string(), z.number()]).transform(String);

export const textOrHtml = { text: words.optional(), html: z.string().optional() };

/** GOV.UK takes text or HTML; we take text or JSX. HTML wins, as in the macros. */
export function contentOf(options: { text?: string | undefined; html?: string | undefined }): Content {
  return options.html === undefined || options.html === '' ? options.text : raw(options.html);
}

/** `{ text, html, … }` to `{ text: content, … }`. */
export function withContent<Options extends { text?: string | undefined; html?: string | undefined }>(
  options: Options,
) {
  const { html: _html, ...rest } = options;
  return { ...rest, text: contentOf(options) };
}

export const text = z.strictObject({ ...textOrHtml, ...common }).transform(withContent);

const label = z
  .strictObject({ ...textOrHtml, ...common, isPageHeading: z.boolean().optional() })
  .transform(withContent);

export const errorMessage = z
  .strictObject({ ...textOrHtml, ...common, visuallyHiddenText: z.string().optional() })
  .transform(withContent);

export const fieldset = z
  .strictObject({
    ...common,
    describedBy: z.string().optional(),
    legend: z
      .strictObject({ ...textOrHtml, classes: z.string().optional(), isPageHeading: z.boolean().optional() })
      .transform(withContent),
  })
  .transform(({ legend, ...options }) => ({ legend, fieldset: options }));

/** What input, textarea, select and the others share. */
export const field = {
  name: z.string(),
  id: z.string().optional(),
  label,
  hint: text.optional(),
  errorMessage: errorMessage.optional(),
  describedBy: z.string().optional(),
  formGroup: z.strictObject({ classes: z.string().optional() }).optional(),
  ...common,
};

/** `formGroup.classes` is `formGroupClasses` with us. */
export function withFormGroup<Options extends { formGroup?: { classes?: string | undefined } | undefined }>(
  options: Options,
) {
  const { formGroup, ...rest } = options;
  return { ...rest, formGroupClasses: formGroup?.classes };
}
