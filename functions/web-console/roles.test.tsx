import { beforeAll, describe, expect, test } from 'vitest';
import type { ReferralId, TherapistId } from '../../events/values.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import {
  addTherapist,
  askForHelp,
  goAway,
  marked,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

const everybody = ['Asha', 'Cora', 'Dev', 'Fay', 'Femi', 'Sol', 'Sam', 'Tess', 'Alex', 'Robin'] as const;

const assessors = ['Asha', 'Alex'];
const coordinators = ['Cora', 'Alex'];
const finance = ['Fay', 'Femi'];
const safeguarding = ['Sol', 'Sam'];
const office = [...assessors, 'Cora'];

/** Dev is a deputy, and acts only while Cora is away. */
const withDeputy = (people: readonly string[]) => [...people, 'Dev'];

let site: ConsoleSite;
let away: ConsoleSite;
const ids = new Map<ConsoleSite, { referral: ReferralId; assessing: ReferralId; therapist: TherapistId }>();

async function createScene(): Promise<ConsoleSite> {
  const made = createConsoleSite();
  const therapist = await addTherapist(made);
  const referral = await reservePlace(made);
  const assessing = await askForHelp(made);
  await takeForAssessment(made, assessing);
  ids.set(made, { referral, assessing, therapist });
  return made;
}

beforeAll(async () => {
  site = await createScene();
  away = await createScene();
  await goAway(away);
});

/** Every route: how it is asked for, and who may. */
const routes: readonly {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly who: readonly string[];
  /** A deputy gets what the coordinator has, while they are away. */
  readonly deputy: boolean;
}[] = [
  { method: 'GET', path: '', who: everybody.filter((name) => name !== 'Robin'), deputy: true },
  { method: 'GET', path: '/find', who: [...office, ...safeguarding, ...finance, 'Tess'], deputy: true },
  { method: 'POST', path: '/find', who: [...office, ...safeguarding, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/cases/:referral', who: [...office, ...safeguarding], deputy: true },
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
    'review-session',
    'pause-therapy',
    'resume-therapy',
    'end-therapy',
    'change-therapist',
    'reduce-block',
    'record-death',
    'own-code',
  ].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/cases/:referral/${action}`,
      who: [...office, ...safeguarding],
      deputy: true,
    })),
  ),
  { method: 'GET', path: '/cases/:assessing/assess', who: assessors, deputy: false },
  { method: 'POST', path: '/cases/:assessing/assess', who: assessors, deputy: false },
  { method: 'GET', path: '/places/:place', who: office, deputy: true },
  ...['', '/export'].flatMap((file) => [
    {
      method: 'GET' as const,
      path: `/place-money/:place${file}`,
      who: ['Cora', 'Alex', ...finance, 'Tess'],
      deputy: true,
    },
    {
      method: 'GET' as const,
      path: `/donations/:donation/trace${file}`,
      who: [...coordinators, ...finance, 'Tess'],
      deputy: true,
    },
  ]),
  ...[
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
    ].map((action) => `/places/:place/${action}`),
    ...['approve', 'reject', 'confirm', 'smaller'].map((action) => `/requests/:request/${action}`),
  ].flatMap((path) => (['GET', 'POST'] as const).map((method) => ({ method, path, who: office, deputy: true }))),
  { method: 'GET', path: '/requests/:request', who: office, deputy: true },
  { method: 'GET', path: '/waiting', who: office, deputy: true },
  { method: 'GET', path: '/pool', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/pool/over-time', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/runway', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/pool/open-fund', who: [...coordinators, ...finance], deputy: true },
  { method: 'POST', path: '/pool/open-fund', who: [...coordinators, ...finance], deputy: true },
  ...['/funds', '/funds/:fund', '/transfers/:transfer'].map((path) => ({
    method: 'GET' as const,
    path,
    who: [...coordinators, ...finance, 'Tess'],
    deputy: true,
  })),
  ...[
    '/funds/order',
    '/funds/:fund/change',
    '/funds/:fund/transfer',
    '/funds/:fund/close',
    '/funds/:fund/past-its-date',
  ].flatMap((path) =>
    (['GET', 'POST'] as const).map((method) => ({ method, path, who: [...coordinators, ...finance], deputy: true })),
  ),
  ...['agree', 'decline', 'withdraw'].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/transfers/:transfer/${action}`,
      who: [...coordinators, ...finance],
      deputy: true,
    })),
  ),
  { method: 'GET', path: '/pool/giving-link', who: [...coordinators, ...finance], deputy: true },
  { method: 'POST', path: '/pool/giving-link', who: [...coordinators, ...finance], deputy: true },
  { method: 'GET', path: '/donations', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/donations/record', who: finance, deputy: false },
  { method: 'POST', path: '/donations/record', who: finance, deputy: false },
  { method: 'GET', path: '/donations/:donation', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  ...['correct', 'correction-agree', 'correction-decline'].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/donations/:donation/${action}`,
      who: finance,
      deputy: false,
    })),
  ),
  ...['refund', 'agree', 'decline', 'bank', 'returned', 'gift-aid'].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/donations/:donation/${action}`,
      who: [...coordinators, ...finance, 'Tess'],
      deputy: true,
    })),
  ),
  ...['', '/agree', '/decline'].flatMap((step) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/pool/reserve${step}`,
      who: [...coordinators, ...finance, 'Tess'],
      deputy: true,
    })),
  ),
  { method: 'GET', path: '/therapists', who: [...coordinators, ...safeguarding], deputy: true },
  { method: 'GET', path: '/therapists/new', who: coordinators, deputy: true },
  { method: 'POST', path: '/therapists/new', who: coordinators, deputy: true },
  { method: 'GET', path: '/therapists/:therapist', who: [...coordinators, ...safeguarding], deputy: true },
  { method: 'GET', path: '/therapists/application', who: coordinators, deputy: true },
  { method: 'POST', path: '/therapists/application', who: coordinators, deputy: true },
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
  ].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/therapists/:therapist/${action}`,
      who: [...coordinators, ...safeguarding],
      deputy: true,
    })),
  ),
  { method: 'GET', path: '/journal', who: [...finance, 'Tess'], deputy: false },
  { method: 'GET', path: '/ledger-audit', who: [...finance, 'Tess'], deputy: false },
  { method: 'GET', path: '/periods', who: [...finance, 'Tess'], deputy: false },
  ...['ask', 'close', 'decline'].flatMap((step) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/periods/:month/${step}`,
      who: finance,
      deputy: false,
    })),
  ),
  { method: 'GET', path: '/journal/payouts', who: [...finance, 'Tess'], deputy: false },
  { method: 'GET', path: '/journal/export', who: [...finance, 'Tess'], deputy: false },
  { method: 'GET', path: '/statements', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/statements/export', who: [...coordinators, ...finance, 'Tess'], deputy: true },
  { method: 'GET', path: '/absence', who: [...coordinators, 'Sol'], deputy: false },
  { method: 'POST', path: '/absence', who: [...coordinators, 'Sol'], deputy: false },
  { method: 'POST', path: '/absence/:absence/end', who: [...coordinators, 'Sol'], deputy: false },
  { method: 'GET', path: '/concerns', who: safeguarding, deputy: false },
  { method: 'GET', path: '/concerns/:concern', who: safeguarding, deputy: false },
  { method: 'GET', path: '/retention', who: safeguarding, deputy: false },
  ...['acknowledge', 'decide', 'lift-hold', 'contact'].flatMap((action) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/concerns/:concern/${action}`,
      who: safeguarding,
      deputy: false,
    })),
  ),
  { method: 'GET', path: '/concerns/new', who: [...office, ...safeguarding], deputy: true },
  { method: 'POST', path: '/concerns/new', who: [...office, ...safeguarding], deputy: true },
  { method: 'GET', path: '/mail', who: coordinators, deputy: true },
  { method: 'GET', path: '/audit', who: ['Sol'], deputy: false },
  { method: 'GET', path: '/audit/export', who: ['Sol'], deputy: false },
  { method: 'POST', path: '/audit/export', who: ['Sol'], deputy: false },
  ...['', '/:box'].map((box) => ({
    method: 'GET' as const,
    path: `/dead-letters${box}`,
    who: coordinators,
    deputy: true,
  })),
  ...['/:box/send', '/:box/:message/send'].flatMap((button) =>
    (['GET', 'POST'] as const).map((method) => ({
      method,
      path: `/dead-letters${button}`,
      who: coordinators,
      deputy: true,
    })),
  ),
  { method: 'GET', path: '/tasks/:task', who: assessors, deputy: false },
  { method: 'POST', path: '/tasks/:task', who: assessors, deputy: false },
];

function pathIn(where: ConsoleSite, path: string): string {
  const known = ids.get(where);
  if (known === undefined) throw new Error('the scene is set');
  return `/console${path}`
    .replace(':referral', known.referral)
    .replace(':assessing', known.assessing)
    .replace(':place', placeIdOf(known.referral))
    .replace(':request', 'req_unknown000000000')
    .replace(':donation', 'don_unknown000000000')
    .replace(':therapist', known.therapist)
    .replace(':fund', where.deps.settings.pool.generalFund.id)
    .replace(':transfer', 'trf_unknown000000000')
    .replace(':task', taskIdOf('confirm-referral', `referral/${known.referral}`));
}

/** Whether the page lets this person in: anything but the page that says whose it is. */
async function isLetIn(where: ConsoleSite, name: string, method: 'GET' | 'POST', path: string): Promise<boolean> {
  const visitor = await where.visitAs(name);
  if (method === 'GET') await visitor.open(pathIn(where, path));
  else {
    // Their own first page has the token that a form of theirs needs; the rest of the form is left empty.
    await visitor.open('/console');
    const token = /name="csrf" value="([^"]+)"/.exec(visitor.html)?.[1] ?? '';
    await visitor.post(pathIn(where, path), new URLSearchParams({ csrf: token }).toString());
  }
  expect(visitor.status).toBeLessThan(500);
  const isRefused = visitor.status === 403 && visitor.heading === 'This page is not part of your role';
  return !isRefused;
}

describe('every route', () => {
  test.each(routes)(
    'ASVS 6.3.4, 8.2.1, 8.3.1 $method $path is for $who, and for the deputy while the coordinator is away: $deputy',
    async (route) => {
      for (const name of everybody) {
        const may = await isLetIn(site, name, route.method, route.path);
        const expected = route.who.includes(name) || (name === 'Dev' && route.path === '');
        expect(may, `${name}, nobody away`).toBe(expected);
      }
      const whileAway = route.deputy ? withDeputy(route.who) : route.who;
      expect(await isLetIn(away, 'Dev', route.method, route.path), 'Dev, while Cora is away').toBe(
        whileAway.includes('Dev'),
      );
      expect(site.failures).toEqual([]);
    },
  );

  test('ASVS 8.2.1, 13.4.5 is on the list above', async () => {
    const listed = new Set(routes.map(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}`));
    const shape = (path: string) =>
      path.replace(':case/assess', ':assessing/assess').replace(':case', ':referral').replace(/\/$/, '');
    const known = (await site.loadRoutes())
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${shape(path)}`);
    expect(known.filter((route) => !listed.has(route))).toEqual([]);
    expect([...listed].filter((route) => !known.includes(route))).toEqual([]);
  });

  test('ASVS 6.3.4, 7.2.1 sends whoever is not signed in to sign in, and brings them back', async () => {
    for (const { method, path } of routes) {
      const address = pathIn(site, path);
      const response = await site.app.request(`${site.deps.siteUrl}${address}`, { method });
      if (method === 'POST') {
        expect(response.status).toBe(401);
        continue;
      }
      expect(response.status).toBe(302);
      const back = new URL(response.headers.get('Location') ?? '', site.deps.siteUrl);
      expect(back.pathname).toBe('/console/sign-in');
      expect(back.searchParams.get('returnTo')).toBe(address);
    }
  });
});

describe('somebody whose page it is not', () => {
  test('reads whose it is and whom to ask', async () => {
    const tess = await site.visitAs('Tess');
    await tess.open('/console/waiting');
    expect(tess.status).toBe(403);
    expect(tess.text).toContain('assessor, coordinator or coordinator’s deputy');
    expect(tess.text).toContain('ask a coordinator');
  });

  test('reads, as a deputy while nobody is away, that an absence has to be recorded', async () => {
    const dev = await site.visitAs('Dev');
    await dev.open('/console/waiting');
    expect(dev.text).toContain('ask the coordinator to record one');
    await dev.open('/console');
    expect(dev.text).toContain('No absence is recorded now');
    expect(dev.text).toContain('not acting now');
  });

  test('without any role of ours reads that none has been given, whatever groups they have', async () => {
    const robin = await site.visitAs('Robin');
    await robin.open('/console');
    expect(robin.status).toBe(403);
    expect(robin.text).toContain('your account has no role');
  });

  test('sees only the parts that are theirs', async () => {
    const fay = await site.visitAs('Fay');
    await fay.open('/console');
    expect(fay.html).not.toContain('/console/waiting');
    expect(fay.html).not.toContain('/console/therapists');
    expect(fay.html).toContain('/console/journal');
    expect(fay.html).not.toContain(marked.client.name);
  });
});
