import { Agent, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** The whole body of a request. */
export const readAll = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part);
  return Buffer.concat(parts);
};

const agent = new Agent({ keepAlive: true });

/**
 * Hands a request on to another place of this machine, and its answer back, piece by piece as it comes.
 * @param settled what a good answer waits for
 */
export const forward = (
  incoming: IncomingMessage,
  body: Buffer,
  outgoing: ServerResponse,
  target: { hostname: string; port: number | string },
  settled: () => Promise<void> = async () => {},
): void => {
  // The whole body was read and is sent with its length: it is no longer in pieces.
  const { 'transfer-encoding': _pieces, ...headers } = incoming.headers;
  const forwarded = request(
    {
      agent,
      hostname: target.hostname,
      port: target.port,
      method: incoming.method,
      path: incoming.url,
      headers: { ...headers, 'content-length': body.length },
    },
    (answer) => {
      const { statusCode = 502, headers } = answer;
      const go = (): void => {
        outgoing.writeHead(statusCode, headers);
        answer.pipe(outgoing);
      };
      if (statusCode >= 300) return go();
      settled().then(go, () => outgoing.destroy());
    },
  );
  forwarded.on('error', () => outgoing.destroy());
  // A caller that gave up on a long poll must not be handed messages that nobody will read.
  outgoing.on('close', () => {
    if (!outgoing.writableFinished) forwarded.destroy();
  });
  forwarded.end(body);
};
