import * as z from 'zod';

/** What a function needs from its environment and did not find. Names the variables, never their values. */
export class ConfigurationUnusable extends Error {
  override readonly name = 'ConfigurationUnusable';
}

/** Says what is wrong with a variable, never quoting it; nothing when it is as it should be. */
type Check = (value: string) => string | undefined;

/** The variables that a function reads, by name, each with what it must look like. */
export type Variables = Readonly<Record<string, Check>>;

/** What was read of them. */
export type Configuration<Read extends Variables> = { readonly [Name in keyof Read]: string };

/** The name, id or address of a resource, as the template gives it. */
export const name: Check = (value) => (value === '' ? 'empty' : undefined);

/** A secret that cannot be guessed. */
export const secretValue: Check = (value) => (value.length < 32 ? 'too short' : undefined);

/** So many seconds, or none. */
export const seconds: Check = (value) => (/^\d{1,6}$/.test(value) ? undefined : 'no whole number of seconds');

/** How many of something: at least one. */
export const amount: Check = (value) => (/^[1-9]\d{0,8}$/.test(value) ? undefined : 'no whole number above nothing');

/** An address on the web. */
export const address: Check = (value) => (URL.canParse(value) ? undefined : 'no address');

/** The site as people see it: paths are put behind it. */
export const siteAddress: Check = (value) =>
  value.endsWith('/') ? 'to be without a slash at its end' : address(value);

/**
 * Reads a function's configuration from its environment, once, as the module loads. Nothing else reads `process.env`.
 * By checks of its own: every start would otherwise make zod ready for three kinds of text (docs/adr/0012).
 * @param variables what is read; the template fills the same names.
 * @throws ConfigurationUnusable with one sentence that names every variable that is missing or wrong.
 */
export function readConfig<Read extends Variables>(
  variables: Read,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Configuration<Read> {
  // Every function starts here. Left to itself zod compiles each schema at its first use, which pays after thousands of
  // uses: an instance of ours sees tens, and would spend a tenth of its start on compiling.
  z.config({ jitless: true });
  const complaints: string[] = [];
  const read: Record<string, string> = {};
  for (const [variable, check] of Object.entries(variables)) {
    const value = environment[variable];
    const wrong = value === undefined ? undefined : check(value);
    if (value === undefined) complaints.push(`${variable} is missing`);
    else if (wrong !== undefined) complaints.push(`${variable} is wrong (${wrong})`);
    else read[variable] = value;
  }
  if (complaints.length === 0) return read as Configuration<Read>;
  throw new ConfigurationUnusable(`This function cannot start: ${complaints.join(', ')}.`);
}
