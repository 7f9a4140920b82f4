import * as z from 'zod';
import { LocalDate, Pence } from '../../events/values.ts';

/**
 * Schemas of the fields that people fill in. Each takes its messages, because a message that does not know the
 * question cannot help: say what to enter (“Enter your email address”), not what is wrong (“Invalid input”).
 * A field that was not sent at all counts as empty.
 */

const oneLineLimit = 200;
const manyLinesLimit = 4000;

/** Whatever was posted, as trimmed text without control characters; line ends are `\n`. */
const typedText = z.lazy(() =>
  z
    .preprocess((given) => (typeof given === 'string' ? given : ''), z.string())
    .transform((given) =>
      given
        .normalize('NFC')
        .replace(/\r\n?/g, '\n')
        .replace(/[^\P{Cc}\n\t]/gu, '')
        .trim(),
    ),
);

export interface TextMessages {
  readonly missing: string;
  readonly tooLong?: string | undefined;
  /** Characters; 200 for one line and 4,000 for several when not said. */
  readonly max?: number | undefined;
}

function limitOf(options: Omit<TextMessages, 'missing'>, usual: number) {
  const max = options.max ?? usual;
  return { max, tooLong: options.tooLong ?? `Shorten this to ${max} characters or fewer` };
}

/** One line that must be there. */
export function lineField(options: TextMessages) {
  const { max, tooLong } = limitOf(options, oneLineLimit);
  const line = typedText.transform((given) => given.replace(/\s+/g, ' '));
  return line.pipe(z.string().min(1, options.missing).max(max, tooLong));
}

/** Several lines that must be there. */
export function linesField(options: TextMessages) {
  const { max, tooLong } = limitOf(options, manyLinesLimit);
  return typedText.pipe(z.string().min(1, options.missing).max(max, tooLong));
}

/** A field that may stay empty: undefined then, otherwise whatever the field says. */
export function optionalField<Field extends z.ZodType>(field: Field) {
  return z.preprocess((given) => (isEmpty(given) ? undefined : given), field.optional());
}

function isEmpty(given: unknown): boolean {
  if (typeof given === 'object' && given !== null) return Object.values(given).every(isEmpty);
  return given === undefined || (typeof given === 'string' && given.trim() === '');
}

/** One of the given answers: radios or a select. */
export function choiceField<const Value extends string>(
  values: readonly Value[],
  options: { readonly missing: string },
) {
  return z.enum(values, options.missing);
}

interface ChoicesMessages {
  /** Said when nothing is ticked; leave it out where that is an answer. */
  readonly missing?: string | undefined;
}

/** Any of the given answers: checkboxes. Always a list. */
export function choicesField<const Value extends string>(values: readonly Value[], { missing }: ChoicesMessages) {
  return z
    .preprocess(
      (given) => (given === undefined ? [] : [given].flat()),
      z.array(z.enum(values, missing ?? 'Choose from the answers given')),
    )
    .refine((chosen) => missing === undefined || chosen.length > 0, missing);
}

/** A box that must be ticked, such as a declaration. Its value on the page is `yes`. */
export function tickedField(options: { readonly missing: string }) {
  return z.literal('yes', options.missing).transform((): true => true);
}

/** A box that may be ticked. Its value on the page is `yes`. */
export const tickField = z.preprocess((given) => given === 'yes', z.boolean());

/** An email address. Whether it works is known only when something arrives there. */
export function emailField(options: { readonly missing: string; readonly wrong: string }) {
  return lineField({ missing: options.missing, max: 254, tooLong: options.wrong }).pipe(z.email(options.wrong));
}

/** A telephone number as people write it; kept as written. */
export function phoneField(options: { readonly missing: string; readonly wrong: string }) {
  return lineField({ missing: options.missing, max: 40, tooLong: options.wrong }).pipe(
    z
      .string()
      .regex(/^[+\d][\d\s().-]*$/, options.wrong)
      .refine((number) => /^\d{10,15}$/.test(number.replace(/\D/g, '')), options.wrong),
  );
}

export interface PoundsMessages {
  readonly missing: string;
  readonly wrong: string;
  /** Pence. */
  readonly least?: { readonly pence: number; readonly message: string } | undefined;
  /** Pence. */
  readonly most?: { readonly pence: number; readonly message: string } | undefined;
}

/** A sum in pounds as people write it (`25`, `£1,250.50`), as integer pence; read digit by digit, never as a fraction. */
export function poundsField(options: PoundsMessages) {
  return lineField({ missing: options.missing, max: 20, tooLong: options.wrong }).pipe(
    z
      .string()
      .regex(/^£?\s?(\d{1,3}(,\d{3})+|\d{1,9})(\.\d{1,2})?$/, options.wrong)
      .transform(toPence)
      .refine((pence) => pence >= (options.least?.pence ?? 0), options.least?.message)
      .refine((pence) => pence <= (options.most?.pence ?? Number.MAX_SAFE_INTEGER), options.most?.message)
      .pipe(Pence),
  );
}

function toPence(written: string): number {
  const [pounds = '0', pennies = ''] = written.replace(/[£,\s]/g, '').split('.');
  return Number(pounds) * 100 + Number(pennies.padEnd(2, '0'));
}

export interface NumberMessages {
  readonly missing: string;
  readonly wrong: string;
  readonly min: number;
  readonly max: number;
}

/** A whole number between two others. */
export function numberField(options: NumberMessages) {
  return lineField({ missing: options.missing, max: 12, tooLong: options.wrong }).pipe(
    z
      .string()
      .regex(/^\d+$/, options.wrong)
      .transform(Number)
      .refine((number) => number >= options.min && number <= options.max, options.wrong),
  );
}

/** A date from a `DateInput`. Complains of the part that is missing, or of the whole when there is no such day. */
export function dateField(options: { readonly missing: string; readonly wrong: string }) {
  return z
    .preprocess(
      (given) => given ?? {},
      z.object({
        day: datePart(options, /^(0?[1-9]|[12]\d|3[01])$/),
        month: datePart(options, /^(0?[1-9]|1[0-2])$/),
        year: datePart(options, /^(19|20|21)\d\d$/),
      }),
    )
    .transform((date) => `${date.year}-${date.month.padStart(2, '0')}-${date.day.padStart(2, '0')}`)
    .pipe(z.string().refine(isRealDay, options.wrong).pipe(LocalDate));
}

function datePart(options: { readonly missing: string; readonly wrong: string }, pattern: RegExp) {
  return lineField({ missing: options.missing, max: 4, tooLong: options.wrong }).pipe(
    z.string().regex(pattern, options.wrong),
  );
}

function isRealDay(iso: string): boolean {
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso);
}
