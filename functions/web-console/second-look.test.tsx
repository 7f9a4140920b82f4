import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { withdrawReferral } from '../../shared/commands/intake.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  assess,
  confirmWithPerson,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const referralOf = async (id: ReferralId) => (await site.store.get('referral', id))?.value;
const placeOf = async (id: ReferralId, turn = 1) => (await site.store.get('place', placeIdOf(id, turn)))?.value;

const caseAs = async (name: string, id: ReferralId): Promise<Visitor> =>
  (await site.visitAs(name)).open(`/console/cases/${id}`);

const findNotReady = async (id: ReferralId): Promise<Visitor> => {
  const asha = await caseAs('Asha', id);
  await asha.submit({ 'not-ready-reason': 'later' }, 'Record that the person is not ready');
  return asha;
};

describe('a second look', () => {
  test('at somebody who was not ready puts them on the waiting list with the clock they had', async () => {
    const id = await askForHelp(site);
    await takeForAssessment(site, id);
    await assess(site, id, { suitability: 'suitable-not-ready' });
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Record that the person is ready');
    expect(asha.status).toBe(422);
    expect(asha.errors).toEqual([{ message: 'Choose what the second look found', href: '#ready-reason' }]);
    await asha.submit({ 'ready-reason': 'ready' }, 'Record that the person is ready');
    expect(asha.text).toContain('Recorded: the person is ready');
    expect(asha.text).toContain('Took a second look');
    await site.world.drain();
    const place = await placeOf(id);
    expect(place).toMatchObject({ state: 'requested', clock: (await referralOf(id))?.clock });
  });

  test('at somebody who is not ready any more gives up the place and takes the offer back', async () => {
    await addTherapist(site);
    const id = await reservePlace(site);
    await approve(site, id);
    expect((await site.store.get('search', id))?.value.state).toBe('offered');
    const asha = await findNotReady(id);
    expect(asha.text).toContain('Recorded: the person is not ready now');
    await site.world.drain();
    expect((await placeOf(id))?.state).toBe('cancelled');
    expect((await site.store.get('search', id))?.value.state).toBe('stopped');
    expect((await site.store.list('allocation', 'allocations/revoked', { limit: 9 })).items).toHaveLength(1);
  });

  test('and another one lead to a place of its own, with its own money', async () => {
    const id = await reservePlace(site);
    await findNotReady(id);
    await site.world.drain();
    const asha = await caseAs('Asha', id);
    await asha.submit({ 'ready-reason': 'settled' }, 'Record that the person is ready');
    await site.world.drain();
    expect([(await placeOf(id))?.state, (await placeOf(id, 2))?.state]).toEqual(['cancelled', 'reserved']);
    const cora = await (await site.visitAs('Cora')).open(`/console/places/${placeIdOf(id, 2)}`);
    await cora.submit({}, 'Approve this place');
    await site.world.drain();
    expect((await placeOf(id, 2))?.state).toBe('approved');
    expect((await site.store.get('search', id))?.value.placeId).toBe(placeIdOf(id, 2));
    const earlier = await (await site.visitAs('Cora')).open(`/console/places/${placeIdOf(id)}`);
    expect(earlier.text).toContain('Cancelled');
  });

  test('is not offered to a coordinator', async () => {
    const id = await reservePlace(site);
    expect((await caseAs('Cora', id)).html).not.toContain('not-ready-reason');
  });
});

describe('opening a referral again', () => {
  const reopenAs = async (name: string, id: ReferralId, fields: Record<string, string>): Promise<Visitor> => {
    const cora = await caseAs(name, id);
    await cora.submit(fields, 'Open the referral again');
    return cora;
  };

  test('is for somebody who withdrew and returns, whose wait counts from today', async () => {
    const id = await reservePlace(site);
    await withdrawReferral(site.deps, id, actorNamed('Cora'));
    expect((await caseAs('Cora', id)).html).not.toContain('reopen-reason');
    await site.world.drain();
    site.world.advance({ days: 3 });
    const cora = await reopenAs('Cora', id, { 'reopen-reason': 'returns', wanted: 'yes' });
    expect(cora.text).toContain('The referral is open again');
    const referral = await referralOf(id);
    expect(referral).toMatchObject({ state: 'awaiting-assessment', clock: { startedAt: site.deps.now(), pauses: [] } });
  });

  test('needs the person’s own word', async () => {
    const id = await askForHelp(site);
    await confirmWithPerson(site, id);
    await withdrawReferral(site.deps, id, actorNamed('Cora'));
    await site.world.drain();
    const cora = await reopenAs('Cora', id, { 'reopen-reason': 'returns' });
    expect(cora.status).toBe(422);
    expect(cora.errors).toEqual([{ message: expect.stringContaining('Tick the box'), href: '#wanted' }]);
    expect((await caseAs('Asha', id)).html).not.toContain('reopen-reason');
  });

  test('leads through a new assessment to a new place', async () => {
    const id = await reservePlace(site);
    await withdrawReferral(site.deps, id, actorNamed('Cora'));
    await site.world.drain();
    await reopenAs('Cora', id, { 'reopen-reason': 'our-mistake', wanted: 'yes' });
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Take for assessment');
    await assess(site, id, { means: { canPayWhole: false, contribution: 0 as never } });
    expect((await placeOf(id))?.state).toBe('cancelled');
    expect(await placeOf(id, 2)).toMatchObject({ state: 'reserved', holds: 3 });
  });
});
