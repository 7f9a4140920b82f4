import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { staffMark } from '../../shared/staff/words/roles.ts';
import { askForHelp, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { trailLine } from './words/trail.ts';

let site: ConsoleSite;
let referralId: ReferralId;

/** Asha has looked at somebody’s identity, to call them. */
beforeEach(async () => {
  site = createConsoleSite();
  await reservePlace(site);
  referralId = await askForHelp(site);
  const asha = await (await site.visitAs('Asha')).open(`/console/cases/${referralId}`);
  await asha.submit({ purpose: 'call-client' }, 'Show contact details');
});

const openAs = async (name: string, query = '') => (await site.visitAs(name)).open(`/console/audit${query}`);
const asha = staffMark(actorNamed('Asha').id);

describe('the audit trail', () => {
  test('says each reason in words, and by no code of ours', () => {
    const by = { id: 'fay', roles: ['finance-maker'] as const };
    const at = site.deps.now();
    const entry = { id: 'one', about: 'donation/don_4f7kq2mh8c' as const, at, by, records: [], facts: [] };
    const because = (did: string, why: string): string => trailLine({ ...entry, did, why }, '').why;
    expect(because('ask-refund', 'given-twice')).toBe('It was given twice by mistake');
    expect(because('record-session', 'did-not-attend')).toBe('The person did not come');
    expect(because('renew-credentials', 'dbs through 2028-07-27, insurance through 2027-01-02')).toBe(
      'DBS check, until 27 Jul 2028; Insurance, until 2 Jan 2027',
    );
    expect(because('close-referral', 'they asked for it')).toBe('They asked for it');
  });

  test('says who looked at whose identity, when and what for, and names nobody', async () => {
    const sol = await openAs('Sol', '?what=reads');
    expect(sol.text).toContain(
      `1 Mar 2027, 10:00 Assessor ${asha} Read contact details ${referenceOf(referralId)} To call the person`,
    );
    expect(sol.text.match(/Read contact details/g)).toHaveLength(1);
    const all = await openAs('Sol', '?what=all');
    expect(all.text).toContain('The system Read contact details A mail To send a mail');
    expect(all.text).not.toContain('email/');
    expect(sol.html).toContain(`href="/console/cases/${referralId}"`);
    for (const text of Object.values(marked.client)) expect(sol.html).not.toContain(text);
  });

  test('says who decided what and why; what the system did only when asked', async () => {
    const sol = await openAs('Sol');
    expect(sol.text).toContain('Recorded the assessment');
    expect(sol.text).not.toContain('The system');
    await sol.open('/console/audit?what=all');
    expect(sol.text).toMatch(/The system Reserved money for the place/);
  });

  test('is asked by case, by member of staff and by day', async () => {
    const sol = await openAs('Sol', `?what=all&case=${referenceOf(referralId)}`);
    expect(sol.text).toContain('Read contact details');
    expect(sol.text).not.toContain('Reserved money');
    await sol.open(`/console/audit?staff=${asha.toLowerCase()}&what=all`);
    expect(sol.text).toContain('Read contact details');
    expect(sol.text).not.toMatch(/The system|Finance/);
    await sol.open('/console/audit?what=all&through-year=2027&through-month=2&through-day=28');
    expect(sol.text).toContain('There is no such entry');
    await sol.open('/console/audit?case=nobody&staff=longer&from-day=31&from-month=2');
    expect([sol.status, sol.errors.map(({ href }) => href)]).toEqual([422, ['#case', '#staff', '#from-day']]);
    await sol.open('/console/audit?from-year=2028');
    expect(sol.errors[0]?.message).toBe('The last day must not be before the first');
  });

  test('goes on page by page, and tells of every entry once', async () => {
    const pressed = await site.visitAs('Asha');
    for (let n = 0; n < 130; n += 1) {
      await pressed.open(`/console/cases/${referralId}`);
      await pressed.submit({ purpose: 'call-client' }, 'Show contact details');
    }
    for (const query of ['?what=reads', `?what=reads&case=${referenceOf(referralId)}`]) {
      const sol = await openAs('Sol', query);
      let seen = 0;
      for (let page = 0; page < 9; page += 1) {
        seen += sol.text.match(/Read contact details/g)?.length ?? 0;
        if (!sol.text.includes('Further back')) break;
        await sol.follow('Next page : Further back');
      }
      expect(seen, query).toBe(131);
    }
    expect((await openAs('Sol', '?after=nonsense&day=2027-03-01')).status).toBe(404);
    expect((await openAs('Sol', '?after=x&day=never')).status).toBe(404);
  }, 60_000);
});

describe('a part of the trail as a file', () => {
  test('holds what the page shows, safe to open in a spreadsheet, and is itself in the trail', async () => {
    const sol = await openAs('Sol', `?what=reads&case=${referenceOf(referralId)}`);
    await sol.submit({}, 'Save these days as a CSV file');
    expect(sol.headers.get('Content-Type')).toContain('text/csv');
    expect(sol.headers.get('Content-Disposition')).toContain('audit-2027-02-23-to-2027-03-01.csv');
    const [head, line, end] = sol.html.split('\r\n');
    expect(head).toContain('"When","Who","Account","What","About","Why","Entry"');
    expect(line).toContain(`"Assessor ${asha}","${actorNamed('Asha').id}","Read contact details"`);
    expect([line, end]).toEqual([expect.stringContaining('"To call the person"'), '']);
    const { items } = await site.store.history('audit/export', { limit: 5 });
    expect(items).toMatchObject([{ did: 'export-audit', by: { roles: ['safeguarding-lead'] } }]);
    expect(items[0]?.why).toMatch(/^what=reads&case=.*: 1 entries$/);
    expect((await openAs('Sol')).text).toContain('You Saved a part of the audit trail');
  });

  test('begins no formula, whatever a reason says', async () => {
    await site.store.commit([
      {
        about: `referral/${referralId}`,
        did: 'close-referral',
        why: '=HYPERLINK("https://evil.invalid")',
        by: actorNamed('Cora'),
        at: site.deps.now(),
        changes: [],
        relies: [],
        entries: [],
        facts: [],
      },
    ]);
    const sol = await openAs('Sol');
    await sol.submit({}, 'Save these days as a CSV file');
    expect(sol.html).toContain(`"'=HYPERLINK(""https://evil.invalid"")"`);
  });
});
