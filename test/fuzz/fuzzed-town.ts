import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Hono } from 'hono';
import { createConsoleApp } from '../../functions/web-console/app.ts';
import { createFinanceApp } from '../../functions/web-finance/app.ts';
import { financePaths } from '../../functions/web-finance/config.ts';
import { createOversightApp } from '../../functions/web-oversight/app.ts';
import { oversightPaths } from '../../functions/web-oversight/config.ts';
import { createPortalApp } from '../../functions/web-portal/app.tsx';
import { createPublicApp } from '../../functions/web-public/app.tsx';
import { createSignInApp } from '../../functions/web-sign-in/app.tsx';
import { signInPaths } from '../../functions/web-sign-in/config.ts';
import { toLambdaHandler, type WebHandler } from '../../shared/web/http.ts';
import { createFormWatch } from '../../shared/web/watch-form.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { type ConsoleSite, createConsoleSite } from '../support/console-site.ts';
import type { KnownRoute } from '../support/routes-of.ts';
import { type EventParts, lambdaContext, makeEvent } from '../support/serve-handler.ts';
import { Visitor } from '../support/visitor.ts';
import { listRoutes } from './list-routes.ts';
import { setTheScene } from './scene.ts';

/** Somebody with a browser: whose it is, and the cookies it has. */
export interface Browser {
  readonly who: string;
  readonly visitor: Visitor;
  /** Where this person's pages begin. */
  readonly starts: readonly string[];
  /** Signs in again, for somebody at work who was signed out. */
  readonly comeBack?: () => Promise<void>;
}

/** Every page function over one store in memory, in a charity at work, and people of every kind before it. */
export interface FuzzedTown {
  readonly site: ConsoleSite;
  readonly browsers: readonly Browser[];
  /** Every route of every function, with its parameters named. */
  readonly routes: readonly KnownRoute[];
  ask(parts: EventParts): Promise<APIGatewayProxyStructuredResultV2>;
}

const isUnder = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** The browser of a test talks to the functions as the API would: by events. */
const sendTo =
  (ask: FuzzedTown['ask']) =>
  async (path: string, init: RequestInit): Promise<Response> => {
    const { pathname, search } = new URL(path, 'http://localhost');
    const { Cookie: cookie, ...headers } = Object.fromEntries(Object.entries(init.headers ?? {}));
    const result = await ask({
      method: init.method ?? 'GET',
      path: pathname,
      query: search.slice(1),
      headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])),
      cookies: typeof cookie === 'string' ? cookie.split('; ') : [],
      body: typeof init.body === 'string' ? init.body : undefined,
    });
    const answered = new Headers(Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]));
    for (const line of result.cookies ?? []) answered.append('Set-Cookie', line);
    return new Response(result.body, { status: result.statusCode ?? 200, headers: answered });
  };

export async function openFuzzedTown(): Promise<FuzzedTown> {
  const site = createConsoleSite();
  const { deps } = site;
  const urls = deps.assets;
  const publicDeps = {
    ...site.world.deps,
    reportFailure: deps.reportFailure,
    doors: deps.doors,
    watch: createFormWatch({ now: deps.now, leastSeconds: 0 }),
    fetchCheckoutOrigin: async () => 'https://checkout.invalid',
    assets: { directory: new URL('./no-assets/', import.meta.url), urls },
  };
  const apps = {
    public: createPublicApp(publicDeps),
    portal: createPortalApp(deps),
    signIn: createSignInApp(deps),
    console: createConsoleApp(deps),
    finance: createFinanceApp(deps),
    oversight: createOversightApp(deps, site.kept.boxes),
  } satisfies Record<string, Hono<WebEnv>>;
  const handlers = new Map<string, WebHandler>(Object.entries(apps).map(([name, app]) => [name, toLambdaHandler(app)]));
  // Which function answers, the API decides by the path, as the template says.
  const nameFor = (path: string): keyof typeof apps => {
    if (signInPaths.some((each) => path === each)) return 'signIn';
    if (financePaths.some((each) => isUnder(path, each))) return 'finance';
    if (oversightPaths.some((each) => isUnder(path, each))) return 'oversight';
    if (isUnder(path, '/console')) return 'console';
    return isUnder(path, '/portal') ? 'portal' : 'public';
  };
  const ask: FuzzedTown['ask'] = async (parts) => {
    const handler = handlers.get(nameFor(parts.path));
    if (handler === undefined) throw new Error(`no function answers ${parts.path}`);
    return handler(makeEvent(parts), lambdaContext);
  };
  const newVisitor = () => new Visitor(sendTo(ask), deps.siteUrl);
  const browsers = await setTheScene(site, newVisitor);
  return { site, browsers, routes: await listRoutes(site, publicDeps), ask };
}
