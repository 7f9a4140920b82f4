import { beforeEach, describe, expect, test } from 'vitest';
import { ConcernId, type ReferralId } from '../../events/values.ts';
import { tellOfConcern } from '../../shared/commands/concern.ts';
import { concernPath, concernReference } from '../../shared/staff/words/references.ts';
import { askForHelp, putOnWaitingList } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const concernId = ConcernId.parse('cnc_4f7kq2mh8c');
const tell = async () => {
  const professional = { name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' };
  await tellOfConcern(site.deps, { concernId, kind: 'under-18', professional });
  await site.world.drain();
};
const openAs = async (name: string, path: string) => (await site.visitAs(name)).open(path);

describe('a concern that a professional told', () => {
  beforeEach(tell);

  test('stands first in the work of the lead and of their deputy, and leads to its page', async () => {
    for (const name of ['Sol', 'Sam']) {
      const desk = await openAs(name, '/console');
      await desk.follow('See to a concern');
      await desk.follow('Go to the concern');
      expect(desk.heading, name).toBe(concernReference(concernId));
    }
  });

  test('is seen to from the first look to what was decided', async () => {
    const sol = await openAs('Sol', '/console/concerns');
    await sol.follow(concernReference(concernId));
    await sol.submit({ purpose: 'safeguarding' }, 'Show contact details');
    expect(sol.text).toContain('Jo Marsh');
    expect(sol.text).toContain('0113 496 0000');
    await sol.open(concernPath(concernId));
    expect(sol.text).not.toContain('Jo Marsh');
    expect(sol.text).toContain('Read contact details');
    await sol.submit({}, 'I have seen this, and see to it');
    expect(sol.text).toContain('It is recorded that you see to it');
    await sol.submit({}, 'Write this down');
    expect([sol.status, sol.errors.map(({ href }) => href)]).toEqual([422, ['#decision', '#because']]);
    await sol.submit({ decision: 'advised', because: 'known', told: ['own-safeguarding'] }, 'Write this down');
    expect(sol.text).toContain('What was decided is written down');
    expect(sol.text).toContain('Whoever told us was advised what to do, and does it');
    await sol.submit({}, 'Let the ordinary periods run');
    expect(sol.errors[0]?.href).toBe('#lift-reason');
    await sol.submit({ 'lift-reason': 'elsewhere' }, 'Let the ordinary periods run');
    expect(sol.text).toContain('An authority keeps the record that is needed');
    expect(sol.html).not.toContain('lift-reason');
    await sol.open('/console');
    expect(sol.text).not.toContain('See to a concern');
  });

  test('is acknowledged once, by whoever was first', async () => {
    const [sol, sam] = [await openAs('Sol', concernPath(concernId)), await openAs('Sam', concernPath(concernId))];
    await sol.submit({}, 'I have seen this, and see to it');
    await sam.submit({}, 'I have seen this, and see to it');
    expect(sam.status).toBe(409);
  });

  test('is for the safeguarding desk alone', async () => {
    for (const name of ['Cora', 'Asha', 'Fay']) {
      expect((await openAs(name, concernPath(concernId))).status, name).toBe(403);
    }
    expect((await openAs('Sol', '/console/concerns/cnc_nobody0000')).status).toBe(404);
  });
});

describe('a concern about a case', () => {
  let id: ReferralId;
  beforeEach(async () => {
    id = await askForHelp(site);
  });

  test('is raised from the page of the case, once, and stops what is new', async () => {
    const asha = await openAs('Asha', `/console/cases/${id}`);
    await asha.follow('Raise a safeguarding concern');
    await asha.submit({}, 'Raise this concern');
    expect([asha.status, asha.errors[0]?.href]).toEqual([422, '#kind']);
    await asha.submit({ kind: 'child-at-risk' }, 'Raise this concern');
    expect(asha.text).toContain('The safeguarding desk is told');
    expect((await site.store.get('referral', id))?.value.safeguardingPause).toBeDefined();
    await site.world.drain();
    const sol = await openAs('Sol', '/console/concerns');
    expect(sol.text).toContain('A child may be at risk A colleague');
    await sol.open('/console/audit');
    expect(sol.text).toMatch(/Raised a concern Concern \w+ A child may be at risk/);
  });

  test('takes who waits for money out of the order, and gives them their turn back when it is lifted', async () => {
    const waiting = await putOnWaitingList(site);
    const isNext = async () => (await site.store.ranges(`waiting/${site.deps.settings.pool.id}`)).length > 0;
    expect(await isNext()).toBe(true);
    const asha = await openAs('Asha', `/console/concerns/new?case=${waiting}`);
    await asha.submit({ kind: 'child-at-risk' }, 'Raise this concern');
    expect(await isNext()).toBe(false);
    const sol = await openAs('Sol', `/console/cases/${waiting}`);
    await sol.submit({}, 'Lift the safeguarding pause');
    expect(await isNext()).toBe(true);
  });

  test('needs a case that there is', async () => {
    expect((await openAs('Asha', '/console/concerns/new?case=ref_0000000000')).status).toBe(404);
    expect((await openAs('Asha', '/console/concerns/new')).status).toBe(404);
  });
});

describe('an absence of the safeguarding lead', () => {
  test('has their deputy told at once, and stands in the list of the absent', async () => {
    const sol = await openAs('Sol', '/console/absence');
    const day = (name: string, value: string) => ({
      [`${name}-day`]: value,
      [`${name}-month`]: '3',
      [`${name}-year`]: '2027',
    });
    await sol.submit({ ...day('from', '1'), ...day('until', '2'), why: 'leave' }, 'Record this absence');
    expect(sol.text).toContain('Of a new concern your deputy is told at once');
    expect(sol.text).toContain('You 1 Mar 2027 2 Mar 2027 Deputy acts now');
    await tell();
    expect((await site.store.get('concern', concernId))?.value.deputyToldAt).toBeDefined();
  });
});
