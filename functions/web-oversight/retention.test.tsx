import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { withdrawReferral } from '../../shared/commands/intake.ts';
import { keepRetention } from '../../shared/commands/keep-retention.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { askForHelp, marked } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
let referralId: ReferralId;
beforeEach(async () => {
  site = createConsoleSite();
  referralId = await askForHelp(site);
});

const pageOf = async (name: string) => (await site.visitAs(name)).open('/console/retention');

describe('keeping and erasing', () => {
  test('says how long is kept what, before anything was erased', async () => {
    const sol = await pageOf('Sol');
    expect(sol.text).toContain('No night has been run yet');
    expect(sol.text).toContain('Nobody has been erased so far');
    expect(sol.text).toContain('8 years after support ended, or the request was closed');
    expect(sol.text).toContain('6 years after the end of the year of the gift, for HMRC');
  });

  test('shows what was erased, in numbers and by certificate, under a clock that has gone on', async () => {
    await withdrawReferral(site.deps, referralId, actorNamed('Cora'));
    site.world.advance({ days: 365 * site.deps.settings.retention.clientYears });
    await keepRetention(site.deps);
    expect((await pageOf('Sam')).text).toMatch(/People who asked for help .{0,90} 1 0 0 0/);
    site.world.advance({ days: 3 });
    expect(await keepRetention(site.deps)).toBe(1);
    const sol = await pageOf('Sol');
    expect(sol.text).toMatch(/People who asked for help .{0,90} 0 0 1 1/);
    expect(sol.text).toContain(`People who asked for help ${referenceOf(referralId)}`);
    const asha = await (await site.visitAs('Asha')).open(`/console/cases/${referralId}`);
    expect(asha.text).toContain('Erased who it was: the time to keep it was over');
    await asha.submit({ purpose: 'call-client' }, 'Show contact details');
    for (const text of Object.values(marked.client)) expect(asha.html).not.toContain(text);
  });

  test('is for the safeguarding desk', async () => {
    for (const name of ['Cora', 'Asha', 'Fay', 'Tess']) expect((await pageOf(name)).status, name).toBe(403);
  });
});
