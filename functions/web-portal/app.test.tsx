import { describe, expect, test } from 'vitest';
import { ClientGroup } from '../../events/values.ts';
import { createPortalSite, tokenIn } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';

const buttons = ['Accept this case', 'Decline', 'I will decide later'];

describe('an offer, opened by the link in its mail', () => {
  test('leads to a clean address and shows the case in outline', async () => {
    const site = await createPortalSite();
    const visitor = await site.newVisitor().open(await site.mailed('therapist-offer'));
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/portal/offer', 'A case for you']);
    expect(visitor.text).toContain('Wednesday 3 March 2027, 5pm');
    expect(visitor.text).toContain('£55 a session: £10 from the client, £45 from us');
    for (const button of buttons) expect(visitor.text).toContain(button);
  });

  test('ASVS 15.3.1 tells nothing of who it is, and shows no code of a group', async () => {
    const site = await createPortalSite();
    const visitor = await site.newVisitor().open(await site.mailed('therapist-offer'));
    expect(visitor.html).not.toMatch(/marked|marky|07700|CF10/i);
    for (const id of [idOf.referral(1), idOf.person(1), idOf.place(1)]) expect(visitor.html).not.toContain(id);
    for (const code of ClientGroup.options) expect(visitor.html).not.toContain(code);
    expect(visitor.text).toContain('Was harmed by somebody');
  });

  test('ASVS 3.3.4, 14.2.1 sets a short cookie that no script reads, and keeps the token out of every page and later address', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    const token = tokenIn(link);
    const visitor = await site.newVisitor().open(link);
    expect(visitor.setCookies[0]).toBe(`__Host-offer=${token}; Max-Age=1800; Path=/; HttpOnly; Secure; SameSite=Lax`);
    const pages = [visitor.html];
    await visitor.submit({}, 'I will decide later');
    pages.push(visitor.html);
    await visitor.submit({}, 'Accept this case');
    pages.push(visitor.html);
    site.pass({ minutes: 5 });
    await visitor.open('/portal/offer');
    await visitor.submit({}, 'See how to reach your client');
    pages.push(visitor.html);
    expect(visitor.path).toBe('/portal/client');
    const seeClient = visitor.cookies.get('__Host-client') ?? '';
    expect(seeClient).toMatch(/^[\w-]{43}$/);
    for (const secret of [token, seeClient]) {
      expect(pages.join()).not.toContain(secret);
      expect(visitor.addresses.slice(1).join()).not.toContain(secret);
      expect(site.everything()).not.toContain(secret);
    }
  });

  test('ASVS 14.3.2 is told apart from other people’s pages: nothing is kept by browsers or sent on as referrer', async () => {
    const site = await createPortalSite();
    const visitor = await site.newVisitor().open(await site.mailed('therapist-offer'));
    expect(visitor.headers.get('Cache-Control')).toBe('no-store');
    expect(visitor.headers.get('Referrer-Policy')).toBe('no-referrer');
  });
});

describe('looking changes nothing', () => {
  test.each(['GET', 'HEAD'])(
    'ASVS 3.5.3 however often a scanner follows every link with %s, and every page after it',
    async (method) => {
      const site = await createPortalSite();
      const offer = await site.mailed('therapist-offer');
      const accepted = await site.newVisitor().open(offer);
      await site.accept(accepted);
      const links = [offer, await site.mailed('therapist-accepted')];
      const pages = ['/portal', '/portal/offer', '/portal/client', '/portal/clients', '/portal/given-back'];
      const actions = ['offer/accept', 'offer/decline', 'offer/later', 'client/details', 'client/give-back'];
      const before = site.everything();
      const headers = { Cookie: [...accepted.cookies].map(([name, value]) => `${name}=${value}`).join('; ') };
      for (let times = 0; times < 100; times += 1) {
        for (const path of [...links, ...pages, ...actions.map((action) => `/portal/${action}`)]) {
          const { status } = await site.request(path, { method, headers });
          expect(status, path).toBeLessThan(500);
        }
      }
      expect(site.everything()).toBe(before);
      expect(site.failures).toEqual([]);
    },
  );

  test('and a scanner before the therapist leaves the offer as open as it was', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    const scanner = site.newVisitor();
    for (let times = 0; times < 20; times += 1) await scanner.open(link);
    const visitor = await site.newVisitor().open(link);
    await site.accept(visitor);
    expect(visitor.heading).toBe('Thank you. The case is yours');
  });
});

describe('a link that does not work', () => {
  const open = async (path: string, site = createPortalSite()) => (await site).newVisitor().open(path);

  test.each([
    ['was never one of ours', '/portal/offer?token=forged'],
    ['was never one of ours', '/portal/client?token=forged'],
    ['is empty', '/portal/offer?token='],
    ['is not there', '/portal/offer'],
    ['is far too long', `/portal/offer?token=${'x'.repeat(5000)}`],
    ['is no token at all', '/portal/offer?token=%0d%0aSet-Cookie%3A%20a%3Db%3B%20%C3%BC'],
    ['is there twice', '/portal/client?token=a&token=b'],
  ])('because it %s leads to a kind page', async (_, path) => {
    const visitor = await open(path);
    expect([visitor.status, visitor.heading]).toEqual([404, 'This link has been used or is not complete']);
    expect(visitor.text).toContain('please open the link in our latest mail again');
    expect(visitor.addresses.at(-1)).toMatch(/^\/portal\/(offer|client)$/);
  });

  test('ASVS 6.6.2 because it is for another page shows nothing of either', async () => {
    const site = await createPortalSite();
    const offer = tokenIn(await site.mailed('therapist-offer'));
    const visitor = await site.newVisitor().open(`/portal/client?token=${offer}`);
    expect([visitor.status, visitor.heading]).toEqual([404, 'This link has been used or is not complete']);
    const accepting = await site.newVisitor().open(`/portal/offer?token=${offer}`);
    await site.accept(accepting);
    const client = accepting.cookies.get('__Host-client') ?? '';
    const wrongWay = await site.newVisitor().open(`/portal/offer?token=${client}`);
    expect([wrongWay.status, wrongWay.heading]).toEqual([404, 'This link has been used or is not complete']);
  });

  test('because its time is over says so', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    site.pass({ days: 3 });
    const visitor = await site.newVisitor().open(link);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
  });

  test('because the offer was taken back or answered says so', async () => {
    for (const but of [{ search: { state: 'stopped', live: undefined } }, { allocation: { state: 'expired' } }]) {
      const site = await createPortalSite();
      const link = await site.mailed('therapist-offer');
      const changed = await createPortalSite(but);
      const token = (await site.memory.export()).records.find(({ kind }) => kind === 'token');
      if (token === undefined) throw new Error('a mail has its token');
      await changed.putNew(token);
      const visitor = await changed.newVisitor().open(link);
      expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
    }
  });

  test('ASVS 2.4.1 and 6.6.3 is tried from one place so many times and no more; even one that works then waits', async () => {
    const site = await createPortalSite({}, 1);
    const right = await site.mailed('therapist-offer');
    const { most } = site.deps.settings.doors.portal;
    for (let time = 0; time < most; time += 1)
      expect((await site.request(`/portal/offer?token=guess-${time}`, {})).status).toBeLessThan(429);
    expect((await site.request('/portal/offer?token=guess', {})).status).toBe(429);
    expect((await site.request(right, {})).status).toBe(429);
  });

  test('leads nowhere else: other addresses are not found', async () => {
    for (const path of ['/portal/elsewhere', '/portal/offer/accept/twice']) {
      expect((await open(path)).status).toBe(404);
    }
    expect((await open('/portal/offer/accept')).status).toBe(405);
  });
});
