import { describe, expect, test } from 'vitest';
import { change, create } from '../../shared/domain/decision.ts';
import { place } from '../../test/support/case-samples.ts';
import { client } from '../../test/support/offered-case.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { decode } from '../../test/support/visitor.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;

const today = { 'on-day': '1', 'on-month': '3', 'on-year': '2027' };

/** A therapist who has accepted, at the page of their clients. */
async function atClients(site: Site) {
  await site.accept(await site.newVisitor().open(await site.mailed('therapist-offer')));
  await site.mailed('therapist-accepted');
  const [, path = ''] =
    site.mailer.sent.at(-1)?.text.match(/http:\/\/localhost(\/portal\/clients\?token=[\w-]+)/) ?? [];
  return site.newVisitor().open(path);
}

async function atSessions(site: Site) {
  const visitor = await atClients(site);
  return visitor.open(`/portal/clients/${idOf.referral(1)}`);
}

const sessionsOf = async (site: Site) =>
  (await site.store.range('session', `sessions/${idOf.referral(1)}`, 'sessions', { limit: 10 })).items.map(
    ({ value }) => value,
  );

describe('a therapist’s clients', () => {
  test('are listed by reference, behind a link that lasts, and nobody’s name is anywhere', async () => {
    const site = await createPortalSite();
    const visitor = await atClients(site);
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/portal/clients', 'Your clients']);
    site.pass({ days: 200 });
    await visitor.open('/portal/clients');
    expect(visitor.text).toContain('SP-00000-00001');
    expect(visitor.text).toContain('0 used, 6 left, of 6 sessions');
    expect(visitor.text).toContain('6 sessions may follow, after a review');
    expect(visitor.text).toContain('record the first session');
    await visitor.open(visitor.linkTo('Record a session (SP-00000-00001)'));
    expect(visitor.heading).toBe('Sessions of SP-00000-00001');
    expect(visitor.text).toContain('6 of the 6 sessions in this block are left');
    expect(visitor.html).not.toMatch(/marked|07700/i);
    expect(visitor.html).not.toContain(client.email);
  });

  test('ASVS 8.2.2 are shown to nobody without a link, and not those of others', async () => {
    const site = await createPortalSite();
    const stranger = await site.newVisitor().open('/portal/clients');
    expect(stranger.status).toBe(404);
    const visitor = await atClients(site);
    await visitor.open(`/portal/clients/${idOf.referral(2)}`);
    expect(visitor.status).toBe(410);
  });
});

describe('the list of clients', () => {
  const rowsOf = async (site: Site) => (await atClients(site)).text;
  async function atBlock(used: number, but: object = {}): Promise<string> {
    const site = await createPortalSite();
    await rowsOf(site);
    const [held, asked] = [await site.read('place', idOf.place(1)), await site.read('referral', idOf.referral(1))];
    await site.put(
      change(held, place('in-use', { used, block: { number: 1, sessions: 6, used }, ...but }).value),
      change(asked, { ...asked.value, state: 'in-therapy' }),
    );
    const link = site.mailer.sent.at(-1)?.text.match(/http:\/\/localhost(\/portal\/clients\?token=[\w-]+)/)?.[1] ?? '';
    return (await site.newVisitor().open(link)).text;
  }

  test('says how far the block has come, and what to do next', async () => {
    const begun = await atBlock(1);
    expect(begun).toContain('1 used, 5 left, of 6 sessions');
    expect(begun).toContain('Record each session after it');
    expect(await atBlock(4)).toContain('Look back with the person, and ask for more sessions if they are needed');
    expect(await atBlock(6, { sessions: 6 })).toContain('Tell us that therapy has ended');
  });

  test('goes on, page after page, and shows every client once', async () => {
    const site = await createPortalSite({ therapist: { capacity: 60 } });
    const link = (await atClients(site)).addresses[0] ?? '';
    const [one, asked] = [
      await site.read('allocation', idOf.allocation(1)),
      await site.read('referral', idOf.referral(1)),
    ];
    for (let n = 2; n <= 45; n += 1) {
      const [id, referralId] = [idOf.allocation(n), idOf.referral(n)];
      await site.put(
        create('allocation', id, { ...one.value, id, referralId, placeId: undefined }),
        create('referral', referralId, { ...asked.value, id: referralId }),
      );
    }
    const visitor = await site.newVisitor().open(link);
    await visitor.open('/portal/clients?after=nonsense');
    expect([visitor.status, visitor.path]).toEqual([200, '/portal/clients']);
    const seen: string[] = [];
    for (let page = 1; page <= 3; page += 1) {
      const shown = [...new Set(visitor.text.match(/SP-\w{5}-\w{5}/g))];
      expect(shown.length).toBe(page === 3 ? 5 : 20);
      seen.push(...shown);
      const next = /href="(\/portal\/clients\?after=[^"]+)"/.exec(visitor.html)?.[1];
      if (next !== undefined) await visitor.open(decode(next));
    }
    expect(new Set(seen).size).toBe(45);
  });
});

describe('ending therapy', () => {
  async function atEnd(site: Site) {
    const visitor = await atSessions(site);
    await visitor.submit({ ...today, outcome: 'attended' }, 'Record this session');
    return visitor.follow('End therapy');
  }

  test('asks how it ended and whether the person knows, and frees the therapist', async () => {
    const site = await createPortalSite();
    const visitor = await atEnd(site);
    await visitor.submit({}, 'End therapy');
    expect([visitor.status, visitor.errors.map(({ message }) => message)]).toEqual([
      422,
      ['Choose how therapy ended', 'Choose whether the person knows'],
    ]);
    await visitor.submit({ reason: 'done', spoken: 'no' }, 'End therapy');
    expect([visitor.path, visitor.heading]).toEqual(['/portal/clients?ended', 'Your clients']);
    expect(visitor.text).toContain('You have no client from us at the moment');
    expect((await site.read('place', idOf.place(1))).value.state).toBe('completed');
    expect((await site.read('therapist', idOf.therapist(1))).value.clients).toBe(0);
    const tasks = (await site.store.list('task', 'tasks/coordinator', { limit: 9 })).items;
    expect(tasks.map(({ value }) => value.kind)).toContain('tell-outcome');
  });

  test('from an old page changes nothing', async () => {
    const site = await createPortalSite();
    const visitor = await atEnd(site);
    const { action, body } = visitor.fill({ reason: 'done', spoken: 'yes' }, 'End therapy');
    const placed = await site.read('place', idOf.place(1));
    await site.put(change(placed, placed.value));
    const before = site.everything();
    await visitor.post(action, body);
    expect([visitor.status, visitor.errors[0]?.message]).toEqual([
      409,
      'This was changed after you opened the page. Nothing was saved. You now see it as it is.',
    ]);
    expect(site.everything()).toBe(before);
  });
});

describe('a session from before the end', () => {
  /** A therapist who had two sessions, recorded one, and ended therapy, at the page of their clients. */
  async function afterTheEnd(site: Site) {
    const visitor = await atSessions(site);
    site.pass({ days: 2 });
    await visitor.submit({ ...today, outcome: 'attended' }, 'Record this session');
    await visitor.follow('End therapy');
    return visitor.submit({ reason: 'done', spoken: 'yes' }, 'End therapy');
  }
  const missing = { ...today, 'on-day': '2', outcome: 'attended' };

  test('is recorded for some weeks, by the therapist themself, and somebody sees to it that it is paid', async () => {
    const site = await createPortalSite();
    const visitor = await afterTheEnd(site);
    expect(visitor.text).toContain('Therapy that has ended');
    expect(visitor.text).toContain('Ended 3 March 2027 Record until 31 March 2027');
    await visitor.open(visitor.linkTo('Record a session from before (SP-00000-00001)'));
    expect(visitor.text).toContain(
      'Therapy ended on 3 March 2027. A session from before that can be recorded until 31 March',
    );
    expect(visitor.html).not.toMatch(/End therapy|sessions in this block|marked|07700/i);
    await visitor.submit(missing, 'Record this session');
    expect(visitor.text).toContain('Thank you. This is recorded.');
    expect(await sessionsOf(site)).toMatchObject([{ payment: 'posted' }, { on: '2027-03-02', payment: 'short' }]);
    const tasks = (await site.store.list('task', 'tasks/coordinator', { limit: 9 })).items;
    expect(tasks.map(({ value }) => value.kind)).toContain('session-short');
    expect((await site.read('allocation', idOf.allocation(1))).value.state).toBe('ended');
  });

  test('sent twice is one, is no day after the end, and may be corrected', async () => {
    const site = await createPortalSite();
    const visitor = await afterTheEnd(site);
    site.pass({ days: 5 });
    await visitor.open(visitor.linkTo('Record a session from before (SP-00000-00001)'));
    await visitor.submit({ ...missing, 'on-day': '4' }, 'Record this session');
    expect([visitor.status, visitor.errors[0]?.message]).toEqual([
      409,
      'On this day therapy with this therapist had ended. Nothing was saved.',
    ]);
    const { action, body } = visitor.fill(missing, 'Record this session');
    await visitor.post(action, body);
    const before = site.everything();
    await visitor.post(action, body);
    expect(site.everything()).toBe(before);
    await visitor.submit({ ...missing, outcome: 'therapist-cancelled', why: 'wrong-outcome' }, 'Correct this session');
    expect(await sessionsOf(site)).toMatchObject([{}, { payment: 'not-payable', earlier: [{ outcome: 'attended' }] }]);
  });

  test('is over after those weeks', async () => {
    const site = await createPortalSite();
    const visitor = await afterTheEnd(site);
    const { action, body } = (await visitor.open(`/portal/clients/${idOf.referral(1)}`)).fill(
      missing,
      'Record this session',
    );
    site.pass({ days: 28 });
    expect((await visitor.open('/portal/clients')).text).toContain('Therapy that has ended');
    site.pass({ minutes: 1 });
    expect((await visitor.open('/portal/clients')).text).not.toContain('Therapy that has ended');
    await visitor.post(action, body);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
    expect(await sessionsOf(site)).toHaveLength(1);
  });

  test('is all there is to do: what has ended is ended once, asks for no more sessions, and may be with somebody else', async () => {
    const site = await createPortalSite();
    const visitor = await afterTheEnd(site);
    for (const step of ['end', 'next-block']) {
      expect((await visitor.open(`/portal/clients/${idOf.referral(1)}/${step}`)).status, step).toBe(410);
    }
    const search = await site.read('search', idOf.referral(1));
    const { live: _, ...sought } = search.value;
    await site.put(change(search, { ...sought, state: 'seeking' }));
    expect((await visitor.open('/portal/clients')).text).not.toContain('Therapy that has ended');
    expect((await visitor.open(`/portal/clients/${idOf.referral(1)}`)).status).toBe(410);
  });
});

describe('recording a session', () => {
  test('begins therapy and pays it; the page says so', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    await visitor.submit({ ...today, outcome: 'attended' }, 'Record this session');
    expect([visitor.status, visitor.text]).toEqual([200, expect.stringContaining('Thank you. This is recorded.')]);
    expect(visitor.text).toContain('Paid by us: £45');
    expect(await sessionsOf(site)).toMatchObject([{ outcome: 'attended', payment: 'posted', on: '2027-03-01' }]);
    expect((await site.read('place', idOf.place(1))).value.state).toBe('in-use');
  });

  test('twice with one page is one session', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    const { action, body } = visitor.fill({ ...today, outcome: 'attended' }, 'Record this session');
    await visitor.post(action, body);
    const before = site.everything();
    await visitor.post(action, body);
    expect(visitor.status).toBe(200);
    expect(site.everything()).toBe(before);
  });

  test('asks for what is missing, and says in words what cannot be', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    await visitor.submit({}, 'Record this session');
    expect(visitor.status).toBe(422);
    expect(visitor.errors.map(({ message }) => message)).toEqual([
      'Enter the day of the session',
      'Choose what came of the session',
    ]);
    await visitor.submit({ ...today, 'on-day': '2', outcome: 'attended' }, 'Record this session');
    expect([visitor.status, visitor.errors[0]?.message]).toEqual([
      409,
      'A session is recorded on its day or later. Nothing was saved.',
    ]);
    expect(await sessionsOf(site)).toEqual([]);
  });

  test('is corrected on the same page, once', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    await visitor.submit({ ...today, outcome: 'attended' }, 'Record this session');
    await visitor.submit({ ...today, outcome: 'therapist-cancelled' }, 'Correct this session');
    expect(visitor.errors).toEqual([{ message: 'Choose why you correct it', href: expect.stringMatching(/^#ses_/) }]);
    const correction = { ...today, outcome: 'therapist-cancelled', why: 'wrong-outcome' };
    const { action, body } = visitor.fill(correction, 'Correct this session');
    await visitor.post(action, body);
    expect(visitor.text).toContain('No fee');
    expect(visitor.text).toContain('Corrected Once');
    await visitor.post(action, body);
    expect(await sessionsOf(site)).toMatchObject([{ payment: 'not-payable', earlier: [{ outcome: 'attended' }] }]);
  });

  test('of another day is taken from the day where it stood', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    site.pass({ days: 1 });
    await visitor.submit({ ...today, outcome: 'attended' }, 'Record this session');
    await visitor.submit({ ...today, 'on-day': '2', outcome: 'attended', why: 'wrong-day' }, 'Correct this session');
    expect(await sessionsOf(site)).toMatchObject([{ on: '2027-03-02', earlier: [{ on: '2027-03-01' }] }]);
  });

  test('is over when the case is no longer with them', async () => {
    const site = await createPortalSite();
    const visitor = await atSessions(site);
    const { action, body } = visitor.fill({ ...today, outcome: 'attended' }, 'Record this session');
    const allocation = await site.read('allocation', idOf.allocation(1));
    await site.put(change(allocation, { ...allocation.value, state: 'revoked' }));
    await visitor.post(action, body);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
    expect(await sessionsOf(site)).toEqual([]);
  });
});
