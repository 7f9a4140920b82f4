import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { loadSessions } from '../../shared/commands/load-case.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { faultsAnytime } from '../../test/simulation/invariants.ts';
import { findTherapist } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
let id: ReferralId;
beforeEach(async () => {
  site = createConsoleSite();
  id = await findTherapist(site);
});

const caseAs = async (name: string): Promise<Visitor> => (await site.visitAs(name)).open(`/console/cases/${id}`);
const placeNow = async () => (await site.store.get('place', placeIdOf(id)))?.value;
const referralNow = async () => (await site.store.get('referral', id))?.value;
const sessions = async () => (await loadSessions(site.store, id)).map(({ value }) => value);

const onDay = (name: string) => {
  const [year = '', month = '', day = ''] = site.deps.now().slice(0, 10).split('-');
  return { [`${name}-day`]: day, [`${name}-month`]: month, [`${name}-year`]: year };
};

async function recordOne(): Promise<Visitor> {
  const cora = await caseAs('Cora');
  return cora.submit({ ...onDay('session-on'), 'session-outcome': 'attended' }, 'Record this session');
}

describe('a coordinator', () => {
  test('records a session for the therapist, and sees it on the case', async () => {
    const cora = await recordOne();
    expect([cora.status, cora.text]).toEqual([200, expect.stringContaining('The session is recorded.')]);
    expect(cora.text).toContain('The person came');
    expect((await placeNow())?.state).toBe('in-use');
    expect((await referralNow())?.state).toBe('in-therapy');
  });

  test('corrects it, with a reason from a list', async () => {
    const cora = await recordOne();
    const [session] = await loadSessions(site.store, id);
    const correction = {
      'correct-session': `${session?.id}.${session?.version}`,
      ...onDay('correct-on'),
      'correct-outcome': 'cancelled-in-time',
    };
    await cora.submit(correction, 'Correct this session');
    expect(cora.errors).toEqual([{ message: 'Choose why you correct it', href: '#correct-why' }]);
    await cora.submit({ ...correction, 'correct-why': 'wrong-outcome' }, 'Correct this session');
    expect(cora.text).toContain('What was recorded before is kept.');
    expect(await sessions()).toMatchObject([{ payment: 'not-payable', earlier: [{ payment: 'posted' }] }]);
    expect(site.failures).toEqual([]);
  });

  test('lets therapy rest and go on, and makes the block smaller', async () => {
    const cora = await recordOne();
    await cora.submit({ 'rest-reason': 'away' }, 'Let therapy rest');
    expect((await placeNow())?.state).toBe('paused');
    await cora.submit({}, 'Therapy goes on');
    expect((await placeNow())?.state).toBe('in-use');
    await cora.submit({ fewer: '2' }, 'Make the block smaller');
    expect((await placeNow())?.block).toMatchObject({ sessions: 4, used: 1 });
    await cora.submit({ fewer: '9' }, 'Make the block smaller');
    expect([cora.status, cora.errors[0]?.message]).toEqual([422, 'The block has 3 sessions left. Nothing was saved.']);
  });

  test('seeks another therapist', async () => {
    const cora = await recordOne();
    await cora.submit({ 'change-reason': 'asked' }, 'Seek another therapist');
    expect(cora.text).toContain('Another therapist is being sought.');
    expect((await placeNow())?.state).toBe('approved');
  });

  test('ends therapy: the money that is left is free again', async () => {
    const cora = await recordOne();
    await cora.submit({ 'end-reason': 'done', 'end-spoken-to': 'yes' }, 'End therapy');
    expect(cora.text).toContain('Therapy has ended.');
    await site.world.drain();
    expect((await placeNow())?.state).toBe('completed');
    expect((await referralNow())?.state).toBe('completed');
    expect(faultsAnytime(site.store.export())).toEqual([]);
  });

  test('ends therapy of somebody who has not been told: a call to tell them is due', async () => {
    const cora = await recordOne();
    await cora.submit({ 'end-reason': 'done' }, 'End therapy');
    expect(cora.errors).toEqual([{ message: 'Choose whether you have told the person', href: '#end-spoken-to' }]);
    await cora.submit({ 'end-reason': 'done', 'end-spoken-to': 'no' }, 'End therapy');
    expect((await referralNow())?.closing).toMatchObject({ category: 'completed', spokenTo: false });
    const { items } = await site.store.list('task', 'tasks/coordinator', { limit: 20 });
    expect(items.map(({ value }) => value.kind)).toContain('tell-outcome');
  });

  test('is told when somebody else has changed it in the meantime', async () => {
    await recordOne();
    const [cora, dan] = [await caseAs('Cora'), await caseAs('Cora')];
    await cora.submit({ 'rest-reason': 'away' }, 'Let therapy rest');
    await dan.submit({ 'end-reason': 'done', 'end-spoken-to': 'yes' }, 'End therapy');
    expect([dan.status, (await placeNow())?.state]).toEqual([409, 'paused']);
  });
});

describe('a death', () => {
  test('is recorded by the safeguarding lead too, and ends everything without a mail', async () => {
    await recordOne();
    const before = site.world.mailer.sent.length;
    const sol = await caseAs('Sol');
    await sol.submit({ died: 'yes' }, 'Record the death');
    await site.world.drain();
    expect((await referralNow())?.state).toBe('died');
    expect((await placeNow())?.state).toBe('ended-early');
    expect(site.world.mailer.sent).toHaveLength(before);
    const cora = await caseAs('Cora');
    expect(cora.text).toContain('Tell the therapist that the person has died');
  });
});

test('an assessor sees what came of sessions, and is offered none of these steps', async () => {
  await recordOne();
  const asha = await caseAs('Asha');
  expect(asha.text).toContain('The person came');
  for (const button of ['Record this session', 'Correct this session', 'End therapy', 'Record the death']) {
    expect(asha.text).not.toContain(button);
  }
});
