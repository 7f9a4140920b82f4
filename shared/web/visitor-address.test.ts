import { describe, expect, test } from 'vitest';
import { makeEvent } from '../../test/support/serve-handler.ts';
import { cameByFront, placeOf, sendToFront } from './visitor-address.ts';

describe('the place that a visitor comes from', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['', 'unknown'],
    ['not an address', 'unknown'],
    ['203.0.113.7, 10.0.0.1', 'unknown'],
    [undefined, 'unknown'],
  ])('ASVS 2.4.1 of %s is %s: nobody is another by choosing the end of an address', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});

describe('a request that did not come by the front of the site', () => {
  const secret = 'a secret that the front knows';
  const from = (headers: Record<string, string>) => makeEvent({ method: 'GET', path: '/', headers });

  test('ASVS 4.1.3 is known by what it lacks', () => {
    expect(cameByFront(from({ 'x-front-secret': secret }), secret)).toBe(true);
    for (const headers of [{}, { 'x-front-secret': '' }, { 'x-front-secret': `${secret}.` }])
      expect(cameByFront(from(headers), secret)).toBe(false);
  });

  test('is told where the pages are, and nothing else', () => {
    const { statusCode, body, headers } = sendToFront('https://places.example.org');
    expect(statusCode).toBe(421);
    expect(body).toContain('href="https://places.example.org"');
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
  });
});
