import { describe, expect, test } from 'vitest';
import { lambdaContext, makeEvent } from '../../test/support/serve-handler.ts';
import { readCookie, writeCookie } from './cookies.ts';
import { createWebApp, type Failure, toLambdaHandler } from './http.ts';
import { showProblem } from './show-problem.ts';
import type { Access } from './web-env.ts';

const failures: Failure[] = [];
const app = createWebApp({
  renderProblem: (problem) => `<h1>${problem.title}</h1>${problem.paragraphs.join(' ')} ${problem.reference}`,
  reportFailure: (failure) => failures.push(failure),
});
app.use('/page', async (c, next) => {
  c.set('formActions', ['https://checkout.example.org/pay']);
  await next();
});
app.get('/page', (c) => {
  writeCookie(c, 'one', '1');
  writeCookie(c, 'two', '2', { maxAgeSeconds: 60, sameSite: 'Strict' });
  return c.html(`<p>${c.req.query('q') ?? ''} £</p>`);
});
app.post('/page', async (c) => c.text(await c.req.text()));
app.get('/cookie', (c) => c.text(readCookie(c, 'own') ?? ''));
app.get('/cases/:id', (c) => showProblem(c, 'not-found'));
app.get('/fails/:token', () => {
  throw new Error('the inside of the machine');
});
const handler = toLambdaHandler(app);

const get = (path: string, method = 'GET') => handler(makeEvent({ method, path }), lambdaContext);

describe('a page function as a Lambda handler', () => {
  test('ASVS 3.3.1, 3.3.2, 3.3.3, 3.3.4 answers with the page, its headers and its cookies', async () => {
    const result = await handler(makeEvent({ method: 'GET', path: '/page', query: 'q=a%20b' }), lambdaContext);
    expect(result).toMatchObject({ statusCode: 200, body: '<p>a b £</p>', isBase64Encoded: false });
    expect(result.cookies).toEqual([
      '__Host-one=1; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-two=2; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Strict',
    ]);
    expect(result.headers).not.toHaveProperty('set-cookie');
  });

  test('reads a body, plain or in base64', async () => {
    const event = makeEvent({ method: 'POST', path: '/page', body: 'it=£' });
    expect((await handler(event, lambdaContext)).body).toBe('it=£');
    const encoded = { ...event, body: Buffer.from('it=£').toString('base64'), isBase64Encoded: true };
    expect((await handler(encoded, lambdaContext)).body).toBe('it=£');
  });

  test('answers HEAD as GET, without the body', async () => {
    expect(await get('/page', 'HEAD')).toMatchObject({ statusCode: 200, body: '' });
  });

  test('bears headers that no browser sends', async () => {
    const event = makeEvent({ method: 'GET', path: '/page', headers: { 'x-odd': 'é\n', accept: 'text/html' } });
    expect((await handler(event, lambdaContext)).statusCode).toBe(200);
  });

  test('bears cookies that no site of ours set, and reads those beside them', async () => {
    const event = makeEvent({ method: 'GET', path: '/cookie', cookies: ['odd=ж\u0000', '__Host-own=kept'] });
    expect(await handler(event, lambdaContext)).toMatchObject({ statusCode: 200, body: 'kept' });
  });
});

describe('what goes wrong', () => {
  test('a page that is not there says so, with a reference', async () => {
    const result = await get('/nowhere');
    expect(result.statusCode).toBe(404);
    expect(result.body).toContain('We cannot find that page');
    expect(result.body).toContain('0A1B-2C3D');
  });

  test('a method that does not fit is refused with those that do', async () => {
    const result = await get('/page', 'DELETE');
    expect(result.statusCode).toBe(405);
    expect(result.headers).toMatchObject({ allow: 'GET, HEAD, POST' });
    expect((await get('/cases/1')).statusCode).toBe(404);
  });

  test.each(['TRACE', 'CONNECT', 'TRACK', 'OPTIONS', 'PATCH', 'BREW'])(
    'ASVS 4.1.4 and 13.4.4 the method %s, which no page has, is refused in words and with our headers',
    async (method) => {
      failures.length = 0;
      for (const path of ['/page', '/nowhere']) {
        const result = await get(path, method);
        expect(result.statusCode).toBe(405);
        expect(result.body).toContain('This page cannot be used in that way');
        expect(result.headers).toMatchObject({ allow: 'GET, HEAD, POST', 'cache-control': 'no-store' });
        expect(result.headers).toHaveProperty('content-security-policy');
      }
      expect(failures).toEqual([]);
    },
  );

  test('ASVS 16.3.4, 16.5.1 an error becomes a page that gives nothing away, and is reported by pattern, not by address', async () => {
    failures.length = 0;
    const result = await get('/fails/secret-token');
    expect(result.statusCode).toBe(500);
    expect(result.body).not.toContain('machine');
    expect(result.headers).toMatchObject({ 'cache-control': 'no-store' });
    expect(failures).toMatchObject([{ reference: '0A1B-2C3D', method: 'GET', route: '/fails/:token' }]);
  });

  test('ASVS 2.4.1, 15.2.2 more than 64 KB is refused before anything reads it', async () => {
    const result = await handler(makeEvent({ method: 'POST', path: '/page', body: 'x'.repeat(65_537) }), lambdaContext);
    expect(result.statusCode).toBe(413);
  });

  test('ASVS 3.3.5 a cookie too large for a browser is a mistake of ours, found at once', async () => {
    const large = createWebApp({ renderProblem: () => '', reportFailure: (failure) => failures.push(failure) });
    large.get('/', (c) => {
      writeCookie(c, 'large', 'x'.repeat(4097));
      return c.text('');
    });
    expect((await large.request('/')).status).toBe(500);
  });
});

describe('who is turned away', () => {
  test.each([
    ['/form/secret-token', 403, 'secret=1'],
    ['/page', 413, 'x'.repeat(65_537)],
  ])(
    'ASVS 16.3.2 and 16.3.3 from %s with %i is told of, by pattern, and not what they sent',
    async (path, status, body) => {
      const told: Access[] = [];
      const guarded = createWebApp({ renderProblem: ({ kind }) => kind, reportFailure: () => undefined });
      guarded.post('/page', (c) => c.text('in'));
      guarded.post('/form/:token', (c) => showProblem(c, 'form-expired'));
      const respond = toLambdaHandler(guarded, (access) => told.push(access));
      expect((await respond(makeEvent({ method: 'POST', path, body }), lambdaContext)).statusCode).toBe(status);
      expect(told).toMatchObject([{ what: 'request refused', reference: '0A1B-2C3D', method: 'POST', status }]);
      expect(JSON.stringify(told)).not.toMatch(/secret|xxx/);
      expect((await respond(makeEvent({ method: 'POST', path: '/page', body: '' }), lambdaContext)).statusCode).toBe(
        200,
      );
      expect(told).toHaveLength(1);
    },
  );
});

describe('every response', () => {
  test.each(['/page', '/nowhere', '/fails/x'])(
    'ASVS 4.1.1 of %s says that it is HTML, in which letters',
    async (path) => {
      const { headers } = await get(path);
      expect(headers?.['content-type']).toBe('text/html; charset=UTF-8');
    },
  );

  test.each(['GET', 'POST', 'OPTIONS'])('ASVS 3.4.2 to another site’s %s allows it to read nothing', async (method) => {
    const origin = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
    for (const path of ['/page', '/nowhere', '/fails/x']) {
      const { headers } = await handler(makeEvent({ method, path, headers: origin }), lambdaContext);
      expect(Object.keys(headers ?? {}).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test.each([
    ['/page', "'self' https://checkout.example.org"],
    ['/nowhere', "'self'"],
    ['/fails/x', "'self'"],
  ])(
    'ASVS 3.2.1, 3.4.1, 3.4.3, 3.4.4, 3.4.5, 3.4.6, 3.4.8, 3.5.8, 14.3.2 of %s carries the security headers; its forms lead to %s',
    async (path, formAction) => {
      const { headers } = await get(path);
      expect(headers).toMatchObject({
        'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action ${formAction}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`,
        'strict-transport-security': 'max-age=63072000; includeSubDomains',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      });
      expect(headers).toHaveProperty('permissions-policy');
    },
  );
});
