import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import { comparePositions, type Position } from './ledger-audit.ts';

describe('positions in the journal', () => {
  const at = (bookedAt: string, id: string): Position => ({ bookedAt: Instant.parse(bookedAt), id });
  const [first, second, third] = [
    at('2027-01-31T10:00:00.000Z', 'b'),
    at('2027-02-01T10:00:00.000Z', 'a'),
    at('2027-02-01T10:00:00.000Z', 'b'),
  ];

  it('stand in the order of booking, and of ids where that is the same', () => {
    expect([comparePositions(first, second), comparePositions(second, third)]).toEqual([-1, -1]);
    expect([comparePositions(second, first), comparePositions(third, second)]).toEqual([1, 1]);
    expect([third, first, second].toSorted(comparePositions)).toEqual([first, second, third]);
  });

  it('are one where both are the same', () => {
    expect(comparePositions(second, { ...second })).toBe(0);
  });
});
