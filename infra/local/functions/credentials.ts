import { createHash } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

const PREFIX_LENGTH = 12;

const prefixOf = (functionName: string): string =>
  createHash('sha256').update(functionName).digest('hex').slice(0, PREFIX_LENGTH);

/**
 * Credentials of one instance of a function. Nothing local checks signatures; the key id says who is calling. It is
 * letters and digits only, because the database emulator takes no other.
 */
export const credentialsOf = (functionName: string, instance: number): Credentials => ({
  accessKeyId: `LOCAL${prefixOf(functionName)}${String(instance).padStart(4, '0')}`,
  secretAccessKey: 'localsecret',
  sessionToken: 'localsession',
});

/** Which of these functions signed a request with this key id. */
export const callerOf = (accessKeyId: string, functionNames: string[]): string | undefined =>
  functionNames.find((name) => accessKeyId.startsWith(`LOCAL${prefixOf(name)}`));
