import { describe, expect, test } from 'vitest';
import { change } from '../../shared/domain/decision.ts';
import { client } from '../../test/support/offered-case.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';

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
    await visitor.follow('SP-00000-00001');
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
