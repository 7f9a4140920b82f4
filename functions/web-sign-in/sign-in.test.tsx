import { describe, expect, test } from 'vitest';
import { Instant } from '../../events/values.ts';
import { later } from '../../shared/domain/office-days.ts';
import { createSessionStore } from '../../shared/staff/session-store.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { endSession, resumeSession, type SignedInPerson, startSession } from '../../shared/web/session.ts';
import { createConsoleSite } from '../../test/support/console-site.ts';
import { openDoors } from '../../test/support/open-doors.ts';
import { exampleSettings } from '../../test/support/public-site.ts';

const start = new Date('2027-03-01T10:00:00.000Z');
const person: SignedInPerson = {
  subject: 'sub-1',
  name: 'Cora Coordinator',
  email: 'cora@example.org',
  groups: ['coordinator'],
  authenticatedAt: null,
};

describe('signing in', () => {
  test('leads back to where somebody was going, with a session of their own', async () => {
    const site = createConsoleSite();
    const visitor = site.newVisitor();
    await visitor.open('/console/waiting?page=1');
    expect(visitor.path).toBe('https://sign-in.invalid/');
    await visitor.open('/console/signed-in?code=yes');
    expect(visitor.path).toBe('/console/waiting?page=1');
    expect(visitor.heading).toBe('Waiting list');
    expect(visitor.setCookies.at(-1)).toMatch(/^__Host-session=.*; HttpOnly; Secure; SameSite=Lax$/);
  });

  test('that was refused says so, outside the console', async () => {
    const site = createConsoleSite();
    const visitor = site.newVisitor();
    await visitor.open('/console/signed-in?error=access_denied');
    expect(visitor.status).toBe(400);
    expect(visitor.heading).toBe('Signing in did not work');
    expect(visitor.linkTo('Sign in')).toBe('/console/sign-in');
    expect(visitor.text).not.toContain('Work to do');
  });
});

describe('a door of signing in', () => {
  test('ASVS 2.4.1 and 6.3.1 is closed after so many tries from one place, to begin and to come back alike', async () => {
    const now = () => Instant.parse(start.toISOString());
    const site = createConsoleSite({ doors: openDoors({ settings: exampleSettings, now }, 1) });
    const knock = async (path: string) => (await site.app.request(`${site.deps.siteUrl}/console/${path}`)).status;
    const { most } = exampleSettings.doors['sign-in'];
    for (let time = 1; time < most; time += 1) expect(await knock('signed-in?code=guessed')).toBeLessThan(429);
    expect(await knock('sign-in')).toBe(302);
    expect(await knock('sign-in')).toBe(429);
    expect(await knock('signed-in?code=guessed')).toBe(429);
  });
});

describe('signing out', () => {
  test('ASVS 7.4.1, 7.6.1 ends the session at once, here and at the provider', async () => {
    const site = createConsoleSite();
    const cora = await (await site.visitAs('Cora')).open('/console');
    const id = cora.cookies.get('__Host-session') ?? '';
    await cora.submit({}, 'Sign out');
    expect(cora.heading).toBe('You are signed out');
    expect(cora.headers.get('Refresh')).toBe('0; url=https://sign-in.invalid/out');
    cora.cookies.set('__Host-session', id);
    await cora.open('/console');
    expect(cora.path).toBe('https://sign-in.invalid/');
    await cora.open('/console/signed-out');
    expect(cora.linkTo('Sign in')).toBe('/console/sign-in');
  });
});

describe('a session', () => {
  test('ASVS 7.3.1 ends after half an hour without a page, and what was sent then is not done', async () => {
    const site = createConsoleSite();
    const cora = await (await site.visitAs('Cora')).open('/console/absence');
    const { action, body } = cora.fill({ why: 'leave' }, 'Record this absence');
    site.world.advance({ minutes: 31 });
    await cora.post(action, body);
    expect(cora.status).toBe(401);
    expect(cora.heading).toBe('You have been signed out');
    expect(cora.linkTo('Sign in')).toBe('/console/sign-in?returnTo=%2Fconsole%2Fabsence');
  });
});

describe('the store of sessions', () => {
  test('ASVS 10.1.1 keeps who it is and nothing that a provider gave, and gives it back', async () => {
    const store = new MemoryStore();
    const sessions = createSessionStore(store);
    const { id, session } = await startSession(sessions, person, start);
    const { email: _, ...kept } = session;
    expect(await resumeSession(sessions, id, start)).toEqual(kept);
    expect(JSON.stringify(store.export())).not.toContain('cora@example.org');
    expect(JSON.stringify(store.export())).not.toContain(id);
  });

  test('forgets a session that has ended, however often it is ended', async () => {
    const sessions = createSessionStore(new MemoryStore());
    const { id } = await startSession(sessions, person, start);
    await endSession(sessions, id);
    await endSession(sessions, id);
    expect(await resumeSession(sessions, id, start)).toBeUndefined();
  });

  test('moves the time of the last page, and does not bring back what was ended meanwhile', async () => {
    const store = new MemoryStore();
    const sessions = createSessionStore(store);
    const { id, session } = await startSession(sessions, person, start);
    const lastSeenAt = later(Instant.parse(start.toISOString()), { minutes: 5 });
    await sessions.touch(session.idHash, lastSeenAt);
    expect((await sessions.get(session.idHash))?.lastSeenAt).toBe(lastSeenAt);
    const slow = createSessionStore({
      get: async (kind, key) => {
        const found = await store.get(kind, key);
        await endSession(sessions, id);
        return found;
      },
      keep: (change) => store.keep(change),
    });
    await slow.touch(session.idHash, later(lastSeenAt, { minutes: 5 }));
    expect(await sessions.get(session.idHash)).toBeUndefined();
  });

  test('ends a session even while a page of it moves its time', async () => {
    const store = new MemoryStore();
    const sessions = createSessionStore(store);
    const { session } = await startSession(sessions, person, start);
    let raced = false;
    const racing = createSessionStore({
      get: async (kind, key) => {
        const found = await store.get(kind, key);
        if (!raced) {
          raced = true;
          await sessions.touch(session.idHash, later(session.lastSeenAt, { minutes: 2 }));
        }
        return found;
      },
      keep: (change) => store.keep(change),
    });
    await racing.delete(session.idHash);
    expect(await sessions.get(session.idHash)).toBeUndefined();
  });
});
