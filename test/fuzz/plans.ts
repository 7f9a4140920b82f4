import * as fc from 'fast-check';

/*
 * A request is planned before it is known what there is to ask for: numbers stand for a browser, a link, a form or a
 * field, and are taken by their remainder. So a seed gives the same plans whatever the pages look like.
 */

/** Texts that no field or address expects. The marked one must never come back as markup. */
export const marker = '<script>fuzzed</script>';
const odd = [
  '',
  ' ',
  marker,
  `"'><img src=x onerror=fuzzed>`,
  'x'.repeat(300),
  'x'.repeat(5000),
  `/${'a'.repeat(2900)}`,
  '\u0000',
  '\u0007\u001b[31m',
  '\u202eabc',
  '\ud800',
  '👩‍👩‍👧‍👦',
  '２５',
  'a\r\nSet-Cookie: fuzzed=1',
  '-1',
  '0',
  '0.001',
  '1e309',
  'NaN',
  '9'.repeat(30),
  '0x10',
  '99',
  '2027-02-30',
  'null',
  'true',
  '[object Object]',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%',
  '%ff%fe',
  '%00',
  '=HYPERLINK("x")',
  "' OR 1=1 --",
  'fnd_!',
  'ref_0000000000',
  'don_00000000',
  'SP-00000-00000',
  '2027-13',
  'eyJwayI6IngifQ',
] as const;

const spoiledText = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...odd) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
);

const nat = fc.nat({ max: 100_000 });

/** What is done to one field of a form. */
const spoil = fc.oneof(
  fc.record({ how: fc.constant('replace' as const), field: nat, text: spoiledText }),
  fc.record({ how: fc.constant('drop' as const), field: nat }),
  fc.record({ how: fc.constant('repeat' as const), field: nat, text: spoiledText }),
  // Still of the right look at its beginning: an id, a sum, an address.
  fc.record({
    how: fc.constant('lengthen' as const),
    field: nat,
    text: fc.constantFrom('!', ' ', '.', '0', '\n', 'é', '9'.repeat(40), '@', '/'),
  }),
  fc.record({ how: fc.constant('cut' as const), field: nat, text: nat }),
  fc.record({
    how: fc.constant('add' as const),
    name: fc.constantFrom('__proto__', 'constructor', 'csrf', 'seen', 'x-day'),
    text: spoiledText,
  }),
);
export type Spoil = typeof spoil extends fc.Arbitrary<infer T> ? T : never;

/** Where the token of a form comes from. Mostly it is the sender's own: else nothing behind it would ever be reached. */
const token = fc.oneof(
  { weight: 12, arbitrary: fc.constant('own' as const) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('as-shown' as const, 'missing' as const, 'doubled' as const, 'forged' as const),
  },
);

const method = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'HEAD') },
  { weight: 1, arbitrary: fc.constantFrom('TRACE', 'CONNECT', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'BREW') },
);

/** What comes with a request that a browser of a person would not send so. */
const manners = fc.record(
  {
    headers: fc.dictionary(
      fc.constantFrom(
        'origin',
        'sec-fetch-site',
        'content-type',
        'accept-encoding',
        'if-none-match',
        'x-forwarded-for',
        'x-forwarded-host',
        'host',
        'content-length',
      ),
      fc.oneof(
        spoiledText,
        fc.constantFrom(
          'null',
          'cross-site',
          'https://evil.example',
          'text/plain',
          'application/json',
          'multipart/form-data; boundary=x',
        ),
      ),
      { maxKeys: 2 },
    ),
    cookies: fc.array(
      fc.tuple(
        fc.constantFrom(
          '__Host-session',
          '__Host-visit',
          '__Host-answers',
          '__Host-sign-in',
          '__Host-giving',
          '__Host-offer',
          '__Host-client',
          '__Host-sessions',
          'other',
        ),
        spoiledText,
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: [] },
);

const params = fc.array(fc.option(spoiledText, { freq: 2, nil: undefined }), { minLength: 3, maxLength: 3 });
const query = fc.array(
  fc.tuple(
    fc.constantFrom(
      'after',
      'done',
      'reference',
      'returnTo',
      'again',
      'code',
      'state',
      'id_token',
      'token',
      'amount',
      'fund',
      'from-day',
      'of',
      'month',
      'kind',
      'show',
    ),
    spoiledText,
  ),
  { maxLength: 3 },
);

const base = { browser: nat, pick: nat, manners: fc.option(manners, { freq: 4, nil: undefined }) };

export const plan = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...base, kind: fc.constant('follow' as const), query }) },
  {
    weight: 8,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('form' as const),
      isOwn: fc.boolean(),
      fill: nat,
      token,
      spoils: fc.array(spoil, { maxLength: 3 }),
      isTwice: fc.boolean(),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('route' as const),
      params,
      query,
      token,
      fields: fc.array(fc.tuple(fc.string({ maxLength: 12 }), spoiledText), { maxLength: 4 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...base,
      kind: fc.constant('wild' as const),
      method,
      path: fc.array(spoiledText, { maxLength: 4 }),
      isRaw: fc.boolean(),
      query,
      body: fc.option(fc.oneof(spoiledText, fc.constant('x=1&'.repeat(2000)), fc.constant('y'.repeat(70_000))), {
        freq: 3,
        nil: undefined,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('webhook' as const),
      pick: nat,
      text: spoiledText,
      signing: fc.constantFrom('right', 'wrong', 'stale', 'missing', 'garbage', 'of-another'),
      isBase64: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('mail-report' as const),
      pick: nat,
      body: fc.oneof(spoiledText, fc.json()),
    }),
  },
);
export type Plan = typeof plan extends fc.Arbitrary<infer T> ? T : never;

/** As many plans as asked for, the same for a seed. */
export const planRequests = (seed: number, requests: number): readonly Plan[] =>
  fc.sample(plan, { seed, numRuns: requests });
