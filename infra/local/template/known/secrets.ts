import { createHash } from 'node:crypto';
import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const generated = z.strictObject({
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
  PasswordLength: z.number().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  RequireEachIncludedType: z.boolean().default(true),
});

export type GenerateSecretString = z.infer<typeof generated>;

const secret = z.strictObject({
  Name: z.string().optional(),
  SecretString: z.string().optional(),
  GenerateSecretString: generated.optional(),
  KmsKeyId: withoutEffect('secrets are stand-ins here and lie in .local in the clear'),
  ReplicaRegions: withoutEffect('one machine has one region'),
  Description: LABELS,
  Tags: LABELS,
});

export type SecretProperties = z.infer<typeof secret>;

/** AWS ends the address of a secret in six characters of its own; these stay the same from start to start. */
const secretArn = (name: string, region: string, account: string): string =>
  `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${createHash('sha256').update(name).digest('hex').slice(0, 6)}`;

export const SECRET: ResourceType<SecretProperties> = {
  type: 'AWS::SecretsManager::Secret',
  schema: secret,
  nameProperty: 'Name',
  identify: ({ name, region, account }) => {
    const arn = secretArn(name, region, account);
    return identity(arn, { Id: arn });
  },
};

const POLICY = withoutEffect('it leaves the use of the key to roles, which the gate enforces');

const key = z.strictObject({
  // The stand-in keeps symmetric keys only.
  KeySpec: z.literal('SYMMETRIC_DEFAULT').optional(),
  KeyUsage: z.literal('ENCRYPT_DECRYPT').optional(),
  Enabled: z.literal(true).optional(),
  KeyPolicy: POLICY,
  BypassPolicyLockoutSafetyCheck: POLICY,
  EnableKeyRotation: withoutEffect('local keys are made once and kept'),
  RotationPeriodInDays: withoutEffect('local keys are made once and kept'),
  PendingWindowInDays: withoutEffect('nothing deletes a local key but --fresh'),
  MultiRegion: withoutEffect('one machine has one region'),
  Description: LABELS,
  Tags: LABELS,
});

export const KEY: ResourceType<z.infer<typeof key>> = {
  type: 'AWS::KMS::Key',
  schema: key,
  identify: ({ name, region, account }) => {
    const digest = createHash('sha256').update(name).digest('hex');
    const keyId = digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
    return identity(keyId, { KeyId: keyId, Arn: `arn:aws:kms:${region}:${account}:key/${keyId}` });
  },
};

const alias = z.strictObject({ AliasName: z.string(), TargetKeyId: z.string() });

export const KEY_ALIAS: ResourceType<z.infer<typeof alias>> = {
  type: 'AWS::KMS::Alias',
  schema: alias,
  nameProperty: 'AliasName',
  identify: ({ name }) => identity(name, { AliasName: name }),
};
