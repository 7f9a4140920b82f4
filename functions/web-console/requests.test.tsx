import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { change } from '../../shared/domain/decision.ts';
import { type Place, placeBase, placeIdOf } from '../../shared/domain/place.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { approve, putOnWaitingList, receiveGift, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const pathOf = (id: ReferralId) => `/console/places/${placeIdOf(id)}`;

async function placeAs(name: string, id: ReferralId): Promise<Visitor> {
  return (await site.visitAs(name)).open(pathOf(id));
}

async function placeOf(id: ReferralId) {
  const place = await site.store.get('place', placeIdOf(id));
  if (place === undefined) throw new Error('there is no such place');
  return place;
}

/** A place whose therapy has come near the end of its first block. */
async function inUse(): Promise<ReferralId> {
  const id = await reservePlace(site);
  await approve(site, id);
  const place = await placeOf(id);
  if (place.value.state !== 'approved') throw new Error('the place is approved');
  const { holdId, reservedAt, amount, approvedAt, approverId } = place.value;
  const after: Place = {
    ...placeBase(place.value),
    state: 'in-use',
    ...{ holdId, reservedAt, amount, approvedAt, approverId },
    therapistId: idOf.therapist(1),
    agreedFee: place.value.fee,
    used: 5,
    block: { ...place.value.block, used: 5 },
  };
  const decision = {
    about: 'test/0',
    did: 'set-the-scene',
    why: 'therapy has begun',
    by: { id: 'test', roles: [] },
  } as const;
  const nothing = { relies: [], entries: [], facts: [] };
  await site.store.commit([{ ...decision, at: site.deps.now(), ...nothing, changes: [change(place, after)] }]);
  return id;
}

describe('what an entry waits for', () => {
  test('stands on its page: what it may use, who is before it on each fund, and what would fund it', async () => {
    const first = await putOnWaitingList(site);
    site.world.advance({ minutes: 1 });
    const second = await putOnWaitingList(site);
    await receiveGift(site, 250);
    const cora = await placeAs('Cora', second);
    expect(cora.text).toContain('It needs £300. It may use £0 now, so £300 is missing.');
    expect(cora.text).toContain(`Where it is needed most £250.00 ${referenceOf(first)}, which is before it £350.00`);
    await cora.open(pathOf(first));
    expect(cora.text).toContain('It may use £250 now, so £50 is missing');
    expect(cora.text).toContain('Where it is needed most £250.00 Nobody £50.00');
  });
});

describe('an override', () => {
  test('is asked for by one person, granted by another, and shown with both', async () => {
    await putOnWaitingList(site);
    site.world.advance({ minutes: 1 });
    const id = await putOnWaitingList(site);
    const cora = await placeAs('Cora', id);
    await cora.submit({}, 'Ask for an override');
    expect(cora.errors[0]?.message).toContain('Choose why this place should go first');
    await cora.submit({ override: 'risk' }, 'Ask for an override');
    expect(cora.text).toContain('A second person must grant it');
    expect(cora.text).toContain('Somebody else grants it');
    expect(cora.text).not.toContain('Grant the override');
    const alex = await placeAs('Alex', id);
    expect(alex.text).toContain('Waiting longer would put somebody at risk');
    await alex.submit({}, 'Grant the override');
    expect(alex.text).toContain('The override is granted');
    expect(alex.text).toContain('Before all other new places since');
    await cora.open(cora.path);
    await cora.submit({}, 'Withdraw the override');
    expect(cora.errors[0]?.message).toContain('Choose why the override is withdrawn');
    await cora.submit({ withdraw: 'mistake' }, 'Withdraw the override');
    expect(cora.text).toContain('The override is withdrawn');
    await cora.submit({ override: 'risk' }, 'Ask for an override');
    await alex.open(alex.path);
    await alex.submit({}, 'Grant the override');
    const list = await (await site.visitAs('Cora')).open('/console/waiting');
    expect([...list.text.matchAll(/SP-\w{5}-\w{5}/g)][0]?.[0]).toBe(referenceOf(id));
    expect(list.text).toContain('Override');
    await receiveGift(site, 300);
    expect((await placeOf(id)).value.state).toBe('reserved');
  });
});

describe('a smaller block', () => {
  test('is agreed on the place, and is funded with the money there is', async () => {
    const id = await putOnWaitingList(site);
    await receiveGift(site, 160);
    const cora = await placeAs('Cora', id);
    await cora.submit({ smaller: '6', 'smaller-reason': 'begin' }, 'Agree a smaller block');
    expect(cora.status).toBe(422);
    await cora.submit({ smaller: '3', 'smaller-reason': 'begin' }, 'Agree a smaller block');
    expect(cora.text).toContain('The next block is smaller');
    await site.world.drain();
    expect((await placeOf(id)).value).toMatchObject({ state: 'reserved', amount: 15_000 });
  });
});

describe('what a place in hand asks for', () => {
  test('is asked for after a review, stands before all new places, and is approved by somebody else', async () => {
    const id = await inUse();
    const cora = await placeAs('Cora', id);
    await cora.submit({ 'next-block': '6', review: 'helps' }, 'Ask for the next block');
    expect(cora.text).toContain('The next block is asked for');
    await cora.open('/console/waiting');
    expect(cora.text).toContain('Block 2: 6 more sessions');
    await cora.open(cora.linkTo(referenceOf(id)));
    expect(cora.text).toContain('Where it stands Before all new places');
    const other = await putOnWaitingList(site);
    const work = await (await site.visitAs('Alex')).open('/console');
    expect(work.text).toContain('Next blocks and top-ups to approve');
    expect(work.linkTo(referenceOf(id))).toBe(cora.path);
    expect(work.text).toMatch(new RegExp(`${referenceOf(id)} Block 2: 6 more sessions £300.00 \\d+ \\w+`));
    await cora.open(cora.path);
    expect(cora.text).toContain('You asked for this, so somebody else approves it');
    expect((await placeOf(other)).value.state).toBe('requested');
    const alex = await (await site.visitAs('Alex')).open(cora.path);
    await alex.submit({}, 'Approve this request');
    expect(alex.text).toContain('The money is with the place');
    expect((await placeOf(id)).value).toMatchObject({ block: { number: 2, sessions: 7, used: 0 } });
  });

  test('is a top-up when somebody can contribute less, and is rejected with a reason', async () => {
    const id = await inUse();
    const cora = await placeAs('Cora', id);
    await cora.submit({ contribution: '2.50', 'contribution-reason': 'income' }, 'Agree a lower contribution');
    expect(cora.text).toContain('The lower contribution holds as soon as its top-up is approved');
    await site.world.drain();
    await cora.open(cora.linkTo('What this place asks for, and the decision on it'));
    expect(cora.text).toContain('the person contributes £2.50 a session');
    expect(cora.text).toContain('Costs the pool £7.50');
    const alex = await (await site.visitAs('Alex')).open(cora.path);
    await alex.submit({}, 'Reject this request');
    expect(alex.errors[0]?.message).toContain('Choose why you reject this request');
    await alex.submit({ rejection: 'means' }, 'Reject this request');
    expect(alex.text).toContain('Its money goes back');
    expect((await placeOf(id)).value.openRequests).toBeUndefined();
  });

  test('is made smaller on its own page, and is funded with the money there is', async () => {
    const id = await inUse();
    const cora = await placeAs('Cora', id);
    await cora.submit({ 'next-block': '6', review: 'helps' }, 'Ask for the next block');
    await cora.open('/console/waiting');
    await cora.open(cora.linkTo(referenceOf(id)));
    await cora.submit({}, 'Agree a smaller block');
    expect(cora.errors.map(({ message }) => message)).toHaveLength(2);
    await cora.submit({ smaller: '6', 'smaller-reason': 'frees' }, 'Agree a smaller block');
    expect(cora.status).toBe(422);
    await cora.submit({ smaller: '2', 'smaller-reason': 'frees' }, 'Agree a smaller block');
    expect(cora.text).toContain('The next block is smaller');
    expect(cora.text).toContain('Block 2: 2 more sessions');
    expect(cora.text).toContain('Costs the pool £100');
  });

  test('is found only by its own name', async () => {
    const cora = await site.visitAs('Cora');
    expect((await cora.open('/console/requests/req_00000000x2n')).status).toBe(404);
    expect((await cora.open('/console/requests/nonsense')).status).toBe(404);
  });
});
