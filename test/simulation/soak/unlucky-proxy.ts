import { Agent, createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { listenOnLoopback } from '../../../infra/local/processes/ports.ts';

/** One request to an emulator. */
export interface Call {
  /** `TransactWriteItems`, `SendMessageBatch`; '' where the protocol names none. */
  readonly operation: string;
  readonly body: Buffer;
  readonly headers: IncomingHttpHeaders;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** What becomes of a call; undefined: it passes, and so does its answer. */
export type Fate =
  | { readonly is: 'answered'; readonly with: Answer }
  | { readonly is: 'reply lost' }
  | { readonly is: 'cut off' }
  | { readonly is: 'in part'; readonly body: string; readonly amend: (answer: string) => string }
  | undefined;

export interface ProxyOptions {
  /** Decides what becomes of a call. */
  readonly fateOf: (call: Call) => Fate;
  /** Hears of every call that the emulator has carried out, before its caller does. */
  readonly carriedOut?: (call: Call) => void;
  /** What a good answer waits for. */
  readonly settled?: (operation: string) => Promise<void>;
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
}

const agent = new Agent({ keepAlive: true });

interface Forwarded {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Forwarded> {
  const { hostname, port } = new URL(target);
  const { 'transfer-encoding': _pieces, ...headers } = incoming.headers;
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        agent,
        hostname,
        port,
        method: incoming.method,
        path: incoming.url,
        headers: { ...headers, 'content-length': body.length },
      },
      (answer) => {
        readAll(answer).then(
          (whole) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: whole }),
          reject,
        );
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

export interface UnluckyProxy {
  readonly url: string;
  close(): void;
}

/**
 * Stands between whoever calls an emulator and the emulator, and brings bad luck: calls that are refused, carried out in
 * part, or carried out with their answer lost on the way back. It knows nothing of what is called.
 */
export async function startUnluckyProxy(
  target: string,
  { fateOf, carriedOut, settled }: ProxyOptions,
): Promise<UnluckyProxy> {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await readAll(incoming);
      const operation =
        String(incoming.headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      const call = { operation, body, headers: incoming.headers };
      const fate = fateOf(call);
      if (fate?.is === 'answered') {
        outgoing.writeHead(fate.with.status, { 'content-type': 'application/x-amz-json-1.0' }).end(fate.with.body);
        return;
      }
      if (fate?.is === 'cut off') {
        outgoing.destroy();
        return;
      }
      const answer = await forward(target, incoming, fate?.is === 'in part' ? Buffer.from(fate.body) : body);
      if (answer.status < 300) carriedOut?.(call);
      if (answer.status < 300) await settled?.(operation);
      if (fate?.is === 'reply lost') {
        outgoing.destroy();
        return;
      }
      if (fate?.is === 'in part') {
        const { 'content-length': _length, ...headers } = answer.headers;
        outgoing.writeHead(answer.status, headers).end(fate.amend(answer.body.toString('utf8')));
        return;
      }
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      // The emulator is gone: so is this connection.
      outgoing.destroy();
    }
  });
  const port = await listenOnLoopback(server, 0, 'a proxy');
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
