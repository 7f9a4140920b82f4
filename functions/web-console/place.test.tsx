import { beforeEach, describe, expect, test } from 'vitest';
import { Pence, type ReferralId } from '../../events/values.ts';
import { pauseReferral } from '../../shared/commands/manage.ts';
import type { AssessmentFindings } from '../../shared/domain/assess.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { therapistReference } from '../../shared/staff/words/references.ts';
import { settings } from '../../test/simulation/world.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  goAway,
  openNewFund,
  putOnWaitingList,
  receiveGift,
  reservePlace,
} from '../../test/support/console-scenes.ts';
import {
  actorNamed,
  type ConsoleSite,
  createConsoleSite,
  type SignInOptions,
} from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const placeOf = async (id: ReferralId) => (await site.store.get('place', placeIdOf(id)))?.value;

const pathOf = (id: ReferralId) => `/console/places/${placeIdOf(id)}`;

async function placeAs(name: string, id: ReferralId, options?: SignInOptions): Promise<Visitor> {
  return (await site.visitAs(name, options)).open(pathOf(id));
}

describe('approving a place', () => {
  test('is done by a coordinator who sees which money pays and what is left', async () => {
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain('Why this place is next');
    expect(cora.text).toContain('Where it is needed most £720.00 £300.00 £420.00');
    await cora.submit({}, 'Approve this place');
    expect(cora.status).toBe(200);
    expect(cora.text).toContain('The place is approved');
    expect(await placeOf(id)).toMatchObject({ state: 'approved', approverId: actorNamed('Cora').id });
    expect(cora.text).not.toContain('Approve this place');
  });

  test('is done by a coordinator who has all of it before them: the need, the means, the queue, the therapists', async () => {
    const therapist = await addTherapist(site);
    const id = await reservePlace(site);
    await receiveGift(site, 1_500);
    const cora = await placeAs('Cora', id);
    const decision = cora.text.indexOf('Approve this place');
    for (const words of [
      'Level of need',
      'Contributes £10 a session',
      // £1,920 are free, £300 are held, £300 more are kept back; a whole place costs £600.
      'The pool can promise 2 whole places now',
      'This place is taken off that already. Without it, the pool could promise 3 now',
      '1 of 1 members could be asked as soon as it is approved',
      therapistReference(therapist),
    ]) {
      expect(cora.text).toContain(words);
      expect(cora.text.indexOf(words)).toBeLessThan(decision);
    }
  });

  test('is done by a coordinator who sees who waits behind, and not who stands before', async () => {
    const id = await reservePlace(site);
    site.world.advance({ minutes: 1 });
    const second = await putOnWaitingList(site);
    site.world.advance({ minutes: 1 });
    const behind = await putOnWaitingList(site);
    const behindText = async (of: ReferralId): Promise<string> => {
      const { text } = await placeAs('Cora', of);
      return text.slice(text.indexOf('What waits behind it'));
    };
    expect(await behindText(id)).toContain(`${referenceOf(behind)} Routine`);
    expect(await behindText(second)).toContain(`${referenceOf(behind)} Routine`);
    expect(await behindText(behind)).toContain('Nobody else waits behind this place');
  });

  test('warns when nobody could take the case', async () => {
    const id = await reservePlace(site);
    expect((await placeAs('Cora', id)).text).toContain('Nobody is a member yet');
    const therapist = await addTherapist(site);
    const member = await site.store.get('therapist', therapist);
    if (member === undefined) throw new Error('the therapist is there');
    const full = change(member, { ...member.value, capacity: 0 });
    await site.store.commit([
      {
        about: 'test/0',
        did: 'test',
        why: 'test',
        by: actorNamed('Cora'),
        at: site.deps.now(),
        ...nothingElse,
        changes: [full],
      },
    ]);
    expect((await placeAs('Cora', id)).text).toContain('None of 1 members could be asked now');
  });

  test('is refused to whoever assessed the person, who reads why', async () => {
    const id = await putOnWaitingList(site, {}, 'Alex');
    await receiveGift(site, 720);
    const alex = await placeAs('Alex', id);
    expect(alex.text).toContain('You assessed this person, so somebody else decides');
    expect(alex.text).not.toContain('Approve this place');
    const cora = await placeAs('Cora', id);
    const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(alex.html) ?? [];
    const [, seen = ''] = /name="seen" value="(\d+)"/.exec(cora.html) ?? [];
    for (const action of ['approve', 'reject']) {
      const body = new URLSearchParams({ csrf: token, seen, rejection: 'means' });
      await alex.post(`${pathOf(id)}/${action}`, body.toString());
      expect(alex.status).toBe(403);
      expect(alex.errors[0]?.message).toContain('taken part in this case already');
    }
    expect((await placeOf(id))?.state).toBe('reserved');
  });

  test('is for the deputy while the coordinator is away, and only then', async () => {
    const id = await reservePlace(site);
    expect((await placeAs('Dev', id)).status).toBe(403);
    await goAway(site);
    const dev = await placeAs('Dev', id);
    site.world.advance({ days: 4 });
    // The absence ended while the page was open.
    const back = await site.visitAs('Dev');
    await back.post(`${pathOf(id)}/approve`, dev.fill({}, 'Approve this place').body);
    expect(back.status).toBe(403);
    expect((await placeOf(id))?.state).toBe('reserved');
    await goAway(site);
    const again = await placeAs('Dev', id);
    await again.submit({}, 'Approve this place');
    expect((await placeOf(id))?.state).toBe('approved');
  });

  test('takes two people above the set sum', async () => {
    const low = { ...settings, approval: { secondPersonAbove: Pence.parse(10_000) } };
    site = createConsoleSite({ settings: low });
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain('Yours is the first approval');
    await cora.submit({}, 'Approve this place');
    expect(cora.text).toContain('A second person must approve as well');
    expect((await placeOf(id))?.state).toBe('reserved');
    expect(cora.text).toContain('You have given the first of two approvals');
    expect(cora.text).not.toContain('Approve this place');
    const alex = await placeAs('Alex', id);
    expect(alex.text).toContain('Yours is the second');
    await alex.submit({}, 'Approve this place');
    expect((await placeOf(id))?.state).toBe('approved');
  });

  test('is refused on an old page, and shown as it is', async () => {
    const id = await reservePlace(site);
    const [cora, alex] = [await placeAs('Cora', id), await placeAs('Alex', id)];
    await cora.submit({}, 'Approve this place');
    await alex.submit({}, 'Approve this place');
    expect(alex.status).toBe(409);
    expect(alex.errors[0]?.message).toContain('Somebody changed this');
    expect(alex.text).toContain('Approved');
  });

  test('is refused while the case is paused', async () => {
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    const { body } = cora.fill({}, 'Approve this place');
    await pauseReferral(site.deps, { referralId: id, overlay: 'safeguarding', why: 'A concern' }, actorNamed('Sol'));
    await cora.open(pathOf(id));
    expect(cora.text).toContain('The case is paused');
    const seen = (await site.store.get('place', placeIdOf(id)))?.version;
    await cora.post(`${pathOf(id)}/approve`, body.replace(/seen=\d+/, `seen=${seen}`));
    expect(cora.status).toBe(409);
    expect(cora.errors[0]?.message).toContain('paused');
    expect((await placeOf(id))?.state).toBe('reserved');
  });

  test('is refused after its time has run out', async () => {
    const id = await reservePlace(site);
    site.world.advance({ days: 30 });
    const cora = await placeAs('Cora', id);
    await cora.submit({}, 'Approve this place');
    expect(cora.status).toBe(409);
    expect(cora.errors[0]?.message).toContain('time for this step has run out');
  });
});

describe('deciding is a sensitive step', () => {
  test('whoever signed in a while ago sees everything, and signs in once more to decide', async () => {
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id, { minutesAgo: 16 });
    expect(cora.text).toContain('Why this place is next');
    expect(cora.text).not.toContain('Approve this place');
    const back = new URL(cora.linkTo('Sign in again to decide'), site.deps.siteUrl);
    expect(back.pathname).toBe('/console/sign-in');
    expect(back.searchParams.get('returnTo')).toBe(pathOf(id));
    expect(back.searchParams.get('again')).toBe('yes');
  });

  test('a page that was open for too long leads to signing in and back to the place, and decides nothing', async () => {
    const id = await reservePlace(site);
    const fresh = await placeAs('Cora', id, { minutesAgo: 14 });
    site.world.advance({ minutes: 2 });
    await fresh.submit({}, 'Approve this place');
    expect(fresh.status).toBe(403);
    expect(fresh.heading).toBe('Please sign in once more');
    const back = new URL(fresh.linkTo('Sign in'), site.deps.siteUrl).searchParams.get('returnTo') ?? '';
    await fresh.open(back);
    expect(fresh.path).toBe(pathOf(id));
    expect((await placeOf(id))?.state).toBe('reserved');
  });
});

describe('rejecting a place', () => {
  test('gives the money back and plans a call, with the reason that was chosen', async () => {
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    await cora.submit({ rejection: 'other-funder' }, 'Why do you reject it');
    expect(cora.text).toContain('The place is rejected');
    expect(await placeOf(id)).toMatchObject({ state: 'rejected', reason: 'Somebody else pays for the therapy' });
    const [task] = (await site.store.list('task', 'tasks/coordinator', { limit: 5 })).items;
    expect(task?.value.kind).toBe('tell-outcome');
  });

  test('needs a reason from the list', async () => {
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    for (const typed of [{}, { rejection: 'I would rather not' }]) {
      await cora.submit(typed, 'Why do you reject it');
      expect(cora.status).toBe(422);
      expect(cora.errors).toEqual([{ message: 'Choose why you reject this place', href: '#rejection' }]);
    }
    expect((await placeOf(id))?.state).toBe('reserved');
  });
});

describe('a place that lost its money', () => {
  async function expired(): Promise<ReferralId> {
    const id = await reservePlace(site);
    site.world.advance({ days: 30 });
    await site.world.sweep();
    await site.world.drain();
    return id;
  }

  test('waits for a coordinator’s word, and draws again after it', async () => {
    const id = await expired();
    const cora = await site.visitAs('Cora');
    await cora.open('/console');
    expect(cora.text).toMatch(new RegExp(`Places to confirm Place Why ${referenceOf(id)} Nobody approved it in time`));
    await cora.open(pathOf(id));
    expect(cora.text).toContain('nobody approved it in time');
    await cora.submit({}, 'Confirm that it waits on');
    expect(cora.status).toBe(200);
    await site.world.drain();
    expect((await placeOf(id))?.state).toBe('reserved');
    expect((await site.store.list('task', 'tasks/coordinator', { limit: 5 })).items).toEqual([]);
  });

  test('is not confirmed from an old page', async () => {
    const id = await expired();
    const [cora, alex] = [await placeAs('Cora', id), await placeAs('Alex', id)];
    await cora.submit({}, 'Confirm that it waits on');
    await alex.submit({}, 'Confirm that it waits on');
    expect(alex.status).toBe(409);
  });

  test('is not confirmed by an assessor', async () => {
    const id = await expired();
    const cora = await placeAs('Cora', id);
    const ben = await placeAs('Ben', id);
    expect(ben.text).toContain('A coordinator, or their deputy, decides');
    const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(ben.html) ?? [];
    const { body } = cora.fill({}, 'Confirm that it waits on');
    await ben.post(`${pathOf(id)}/confirm`, body.replace(/csrf=[^&]+/, `csrf=${token}`));
    expect(ben.status).toBe(403);
    expect((await placeOf(id))?.state).toBe('requested');
  });
});

describe('why a place is next', () => {
  test('names who is ahead, what they need, and which money they may not use', async () => {
    const limited = await openNewFund(site, {
      name: 'A limited fund',
      restriction: { groups: ['contact-behaviour'], regions: [] },
    });
    const needs: AssessmentFindings['needs'] = {
      groups: ['survivor'],
      primaryGroup: 'survivor',
      level: 'medium',
      mode: 'online',
      sessions: 12,
    };
    const ahead = await putOnWaitingList(site, { band: 'urgent', needs });
    await receiveGift(site, 100);
    const id = await putOnWaitingList(site);
    await receiveGift(site, 720, limited);
    expect((await placeOf(id))?.state).toBe('reserved');
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain(referenceOf(ahead));
    expect(cora.text).toContain('It may draw on “Where it is needed most”: £100 free of the £300 that it needs');
    expect(cora.text).toContain('0 of 1 others who wait could be reserved');
  });

  test('names who is ahead and passed over because they are paused', async () => {
    const paused = await putOnWaitingList(site, { band: 'urgent' });
    await pauseReferral(site.deps, { referralId: paused, overlay: 'on-hold', why: 'A break' }, actorNamed('Cora'));
    const id = await reservePlace(site);
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain(`${referenceOf(paused)} the case is on hold or paused`);
  });

  test('counts the money of this place as its own, though the pool is empty without it', async () => {
    const id = await putOnWaitingList(site);
    await receiveGift(site, 300);
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain('Where it is needed most £300.00 £300.00 £0.00');
    expect(cora.text).not.toContain('Why it has no money yet');
  });

  test('says of a place without money what is missing', async () => {
    const id = await putOnWaitingList(site);
    await receiveGift(site, 100);
    const cora = await placeAs('Cora', id);
    expect(cora.text).toContain('It needs £300, and the money that it may use now comes to £100');
    expect(cora.text).toContain('Where this place stands');
  });

  test('is not asked any more once it is approved', async () => {
    const id = await reservePlace(site);
    await approve(site, id);
    const cora = await placeAs('Cora', id);
    expect(cora.text).not.toContain('Why this place is next');
    expect(cora.text).not.toContain('Reject this place');
  });
});

describe('the page of a place', () => {
  test('does not exist for a referral without one', async () => {
    const id = await askForHelp(site);
    for (const path of [pathOf(id), '/console/places/plc_nothing1', '/console/places/nothing']) {
      const cora = await site.visitAs('Cora');
      expect((await cora.open(path)).status).toBe(404);
    }
    expect(site.failures).toEqual([]);
  });
});
