import * as z from 'zod';
import { type Fact, readFact } from '../../events/catalogue.ts';
import { source } from '../../events/envelope.ts';
import { Instant, Role } from '../../events/values.ts';
import type { Decision } from '../domain/decision.ts';
import type { Kind } from '../domain/records.ts';
import type { AuditEntry } from './interface.ts';

const understood = (input: unknown): Fact => {
  const reading = readFact(input);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.fact;
};

// Not the keys of `recordTypes`, which bring the schemas of all records with them: the relay reads audit entries and
// never a record, and starts a fifth sooner without.
const kinds = {
  referral: 'referral',
  assessment: 'assessment',
  place: 'place',
  request: 'request',
  therapist: 'therapist',
  search: 'search',
  allocation: 'allocation',
  session: 'session',
  task: 'task',
  erasure: 'erasure',
  'retention-run': 'retention-run',
  concern: 'concern',
  delegation: 'delegation',
  fund: 'fund',
  'fund-address': 'fund-address',
  'public-figures': 'public-figures',
  transfer: 'transfer',
  lot: 'lot',
  hold: 'hold',
  donation: 'donation',
  refund: 'refund',
  dispute: 'dispute',
  'risk-reserve': 'risk-reserve',
  'reserve-move': 'reserve-move',
  'giving-link': 'giving-link',
  'payment-report': 'payment-report',
  payout: 'payout',
  'balance-check': 'balance-check',
  'payment-sweep': 'payment-sweep',
  period: 'period',
  'ledger-month': 'ledger-month',
  'lot-use': 'lot-use',
  'ledger-audit': 'ledger-audit',
  'ledger-accounts': 'ledger-accounts',
  'ledger-chunk': 'ledger-chunk',
  'ledger-segment': 'ledger-segment',
  email: 'email',
  'refused-address': 'refused-address',
  identity: 'identity',
  'identity-key': 'identity-key',
  draft: 'draft',
  token: 'token',
  'sign-in-session': 'sign-in-session',
  'sign-in-index': 'sign-in-index',
} as const satisfies { readonly [K in Kind]: K };

const StoredAuditEntry = z.lazy(() =>
  z.strictObject({
    id: z.string(),
    about: z.templateLiteral([z.string(), '/', z.string()]),
    at: Instant,
    by: z.strictObject({ id: z.string(), roles: z.array(Role) }),
    did: z.string(),
    why: z.string(),
    records: z.array(z.strictObject({ kind: z.enum(kinds), id: z.string(), version: z.int() })),
    facts: z.array(z.unknown()),
  }),
);

/**
 * Reads an audit entry as it was stored.
 * @throws when it is none, or carries a fact the catalogue does not know.
 */
export const parseAuditEntry = (input: unknown): AuditEntry => {
  const { facts, ...entry } = StoredAuditEntry.parse(input);
  return { ...entry, facts: facts.map(understood) };
};

/** The version a decision leaves a record at. A removal counts as the record's last one. */
export const versionAfter = (before: { readonly version: number } | undefined): number => (before?.version ?? 0) + 1;

/**
 * The audit entry of one decision, its facts in their envelopes: each has the entry's id and its own number as id, and
 * the decision's time.
 * @throws when a fact breaks its schema: a fault in the decision.
 */
export const auditEntryOf = (
  decision: Decision,
  id: string,
  versionOf: (kind: Kind, recordId: string) => number,
): AuditEntry =>
  parseAuditEntry({
    id,
    about: decision.about,
    at: decision.at,
    by: { id: decision.by.id, roles: decision.by.roles },
    did: decision.did,
    why: decision.why,
    records: decision.changes.map((change) => ({
      kind: change.kind,
      id: change.id,
      version: versionOf(change.kind, change.id),
    })),
    facts: decision.facts.map(({ type, subject, data }, index) => ({
      specversion: '1.0',
      id: `${id}-${index}`,
      source,
      type,
      subject,
      time: decision.at,
      datacontenttype: 'application/json',
      data,
    })),
  });
