import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that runs in AWS or in somebody's browser, without what operators start by hand. */
const files = ['events', 'functions', 'shared'].flatMap((room) =>
  readdirSync(root + room, { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?<!\.test)\.(tsx?|js)$/.test(path) && !path.endsWith('relay-again.ts'))
    .map((path) => `${room}/${path}`),
);
const sources = new Map(files.map((file) => [file, readFileSync(root + file, 'utf8')]));

/** The places where a pattern stands outside comments, as `file: what`. */
const placesOf = (pattern: RegExp, among = (_: string): boolean => true): readonly string[] =>
  [...sources].flatMap(([file, source]) =>
    among(file)
      ? [...source.replaceAll(/\/\*[\s\S]*?\*\/|(?<![:'])\/\/.*/g, '').matchAll(pattern)].map(
          ([what]) => `${file}: ${what}`,
        )
      : [],
  );
const inBrowsers = (file: string): boolean => file.startsWith('shared/web/browser/');

describe('the code that runs', () => {
  it('is read here: functions, what they share, and the scripts of pages', () => {
    expect(files.length).toBeGreaterThan(400);
    expect(files.filter(inBrowsers).length).toBeGreaterThan(1);
    expect(placesOf(/\bcreateHmac\(/g).length).toBeGreaterThan(1);
  });

  it('ASVS 1.2.5 starts no other program', () => {
    expect(placesOf(/child_process|worker_threads|process\.binding/g)).toEqual([]);
  });

  it('ASVS 1.3.2 makes no code out of text', () => {
    expect(placesOf(/node:vm\b|\beval\(|new Function\(|setTimeout\(['"`]/g)).toEqual([]);
  });

  it('ASVS 1.2.9 makes patterns of words of its own only', () => {
    const made = placesOf(/new RegExp\((?!\s*')[^\n]*/g);
    expect(made.map((place) => place.replace(/: .*/, ''))).toEqual(['events/values.ts', 'shared/web/assets.ts']);
    expect(made.join()).toMatch(/\^\$\{prefix\}_.*\$\{one\.name\}/s);
  });

  it('ASVS 1.2.1 puts no text into a page unescaped', () => {
    expect(placesOf(/dangerouslySetInnerHTML/g)).toEqual([]);
    expect(placesOf(/\braw\(/g)).toEqual([]);
  });

  it('ASVS 1.3.6 calls nobody but through the clients of AWS, of the payment provider and of the sign-in', () => {
    expect(placesOf(/(?<![.\w])fetch\(|node:(?:https?|net|tls|dgram)\b|XMLHttpRequest/g)).toEqual([
      // It knows an address when it sees one.
      'shared/web/visitor-address.ts: node:net',
    ]);
  });

  it('ASVS 12.3.2 checks the certificate of everybody it calls', () => {
    expect(placesOf(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity/g)).toEqual([]);
  });

  it('ASVS 6.5.3 draws nothing that nobody may guess from chance that can be foreseen', () => {
    const drawn = placesOf(/[\w.]*(?:pause\(|sleep\()?Math\.random\(\)/g).map((place) => place.replace(/.*: /, ''));
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.filter((what) => !/(?:pause|sleep)\(Math\.random\(\)/.test(what))).toEqual([]);
  });

  it('ASVS 11.4.1 and 11.4.3 hashes by SHA-256 and by nothing weaker', () => {
    const names = placesOf(/(?:createHash|createHmac|hkdfSync)\(\s*'([^']+)'/g).map(
      (place) => /'([^']+)'$/.exec(place)?.[1],
    );
    expect(names.length).toBeGreaterThan(4);
    expect(new Set(names)).toEqual(new Set(['sha256']));
    expect(placesOf(/createHash\((?!\s*')|createHmac\((?!\s*')/g)).toEqual([]);
  });

  it('ASVS 11.2.1 and 11.3.2 leaves ciphers to jose, to Node.js and to KMS, and uses AES-GCM', () => {
    expect(placesOf(/createCipheriv\([^,]*/g)).toEqual([`shared/vault/memory-seal.ts: createCipheriv('aes-256-gcm'`]);
    const libraries = placesOf(/from '(?:[^'.][^']*)'/g).map((place) => /'([^']+)'$/.exec(place)?.[1] ?? '');
    expect(
      libraries.filter(
        (name) =>
          /crypt|cipher|aes|bcrypt|argon|hash/i.test(name) && name !== 'node:crypto' && !name.startsWith('jose/'),
      ),
    ).toEqual([]);
  });
});

describe('the scripts of pages', () => {
  it('ASVS 3.2.2 put nothing on a page but text', () => {
    expect(
      placesOf(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment/g, inBrowsers),
    ).toEqual([]);
  });

  it('ASVS 3.5.5 hear no messages of other windows', () => {
    expect(placesOf(/postMessage|['"]message['"]|onmessage/g, inBrowsers)).toEqual([]);
  });

  it('ASVS 14.3.3 keep nothing in the browser', () => {
    expect(placesOf(/localStorage|sessionStorage|indexedDB|document\.cookie|caches\./g, inBrowsers)).toEqual([]);
  });
});
