import { describe, expect, test } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { moveMembership, withdrawOffers } from '../../shared/commands/membership.ts';
import { rejectRequest } from '../../shared/commands/requests.ts';
import { leavingTaskId } from '../../shared/domain/announce-leaving.ts';
import { change } from '../../shared/domain/decision.ts';
import { rankTherapists } from '../../shared/domain/matching.ts';
import { place } from '../../test/support/case-samples.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { cora, refusalOf, whatOf } from '../../test/support/small-office.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;

async function atClients(site: Site) {
  await site.accept(await site.newVisitor().open(await site.mailed('therapist-offer')));
  await site.mailed('therapist-accepted');
  const [, path = ''] =
    site.mailer.sent.at(-1)?.text.match(/http:\/\/localhost(\/portal\/clients\?token=[\w-]+)/) ?? [];
  return site.newVisitor().open(path);
}
const therapistOf = async (site: Site) => (await site.read('therapist', idOf.therapist(1))).value;
const taskOf = async (site: Site) => (await site.store.get('task', leavingTaskId(idOf.therapist(1))))?.value;

describe('a therapist who leaves', () => {
  test('says so on a page of their own, and a coordinator hands their clients over', async () => {
    const site = await createPortalSite();
    const visitor = await (await atClients(site)).follow('Leave the service');
    expect(visitor.text).toContain('I have stopped working as a therapist');
    expect(visitor.text).not.toContain('They have');
    await visitor.submit({}, 'Tell us that you leave');
    expect([visitor.status, visitor.errors[0]?.href]).toEqual([422, '#reason']);
    await visitor.submit({ reason: 'retired' }, 'Tell us that you leave');
    expect(visitor.text).toContain('You told us on 1 March 2027 that you leave');
    expect(visitor.text).toContain('together we see with each of your clients how they go on');
    expect(await therapistOf(site)).toMatchObject({ leavingSince: site.deps.now(), clients: 1, state: 'member' });
    expect(await taskOf(site)).toMatchObject({ state: 'open', role: 'coordinator' });
  });

  test('is offered nothing new, and what is open is taken back', async () => {
    const site = await createPortalSite();
    const before = await therapistOf(site);
    const search = (await site.read('search', idOf.referral(1))).value;
    const ranked = (therapist: typeof before) =>
      rankTherapists(
        { ...search, past: [] },
        [therapist],
        site.deps.settings.matching,
        site.deps.now(),
        LocalDate.parse('2027-03-02'),
      ).ranked.length;
    expect(ranked({ ...before, offers: 0 })).toBe(1);
    expect(ranked({ ...before, offers: 0, leavingSince: site.deps.now() })).toBe(0);
    const read = await site.read('therapist', idOf.therapist(1));
    await site.put(change(read, { ...read.value, leavingSince: site.deps.now() }));
    whatOf(await withdrawOffers(site.deps, idOf.therapist(1)));
    expect((await site.read('allocation', idOf.allocation(1))).value.state).toBe('revoked');
  });

  test('may stay after all, and leave another day', async () => {
    const site = await createPortalSite();
    const visitor = await (await atClients(site)).open('/portal/leave');
    await visitor.submit({ reason: 'own' }, 'Tell us that you leave');
    await visitor.submit({}, 'I stay after all');
    expect((await therapistOf(site)).leavingSince).toBeUndefined();
    expect((await taskOf(site))?.state).toBe('done');
    await visitor.submit({ reason: 'own' }, 'Tell us that you leave');
    expect((await taskOf(site))?.state).toBe('open');
  });

  test('has left once nobody is in therapy with them, and the task is done', async () => {
    const site = await createPortalSite();
    const visitor = await (await atClients(site)).open('/portal/leave');
    await visitor.submit({ reason: 'own' }, 'Tell us that you leave');
    const leave = async () => {
      const { version: seen } = await site.read('therapist', idOf.therapist(1));
      const input = { therapistId: idOf.therapist(1), seen, to: 'left', why: 'retired' } as const;
      return moveMembership(site.deps, input, cora);
    };
    expect(refusalOf(await leave())).toMatchObject({ code: 'invalid' });
    const read = await site.read('therapist', idOf.therapist(1));
    await site.put(change(read, { ...read.value, clients: 0 }));
    whatOf(await leave());
    expect((await taskOf(site))?.state).toBe('done');
    await visitor.open('/portal/leave');
    expect(visitor.text).toContain('You have left');
  });

  test('ASVS 8.2.2 is asked by nobody without a link', async () => {
    const site = await createPortalSite();
    expect((await site.newVisitor().open('/portal/leave')).status).toBe(404);
  });
});

describe('more sessions for a client', () => {
  async function nearTheEnd(site: Site, but: object = {}) {
    const visitor = await atClients(site);
    const [held, asked] = [await site.read('place', idOf.place(1)), await site.read('referral', idOf.referral(1))];
    await site.put(
      change(held, place('in-use', { used: 4, block: { number: 1, sessions: 6, used: 4 }, ...but }).value),
      change(asked, { ...asked.value, state: 'in-therapy' }),
    );
    return visitor.open('/portal/clients');
  }

  test('are asked for by their therapist with what the review found, and a coordinator decides', async () => {
    const site = await createPortalSite();
    const visitor = await nearTheEnd(site);
    await visitor.open(visitor.linkTo('Ask for more sessions (SP-00000-00001)'));
    await visitor.submit({}, 'Ask for these sessions');
    expect([visitor.status, visitor.errors.map(({ href }) => href)]).toEqual([422, ['#sessions', '#review']]);
    await visitor.submit({ sessions: '7', review: 'helps' }, 'Ask for these sessions');
    expect(visitor.errors[0]?.message).toBe('Enter a whole number from 1 to 6');
    await visitor.submit({ sessions: '4', review: 'helps' }, 'Ask for these sessions');
    expect(visitor.text).toContain('A coordinator decides, and you see here what comes of it');
    expect(visitor.text).toContain('Asked for; it waits for its money');
    expect(visitor.text).not.toContain('Ask for more sessions');
    const [asked] = (await site.store.list('request', `requests/${site.deps.settings.pool.id}/requested`, { limit: 5 }))
      .items;
    expect(asked?.value).toMatchObject({
      askedBy: idOf.therapist(1),
      cause: { kind: 'next-block', sessions: 4 },
      why: 'The review found that therapy helps, and should go on',
    });
    const again = (await site.newVisitor().open('/portal/clients')).status;
    expect(again).toBe(404);
  });

  test('are asked for once, and not from an old page', async () => {
    const site = await createPortalSite();
    const visitor = await nearTheEnd(site);
    await visitor.open(visitor.linkTo('Ask for more sessions (SP-00000-00001)'));
    const { action, body } = visitor.fill({ sessions: '4', review: 'helps' }, 'Ask for these sessions');
    await visitor.post(action, body);
    await visitor.post(action, body);
    expect(visitor.status).toBe(409);
  });

  test('that were not agreed are said to be so, and may be asked for again', async () => {
    const site = await createPortalSite();
    const visitor = await nearTheEnd(site);
    await visitor.open(visitor.linkTo('Ask for more sessions (SP-00000-00001)'));
    await visitor.submit({ sessions: '4', review: 'helps' }, 'Ask for these sessions');
    const pool = site.deps.settings.pool.id;
    const [asked] = (await site.store.list('request', `requests/${pool}/requested`, { limit: 5 })).items;
    if (asked === undefined) throw new Error('it was asked for');
    const input = { requestId: asked.value.id, seen: asked.version, reason: 'Another way was found' };
    whatOf(await rejectRequest(site.deps, input, cora));
    await visitor.open('/portal/clients');
    expect(visitor.text).toContain('Not agreed: we call you about it');
    expect(visitor.text).toContain('Ask for more sessions');
  });

  test('are not offered while many are left, nor past what one place may have', async () => {
    const site = await createPortalSite();
    const visitor = await nearTheEnd(site, { used: 1, block: { number: 1, sessions: 6, used: 1 } });
    expect(visitor.text).not.toContain('Ask for more sessions');
    const full = await createPortalSite();
    const atMost = await nearTheEnd(full, { used: 22, sessions: 24, block: { number: 4, sessions: 6, used: 4 } });
    await atMost.open(atMost.linkTo('Ask for more sessions (SP-00000-00001)'));
    expect(atMost.text).toContain('as many sessions as one place can have');
  });
});
