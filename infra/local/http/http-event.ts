import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Match } from './routes.ts';

/** Bodies of these types reach a function as text; all others, forms among them, as base64. */
const TEXT = /^(text\/.*|application\/(json|xml|javascript|.*\+(json|xml)))$/i;

const isText = (contentType: string | undefined): boolean => TEXT.test((contentType ?? '').split(';')[0]?.trim() ?? '');

/** Where the site is, and what its front puts on every request. */
export type SitePlace = { siteDomain: string; frontHeaders: Record<string, string> };

/** As the function of CloudFront tells it. Everybody here comes from this machine. */
const VISITOR = { 'x-visitor-address': '127.0.0.1' };

const headersOf = (request: IncomingMessage, { siteDomain, frontHeaders }: SitePlace): Record<string, string> => {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    // Cookies travel in a list of their own.
    if (name !== 'cookie' && values !== undefined) headers[name] = values.join(',');
  }
  const [, port = '80'] = siteDomain.split(':');
  const forwarded = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http', 'x-forwarded-port': port };
  return { ...headers, host: siteDomain, ...forwarded, ...VISITOR, ...frontHeaders };
};

const cookiesOf = (request: IncomingMessage): string[] =>
  (request.headersDistinct.cookie ?? []).flatMap((line) => line.split(/;\s*/)).filter((cookie) => cookie !== '');

const queryOf = (search: URLSearchParams): Record<string, string> | undefined => {
  const query: Record<string, string> = {};
  for (const name of search.keys()) query[name] = search.getAll(name).join(',');
  return Object.keys(query).length === 0 ? undefined : query;
};

/**
 * The address of a request. A target that begins with a slash is a path, whatever follows: read by itself, `//a` would
 * be somebody else's host. Any other is absolute, or `*`.
 */
export const addressOf = ({ url = '/' }: Pick<IncomingMessage, 'url'>, siteDomain: string): URL => {
  const site = `http://${siteDomain}`;
  return url.startsWith('/') ? new URL(site + url) : new URL(URL.canParse(url) ? url : site);
};

/** What an HTTP API hands to a function for one request: payload format 2.0. */
export const createHttpEvent = (request: IncomingMessage, body: Buffer, match: Match<unknown>, place: SitePlace) => {
  const { siteDomain } = place;
  const method = request.method ?? 'GET';
  const url = addressOf(request, siteDomain);
  const now = new Date();
  const cookies = cookiesOf(request);
  const headers = headersOf(request, place);
  const asText = isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey: match.route.key,
    rawPath: url.pathname,
    rawQueryString: url.search.slice(1),
    ...(cookies.length === 0 ? {} : { cookies }),
    headers,
    queryStringParameters: queryOf(url.searchParams),
    pathParameters: match.pathParameters,
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: siteDomain,
      domainPrefix: siteDomain.split(/[.:]/)[0] ?? '',
      http: {
        method,
        path: url.pathname,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: match.route.key,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length === 0 ? {} : { body: body.toString(asText ? 'utf8' : 'base64') }),
    isBase64Encoded: body.length > 0 && !asText,
  };
};
