import type { Context } from 'hono';
import type * as z from 'zod';

/**
 * How a page handles a form:
 *
 * ```tsx
 * const Contact = z.object({ email: emailField({ missing: 'Enter …', wrong: 'Enter an address like …' }) });
 *
 * app.get('/refer/contact', (c) => c.html(contactPage(c, emptyForm)));
 * app.post('/refer/contact', async (c) => {
 *   const form = parseForm(Contact, await readForm(c));
 *   if (!form.ok) return c.html(contactPage(c, form), 422);
 *   …command with form.value…
 *   return c.redirect('/refer/next', 303);
 * });
 *
 * // in the page:
 * <FormErrors form={form} />
 * <Form action="/refer/contact" csrfToken={csrfTokenFor(c, 'visit')}>
 *   <Input label="Your email address" {...fieldOf(form, 'email')} />
 * ```
 */

/** The three fields of a `DateInput`, as typed. */
export interface DateFields {
  readonly day: string;
  readonly month: string;
  readonly year: string;
}
export type DateFieldName = keyof DateFields;

export type FormValue = string | readonly string[] | DateFields;

/** A posted form by field: one value, several of the same name, or the parts of a date. */
export type FormFields = Readonly<Record<string, FormValue>>;

export interface FieldError {
  readonly field: string;
  /** Says what to put right, in the field's own words. */
  readonly message: string;
  /** Where the error summary leads: the field, or the first wrong part of a date. Empty for the form as a whole. */
  readonly href: string;
  readonly wrongParts?: readonly DateFieldName[] | undefined;
}

/** What a page needs to show a form: what was typed, and what is wrong with it. */
export interface FormState {
  readonly values: FormFields;
  readonly errors: readonly FieldError[];
}

export type ParsedForm<Value> = { readonly ok: true; readonly value: Value } | ({ readonly ok: false } & FormState);

/** No form of ours has nearly as many fields; what comes after is not read. */
const maxFields = 500;
const dateFieldNames = ['day', 'month', 'year'] as const;
const withoutMessage = 'Please check your answer here';

export const emptyForm: FormState = { values: {}, errors: [] };

/**
 * The fields of a posted form (`application/x-www-form-urlencoded`; anything else has no fields). Repeated names
 * become a list; `x-day`, `x-month` and `x-year` become one field `x`. How much may be posted is the app's limit.
 */
export async function readForm(c: Context): Promise<FormFields> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return {};
  return gatherFields(new URLSearchParams(await c.req.text()));
}

/** As `readForm`, from parameters at hand, such as those of a search. */
export function gatherFields(parameters: URLSearchParams): FormFields {
  const gathered = new Map<string, string | string[]>();
  for (const [name, value] of [...parameters].slice(0, maxFields)) {
    const before = gathered.get(name);
    gathered.set(name, before === undefined ? value : [before, value].flat());
  }
  for (const name of [...gathered.keys()]) {
    const stem = name.endsWith('-day') ? name.slice(0, -'-day'.length) : '';
    if (stem !== '' && !gathered.has(stem)) gatherDate(gathered, stem);
  }
  return Object.fromEntries(gathered);
}

function gatherDate(gathered: Map<string, FormValue>, stem: string): void {
  const [day, month, year] = dateFieldNames.map((part) => gathered.get(`${stem}-${part}`));
  if (typeof day !== 'string' || typeof month !== 'string' || typeof year !== 'string') return;
  for (const part of dateFieldNames) gathered.delete(`${stem}-${part}`);
  gathered.set(stem, { day, month, year });
}

/**
 * Checks a form against its schema. The first complaint about each field counts, in the order of the schema, in the
 * schema's own words: build it from `form-fields.ts`, whose fields all ask for a message. Fields that the schema does
 * not know are dropped.
 */
export function parseForm<Schema extends z.ZodType>(schema: Schema, fields: FormFields): ParsedForm<z.output<Schema>> {
  const parsed = schema.safeParse(fields, { error: () => withoutMessage });
  if (parsed.success) return { ok: true, value: parsed.data };
  const complaints = Map.groupBy(parsed.error.issues, (issue) => String(issue.path[0] ?? ''));
  const errors = [...complaints].map(([field, issues]) => toFieldError(field, issues, fields[field]));
  return { ok: false, values: fields, errors };
}

function toFieldError(field: string, issues: readonly z.core.$ZodIssue[], value: FormValue | undefined): FieldError {
  const message = issues[0]?.message ?? withoutMessage;
  if (field === '') return { field, message, href: '' };
  if (typeof value !== 'object' || !('day' in value)) return { field, message, href: `#${field}` };
  const named = dateFieldNames.filter((part) => issues.some((issue) => issue.path[1] === part));
  const wrongParts = named.length === 0 ? dateFieldNames : named;
  return { field, message, href: `#${field}-${wrongParts[0]}`, wrongParts };
}

/** A form with what is already known, such as a draft or a record to change. */
export function fillForm(values: FormFields): FormState {
  return { values, errors: [] };
}

/** Adds what only the domain could tell, such as a code that is not known, to the form as it was sent. */
export function refuseField(values: FormFields, field: string, message: string): FormState {
  return { values, errors: [{ field, message, href: field === '' ? '' : `#${field}` }] };
}

/** The message beside a field; undefined when it is right. */
export function errorOf(form: FormState, field: string): string | undefined {
  return form.errors.find((error) => error.field === field)?.message;
}

/** What was typed into a field of one value. */
export function textOf(form: FormState, field: string): string {
  const value = form.values[field];
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? String(value[0] ?? '') : '';
}

/** What was ticked in a field of several values. */
export function listOf(form: FormState, field: string): readonly string[] {
  const value = form.values[field];
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  return 'day' in value ? [] : value;
}

/** What a field of one value needs beside its question: `<Input label=… {...fieldOf(form, 'email')} />`. */
export const fieldOf = (form: FormState, name: string) => ({
  name,
  value: textOf(form, name),
  errorMessage: errorOf(form, name),
});

/** What `Checkboxes` need beside their question: `<Checkboxes legend=… {...choicesOf(form, 'groups')} />`. */
export const choicesOf = (form: FormState, name: string) => ({
  name,
  values: listOf(form, name),
  errorMessage: errorOf(form, name),
});

/** What a `DateInput` needs beside its question: `<DateInput legend=… {...dateOf(form, 'received')} />`. */
export function dateOf(form: FormState, field: string) {
  const value = form.values[field];
  const error = form.errors.find((one) => one.field === field);
  return {
    id: field,
    namePrefix: field,
    values: typeof value === 'object' && 'day' in value ? value : undefined,
    errorMessage: error?.message,
    wrongParts: error?.wrongParts,
  };
}
