import { isIP, isIPv4 } from 'node:net';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { frontHeaders } from './front-headers.ts';
import { secretsMatch } from './secrets.ts';

/** Whether a request came by the front of the site, past its firewall, and not by the API's own address. */
export const cameByFront = ({ headers }: Pick<APIGatewayProxyEventV2, 'headers'>, secret: string): boolean =>
  secretsMatch(headers[frontHeaders.secret] ?? '', secret);

/** The API has an address of its own, behind the firewall's back. Nothing is answered there but where to go. */
export const sendToFront = (siteUrl: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 421,
  headers: {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  },
  body: `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Please use our own address</title></head><body><main><h1>Please use our own address</h1><p>Our pages are at <a href="${siteUrl}">${siteUrl}</a>. Nothing has been changed.</p></main></body></html>`,
});

const wholeGroups = (text: string): string[] => (text === '' ? [] : text.split(':'));

/** The first half of an address in IPv6: the other half anybody at home can choose anew for each request. */
function networkOf(address: string): string {
  const [before = '', after] = address.split('::');
  const [left, right] = [wholeGroups(before), wholeGroups(after ?? '')];
  const between = after === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array<string>(between).fill('0'), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':');
}

/**
 * Where a visitor comes from, as far as one can be told from another: the whole address, of IPv6 its network. What is
 * no address is one place for all who come without. Never kept: see `doors.ts`.
 */
export function placeOf(address: string | undefined): string {
  const bare = (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv4(bare)) return bare;
  return isIP(bare) === 0 ? 'unknown' : networkOf(bare);
}
