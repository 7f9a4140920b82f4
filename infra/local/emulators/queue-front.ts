import { createServer, type Server } from 'node:http';
import * as z from 'zod';
import { forward, readAll } from '../http/forward.ts';

const entry = z.looseObject({ MessageGroupId: z.string().optional(), MessageDeduplicationId: z.string().optional() });
const sending = z.looseObject({ QueueUrl: z.string(), Entries: z.array(entry).optional() }).and(entry);

const SEPARATOR = '\u001f';

/** The deduplication id that the sender gave, from the one that the front made of it. */
export const senderDeduplicationId = (id: string): string => id.split(SEPARATOR).at(-1) ?? id;

const withinGroup = <E extends z.infer<typeof entry>>(sent: E): E =>
  sent.MessageGroupId === undefined || sent.MessageDeduplicationId === undefined
    ? sent
    : { ...sent, MessageDeduplicationId: `${sent.MessageGroupId}${SEPARATOR}${sent.MessageDeduplicationId}` };

/**
 * Stands before the queue emulator, which compares deduplication ids across a whole queue. A queue that asks for
 * `DeduplicationScope: messageGroup` means within a group: here the group is made part of the id.
 */
export const createQueueFront = (emulatorPort: number, countsWithinGroups: (queueName: string) => boolean): Server => {
  const rewrite = (operation: string, body: Buffer): Buffer => {
    if (!operation.startsWith('AmazonSQS.SendMessage')) return body;
    const sent = sending.safeParse(JSON.parse(body.toString('utf8')));
    if (!sent.success || !countsWithinGroups(sent.data.QueueUrl.split('/').at(-1) ?? '')) return body;
    const { Entries, ...single } = sent.data;
    const entries = Entries === undefined ? {} : { Entries: Entries.map(withinGroup) };
    return Buffer.from(JSON.stringify({ ...withinGroup(single), ...entries }));
  };

  return createServer(async (incoming, outgoing) => {
    try {
      const body = rewrite(String(incoming.headers['x-amz-target'] ?? ''), await readAll(incoming));
      forward(incoming, body, outgoing, { hostname: '127.0.0.1', port: emulatorPort });
    } catch {
      // The caller broke off.
      outgoing.destroy();
    }
  });
};
