import { describe, expect, it } from 'vitest';
import { place } from '../../test/support/case-samples.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { idOf, poolId } from '../../test/support/sample-ids.ts';
import { openOffice } from '../../test/support/small-office.ts';
import { type Change, create } from '../domain/decision.ts';
import type { Store } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { runAllocationPass } from './run-allocation-pass.ts';

/** The same store, and how many records, entries of ranges and names of ranges it was asked for. */
function counting(store: Store) {
  let read = 0;
  const counted: Store = new Proxy(store, {
    get: (target, property) => {
      const member: unknown = Reflect.get(target, property, target);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        const answer: unknown = await Reflect.apply(member, target, given);
        if (property === 'get') read += 1;
        else if (Array.isArray(answer)) read += answer.length;
        else if (typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items)) {
          read += answer.items.length;
        }
        return answer;
      };
    },
  });
  return { counted, readSoFar: () => read };
}

const general = fund().value;
const idle = {
  ...general,
  id: idOf.fund(9),
  kind: 'restricted' as const,
  restriction: { groups: ['compulsive-pornography' as const], regions: [] },
};

/** A pool of so many who wait and so many lots, nine tenths of them spent; the first of one class is beyond its money. */
async function poolOf(size: number) {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  const changes: Change[] = [create('fund', general.id, general), create('fund', idle.id, idle)];
  const scotland = { group: 'survivor', region: 'scotland' };
  for (let n = 1; n <= size; n += 1) {
    const isRich = n % 10 === 0;
    changes.push(create('lot', idOf.lot(n), lot(n, isRich ? 50_000 : 0).value));
    const isHead = n === size;
    const waitsFrom = isHead ? '2027-02-01T00:00:00.000Z' : new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString();
    const but = isHead ? { class: scotland, fee: 5_000_000 } : {};
    changes.push(create('place', idOf.place(n), place('requested', { holds: 0, waitsFrom, ...but }, n).value));
  }
  changes.push(create('lot', idOf.lot(size + 1), lot(size + 1, 50_000, { fundId: idle.id }).value));
  for (let at = 0; at < changes.length; at += 40) await office.put(...changes.slice(at, at + 40));
  return { memory, office };
}

/** What a pass reads that places three people, when money for more than three is not let through. */
async function readsOf(size: number): Promise<{ readonly placed: number; readonly read: number }> {
  const { memory, office } = await poolOf(size);
  const { counted, readSoFar } = counting(memory);
  const lots = memory.export().records.filter(({ kind, value }) => kind === 'lot' && 'free' in value && value.free > 0);
  // All but two lots are kept for review: money for three of those who wait, and less than the fourth needs.
  for (const record of lots.slice(2)) {
    if (record.kind !== 'lot' || !('free' in record.value)) continue;
    await office.put({
      kind: 'lot',
      id: record.id,
      before: record as never,
      after: { ...record.value, reviewUntil: '2028-01-01T00:00:00.000Z' } as never,
    });
  }
  const { placed } = await runAllocationPass({ ...office.deps, store: counted }, poolId);
  return { placed, read: readSoFar() };
}

describe('what a pass reads', () => {
  it('is the same whether a hundred wait and as many lots were given, or ten thousand', async () => {
    const few = await readsOf(100);
    const many = await readsOf(10_000);
    expect(few.placed).toBe(3);
    expect(many).toEqual(few);
    expect(few.read).toBeLessThan(60);
  }, 120_000);
});
