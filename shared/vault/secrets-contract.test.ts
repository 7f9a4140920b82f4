import { scryptSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ReferralId } from '../../events/values.ts';
import type { Secrets } from './interface.ts';
import { createMemorySecrets } from './memory-secrets.ts';
import { createNodeSecrets } from './node-secrets.ts';

const referral = ReferralId.parse('ref_4f7kq2mh');
const otherReferral = ReferralId.parse('ref_4f7kq2mj');
const draft = JSON.stringify({ name: 'Marked Name', step: 3 });

/** What people make of a code: read out, written down, typed on a telephone. */
const retold = (code: string): string[] => [
  code.toLowerCase(),
  code.replaceAll('-', ''),
  ` ${code.replaceAll('-', ' – ')} `,
  code.replaceAll('0', 'O').replaceAll('1', 'I'),
  code.replaceAll('0', 'o').replaceAll('1', 'l'),
  `“${code}”.`,
];

const implementations: Record<string, () => Secrets> = {
  'secrets of the system': createNodeSecrets,
  'secrets in memory': () => createMemorySecrets('a seed'),
};

describe.each(Object.entries(implementations))('%s', (_name, build) => {
  test('ASVS 6.5.4 makes codes that can be read out, each a new one', () => {
    const secrets = build();
    const resume = Array.from({ length: 200 }, () => secrets.newResumeCode());
    const access = Array.from({ length: 200 }, () => secrets.newAccessCode());
    for (const code of resume) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){4}$/);
    for (const code of access) expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(new Set([...resume, ...access]).size).toBe(400);
    // Every character of the alphabet turns up: none is lost to a wrong remainder.
    expect(new Set(resume.join('').replaceAll('-', '')).size).toBe(32);
  });

  test('opens a draft with its code, however the code is typed', async () => {
    const secrets = build();
    for (let round = 0; round < 5; round += 1) {
      const code = secrets.newResumeCode();
      const sealed = await secrets.sealDraft(code, draft);
      for (const typed of [code, ...retold(code)]) {
        expect(secrets.draftHandleOf(typed)).toBe(secrets.draftHandleOf(code));
        expect(await secrets.openDraft(typed, sealed)).toBe(draft);
      }
    }
  });

  test('opens a draft with no other code, and no changed draft', async () => {
    const secrets = build();
    const code = secrets.newResumeCode();
    const sealed = await secrets.sealDraft(code, draft);
    await expect(secrets.openDraft(secrets.newResumeCode(), sealed)).rejects.toThrow();
    await expect(secrets.openDraft(code, `${sealed.slice(0, -6)}AAAAAA`)).rejects.toThrow();
    await expect(secrets.openDraft(code, 'no draft at all')).rejects.toThrow();
  });

  test('gives back any draft unchanged', async () => {
    const secrets = build();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 2000 }), async (text) => {
        const code = secrets.newResumeCode();
        expect(await secrets.openDraft(code, await secrets.sealDraft(code, text))).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  test('seals under no code that is too short, but finds a handle for any text', async () => {
    const secrets = build();
    for (const text of ['', '7QK2', `${secrets.newResumeCode()}7`]) {
      await expect(secrets.sealDraft(text, draft)).rejects.toThrow('not a resume code');
      await expect(secrets.openDraft(text, draft)).rejects.toThrow('not a resume code');
      expect(secrets.draftHandleOf(text)).toMatch(/^[\w-]{43}$/);
    }
  });

  test('ASVS 14.2.4 shows neither code nor draft in what is stored', async () => {
    const secrets = build();
    const code = secrets.newResumeCode();
    const access = secrets.newAccessCode();
    const { token, hash } = secrets.mintToken();
    const stored = [
      secrets.draftHandleOf(code),
      await secrets.sealDraft(code, draft),
      await secrets.hashAccessCode(access, referral),
      hash,
    ].join(' ');
    for (const secret of [code, code.replaceAll('-', ''), access, access.replaceAll('-', ''), token, 'Marked Name']) {
      expect(stored).not.toContain(secret);
      expect(stored).not.toContain(Buffer.from(secret).toString('base64url').slice(0, -2));
    }
  });

  test('knows an access code for its own referral only, however it is typed', async () => {
    const secrets = build();
    const code = secrets.newAccessCode();
    const hash = await secrets.hashAccessCode(code, referral);
    expect(await secrets.hashAccessCode(code, referral)).toBe(hash);
    for (const typed of [code, ...retold(code)]) {
      expect(await secrets.accessCodeMatches(typed, referral, hash)).toBe(true);
    }
    expect(await secrets.hashAccessCode(code, otherReferral)).not.toBe(hash);
    expect(await secrets.accessCodeMatches(code, otherReferral, hash)).toBe(false);
    expect(await secrets.accessCodeMatches(secrets.newAccessCode(), referral, hash)).toBe(false);
    expect(await secrets.accessCodeMatches('', referral, hash)).toBe(false);
    expect(await secrets.accessCodeMatches(code, referral, '')).toBe(false);
    expect(await secrets.accessCodeMatches(code, referral, hash.slice(1))).toBe(false);
  });

  test('ASVS 6.5.4, 6.6.3 mints tokens of 256 bits that fit a URL and are found again by their hash', () => {
    const secrets = build();
    const minted = Array.from({ length: 100 }, () => secrets.mintToken());
    for (const { token, hash } of minted) {
      expect(token).toMatch(/^[\w-]{43}$/);
      expect(secrets.hashToken(token)).toBe(hash);
      expect(secrets.hashToken(`${token.slice(0, -1)}`)).not.toBe(hash);
    }
    expect(new Set(minted.map(({ token }) => token)).size).toBe(100);
    expect(secrets.hashToken('')).toMatch(/^[\w-]{43}$/);
  });
});

test('secrets in memory are the same from the same seed, in the same order', async () => {
  const tell = async (seed: string) => {
    const secrets = createMemorySecrets(seed);
    const code = secrets.newResumeCode();
    return [code, secrets.newAccessCode(), secrets.mintToken().token, await secrets.sealDraft(code, draft)];
  };
  expect(await tell('one')).toEqual(await tell('one'));
  expect(await tell('two')).not.toEqual(await tell('one'));
});

test('ASVS 6.5.2 an access code of the system is kept as a password is: slowly hashed, and with its referral for salt', async () => {
  const secrets = createNodeSecrets();
  const code = secrets.newAccessCode();
  const slow = scryptSync(code.replaceAll('-', ''), referral, 32, { N: 2 ** 14, r: 8, p: 1 });
  expect(await secrets.hashAccessCode(code, referral)).toBe(slow.toString('base64url'));
});
