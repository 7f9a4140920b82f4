import { randomUUID } from 'node:crypto';
import { Instant, Pence, PersonId, PoolId, type Role } from '../../events/values.ts';
import type { Change, Decision, Versioned } from '../../shared/domain/decision.ts';
import { Fund, Lot } from '../../shared/domain/fund.ts';
import { credit, debit, entry, type JournalEntry } from '../../shared/domain/journal.ts';
import { Place } from '../../shared/domain/place.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { Task } from '../../shared/domain/task.ts';
import { Token } from '../../shared/domain/visit.ts';
import type { Store } from '../../shared/store/interface.ts';

/** Records, entries and decisions that are valid and mean nothing: what a test of the store writes. */

export const instant = (text = '2026-03-02T09:00:00.000Z'): Instant => Instant.parse(text);

export const newCode = (): string => randomUUID().replaceAll('-', '').slice(0, 16);

export const newPool = (): PoolId => PoolId.parse(`pol_${newCode()}`);

export const sampleFund = (code: string, deficit = 0, poolId: PoolId = newPool()): Fund =>
  Fund.parse({
    id: `fnd_${code}`,
    poolId,
    name: 'General fund',
    aim: 'therapy for whoever cannot pay for it',
    secondaryPurpose: 'training of therapists',
    kind: 'unrestricted',
    restriction: { groups: [], regions: [] },
    order: 1,
    state: 'open',
    deficit,
    covered: 0,
    openedAt: instant(),
  });

export const sampleLot = (code: string, fundCode: string, free: number, receivedAt: Instant = instant()): Lot =>
  Lot.parse({
    id: `lot_${code}`,
    fundId: `fnd_${fundCode}`,
    poolId: 'pol_00000001',
    donationId: `don_${code}`,
    amount: 50_000,
    free,
    shortfall: 0,
    refunded: 0,
    transferred: 0,
    givenToDeficit: 0,
    origin: 'gift',
    receivedAt,
  });

export const samplePlace = (
  code: string,
  { poolId, group, waitsFrom }: { poolId: PoolId; group: string; waitsFrom: Instant },
): Place =>
  Place.parse({
    id: `plc_${code}`,
    referralId: `ref_${code}`,
    poolId,
    class: { group, region: 'wales' },
    band: 'routine',
    clock: { startedAt: waitsFrom, pauses: [] },
    waitsFrom,
    assessorId: 'stf_00000001',
    sessions: 12,
    used: 0,
    block: { number: 1, sessions: 6, used: 0 },
    fee: 6_000,
    contribution: 0,
    holds: 0,
    state: 'requested',
    unusable: [],
  });

export const sampleTask = (code: string, role: Role, dueAt: Instant): Task =>
  Task.parse({
    id: `tsk_${code}`,
    kind: 'call-client',
    role,
    about: `referral/ref_${code}`,
    createdAt: instant(),
    dueAt,
    state: 'open',
  });

export const sampleToken = (hash: string, expiresAt: Instant): Token =>
  Token.parse({
    hash,
    purpose: 'answer-offer',
    personId: PersonId.parse('psn_00000001'),
    allocationId: 'alc_00000001',
    mintedAt: instant(),
    expiresAt,
  });

/** An entry over two accounts. */
export const sampleEntry = (id: string, pence: number, bookedAt: Instant = instant()): JournalEntry =>
  entry(id, bookedAt, [debit('clearing', Pence.parse(pence)), credit('income:donations', Pence.parse(pence))]);

/** A decision that says nothing but what is given. */
export const decision = (parts: Partial<Decision>): Decision => ({
  about: `test/${newCode()}`,
  did: 'test-store',
  why: 'a test wants it',
  by: { id: 'stf_00000001', roles: ['coordinator'] },
  at: instant(),
  changes: [],
  relies: [],
  entries: [],
  facts: [],
  ...parts,
});

/** Commits changes that must not fail. */
export async function put(store: Store, ...changes: readonly Change[]): Promise<void> {
  const result = await store.commit([decision({ changes })]);
  if (!result.ok) throw new Error(`${result.why}: ${result.what}`);
}

/** Reads a record that must be there. */
export async function read<K extends Kind>(store: Store, kind: K, id: string): Promise<Versioned<K>> {
  const record = await store.get(kind, id);
  if (record === undefined) throw new Error(`no ${kind} ${id}`);
  return record;
}

/** A record as it will have been read by a later decision of the same transaction. */
export const afterwards = <K extends Kind>(record: Versioned<K>, value: Records[K]): Versioned<K> => ({
  ...record,
  value,
});
