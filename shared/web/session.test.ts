import { beforeEach, describe, expect, test } from 'vitest';
import { openMemorySessions } from '../../test/support/memory-sessions.ts';
import { createWebApp } from './http.ts';
import { hashSecret } from './secrets.ts';
import {
  endSession,
  resumeSession,
  rolesOf,
  SignedInPerson as Schema,
  type SignedInPerson,
  startSession,
} from './session.ts';
import { requireFreshSignIn, requireRole, requireSession } from './session-guards.ts';
import type { Access } from './web-env.ts';

const start = new Date('2026-11-22T09:00:00.000Z');
const minutesLater = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

const person: SignedInPerson = Schema.parse({
  subject: 'sub-1',
  name: 'Cora Coordinator',
  groups: ['coordinator', 'eu-west-2_google'],
  authenticatedAt: start.toISOString(),
});

let sessions = openMemorySessions();
beforeEach(() => {
  sessions = openMemorySessions();
});

describe('a session', () => {
  test('ASVS 7.2.1, 7.2.2, 7.2.3 is stored under the hash of an id that only the person has', async () => {
    const { id, session } = await startSession(sessions, person, start);
    expect(id).toMatch(/^[\w-]{43}$/);
    expect([...sessions.all.keys()]).toEqual([hashSecret(id)]);
    expect(JSON.stringify(session)).not.toContain(id);
    expect(await resumeSession(sessions, id, start)).toEqual(session);
    expect(await resumeSession(sessions, session.idHash, start)).toBeUndefined();
  });

  test('ASVS 7.2.4 has a new id at each sign-in, and the one before is over', async () => {
    const first = await startSession(sessions, person, start);
    const second = await startSession(sessions, person, minutesLater(1), first.id);
    expect(second.id).not.toBe(first.id);
    expect(await resumeSession(sessions, first.id, minutesLater(1))).toBeUndefined();
    expect(await resumeSession(sessions, second.id, minutesLater(1))).toBeDefined();
  });

  test('ASVS 7.3.1 ends after 30 minutes without a request', async () => {
    const { id } = await startSession(sessions, person, start);
    expect(await resumeSession(sessions, id, minutesLater(29))).toBeDefined();
    expect(await resumeSession(sessions, id, minutesLater(58))).toBeDefined();
    expect(await resumeSession(sessions, id, minutesLater(88))).toBeUndefined();
    expect(sessions.all.size).toBe(0);
  });

  test('ASVS 7.3.2 ends after 12 hours however busy', async () => {
    const { id } = await startSession(sessions, person, start);
    for (let minutes = 20; minutes < 720; minutes += 20) {
      expect(await resumeSession(sessions, id, minutesLater(minutes))).toBeDefined();
    }
    expect(await resumeSession(sessions, id, minutesLater(720))).toBeUndefined();
  });

  test('ASVS 7.4.1 that has ended is not brought back by a page that was under way', async () => {
    const { id, session } = await startSession(sessions, person, start);
    const slow = sessions.get;
    sessions.get = async (idHash) => {
      const found = await slow(idHash);
      await endSession(sessions, id);
      return found;
    };
    await resumeSession(sessions, id, minutesLater(5));
    expect(await slow(session.idHash)).toBeUndefined();
  });

  test('has only roles of ours', () => {
    expect(rolesOf(person)).toEqual(['coordinator']);
  });
});

describe('pages for people at work', () => {
  let now = start;
  const options = { now: () => now, signInPath: '/console/sign-in' };

  function makeApp() {
    const app = createWebApp({
      renderProblem: (problem) => `${problem.kind} ${problem.action?.href ?? ''}`,
      reportFailure: () => undefined,
    });
    app.use('/console/*', async (c, next) => requireSession({ ...options, sessions })(c, next));
    app.get('/console/work', (c) => c.text(c.var.session.name));
    app.post('/console/work', (c) => c.text('done'));
    app.get('/console/money', requireRole('finance-maker', 'finance-checker'), (c) => c.text('money'));
    app.on(['GET', 'POST'], '/console/approve', requireFreshSignIn(options), (c) => c.text('approved'));
    return app;
  }

  async function request(path: string, id?: string, method = 'GET') {
    const response = await makeApp().request(path, {
      method,
      headers: id === undefined ? {} : { Cookie: `__Host-session=${id}` },
    });
    return `${response.status} ${response.headers.get('Location') ?? (await response.text())}`;
  }

  beforeEach(() => {
    now = start;
  });

  test('ASVS 1.2.2, 7.2.1 send whoever is not signed in to sign in, and back to where they were going', async () => {
    expect(await request('/console/work?a=1&b=2')).toBe(
      '302 /console/sign-in?returnTo=%2Fconsole%2Fwork%3Fa%3D1%26b%3D2',
    );
    expect(await request('/console/work', 'made-up')).toMatch(/^302 /);
  });

  test('answer a post after the session’s end with a page, not with a redirect that loses it in silence', async () => {
    const { id } = await startSession(sessions, person, start);
    now = minutesLater(31);
    expect(await request('/console/work', id, 'POST')).toBe(
      '401 sign-in-needed /console/sign-in?returnTo=%2Fconsole%2Fwork',
    );
  });

  test('know who is there', async () => {
    const { id } = await startSession(sessions, person, start);
    expect(await request('/console/work', id)).toBe('200 Cora Coordinator');
  });

  test('ASVS 8.2.1 are closed to roles they are not for', async () => {
    const { id } = await startSession(sessions, person, start);
    expect(await request('/console/money', id)).toBe('403 not-allowed ');
    const finance = await startSession(sessions, { ...person, groups: ['finance-checker'] }, start);
    expect(await request('/console/money', finance.id)).toBe('200 money');
  });

  test('ASVS 16.3.2 tell us who came to one that is not for them, and to which', async () => {
    const { id } = await startSession(sessions, person, start);
    const told: Access[] = [];
    const init = { headers: { Cookie: `__Host-session=${id}` } };
    await makeApp().request('/console/money', init, { reportAccess: (access: Access) => told.push(access) });
    expect(told).toMatchObject([{ what: 'request refused', staff: 'sub-1', route: '/console/money', status: 403 }]);
  });

  test('ASVS 7.5.3 ask for a fresh sign-in where much is at stake', async () => {
    const { id } = await startSession(sessions, person, start);
    expect(await request('/console/approve', id)).toBe('200 approved');
    now = minutesLater(6);
    expect(await request('/console/approve', id)).toBe('302 /console/sign-in?returnTo=%2Fconsole%2Fapprove&again=yes');
    expect(await request('/console/approve', id, 'POST')).toBe(
      '403 sign-in-again /console/sign-in?returnTo=%2Fconsole%2Fapprove&again=yes',
    );
  });

  test('ASVS 6.8.4, 7.5.3 never take a sign-in of unknown age for a fresh one', async () => {
    const { id } = await startSession(sessions, { ...person, authenticatedAt: null }, start);
    expect(await request('/console/approve', id)).toMatch(/^302 .*again=yes$/);
  });
});
