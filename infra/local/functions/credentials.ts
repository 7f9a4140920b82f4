import { createHash } from 'node:crypto';

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken: string };

const PREFIX_LENGTH = 12;
const COUNT_LENGTH = 4;

const prefixOf = (functionName: string): string =>
  `LOCAL${createHash('sha256').update(functionName).digest('hex').slice(0, PREFIX_LENGTH)}`;

const withKey = (accessKeyId: string): Credentials => ({
  accessKeyId,
  secretAccessKey: 'localsecret',
  sessionToken: 'localsession',
});

/**
 * Credentials of one instance of a function. Nothing local checks signatures; the key id says who is calling. It is
 * letters and digits only, because the database emulator takes no other.
 */
export const credentialsOf = (functionName: string, instance: number): Credentials =>
  withKey(`${prefixOf(functionName)}${String(instance).padStart(COUNT_LENGTH, '0')}`);

/** Of the runner itself and what it starts besides functions: no role limits them, as none limits whoever deploys. */
export const RUNNER_CREDENTIALS = withKey('LOCALRUNNER');

export const accessKeyIn = (authorization: string | undefined): string =>
  /Credential=([^/]+)\//.exec(authorization ?? '')?.[1] ?? 'nobody';

/** Tells which of these functions signed a request with a key id. */
export const createCallerOf = (functionNames: readonly string[]): ((accessKeyId: string) => string | undefined) => {
  const names = new Map(functionNames.map((name) => [prefixOf(name), name]));
  return (accessKeyId) => names.get(accessKeyId.slice(0, -COUNT_LENGTH));
};
