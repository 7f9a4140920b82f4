import * as z from 'zod';

const operator = z.strictObject({
  prefix: z.string().optional(),
  suffix: z.string().optional(),
  exists: z.boolean().optional(),
  'equals-ignore-case': z.string().optional(),
  'anything-but': z.union([z.array(z.union([z.string(), z.number()])), z.string(), z.number()]).optional(),
});

type Pattern = { [key: string]: Pattern } | unknown[];

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const matchesOne = (wanted: unknown, value: unknown): boolean => {
  if (!isPlain(wanted)) return wanted === value;
  const rule = operator.parse(wanted);
  const text = typeof value === 'string' ? value : undefined;
  const but = rule['anything-but'];
  if (rule.exists !== undefined) return rule.exists === (value !== undefined);
  if (rule.prefix !== undefined) return text?.startsWith(rule.prefix) ?? false;
  if (rule.suffix !== undefined) return text?.endsWith(rule.suffix) ?? false;
  if (rule['equals-ignore-case'] !== undefined) return text?.toLowerCase() === rule['equals-ignore-case'].toLowerCase();
  return value !== undefined && but !== undefined && ![but].flat().some((each) => each === value);
};

const matches = (pattern: Pattern, value: unknown): boolean => {
  if (Array.isArray(pattern)) return pattern.some((wanted) => matchesOne(wanted, value));
  return Object.entries(pattern).every(([key, part]) => matches(part, isPlain(value) ? value[key] : undefined));
};

const pattern: z.ZodType<Pattern> = z.lazy(() => z.union([z.array(z.unknown()), z.record(z.string(), pattern)]));

/** Refuses a pattern with an operator that is not known here, before any record is lost to it. */
const refuseUnknownOperators = (part: Pattern): void => {
  if (Array.isArray(part)) {
    for (const wanted of part) if (isPlain(wanted)) operator.parse(wanted);
  } else {
    for (const inner of Object.values(part)) refuseUnknownOperators(inner);
  }
};

/** A filter of an event source mapping: a record passes when it matches any of the patterns, or there are none. */
export const createRecordFilter = (patterns: string[]): ((record: unknown) => boolean) => {
  const parsed = patterns.map((text) => pattern.parse(JSON.parse(text)));
  parsed.forEach(refuseUnknownOperators);
  return (record) => parsed.length === 0 || parsed.some((each) => matches(each, record));
};
