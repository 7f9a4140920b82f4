import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Hono } from 'hono';
import { createLog } from '../runtime/log.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { wrapHandler } from '../runtime/wrap-handler.ts';
import { type AssetUrls, readAssetUrls } from '../web/assets.ts';
import { type Failure, toLambdaHandler } from '../web/http.ts';
import { cameByFront, sendToFront } from '../web/visitor-address.ts';
import type { WebEnv } from '../web/web-env.ts';

export interface Pages {
  /** Where the built style and script lie, beside the bundle. */
  readonly directory: URL;
  readonly assets: AssetUrls;
  readonly reportFailure: (failure: Failure) => void;
  /** The app as a handler in the middy stack. */
  serve(app: Hono<WebEnv>): (event: unknown, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;
}

interface PagesEnvironment {
  readonly SITE_URL: string;
  readonly FRONT_SECRET: string;
}

/** Pages count nothing: what can be counted of them the API counts itself. */
const uncounted: Metrics = { count: () => {}, publish: () => {} };

/** What every function that answers with pages has: its files, its log, and its place in the middy stack. */
export function composePages(environment: PagesEnvironment): Pages {
  const directory = new URL('./assets/', import.meta.url);
  const log = createLog();
  const observers = { log, metrics: uncounted };
  return {
    directory,
    assets: readAssetUrls(directory),
    reportFailure: ({ error, reference, method, route }) =>
      log.error('invocation failed', { error, reference, route: `${method} ${route}` }),
    serve: (app) => {
      const respond = toLambdaHandler(app, ({ what, method, route, ...said }) =>
        log[what === 'signed in' ? 'info' : 'warn'](what, { ...said, route: `${method} ${route}` }),
      );
      return async (given, context) => {
        // The HTTP API is the only caller, and this is the shape it sends.
        const event = given as APIGatewayProxyEventV2;
        return wrapHandler(observers, async () => {
          if (cameByFront(event, environment.FRONT_SECRET)) return respond(event, context);
          log.warn('request refused', { status: 421 });
          return sendToFront(environment.SITE_URL);
        })(event, context);
      };
    },
  };
}
