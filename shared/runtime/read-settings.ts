import { readFileSync } from 'node:fs';
import type * as z from 'zod';

/**
 * Reads the organisation's settings, which the bundle step lays beside every function. In a bundle `import.meta.url`
 * is the bundle's own address, so the default finds them there.
 * @throws when the file is missing or does not fit the schema: a function without settings must not start.
 */
export const readSettings = <Schema extends z.ZodType>(
  schema: Schema,
  from: URL = new URL('./settings.json', import.meta.url),
): z.infer<Schema> => schema.parse(JSON.parse(readFileSync(from, 'utf8')));
