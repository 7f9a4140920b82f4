import { createHash, randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeWhole } from '../files.ts';
import type { GenerateSecretString, SecretProperties } from '../template/known/secrets.ts';
import { type Operation, ServiceError } from './json-protocol.ts';

export type LocalSecret = { name: string; arn: string; properties: SecretProperties };

const stored = z.record(z.string(), z.string());
const getInput = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.string().optional(),
});

const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const randomPassword = (wish: GenerateSecretString): string => {
  const classes = [
    wish.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    wish.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    wish.ExcludeNumbers ? '' : '0123456789',
    wish.ExcludePunctuation ? '' : PUNCTUATION,
    wish.IncludeSpace ? ' ' : '',
  ]
    .map((characters) => [...characters].filter((character) => !wish.ExcludeCharacters.includes(character)))
    .filter((characters) => characters.length > 0);
  const any = classes.flat();
  const pick = (from: string[]): string => from[randomInt(from.length)] ?? '';
  for (;;) {
    const password = Array.from({ length: wish.PasswordLength }, () => pick(any)).join('');
    const hasEach = classes.every((characters) => characters.some((character) => password.includes(character)));
    if (hasEach || !wish.RequireEachIncludedType) return password;
  }
};

const generate = (wish: GenerateSecretString): string => {
  const password = randomPassword(wish);
  if (wish.GenerateStringKey === undefined) return password;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(wish.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [wish.GenerateStringKey]: password });
};

/** The same value has the same version, so that a client's cache behaves as it would in AWS. */
const versionOf = (value: string): string =>
  createHash('sha256')
    .update(value)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/**
 * A stand-in for Secrets Manager. A generated secret is drawn once and kept; `instead` has the fields that somebody
 * would put in by hand after a deployment, by the ending of the secret's name: here, those of the stand-ins.
 */
export const createSecretsService = (
  secrets: LocalSecret[],
  instead: Record<string, Record<string, string>>,
  file: string,
): Record<string, Operation> => {
  const drawn = existsSync(file) ? stored.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  for (const { name, properties } of secrets) {
    if (properties.GenerateSecretString !== undefined) drawn[name] ??= generate(properties.GenerateSecretString);
  }
  writeWhole(file, JSON.stringify(drawn, null, 2));

  const readValue = ({ name, properties }: LocalSecret): string => {
    const own = properties.SecretString ?? drawn[name] ?? '';
    const ending = Object.keys(instead).find((suffix) => name.endsWith(suffix));
    if (ending === undefined) return own;
    const fields = own.startsWith('{') ? z.record(z.string(), z.unknown()).parse(JSON.parse(own)) : {};
    return JSON.stringify({ ...fields, ...instead[ending] });
  };

  return {
    'secretsmanager.GetSecretValue': (input, may) => {
      const { SecretId } = getInput.parse(input);
      const secret = secrets.find(({ name, arn }) => SecretId === name || SecretId === arn);
      if (secret === undefined) {
        throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      }
      may('secretsmanager:GetSecretValue', secret.arn);
      const value = readValue(secret);
      return {
        ARN: secret.arn,
        Name: secret.name,
        SecretString: value,
        VersionId: versionOf(value),
        VersionStages: ['AWSCURRENT'],
        CreatedDate: 1_767_225_600,
      };
    },
  };
};
