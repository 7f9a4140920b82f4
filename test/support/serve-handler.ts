import { createServer, type IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import type { WebHandler } from '../../shared/web/http.ts';

export interface ServedHandler {
  /** `http://localhost:…`: browsers keep `__Host-` cookies of this host. */
  readonly url: string;
  close(): Promise<void>;
}

/** Puts a page function behind a real port, as an HTTP API would: for tests with a browser. */
export async function serveHandler(handler: WebHandler): Promise<ServedHandler> {
  const server = createServer(async (request, response) => {
    const result = await handler(await toEvent(request), lambdaContext);
    const headers = Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
    response.writeHead(result.statusCode ?? 200, [
      ...headers.flat(),
      ...(result.cookies ?? []).flatMap((cookie) => ['set-cookie', cookie]),
    ]);
    response.end(Buffer.from(result.body ?? '', result.isBase64Encoded === true ? 'base64' : 'utf8'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://localhost:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const lambdaContext: Context = {
  awsRequestId: '0a1b2c3d-0000-4000-8000-000000000000',
  callbackWaitsForEmptyEventLoop: false,
  functionName: 'web',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-2:000000000000:function:web',
  logGroupName: 'web',
  logStreamName: 'web',
  memoryLimitInMB: '512',
  getRemainingTimeInMillis: () => 10_000,
  done: () => undefined,
  fail: () => undefined,
  succeed: () => undefined,
};

async function toEvent(request: IncomingMessage): Promise<APIGatewayProxyEventV2> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? '/', 'http://localhost');
  const { cookie, ...headers } = request.headers;
  const body = Buffer.concat(chunks);
  return makeEvent({
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.search.slice(1),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    cookies: cookie === undefined ? [] : cookie.split('; '),
    body: body.length === 0 ? undefined : body.toString('utf8'),
  });
}

export interface EventParts {
  readonly method: string;
  readonly path: string;
  readonly query?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly cookies?: readonly string[] | undefined;
  readonly body?: string | undefined;
}

/** An event as an HTTP API sends it, payload format 2.0. */
export function makeEvent(parts: EventParts): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: parts.path,
    rawQueryString: parts.query ?? '',
    headers: { ...parts.headers },
    ...(parts.cookies === undefined || parts.cookies.length === 0 ? {} : { cookies: [...parts.cookies] }),
    requestContext: {
      accountId: '000000000000',
      apiId: 'api',
      domainName: 'api.example.org',
      domainPrefix: 'api',
      http: { method: parts.method, path: parts.path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'test' },
      requestId: 'request',
      routeKey: '$default',
      stage: '$default',
      time: '22/Nov/2026:12:00:00 +0000',
      timeEpoch: 1_795_348_800_000,
    },
    ...(parts.body === undefined ? {} : { body: parts.body }),
    isBase64Encoded: false,
  };
}
