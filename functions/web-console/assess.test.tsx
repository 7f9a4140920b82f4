import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { askForHelp, assess, takeForAssessment } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
let id: ReferralId;
beforeEach(async () => {
  site = createConsoleSite();
  id = await askForHelp(site);
  await takeForAssessment(site, id);
});

const good = {
  suitability: 'suitable',
  groups: ['somebody', 'online'],
  primary: 'somebody',
  level: 'medium',
  mode: 'online',
  sessions: '12',
  whole: 'no',
  contribution: '£12.50',
  band: 'soon',
};

async function formAs(name: string): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console/cases/${id}/assess`);
}

const recorded = async () => (await site.store.get('assessment', id))?.value;

describe('recording an assessment', () => {
  test('keeps needs, means and priority, and a place joins the waiting list', async () => {
    const asha = await formAs('Asha');
    await asha.submit(good, 'Record the assessment');
    expect(asha.text).toContain('The assessment is recorded');
    expect(await recorded()).toMatchObject({
      suitability: 'assessed-suitable',
      needs: {
        groups: ['online-behaviour', 'contact-behaviour'],
        primaryGroup: 'contact-behaviour',
        level: 'medium',
        mode: 'online',
        sessions: 12,
      },
      means: { canPayWhole: false, contribution: 1250 },
      band: 'soon',
    });
    await site.world.drain();
    expect((await site.store.get('place', placeIdOf(id)))?.value.state).toBe('requested');
  });

  test('of somebody who pays the whole asks for no contribution, and needs no place', async () => {
    const asha = await formAs('Asha');
    await asha.submit({ ...good, whole: 'yes', contribution: '' }, 'Record the assessment');
    expect((await recorded())?.means).toEqual({ canPayWhole: true, contribution: 0 });
    await site.world.drain();
    expect(await site.store.get('place', placeIdOf(id))).toBeUndefined();
    expect((await site.store.get('search', id))?.value.placeId).toBeUndefined();
  });

  test.each([
    ['elsewhere', 'not-suitable'],
    ['not-ready', 'suitable-not-ready'],
  ])('that ends with “%s” plans a call, and no code stands on the page', async (suitability, code) => {
    const asha = await formAs('Asha');
    expect(asha.html).not.toContain('not-suitable');
    await asha.submit({ ...good, suitability }, 'Record the assessment');
    expect((await recorded())?.suitability).toBe(code);
    const [task] = (await site.store.list('task', 'tasks/assessor', { limit: 5 })).items;
    expect(task?.value.kind).toBe('tell-outcome');
    expect(asha.html).not.toContain(code);
  });

  test('begins with what the person said', async () => {
    const asha = await formAs('Asha');
    const { body } = asha.fill({}, 'Record the assessment');
    const fields = new URLSearchParams(body);
    expect(fields.getAll('groups')).toEqual(['somebody']);
    expect(fields.get('primary')).toBe('somebody');
    expect(fields.get('mode')).toBe('online');
    expect(asha.html).not.toContain('contact-behaviour');
  });

  test('names every field that is missing, in the order of the page', async () => {
    const asha = await formAs('Asha');
    await asha.post(
      `/console/cases/${id}/assess`,
      new URLSearchParams({ csrf: new URLSearchParams(asha.fill({}).body).get('csrf') ?? '' }).toString(),
    );
    expect(asha.status).toBe(422);
    expect(asha.errors.map(({ href }) => href)).toEqual([
      '#suitability',
      '#groups',
      '#primary',
      '#level',
      '#mode',
      '#sessions',
      '#whole',
      '#band',
    ]);
    for (const { href } of asha.errors) expect(asha.html).toContain(`id="${href.slice(1)}"`);
  });

  test.each([
    ['sessions', '0', 'Enter a whole number of sessions from 1 to 24'],
    ['sessions', '25', 'Enter a whole number of sessions from 1 to 24'],
    ['sessions', 'twelve', 'Enter a whole number of sessions from 1 to 24'],
    ['contribution', '', 'Enter what the person can pay for a session, or 0'],
    ['contribution', 'a little', 'Enter an amount in pounds, like 12.50, or 0'],
    ['contribution', '60', 'Enter less than the whole fee, or choose that the person can pay the whole'],
    ['primary', 'family', 'Choose one of the things ticked above as the main one'],
    ['primary', 'contact-behaviour', 'Choose what it is mainly about'],
    ['band', 'at once', 'Choose the priority'],
  ])('refuses %s “%s” beside the field, and keeps what was typed', async (field, typed, message) => {
    const asha = await formAs('Asha');
    await asha.submit({ ...good, [field]: typed }, 'Record the assessment');
    expect(asha.status).toBe(422);
    expect(asha.errors).toEqual([{ message, href: `#${field}` }]);
    expect(asha.html).toContain(`id="${field}-error"`);
    if (field !== 'sessions') expect(asha.html).toContain('value="12"');
    expect(await recorded()).toBeUndefined();
  });

  test('ASVS 8.2.2 belongs to the assessor who took the case', async () => {
    const ben = await formAs('Ben');
    expect(ben.text).toContain('another assessor has it');
    expect(ben.forms.some(({ text }) => text.includes('Record the assessment'))).toBe(false);
    const asha = await formAs('Asha');
    const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(ben.html) ?? [];
    const { body } = asha.fill(good, 'Record the assessment');
    await ben.post(`/console/cases/${id}/assess`, body.replace(/csrf=[^&]+/, `csrf=${token}`));
    expect(ben.status).toBe(403);
    expect(await recorded()).toBeUndefined();
  });

  test('is not done twice', async () => {
    const asha = await formAs('Asha');
    const { action, body } = asha.fill(good, 'Record the assessment');
    await assess(site, id);
    await asha.post(action, body);
    expect(asha.status).toBe(409);
    expect(asha.text).toContain('it is recorded already');
  });
});
