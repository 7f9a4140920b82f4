import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import type { Kind } from '../../shared/domain/records.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { allocation, onHold, place, referral } from '../support/case-samples.ts';
import { idOf, now } from '../support/sample-ids.ts';
import { overdueFaults } from './invariants.ts';

const long = Instant.parse('2027-06-01T10:00:00.000Z');
const answered = {
  answer: { given: { to: 'accepted' }, at: now, undoUntil: Instant.parse('2027-03-01T10:05:00.000Z') },
};

const faultsOf = (records: readonly Versioned<Kind>[], sweptAt: Instant): readonly string[] =>
  overdueFaults({ ...new MemoryStore().export(), records: [...records] }, sweptAt);

describe('what stands still after its time', () => {
  it.each([
    ['the approval of a place', place('reserved'), idOf.place(1)],
    ['the therapist of a place', place('approved'), idOf.place(1)],
    ['the answer to an offer', allocation(), idOf.allocation(1)],
    ['an answer that waits', allocation(answered), idOf.allocation(1)],
  ])('is told of at rest: %s', (_, record, id) => {
    const faults = faultsOf([referral(), record], long);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(id);
    expect(faultsOf([referral(), record], now)).toEqual([]);
  });

  it('is nothing wrong with an answer that waits for the end of a pause', () => {
    expect(faultsOf([referral(onHold), allocation(answered)], long)).toEqual([]);
  });
});
