import { readFileSync } from 'node:fs';

/**
 * Reads the organisation's settings, which the bundle step holds against their schema and then lays beside every
 * function: they are part of what is deployed, and are not judged again at every start, which would take a fifth of it.
 * In a bundle `import.meta.url` is the bundle's own address, so the default finds them there.
 * @throws when the file is missing or broken: a function without settings must not start.
 */
export const readSettings = <Settings>(from: URL = new URL('./settings.json', import.meta.url)): Settings =>
  JSON.parse(readFileSync(from, 'utf8')) as Settings;
