import { createServer } from 'node:http';
import { readAll } from '../http/forward.ts';
import { listenOnLoopback } from '../processes/ports.ts';
import type { SentMail } from './mail-reports.ts';

/** What a request hands over, if it hands over a mail whose fate somebody wants to know. */
const sentIn = (body: Buffer): SentMail | undefined => {
  const form = new URLSearchParams(body.toString('utf8'));
  const configurationSet = form.get('ConfigurationSetName');
  if (form.get('Action') !== 'SendRawEmail' || configurationSet === null) return undefined;
  const tags: Record<string, string> = {};
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n += 1) {
    tags[form.get(`Tags.member.${n}.Name`) ?? ''] = form.get(`Tags.member.${n}.Value`) ?? '';
  }
  return { to: form.get('Destinations.member.1') ?? '', configurationSet, tags };
};

/**
 * Stands before the mail emulator, which keeps no tags and reports nothing: what became of a mail is told before its sender
 * is answered, so that a report may come before our own record that it was sent, as it may in AWS.
 */
export const startMailFront = async (emulator: string, taken: (sent: SentMail) => Promise<void>) => {
  const server = createServer(async (incoming, outgoing) => {
    try {
      const body = await readAll(incoming);
      const answer = await fetch(new URL(incoming.url ?? '/', emulator), {
        method: incoming.method ?? 'POST',
        headers: {
          'content-type': incoming.headers['content-type'] ?? 'application/x-www-form-urlencoded',
          // The emulator takes any signature, but none from nobody.
          authorization: incoming.headers.authorization ?? '',
        },
        ...(incoming.method === 'GET' ? {} : { body: new Uint8Array(body) }),
      });
      const text = await answer.text();
      const sent = answer.ok ? sentIn(body) : undefined;
      if (sent !== undefined) await taken(sent);
      outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/xml' }).end(text);
    } catch {
      // The sender tries again, as it would with a service that broke off.
      outgoing.destroy();
    }
  });
  const port = await listenOnLoopback(server, 0, 'the mail service');
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
