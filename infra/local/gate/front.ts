import { createServer } from 'node:http';
import { forward, readAll } from '../http/forward.ts';
import { listenOnLoopback } from '../processes/ports.ts';
import type { ReadCall } from './call.ts';
import type { Gate } from './gate.ts';
import type { WriteRefusal } from './refusals.ts';

/** The gate before one service: where functions find it. */
export type Front = { url: string; stop: () => void };

/**
 * Stands before a service and hands on what the gate lets pass. Everything else is refused as the service itself would.
 * @param settled what the answer to a call waits for once the service has done it
 */
export const startFront = async (
  service: string,
  gate: Gate,
  readCall: ReadCall,
  writeRefusal: WriteRefusal,
  settled: (operation: string) => Promise<void> = async () => {},
): Promise<Front> => {
  const target = new URL(service);
  const server = createServer(async (incoming, outgoing) => {
    try {
      const { headers } = incoming;
      const body = await readAll(incoming);
      const operation =
        String(headers['x-amz-target'] ?? '')
          .split('.')
          .at(-1) ?? '';
      const refusal = gate.check(headers.authorization, () => readCall({ operation, body }));
      if (refusal === undefined) return forward(incoming, body, outgoing, target, () => settled(operation));
      const { status, contentType, body: words } = writeRefusal(refusal);
      outgoing.writeHead(status, { 'content-type': contentType }).end(words);
    } catch {
      // The caller broke off.
      outgoing.destroy();
    }
  });
  return {
    url: `http://127.0.0.1:${await listenOnLoopback(server, 0, 'the gate')}`,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
