import { describe, expect, test } from 'vitest';
import { createPublicSite, recordsOf } from '../../test/support/public-site.ts';
import { keptFrom, reachCheck } from '../../test/support/refer-journey.ts';

describe('sending twice', () => {
  test('makes one request and shows the same reference', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    const { action, body } = visitor.fill({});
    await visitor.post(action, body);
    const first = keptFrom(visitor);
    await visitor.post(action, body);
    expect(visitor.path).toBe('/refer/sent');
    expect(keptFrom(visitor)).toEqual(first);
    expect(recordsOf(site, 'referral')).toHaveLength(1);
  });

  test('at the same moment makes one request as well', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    const { action, body } = visitor.fill({});
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie };
    const answers = await Promise.all(
      [1, 2, 3].map(() => site.app.request(`http://localhost${action}`, { method: 'POST', body, headers })),
    );
    expect(answers.map((response) => response.headers.get('Location'))).toEqual(Array(3).fill('/refer/sent'));
    expect(recordsOf(site, 'referral')).toHaveLength(1);
  });

  test('two windows that answer at the same moment both keep their answer', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    const token = (await visitor.open('/refer/name')).fill({}).body;
    const csrf = new URLSearchParams(token).get('csrf') ?? '';
    const cookie = [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded', Cookie: cookie };
    const send = (slug: string, fields: Record<string, string>) =>
      site.app.request(`http://localhost/refer/${slug}`, {
        method: 'POST',
        body: new URLSearchParams({ csrf, ...fields }).toString(),
        headers,
      });
    await Promise.all([
      send('name', { name: 'Sam' }),
      send('area', { postcode: 'M1' }),
      send('meeting', { mode: 'in-person' }),
    ]);
    await visitor.open('/refer/check');
    for (const words of ['Sam', 'M1', 'In person']) expect(visitor.text).toContain(words);
  });
});
