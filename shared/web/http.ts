import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda';
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { methodNotAllowed } from 'hono/method-not-allowed';
import { securityHeaders } from './security-headers.ts';
import type { Session } from './session.ts';
import { showProblem } from './show-problem.ts';
import type { Access, RenderProblem, WebEnv } from './web-env.ts';

/** All that any page of ours is asked with. */
const methods = ['GET', 'HEAD', 'POST'];

/** Answers that turn somebody away: a sign-in that failed or is missing, a role, a form, a size, a door. */
const refusals = new Set([400, 401, 403, 413, 429]);

/** The longest answer of our longest form, several times over. */
const defaultMaxBodyBytes = 64 * 1024;

export interface Failure {
  readonly error: unknown;
  readonly reference: string;
  readonly method: string;
  /** The route's pattern, never the address: an address may hold a token. */
  readonly route: string;
}

export interface WebAppOptions {
  /** Puts a problem into the function's own layout; see `ProblemContent`. Must not fail. */
  readonly renderProblem: RenderProblem;
  /** Told of every error that nobody caught. Log named fields only: the message may hold what a person typed. */
  readonly reportFailure: (failure: Failure) => void;
  readonly maxBodyBytes?: number | undefined;
}

/**
 * The app that page functions add their routes to. It has the security headers, a limit on what may be sent, a page
 * for what cannot be found, for a method that does not fit and for what fails (never a stack trace, always a
 * reference); HEAD works wherever GET does. A page function is put together like this:
 *
 * ```tsx
 * const directory = new URL('./assets/', import.meta.url);
 * const assets = readAssetUrls(directory);
 * const app = createWebApp({
 *   reportFailure,
 *   renderProblem: (problem) => <Page …><ProblemContent problem={problem} /></Page>,
 * });
 * app.route('/assets', createAssetRoutes(directory, assets)); // the public function only
 * app.route('/console', createSignInRoutes({ … })); // before the session is asked for
 * app.use('/console/*', requireSession({ … }), protectForms({ siteUrl, owner: 'session' }));
 * app.get('/console/pool', requireRole('coordinator'), (c) => c.html(<Page …>…</Page>));
 * const respond = toLambdaHandler(app); // for the middy stack
 * ```
 *
 * Public forms take `protectForms({ siteUrl, owner: 'visit' })` instead.
 */
export function createWebApp(options: WebAppOptions): Hono<WebEnv> {
  const app = new Hono<WebEnv>();
  app.use(securityHeaders());
  app.use(async (c, next) => {
    c.set('reference', createReference(c.env?.lambdaContext?.awsRequestId));
    c.set('renderProblem', options.renderProblem);
    await next();
  });
  app.use(async (c, next) => {
    await next();
    const { status } = c.res;
    if (refusals.has(status)) tellAccess(c, { what: 'request refused', status });
  });
  app.use(async (c, next) => (methods.includes(c.req.method) ? next() : refuseMethod(c, methods)));
  app.use(methodNotAllowed({ app, onMethodNotAllowed: refuseMethod }));
  app.use(
    bodyLimit({
      maxSize: options.maxBodyBytes ?? defaultMaxBodyBytes,
      onError: (c) => showProblem(c, 'too-large'),
    }),
  );
  app.notFound((c) => showProblem(c, 'not-found'));
  app.onError((error, c) => {
    options.reportFailure({
      error,
      reference: c.var.reference,
      method: c.req.method,
      route: c.req.routePath,
    });
    return showProblem(c, 'failed');
  });
  return app;
}

/** Tells that somebody signed in, or was turned away (ASVS 5.0 16.3.1 to 16.3.3): never what they asked for or sent. */
export function tellAccess(
  c: Context<WebEnv>,
  { what, status, ...who }: Pick<Access, 'what' | 'status' | 'staff'>,
): void {
  const session: Session | undefined = c.var.session;
  c.env?.reportAccess?.({
    what,
    reference: c.var.reference,
    method: c.req.method,
    route: c.req.routePath,
    status,
    ...(session === undefined ? {} : { staff: session.subject }),
    ...who,
  });
}

async function refuseMethod(c: Context<WebEnv>, allowed: readonly string[]): Promise<Response> {
  const response = await showProblem(c, 'method-not-allowed');
  response.headers.set('Allow', allowed.join(', '));
  return response;
}

/** Short enough to read out on the telephone; the log line carries it beside the whole request id. */
function createReference(requestId: string | undefined): string {
  const characters = (requestId ?? randomUUID()).replace(/[^0-9a-f]/gi, '').toUpperCase();
  return `${characters.slice(0, 4)}-${characters.slice(4, 8)}`;
}

export type WebHandler = (
  event: APIGatewayProxyEventV2,
  context: LambdaContext,
) => Promise<APIGatewayProxyStructuredResultV2>;

/**
 * The app as a Lambda handler for an HTTP API (payload format 2.0), to be wrapped in the middy stack. Our own rather
 * than `hono/aws-lambda`: that one is deprecated, and prints what it cannot parse, which may hold what nobody may log.
 */
export function toLambdaHandler(app: Hono<WebEnv>, reportAccess: (access: Access) => void = () => {}): WebHandler {
  return async (event, lambdaContext) =>
    toResult(await app.fetch(toRequest(event), { event, lambdaContext, reportAccess }));
}

/** A header outside ASCII cannot be one of ours, and would be refused here as an error. */
const isPlain = (value: string): boolean => /^[\t\x20-\x7e]*$/.test(value);

/** Some methods, `TRACE` among them, no request can be made with here. Another that no page has is refused alike. */
const methodOf = ({ requestContext: { http } }: APIGatewayProxyEventV2): string =>
  methods.includes(http.method) ? http.method : 'OPTIONS';

function toRequest(event: APIGatewayProxyEventV2): Request {
  const method = methodOf(event);
  const query = event.rawQueryString === '' ? '' : `?${event.rawQueryString}`;
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers)) {
    if (value !== undefined && isPlain(value)) headers.set(name, value);
  }
  const cookies = event.cookies?.filter(isPlain) ?? [];
  if (cookies.length > 0) headers.set('Cookie', cookies.join('; '));
  const url = new URL(`https://${event.requestContext.domainName}`);
  url.pathname = event.rawPath;
  url.search = query;
  if (event.body === undefined || method === 'GET' || method === 'HEAD') return new Request(url, { method, headers });
  const body = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8');
  headers.set('Content-Length', String(body.length));
  return new Request(url, { method, headers, body });
}

async function toResult(response: Response): Promise<APIGatewayProxyStructuredResultV2> {
  const cookies = response.headers.getSetCookie();
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'set-cookie'));
  const body = Buffer.from(await response.arrayBuffer());
  const isText =
    !response.headers.has('Content-Encoding') &&
    /^(text\/|application\/json|image\/svg)/.test(headers['content-type'] ?? 'text/');
  return {
    statusCode: response.status,
    headers,
    ...(cookies.length === 0 ? {} : { cookies }),
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}
