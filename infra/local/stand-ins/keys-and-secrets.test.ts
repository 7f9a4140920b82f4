import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateRandomCommand,
  KMSClient,
} from '@aws-sdk/client-kms';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../processes/ports.ts';
import { SECRET } from '../template/known/secrets.ts';
import { createJsonService, ServiceError } from './json-protocol.ts';
import { createKeyService } from './key-service.ts';
import { createSecretsService } from './secrets.ts';

const directory = mkdtempSync(join(tmpdir(), 'keys-'));
const keysFile = join(directory, 'keys.json');
const secretsFile = join(directory, 'secrets.json');
const keyOf = (digit: string) => {
  const keyId = `${digit.repeat(8)}-0000-0000-0000-000000000000`;
  return { keyId, arn: `arn:aws:kms:eu-west-2:000000000000:key/${keyId}` };
};
const [key, otherKey] = [keyOf('1'), keyOf('2')];
const secretOf = (name: string, properties: object) => ({
  name,
  arn: `arn:${name}`,
  properties: SECRET.schema.parse(properties),
});
const secrets = [
  secretOf('demo-payments', {
    GenerateSecretString: { SecretStringTemplate: '{"apiBase":"far"}', GenerateStringKey: 'apiKey' },
  }),
  secretOf('plain', {
    GenerateSecretString: { PasswordLength: 40, ExcludePunctuation: true, ExcludeCharacters: 'abc' },
  }),
  secretOf('given', { SecretString: '{"clientSecret":"s"}' }),
];
const operations = () => ({
  ...createKeyService([key, otherKey], [{ name: 'alias/vault', target: key.keyId }], keysFile),
  ...createSecretsService(secrets, { '-payments': { apiBase: 'near' } }, secretsFile),
});

const refused: string[] = [];
const forbidden = new Set<string>();
const server = createJsonService(
  operations(),
  () => (action, resource) => {
    if (forbidden.has(`${action} ${resource}`)) throw new ServiceError('AccessDeniedException', 'You may not.');
  },
  (accessKey, target, { code }) => refused.push(`${accessKey} ${target} ${code}`),
);
const configuration = {
  region: 'eu-west-2',
  credentials: { accessKeyId: 'CALLER', secretAccessKey: 'x' },
  maxAttempts: 1,
};
let endpoint = '';
let kms: KMSClient;
let vault: SecretsManagerClient;

beforeAll(async () => {
  endpoint = `http://127.0.0.1:${await listenOnLoopback(server, 0, 'the test')}`;
  kms = new KMSClient({ ...configuration, endpoint });
  vault = new SecretsManagerClient({ ...configuration, endpoint });
});
afterAll(() => {
  kms.destroy();
  vault.destroy();
  server.close();
  server.closeAllConnections();
  rmSync(directory, { recursive: true });
});

const secretString = async (SecretId: string) =>
  (await vault.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '';

describe('the key service, asked by the unmodified SDK', () => {
  const EncryptionContext = { person: 'p1', role: 'client' };

  it('gives a data key that opens again in its context, whatever the order it is said in', async () => {
    const made = await kms.send(new GenerateDataKeyCommand({ KeyId: key.arn, KeySpec: 'AES_256', EncryptionContext }));
    expect(made.Plaintext).toHaveLength(32);
    const reordered = { role: 'client', person: 'p1' };
    const opened = await kms.send(
      new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: reordered }),
    );
    expect(opened.Plaintext).toEqual(made.Plaintext);
    expect(opened.KeyId).toBe(key.arn);
  });

  it.each([
    ['another context', { person: 'p2', role: 'client' }],
    ['no context', undefined],
  ])('does not open with %s', async (_which, other) => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: 'alias/vault', Plaintext: Buffer.from('x'), EncryptionContext }),
    );
    const opening = kms.send(
      new DecryptCommand({ CiphertextBlob, ...(other === undefined ? {} : { EncryptionContext: other }) }),
    );
    await expect(opening).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
    expect(refused.at(-1)).toBe('CALLER TrentService.Decrypt InvalidCiphertextException');
  });

  it('does not open what was tampered with, nor with a key that was not used', async () => {
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId: key.keyId, Plaintext: Buffer.from('x') }),
    );
    await expect(kms.send(new DecryptCommand({ CiphertextBlob, KeyId: otherKey.arn }))).rejects.toMatchObject({
      name: 'IncorrectKeyException',
    });
    const spoilt = Uint8Array.from(CiphertextBlob, (byte, index) =>
      index === CiphertextBlob.length - 1 ? byte ^ 1 : byte,
    );
    await expect(kms.send(new DecryptCommand({ CiphertextBlob: spoilt }))).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
    });
  });

  it('opens what it closed before a restart', async () => {
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId: key.keyId, Plaintext: Buffer.from('kept') }),
    );
    const restarted = operations()['TrentService.Decrypt'];
    expect(restarted?.({ CiphertextBlob: Buffer.from(CiphertextBlob).toString('base64') }, () => {})).toMatchObject({
      Plaintext: Buffer.from('kept').toString('base64'),
    });
  });

  it('refuses a key it does not have and a plaintext longer than KMS takes', async () => {
    await expect(
      kms.send(new EncryptCommand({ KeyId: 'alias/other', Plaintext: Buffer.from('x') })),
    ).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await expect(kms.send(new EncryptCommand({ KeyId: key.arn, Plaintext: Buffer.alloc(4097) }))).rejects.toMatchObject(
      {
        name: 'ValidationException',
      },
    );
  });

  it('gives random bytes', async () => {
    const { Plaintext } = await kms.send(new GenerateRandomCommand({ NumberOfBytes: 16 }));
    expect(Plaintext).toHaveLength(16);
  });
});

describe('secrets, asked for by the unmodified SDK', () => {
  it('draws a secret as the template wishes, and keeps it over a restart', async () => {
    const drawn = await secretString('plain');
    expect(drawn).toMatch(/^[d-zA-Z0-9]{40}$/);
    expect(
      createSecretsService(secrets, {}, secretsFile)['secretsmanager.GetSecretValue']?.(
        { SecretId: 'plain' },
        () => {},
      ),
    ).toMatchObject({
      SecretString: drawn,
    });
  });

  it('puts the local values where somebody would put the real ones by hand', async () => {
    expect(JSON.parse(await secretString('arn:demo-payments'))).toEqual({
      apiBase: 'near',
      apiKey: expect.any(String),
    });
  });

  it('gives what the template itself says, and refuses what it does not have', async () => {
    expect(await secretString('given')).toBe('{"clientSecret":"s"}');
    await expect(secretString('missing')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('and uses of a key are asked for by the key or secret itself, whatever name it was called by', async () => {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId: 'alias/vault', Plaintext: Buffer.from('sealed') }),
    );
    for (const use of ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:Encrypt']) forbidden.add(`${use} ${key.arn}`);
    forbidden.add('secretsmanager:GetSecretValue arn:given');
    const denied = { name: 'AccessDeniedException' };
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).rejects.toMatchObject(denied);
    const named = { KeyId: 'alias/vault', KeySpec: 'AES_256' } as const;
    await expect(kms.send(new GenerateDataKeyCommand(named))).rejects.toMatchObject(denied);
    await expect(secretString('given')).rejects.toMatchObject(denied);
    forbidden.clear();
    await expect(kms.send(new DecryptCommand({ CiphertextBlob }))).resolves.toBeDefined();
  });

  it('refuses every other operation by its name', async () => {
    const answer = await fetch(endpoint, {
      method: 'POST',
      headers: { 'x-amz-target': 'AmazonSNS.Publish' },
      body: '{}',
    });
    expect(await answer.json()).toMatchObject({
      __type: 'UnknownOperationException',
      message: expect.stringContaining('AmazonSNS.Publish'),
    });
  });
});
