import { once } from 'node:events';
import { get } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listenOnLoopback } from '../processes/ports.ts';
import { readHttpAnswer } from './http-answer.ts';
import { matchRoute, parseRoute } from './routes.ts';
import { createSite } from './site.ts';

const routes = [
  '$default',
  'ANY /console',
  'ANY /console/{proxy+}',
  'POST /webhooks/payments',
  'ANY /webhooks/payments',
  'GET /rooms/{room}',
  'GET /rooms/open',
].map((key) => parseRoute(key, key));

describe('routes', () => {
  it.each([
    ['GET', '/', '$default', undefined],
    ['GET', '/consoles', '$default', undefined],
    ['GET', '/console', 'ANY /console', undefined],
    ['GET', '/console/', '$default', undefined],
    ['POST', '/console/places/7', 'ANY /console/{proxy+}', { proxy: 'places/7' }],
    ['POST', '/webhooks/payments', 'POST /webhooks/payments', undefined],
    ['GET', '/webhooks/payments', 'ANY /webhooks/payments', undefined],
    ['GET', '/rooms/open', 'GET /rooms/open', undefined],
    ['GET', '/rooms/blue%20one', 'GET /rooms/{room}', { room: 'blue one' }],
    ['POST', '/rooms/open', '$default', undefined],
  ])('%s %s goes to %s', (method, path, key, pathParameters) => {
    const match = matchRoute(routes, method, path);
    expect(match?.route.key).toBe(key);
    expect(match?.pathParameters).toEqual(pathParameters);
  });

  it('leads nowhere when nothing matches', () => {
    expect(matchRoute(routes.slice(1), 'GET', '/elsewhere')).toBeUndefined();
  });

  it('refuses a route that it does not know', () => {
    expect(() => parseRoute('$connect', '')).toThrow('"$connect"');
  });
});

describe('answers of a function', () => {
  it('pass as they are, cookies as headers of their own and base64 as bytes', () => {
    const given = {
      statusCode: 201,
      headers: { 'X-Number': 7 },
      cookies: ['a=1', 'b=2'],
      body: 'AAEC',
      isBase64Encoded: true,
    };
    expect(readHttpAnswer(given)).toEqual({
      status: 201,
      headers: { 'x-number': '7', 'set-cookie': ['a=1', 'b=2'] },
      body: Buffer.from([0, 1, 2]),
    });
  });

  it('without a status are JSON', () => {
    expect(readHttpAnswer({ hello: 'there' })).toMatchObject({ status: 200, body: Buffer.from('{"hello":"there"}') });
  });

  it('of a form that API Gateway cannot read are an error', () => {
    expect(readHttpAnswer({ statusCode: 'fine', body: 7 }).status).toBe(500);
  });
});

describe('the site', () => {
  const site = createSite();
  const heard: unknown[] = [];
  let base = '';

  beforeAll(async () => {
    base = `http://127.0.0.1:${await listenOnLoopback(site.server, 0, 'the site')}`;
  });
  afterAll(site.close);

  it('says that it is starting until it is open', async () => {
    expect((await fetch(base)).status).toBe(503);
    site.open(
      routes.map(({ key }) =>
        parseRoute(key, { functionArn: key, timeoutMilliseconds: key === '$default' ? 1000 : 50 }),
      ),
      async (functionArn, event) => {
        heard.push(event);
        if (functionArn === 'ANY /console') await new Promise((resolve) => setTimeout(resolve, 200));
        return { ok: true, result: { statusCode: 200, body: functionArn } };
      },
      { siteDomain: 'localhost:4000', frontHeaders: { 'x-front-secret': 'known to the front' } },
    );
    expect(await (await fetch(base)).text()).toBe('$default');
  });

  it.each([
    ['/', '/'],
    ['//', '//'],
    ['//somewhere.example/console', '//somewhere.example/console'],
    ['/a//b', '/a//b'],
  ])('takes the target %s for the path %s of this site', async (target, rawPath) => {
    const { port } = new URL(base);
    const status = await new Promise((resolve, reject) => {
      get({ host: '127.0.0.1', port, path: target }, (response) => resolve(response.resume().statusCode)).on(
        'error',
        reject,
      );
    });
    expect(status).toBe(200);
    expect(heard.at(-1)).toMatchObject({ rawPath, headers: { host: 'localhost:4000' } });
  });

  it('ASVS 4.1.3 puts on what the front tells, whatever a visitor says of it', async () => {
    const forged = { 'X-Front-Secret': 'guessed', 'X-Visitor-Address': '10.1.2.3' };
    await fetch(base, { headers: forged });
    expect(heard.at(-1)).toMatchObject({
      headers: { 'x-front-secret': 'known to the front', 'x-visitor-address': '127.0.0.1' },
    });
  });

  it('hands over forms as base64 and JSON as text', async () => {
    await fetch(base, { method: 'POST', body: new URLSearchParams({ name: 'Zoë' }) });
    expect(heard.at(-1)).toMatchObject({
      body: Buffer.from('name=Zo%C3%AB').toString('base64'),
      isBase64Encoded: true,
    });
    await fetch(base, {
      method: 'POST',
      body: '{"a":1}',
      headers: { 'Content-Type': 'application/json; charset=utf-8' },
    });
    expect(heard.at(-1)).toMatchObject({ body: '{"a":1}', isBase64Encoded: false });
  });

  it('lists cookies beside the headers, joins repeated query parameters, and lowers the case of names', async () => {
    await fetch(`${base}/a?q=1&q=2`, { headers: { Cookie: 'x=1; y=2', 'X-Some': 'thing' } });
    const event = heard.at(-1);
    expect(event).toMatchObject({
      rawPath: '/a',
      rawQueryString: 'q=1&q=2',
      cookies: ['x=1', 'y=2'],
      queryStringParameters: { q: '1,2' },
      headers: { 'x-some': 'thing', host: 'localhost:4000' },
    });
    expect(event).not.toHaveProperty('headers.cookie');
  });

  it('turns away bodies over 10 MB, and those that an event cannot carry', async () => {
    const sized = (bytes: number) => fetch(base, { method: 'POST', body: Buffer.alloc(bytes) });
    expect((await sized(11 * 1024 * 1024)).status).toBe(413);
    // 5 MB of bytes are more than 6 MB in base64.
    expect((await sized(5 * 1024 * 1024)).status).toBe(413);
    expect((await sized(4 * 1024 * 1024)).status).toBe(200);
  });

  it('answers 503 when a function takes longer than the gateway waits', async () => {
    expect((await fetch(`${base}/console`)).status).toBe(503);
  });

  it('sends no body to HEAD and survives a visitor who leaves', async () => {
    const head = await fetch(base, { method: 'HEAD' });
    expect(head.headers.get('content-length')).toBe('8');
    const visitor = connect(Number(new URL(base).port), '127.0.0.1', () =>
      visitor.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf'),
    );
    await once(visitor, 'connect');
    visitor.destroy();
    expect((await fetch(base)).status).toBe(200);
  });
});
