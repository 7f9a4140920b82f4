import { beforeAll, describe, expect, test } from 'vitest';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

/**
 * Every button of the console and of the pages about money: whether it needs somebody who proved within a quarter of an
 * hour who they are. What moves money, promises it, gives somebody power or decides on another's request does.
 */
const fresh = [
  ...[
    'approve',
    'reject',
    'confirm',
    'override',
    'grant',
    'decline',
    'withdraw',
    'smaller',
    'next-block',
    'contribution',
  ].map((step) => `/places/:place/${step}`),
  ...['approve', 'reject', 'confirm', 'smaller'].map((step) => `/requests/:request/${step}`),
  '/cases/:case/review-session',
  '/cases/:case/own-code',
  '/absence',
  '/audit/export',
  '/dead-letters/:box/send',
  '/dead-letters/:box/:message/send',
  '/pool/open-fund',
  '/pool/reserve',
  '/pool/reserve/agree',
  '/pool/reserve/decline',
  '/funds/order',
  ...['change', 'transfer', 'close', 'past-its-date'].map((step) => `/funds/:fund/${step}`),
  ...['agree', 'decline', 'withdraw'].map((step) => `/transfers/:transfer/${step}`),
  '/donations/record',
  ...['correct', 'correction-agree', 'correction-decline'].map((step) => `/donations/:donation/${step}`),
  ...['refund', 'agree', 'decline', 'bank', 'returned', 'gift-aid'].map((step) => `/donations/:donation/${step}`),
  ...['ask', 'close', 'decline'].map((step) => `/periods/:month/${step}`),
];

const anyTime = [
  ...[
    'confirm',
    'close',
    'take',
    'ready',
    'not-ready',
    'reopen',
    'hold',
    'lift-hold',
    'pause-for-safeguarding',
    'lift-safeguarding',
    'withdraw',
    'search-again',
    'contact',
    'record-session',
    'correct-session',
    'pause-therapy',
    'resume-therapy',
    'end-therapy',
    'change-therapist',
    'reduce-block',
    'record-death',
  ].map((step) => `/cases/:case/${step}`),
  '/cases/:case/assess',
  '/absence/:absence/end',
  // A concern does not wait for a password.
  '/concerns/new',
  ...['acknowledge', 'decide', 'lift-hold', 'contact'].map((step) => `/concerns/:concern/${step}`),
  '/tasks/:task',
  '/find',
  '/pool/giving-link',
  '/therapists/new',
  '/therapists/application',
  ...[
    'contact',
    'accept-references',
    'record-training',
    'admit',
    'reinstate',
    'suspend',
    'leave',
    'record-paper',
    'correct-paper',
    'change-practice',
  ].map((step) => `/therapists/:therapist/${step}`),
];

let site: ConsoleSite;
/** By when they signed in: an hour ago, and just now. */
let visitors: Readonly<Record<'stale' | 'fresh', Visitor>>;

const open = async (minutesAgo: number) => (await site.visitAs('Alex', { minutesAgo })).open('/console');

beforeAll(async () => {
  site = createConsoleSite();
  visitors = { stale: await open(60), fresh: await open(0) };
});

const addressOf = (path: string): string =>
  `/console${path.replace(':month', '2027-02').replaceAll(/:[a-z]+/g, 'unknown000000000')}`;

async function press(who: keyof typeof visitors, path: string): Promise<Visitor> {
  const token = /name="csrf" value="([^"]+)"/.exec((await visitors[who].open('/console')).html)?.[1] ?? '';
  return visitors[who].post(addressOf(path), new URLSearchParams({ csrf: token }).toString());
}

const isAskedToSignIn = ({ status, heading }: Visitor): boolean =>
  status === 403 && heading === 'Please sign in once more';

describe('every button of the console', () => {
  test('ASVS 7.5.3 stands on one of the two lists: whether it needs a fresh sign-in is decided, not forgotten', async () => {
    const posts = (await site.loadRoutes()).filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect([...fresh, ...anyTime].toSorted()).toEqual([...new Set(posts)].toSorted());
  });

  test.each(fresh)('ASVS 7.5.3 %s is refused, and writes nothing, when the sign-in is an hour old', async (path) => {
    const before = JSON.stringify(site.store.export());
    const asked = await press('stale', path);
    expect(isAskedToSignIn(asked)).toBe(true);
    expect(asked.html).toContain(`/console/sign-in?returnTo=${encodeURIComponent(addressOf(path))}&amp;again=yes`);
    expect(JSON.stringify(site.store.export())).toBe(before);
    expect(isAskedToSignIn(await press('fresh', path))).toBe(false);
  });

  test.each(anyTime)('%s needs no fresh sign-in', async (path) => {
    expect(isAskedToSignIn(await press('stale', path))).toBe(false);
  });
});

describe('a page that is there for its form', () => {
  const forms = [
    '/donations/record',
    '/pool/open-fund',
    ...['change', 'transfer', 'close'].map((step) => `/funds/:fund/${step}`),
  ];

  test.each(forms)('ASVS 7.5.3 %s asks for a fresh sign-in before anybody writes', async (path) => {
    const response = await site.app.request(`${site.deps.siteUrl}${addressOf(path)}`, {
      headers: { Cookie: `__Host-session=${visitors.stale.cookies.get('__Host-session')}` },
    });
    expect(response.headers.get('Location')).toMatch(/^\/console\/sign-in\?.*again=yes$/);
  });
});
