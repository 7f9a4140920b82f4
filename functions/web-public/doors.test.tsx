import { beforeEach, describe, expect, test } from 'vitest';
import { openDoors } from '../../test/support/open-doors.ts';
import { createPublicSite, exampleSettings, type PublicSite } from '../../test/support/public-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: PublicSite;
beforeEach(() => {
  const now = () => site.deps.now();
  site = createPublicSite({ doors: openDoors({ settings: exampleSettings, now }, 1) });
});

/** Sends one form again and again, by browsers of one place, until it is not answered as before. */
async function knock(from: string, path: string, fields: Readonly<Record<string, string>>, times: number) {
  let last: Visitor = site.newVisitor();
  for (let time = 0; time < times; time += 1) {
    last = await site.newVisitor().open(from);
    const csrf = /name="csrf" value="([^"]+)"/.exec(last.html)?.[1] ?? '';
    await last.post(path, new URLSearchParams({ ...fields, csrf }).toString());
    if (last.status === 429) return { last, times: time };
  }
  return { last, times };
}

const held = { reference: 'SP-AAAAA-BBBBB', code: 'AAAA-BBBB-CCCC' };
const fund = exampleSettings.pool.generalFund.id;

describe('a door of the public pages', () => {
  test.each([
    ['referral', '/refer/age', '/refer/age', { adult: 'yes' }],
    ['referral', '/refer/young-person', '/refer/young-person', { kind: 'under-18' }],
    ['code', '/refer/resume', '/refer/resume', { code: 'AAAA-BBBB-CCCC-DDDD-EEEE' }],
    ['code', '/status', '/status', held],
    ['code', '/status', '/status/withdrawn', held],
    ['giving', `/give/details?amount=2400&fund=${fund}`, '/give/details', { amount: '2400', fund }],
    ['giving', '/give', '/give/link', {}],
  ] as const)(
    'ASVS 2.4.1 (%s) is closed after so many tries from one place: %s, POST %s',
    async (door, from, path, fields) => {
      const { most, minutes } = exampleSettings.doors[door];
      const { last, times } = await knock(from, path, fields, most + 1);
      expect(times).toBe(most);
      expect([last.status, last.heading]).toEqual([429, 'Please wait a little']);
      expect(Number(last.headers.get('Retry-After'))).toBeGreaterThan(0);
      expect(Number(last.headers.get('Retry-After'))).toBeLessThanOrEqual(minutes * 60);
      const before = JSON.stringify(site.store.export());
      await knock(from, path, fields, 2);
      expect(JSON.stringify(site.store.export())).toBe(before);
    },
  );

  test('says on a client’s page who to call now, and keeps the way out', async () => {
    const { last } = await knock('/status', '/status', held, 16);
    expect(last.text).toContain('Samaritans');
    expect(last.text).toContain('999');
    expect(last.text).toContain('Exit this page');
    expect(last.text).toContain(exampleSettings.charity.phone);
  });

  test('ASVS 6.3.1 shares one count among all ways to try a code', async () => {
    await knock('/status', '/status', held, 8);
    expect((await knock('/refer/resume', '/refer/resume', { code: 'AAAA' }, 20)).times).toBe(7);
  });

  test('lets everybody look: only what is sent is counted', async () => {
    for (let time = 0; time < 40; time += 1) expect((await site.newVisitor().open('/status')).status).toBe(200);
  });
});
