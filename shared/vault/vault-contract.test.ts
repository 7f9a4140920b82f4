import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KMSClient, type ServiceOutputTypes } from '@aws-sdk/client-kms';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Instant, PersonId } from '../../events/values.ts';
import { Identity, IdentityField, type IdentityFields, IdentityKey, PersonRole } from '../domain/identity.ts';
import type { Vault } from './interface.ts';
import { createKeyServiceSealer } from './key-service-sealer.ts';
import { createKeyServiceVault } from './key-service-vault.ts';
import { createMemoryVault } from './memory-vault.ts';

const keyId = 'alias/identities';

/** The true client, answered before anything leaves it: a key service that remembers what it wrapped, and for whom. */
function keyServiceDouble(): { kms: KMSClient; asked: string[] } {
  const asked: string[] = [];
  const made = new Map<string, { dataKey: Uint8Array; context: unknown }>();
  const kms = new KMSClient({ region: 'eu-west-2', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
  kms.middlewareStack.add((_next, { commandName }) => async ({ input }) => {
    asked.push(commandName ?? '');
    const answer = (output: object) => ({
      output: { $metadata: {}, ...output } satisfies ServiceOutputTypes,
      response: {},
    });
    if ('KeySpec' in input && 'EncryptionContext' in input && input.KeyId === keyId && input.KeySpec === 'AES_256') {
      const dataKey = new Uint8Array(randomBytes(32));
      const wrapped = new Uint8Array(randomBytes(64));
      made.set(wrapped.toString(), { dataKey, context: input.EncryptionContext });
      return answer({ Plaintext: dataKey.slice(), CiphertextBlob: wrapped });
    }
    if ('CiphertextBlob' in input && 'EncryptionContext' in input) {
      const known = made.get(new Uint8Array(input.CiphertextBlob ?? []).toString());
      if (known === undefined || !isDeepStrictEqual(known.context, input.EncryptionContext)) {
        throw new Error('InvalidCiphertextException');
      }
      return answer({ Plaintext: known.dataKey.slice() });
    }
    throw new Error('ValidationException');
  });
  return { kms, asked };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const neighbourOf = (character: string): string => alphabet.charAt(alphabet.indexOf(character) ^ 1) || 'A';

const at = Instant.parse('2026-11-22T09:30:00.000Z');
const ada = PersonId.parse('psn_aaaaaaaa');
const ben = PersonId.parse('psn_bbbbbbbb');
const whole = {
  name: 'Marked Name',
  email: 'marked@example.org',
  phone: '0113 496 0000',
  address: '1 Marked Street',
  postcode: 'LS6 1AA',
  organisation: 'Marked Practice',
  'preferred-name': 'Marky',
} satisfies IdentityFields;

const vaults: Record<string, () => Vault> = {
  'the key service vault': () => createKeyServiceVault(keyServiceDouble().kms, keyId),
  'the memory vault': () => createMemoryVault('a seed'),
};

describe.each(Object.entries(vaults))('%s', (_name, build) => {
  test('opens what it sealed, and only the fields that were asked for', async () => {
    const vault = build();
    const { identity, key } = await vault.seal(ada, 'client', whole, at);
    expect(await vault.open(identity, key, ['name', 'phone'])).toEqual({ name: whole.name, phone: whole.phone });
    expect(await vault.open(identity, key, IdentityField.options)).toEqual(whole);
    expect(await vault.open(identity, key, [])).toEqual({});
  });

  test('answers with nothing for a field that was never given', async () => {
    const vault = build();
    const { identity, key } = await vault.seal(ada, 'client', { name: 'N' }, at);
    expect(await vault.open(identity, key, ['name', 'email'])).toEqual({ name: 'N' });
    expect(await vault.open(identity, key, ['email'])).toEqual({});
  });

  test('gives back any text unchanged, in any role', async () => {
    const vault = build();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.constantFrom(...PersonRole.options), async (text, role) => {
        const { identity, key } = await vault.seal(ada, role, { name: text }, at);
        expect(await vault.open(identity, key, ['name'])).toEqual({ name: text });
      }),
      { numRuns: 40 },
    );
  });

  test('ASVS 14.2.4 makes records that fit the tables and show nothing of the person', async () => {
    const { identity, key } = await build().seal(ada, 'donor', whole, at);
    expect(Identity.parse(identity)).toMatchObject({ personId: ada, role: 'donor', sealedAt: at });
    expect(IdentityKey.parse(key)).toMatchObject({ personId: ada, madeAt: at });
    expect(Object.keys(identity.fields).sort()).toEqual([...IdentityField.options].sort());
    const stored = JSON.stringify([identity, key]);
    for (const text of Object.values(whole)) {
      expect(stored).not.toContain(text);
      expect(stored).not.toContain(Buffer.from(text).toString('base64url').slice(0, -2));
    }
  });

  test('ASVS 11.3.3 refuses a ciphertext that was moved to another field', async () => {
    const vault = build();
    const { identity, key } = await vault.seal(ada, 'client', whole, at);
    const moved = { ...identity, fields: { ...identity.fields, phone: identity.fields.name } };
    await expect(vault.open(Identity.parse(moved), key, ['phone'])).rejects.toThrow();
    expect(await vault.open(Identity.parse(moved), key, ['name'])).toEqual({ name: whole.name });
  });

  test('refuses a ciphertext that was moved to another person, with either key', async () => {
    const vault = build();
    const one = await vault.seal(ada, 'client', whole, at);
    const other = await vault.seal(ben, 'client', { name: 'Ben' }, at);
    const moved = { ...other.identity, fields: one.identity.fields };
    await expect(vault.open(moved, other.key, ['name'])).rejects.toThrow();
    await expect(vault.open(moved, one.key, ['name'])).rejects.toThrow();
    await expect(vault.open(moved, { ...one.key, personId: ben }, ['name'])).rejects.toThrow();
  });

  test('keeps one person’s roles apart', async () => {
    const vault = build();
    const client = await vault.seal(ada, 'client', whole, at);
    const donor = await vault.seal(ada, 'donor', whole, at);
    expect(client.key.wrapped).not.toBe(donor.key.wrapped);
    await expect(vault.open(client.identity, donor.key, ['name'])).rejects.toThrow();
    await expect(vault.open({ ...client.identity, role: 'donor' }, client.key, ['name'])).rejects.toThrow();
    await expect(vault.open({ ...client.identity, role: 'donor' }, donor.key, ['name'])).rejects.toThrow();
  });

  test('ASVS 11.3.3 refuses a ciphertext in which any one character was changed', async () => {
    const vault = build();
    const { identity, key } = await vault.seal(ada, 'client', { name: 'N' }, at);
    const sealed = identity.fields.name ?? '';
    for (let index = 0; index < sealed.length; index += 1) {
      // The neighbour in the alphabet differs in the last bit only: in the last character of a part it may mean nothing.
      const other = neighbourOf(sealed.charAt(index));
      const changed = sealed.slice(0, index) + other + sealed.slice(index + 1);
      await expect(vault.open({ ...identity, fields: { name: changed } }, key, ['name'])).rejects.toThrow();
    }
  });

  test('opens nothing with a key it did not wrap', async () => {
    const vault = build();
    const { identity, key } = await vault.seal(ada, 'client', whole, at);
    const forged = { ...key, wrapped: Buffer.alloc(64, 7).toString('base64') };
    await expect(vault.open(identity, forged, ['name'])).rejects.toThrow();
    await expect(vault.open(identity, { ...key, personId: ben }, ['name'])).rejects.toThrow();
  });
});

describe('the key service', () => {
  test('is never asked to decrypt by a sealer', async () => {
    const { kms, asked } = keyServiceDouble();
    const sealer = createKeyServiceSealer(kms, keyId);
    const { identity, key } = await sealer.seal(ada, 'client', whole, at);
    expect(asked).toEqual(['GenerateDataKeyCommand']);
    expect(Object.keys(sealer)).toEqual(['seal']);
    expect(await createKeyServiceVault(kms, keyId).open(identity, key, ['name'])).toEqual({ name: whole.name });
  });

  test('is not asked for a key when there is nothing to open', async () => {
    const { kms, asked } = keyServiceDouble();
    const vault = createKeyServiceVault(kms, keyId);
    const { identity, key } = await vault.seal(ada, 'client', { name: 'N' }, at);
    await vault.open(identity, key, ['email']);
    expect(asked).toEqual(['GenerateDataKeyCommand']);
  });

  test('ASVS 11.2.3, 11.3.1, 11.3.2 sees each field as compact JWE whose header says where it belongs', async () => {
    const { identity } = await createKeyServiceVault(keyServiceDouble().kms, keyId).seal(ada, 'client', whole, at);
    const [header, encryptedKey] = (identity.fields.phone ?? '').split('.');
    expect(JSON.parse(Buffer.from(header ?? '', 'base64url').toString())).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      v: 1,
      record: ada,
      role: 'client',
      field: 'phone',
    });
    expect(encryptedKey).toBe('');
  });
});

describe('the memory vault', () => {
  test('makes the same records from the same seed, and others from another', async () => {
    const once = await createMemoryVault('one').seal(ada, 'client', whole, at);
    expect(await createMemoryVault('one').seal(ada, 'client', whole, at)).toEqual(once);
    const other = await createMemoryVault('two').seal(ada, 'client', whole, at);
    expect(other.identity.fields.name).not.toBe(once.identity.fields.name);
    await expect(createMemoryVault('two').open(once.identity, once.key, ['name'])).rejects.toThrow();
  });
});
