import * as z from 'zod';
import { invalidRequest } from './api-error.ts';
import type { Params } from './form-body.ts';

/**
 * A schema whose every name is a parameter that the SDK knows, held there by the compiler. Strict: a parameter
 * that the stand-in does not model is refused by name, for ignoring it would answer for a Stripe that isn't.
 */
export const paramsOf =
  <Known>() =>
  <Shape extends { [Name in keyof Shape]: Name extends keyof Known ? z.ZodType : never }>(shape: Shape) =>
    z.strictObject(shape);

export const text = z.string().min(1).max(5000);
/** Whole numbers travel as digits. */
export const integer = z
  .string()
  .regex(/^-?\d{1,15}$/)
  .transform(Number);
export const flag = z.enum(['true', 'false']).transform((word) => word === 'true');
export const metadata = z.record(z.string().max(40), z.string().max(500));
export const expand = z.array(z.string()).max(20);
export const createdRange = z.union([
  integer.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);

/** The parameters of every list: cursors, page size, expansion. */
export const page = {
  limit: integer.pipe(z.int().min(1).max(100)).optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
  expand: expand.optional(),
};

/** `line_items[0][price_data][currency]`: the name as it stands in the form. */
function bracketed([first, ...rest]: readonly PropertyKey[]): string {
  return [String(first ?? ''), ...rest.map((step) => `[${String(step)}]`)].join('');
}

/** Reads parameters, or answers 400 in Stripe's words with the name of the parameter at fault. */
export function readParams<T>(schema: z.ZodType<T>, params: Params): T {
  const read = schema.safeParse(params, { reportInput: true });
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const param = bracketed([...issue.path, issue.keys[0] ?? '']);
    throw invalidRequest(`Received unknown parameter: ${param}`, { code: 'parameter_unknown', param });
  }
  const param = bracketed(issue?.path ?? []);
  if (issue?.code === 'invalid_type' && issue.input === undefined) {
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (issue?.code === 'custom') {
    throw invalidRequest(issue.message, { param });
  }
  throw invalidRequest(`Invalid ${param}: ${issue?.message ?? 'not understood'}`, { code: 'parameter_invalid', param });
}
