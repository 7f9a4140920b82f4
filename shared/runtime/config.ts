import * as z from 'zod';

/** What a function needs from its environment and did not find. Names the variables, never their values. */
export class ConfigurationUnusable extends Error {
  override readonly name = 'ConfigurationUnusable';
}

const complaint = (issue: z.core.$ZodIssue, environment: Readonly<Record<string, string | undefined>>): string => {
  const name = issue.path.map(String).join('.');
  return environment[name] === undefined ? `${name} is missing` : `${name} is wrong (${issue.message})`;
};

/**
 * Reads a function's configuration from its environment, once, as the module loads. Nothing else reads `process.env`.
 * @param schema the variables by name; the template fills the same names.
 * @throws ConfigurationUnusable with one sentence that names every variable that is missing or wrong.
 */
export function readConfig<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): z.infer<z.ZodObject<Shape>> {
  // Every function starts here. Left to itself zod compiles each schema at its first use, which pays after thousands of
  // uses: an instance of ours sees tens, and would spend a tenth of its start on compiling.
  z.config({ jitless: true });
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  const complaints = [...new Set(parsed.error.issues.map((issue) => complaint(issue, environment)))];
  throw new ConfigurationUnusable(`This function cannot start: ${complaints.join(', ')}.`);
}
