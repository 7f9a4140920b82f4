import { type Attributes, toAuditEntry } from './dynamo-items.ts';
import type { AuditEntry } from './interface.ts';

/** An audit entry from the stream of `audit`, or why the image is none: then it is quarantined, not tried again. */
export type AuditReading =
  | { readonly ok: true; readonly entry: AuditEntry }
  | { readonly ok: false; readonly reason: string };

/** Reads the new image of a stream record, in DynamoDB's own attribute values. */
export function readAuditImage(image: unknown): AuditReading {
  try {
    // Parsed right here: whatever is not attribute values of an audit entry throws.
    return { ok: true, entry: toAuditEntry(image as Attributes) };
  } catch (cause) {
    return { ok: false, reason: `not an audit entry: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}
