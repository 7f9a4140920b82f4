import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { ClientGroup, type ReferralId, type TherapistId } from '../../events/values.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  assess,
  marked,
  putOnWaitingList,
  receiveGift,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
let cases: ReferralId[];
let therapist: TherapistId;

/** A world in which something of everything has happened. */
beforeEach(async () => {
  site = createConsoleSite();
  therapist = await addTherapist(site);
  const allocated = await reservePlace(site);
  await approve(site, allocated);
  await receiveGift(site, 400);
  const reserved = await putOnWaitingList(site);
  const waiting = await putOnWaitingList(site, { band: 'urgent' });
  const fresh = await askForHelp(site, { recentPoliceContact: true });
  const referred = await askForHelp(site, {}, marked.referrer);
  const mine = await askForHelp(site);
  await takeForAssessment(site, mine);
  const elsewhere = await askForHelp(site);
  await takeForAssessment(site, elsewhere);
  await assess(site, elsewhere, { suitability: 'not-suitable' });
  cases = [allocated, reserved, waiting, fresh, referred, mine, elsewhere];
});

const pages = (): readonly string[] => [
  '/console',
  '/console/waiting',
  '/console/pool',
  '/console/pool/open-fund',
  '/console/funds',
  '/console/pool/giving-link',
  '/console/pool/over-time',
  ...['pledged', 'pending', 'collected', 'failed', 'expired'].map((state) => `/console/donations?state=${state}`),
  '/console/donations/record',
  '/console/therapists',
  '/console/therapists/new',
  `/console/therapists/${therapist}`,
  '/console/journal',
  '/console/statements',
  '/console/runway',
  '/console/statements?of=funds',
  '/console/absence',
  '/console/mail',
  '/console/mail?state=overtaken',
  '/console/audit',
  '/console/audit?what=all',
  '/console/dead-letters',
  '/console/dead-letters/donation',
  '/console/find',
  ...cases.flatMap((id) => [`/console/cases/${id}`, `/console/cases/${id}/assess`, `/console/places/${placeIdOf(id)}`]),
  ...cases.map((id) => `/console/tasks/${taskIdOf('confirm-referral', `referral/${id}`)}`),
  `/console/tasks/${taskIdOf('same-day-call', `referral/${cases[3]}`)}`,
  `/console/tasks/${taskIdOf('tell-outcome', `referral/${cases[6]}`)}`,
];

/** What is saved and not shown. */
const files: readonly string[] = ['/console/journal/export', '/console/statements/export'];

const everybody = ['Asha', 'Cora', 'Fay', 'Sol', 'Tess', 'Alex'];

describe('every page', () => {
  test('ASVS 15.3.1 holds nothing that identifies anybody, before somebody asks for it', async () => {
    let seen = 0;
    for (const name of everybody) {
      const visitor = await site.visitAs(name);
      for (const path of [...pages(), ...files]) {
        await visitor.open(path);
        if (visitor.status === 200) seen += 1;
        expect(visitor.html, `${name} on ${path}`).not.toMatch(
          /Marked[a-z]|marked\.|Quentin|Rowena|Dorothea|Terence|01632 960[12]/,
        );
      }
    }
    expect(seen).toBeGreaterThan(80);
  });

  test('shows what it is about in people’s words, never a code, not even in its source', async () => {
    for (const name of everybody) {
      const visitor = await site.visitAs(name);
      for (const path of pages()) {
        await visitor.open(path);
        for (const code of ClientGroup.options) expect(visitor.html, `${name} on ${path}`).not.toContain(code);
        expect(visitor.html).not.toMatch(/not-suitable|suitable-not-ready/);
      }
    }
  });

  test('ASVS 1.2.3, 3.4.3, 3.4.5, 7.4.4, 14.3.2 has one heading, captions on its tables, a way to sign out, and the headers that protect it', async () => {
    for (const name of everybody) {
      const visitor = await site.visitAs(name);
      for (const path of pages()) {
        await visitor.open(path);
        expect(visitor.html.match(/<h1[ >]/g), path).toHaveLength(1);
        expect(visitor.html, path).toMatch(/<form method="post" action="\/console\/sign-out"/);
        expect(visitor.html.match(/<caption/g)?.length ?? 0, path).toBe(visitor.html.match(/<table/g)?.length ?? 0);
        expect(visitor.html).not.toMatch(/ style="| on\w+="|<style|<script(?! type="module" src=)/);
        expect(visitor.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
        expect(visitor.headers.get('Cache-Control')).toBe('no-store');
        expect(visitor.headers.get('Referrer-Policy')).toBe('no-referrer');
      }
    }
    expect(site.failures).toEqual([]);
  });
});

const posts = (): readonly string[] => [
  ...cases.flatMap((id) =>
    [
      'confirm',
      'close',
      'take',
      'hold',
      'lift-hold',
      'pause-for-safeguarding',
      'lift-safeguarding',
      'withdraw',
      'search-again',
      'contact',
      'own-code',
      'assess',
    ].map((action) => `/console/cases/${id}/${action}`),
  ),
  ...['approve', 'reject', 'confirm'].map(
    (action) => `/console/places/${placeIdOf(cases[1] ?? cases[0] ?? ('' as ReferralId))}/${action}`,
  ),
  '/console/pool/open-fund',
  '/console/pool/giving-link',
  '/console/donations/record',
  '/console/therapists/new',
  `/console/therapists/${therapist}/contact`,
  '/console/absence',
  `/console/tasks/${taskIdOf('same-day-call', `referral/${cases[3]}`)}`,
];

const content = () => JSON.stringify(site.store.export().records.filter(({ kind }) => kind !== 'sign-in-session'));

describe('a posted form', () => {
  test('ASVS 3.5.1 without its token, or with somebody else’s, changes nothing', async () => {
    const [alex, fay] = [await site.visitAs('Alex'), await site.visitAs('Fay')];
    const token = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const theirs = token((await fay.open('/console')).html);
    const before = content();
    for (const path of posts()) {
      for (const csrf of ['', theirs, 'x'.repeat(43)]) {
        await alex.post(path, new URLSearchParams({ csrf, seen: '1', theirs: 'yes', word: 'yes' }).toString());
        expect(alex.status, path).toBe(403);
        expect(alex.heading).toBe('Please send that once more');
      }
    }
    expect(content()).toBe(before);
  });

  test('ASVS 3.5.1 from another site changes nothing, even with the right token', async () => {
    const alex = await (await site.visitAs('Alex')).open('/console');
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(alex.html) ?? [];
    const before = content();
    const body = new URLSearchParams({ csrf, seen: '1', word: 'yes' }).toString();
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://elsewhere.example' }]) {
      await alex.post(`/console/cases/${cases[0]}/withdraw`, body, headers);
      expect(alex.status).toBe(403);
    }
    expect(content()).toBe(before);
  });

  test('with anything at all in it is answered with a page, never with a failure', async () => {
    const alex = await (await site.visitAs('Alex')).open('/console');
    const fay = await (await site.visitAs('Fay')).open('/console');
    const names = [
      'seen',
      'purpose',
      'reason',
      'groups',
      'amount',
      'fund',
      'received-day',
      'donation',
      'therapist',
      'why',
    ];
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom(
        '1',
        '-1',
        '999999999999',
        'yes',
        '0x10',
        '\u0000',
        '__proto__',
        '../..',
        'fnd_',
        '{"a":1}',
        '١٢',
      ),
    );
    const form = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names, '__proto__', 'constructor'), odd), odd), {
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...posts()), form, async (path, fields) => {
        const visitor = path.includes('donations') ? fay : alex;
        const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec((await visitor.open('/console')).html) ?? [];
        await visitor.post(
          path,
          new URLSearchParams([['csrf', csrf], ...fields.map(([a, b]) => [a, b])] as [string, string][]).toString(),
        );
        expect(visitor.status).toBeLessThan(500);
      }),
      { numRuns: 100, endOnFailure: true },
    );
    expect(site.failures).toEqual([]);
  }, 60_000);

  test('that is no form, or far too long, is answered kindly', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console');
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(cora.html) ?? [];
    await cora.post('/console/absence', JSON.stringify({ csrf }), { 'Content-Type': 'application/json' });
    expect(cora.status).toBe(403);
    await cora.post('/console/absence', `csrf=${csrf}&why=${'x'.repeat(70_000)}`);
    expect(cora.status).toBe(413);
    await cora.post('/console/waiting', `csrf=${csrf}`);
    expect(cora.status).toBe(405);
    expect(site.failures).toEqual([]);
  });
});

describe('an address', () => {
  test('with anything at all in it is answered with a page, never with a failure', async () => {
    const alex = await site.visitAs('Alex');
    const part = fc.oneof(
      fc.string({ maxLength: 30 }).map(encodeURIComponent),
      fc.constantFrom('ref_aaaaaaaaaa', 'plc_aaaaaaaaaa', '%2e%2e', '%00', '~', `ref_${'a'.repeat(80)}`),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          'cases',
          'places',
          'tasks',
          'therapists',
          'waiting?page=',
          'mail?after=',
          'donations?state=',
          'find?reference=',
        ),
        part,
        async (where, what) => {
          await alex.open(`/console/${where}${where.includes('?') ? '' : '/'}${what}`);
          expect(alex.status).toBeLessThan(500);
        },
      ),
      { numRuns: 100, endOnFailure: true },
    );
    expect(site.failures).toEqual([]);
  });
});
