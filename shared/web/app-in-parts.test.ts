import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createAppInParts, type LoadPart } from './app-in-parts.ts';
import { createWebApp, type Failure } from './http.ts';
import type { WebEnv } from './web-env.ts';

const answering =
  (path: string, text: string): LoadPart =>
  async () =>
  (app) => {
    app.get(path, (c) => c.text(text));
    app.post(path, async (c) => c.text(`${text} has ${await c.req.text()}`));
  };

function appOf(parts: Readonly<Record<string, LoadPart>>) {
  const failures: Failure[] = [];
  const app = createAppInParts({
    parts,
    place: 2,
    assemble: (addPages) => {
      const framed = createWebApp({
        reportFailure: (failure) => failures.push(failure),
        renderProblem: ({ title }) => title,
      });
      const inside = new Hono<WebEnv>();
      addPages(inside);
      return framed.route('/console', inside);
    },
  });
  return { app, failures };
}

test('a part is loaded at its first request, once, and no other with it', async () => {
  const asked: string[] = [];
  const watched = (name: string): LoadPart => {
    const load = answering(`/${name}`, name);
    return () => {
      asked.push(name);
      return load();
    };
  };
  const { app } = appOf({ tasks: watched('tasks'), mail: watched('mail') });
  expect(asked).toEqual([]);
  const answers = await Promise.all(
    ['/console/tasks', '/console/tasks?after=1', '/console/tasks'].map(async (path) =>
      (await app.request(path)).text(),
    ),
  );
  expect(answers).toEqual(['tasks', 'tasks', 'tasks']);
  expect(asked).toEqual(['tasks']);
});

test('what was sent, and the method it was sent by, reach the part', async () => {
  const { app } = appOf({ '': answering('/', 'work'), mail: answering('/mail', 'mail') });
  expect(await (await app.request('/console/mail', { method: 'POST', body: 'a letter' })).text()).toBe(
    'mail has a letter',
  );
  const head = await app.request('/console', { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect((await app.request('/console/mail', { method: 'DELETE' })).status).toBe(405);
});

test.each(['/console/constructor', '/console/tasks/other', '/elsewhere', '/'])(
  'ASVS 15.3.6 %s, where no page is, is answered in the frame',
  async (path) => {
    const { app, failures } = appOf({ tasks: answering('/tasks', 'tasks') });
    const answer = await app.request(path);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-security-policy')).not.toBeNull();
    expect(failures).toEqual([]);
  },
);

test('a part that cannot be loaded is told as a failure, and is tried again by the next request', async () => {
  let times = 0;
  const load = answering('/tasks', 'tasks');
  const { app, failures } = appOf({
    tasks: async () => {
      times += 1;
      if (times === 1) throw new Error('not to be read');
      return load();
    },
  });
  const failed = await app.request('/console/tasks');
  expect([failed.status, failures.map(({ error }) => error)]).toEqual([500, [new Error('not to be read')]]);
  expect(await (await app.request('/console/tasks')).text()).toBe('tasks');
  expect(times).toBe(2);
});
