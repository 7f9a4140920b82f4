import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ApiError } from './api-error.ts';
import type { ObjectStore } from './object-store.ts';

/** Stripe keeps keys for at least this long. */
const kept = 24 * 3600 * 1000;

const Remembered = z.strictObject({
  fingerprint: z.string(),
  at: z.number(),
  requestId: z.string(),
  body: z.string(),
});
export type Remembered = z.infer<typeof Remembered>;

/** What makes two requests the same: where they went and what they said. */
export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash('sha256').update(`${method} ${path}\n${body}`).digest('hex');
}

/** The answer given to this key before; refused when the key comes back with other parameters. */
export function recall(store: ObjectStore, key: string, fingerprint: string, now: number): Remembered | undefined {
  const noted = store.noted('idempotency', key);
  if (noted === undefined) return undefined;
  const remembered = Remembered.parse(noted);
  if (now - remembered.at > kept) return undefined;
  if (remembered.fingerprint !== fingerprint) {
    throw new ApiError(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    });
  }
  return remembered;
}

/** Remembers an answer, in the transaction that made it. Refused requests are not remembered: they did nothing. */
export function remember(store: ObjectStore, key: string, answer: Remembered): void {
  store.note('idempotency', key, answer);
}
