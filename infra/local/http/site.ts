import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { Invoke } from '../sources/event-source.ts';
import { type HttpAnswer, readHttpAnswer, refusal } from './http-answer.ts';
import { addressOf, createHttpEvent, type SitePlace } from './http-event.ts';
import { matchRoute, type Route } from './routes.ts';

export type HttpTarget = { functionArn: string; timeoutMilliseconds: number };

export type Site = {
  server: Server;
  /** Until this is called, every page says that the site is starting. */
  open: (routes: Route<HttpTarget>[], invoke: Invoke, place: SitePlace) => void;
  close: () => Promise<void>;
};

const LARGEST_BODY_BYTES = 10 * 1024 * 1024;
const LARGEST_HEADERS_BYTES = 10_240;
/** An event reaches a function in at most 6 MB, whatever the gateway takes. */
const LARGEST_EVENT_BYTES = 6 * 1024 * 1024;

/** Undefined when the body is larger than the gateway takes. */
const readBody = async (request: IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size <= LARGEST_BODY_BYTES) parts.push(part);
  }
  return size > LARGEST_BODY_BYTES ? undefined : Buffer.concat(parts);
};

type Answer = (request: IncomingMessage) => Promise<HttpAnswer>;

const answerThrough = (routes: Route<HttpTarget>[], invoke: Invoke, place: SitePlace): Answer => {
  return async (request) => {
    const { pathname } = addressOf(request, place.siteDomain);
    const match = matchRoute(routes, request.method ?? 'GET', pathname);
    const body = await readBody(request);
    if (body === undefined) return refusal(413, 'tooLarge');
    if (request.rawHeaders.join('').length > LARGEST_HEADERS_BYTES) return refusal(431, 'headersTooLarge');
    if (match === undefined) return refusal(404, 'notFound');
    const event = createHttpEvent(request, body, match, place);
    if (Buffer.byteLength(JSON.stringify(event)) > LARGEST_EVENT_BYTES) return refusal(413, 'tooLarge');
    const { functionArn, timeoutMilliseconds } = match.route.target;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<HttpAnswer>((resolve) => {
      timer = setTimeout(() => resolve(refusal(503, 'unavailable')), timeoutMilliseconds);
    });
    const answered = invoke(functionArn, event).then((invocation) =>
      invocation.ok ? readHttpAnswer(invocation.result) : refusal(500, 'unavailable'),
    );
    const answer = await Promise.race([answered, late]);
    clearTimeout(timer);
    return answer;
  };
};

/** The HTTP API on this machine. */
export const createSite = (): Site => {
  let answer: Answer = async () => refusal(503, 'unavailable');
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await answer(request).catch(() => refusal(500, 'unavailable'));
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.end(request.method === 'HEAD' ? undefined : body);
  });
  return {
    server,
    open: (routes, invoke, place) => {
      answer = answerThrough(routes, invoke, place);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 2000).unref();
      }),
  };
};
