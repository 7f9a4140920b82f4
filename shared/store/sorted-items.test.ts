import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedItems } from './sorted-items.ts';

interface Change {
  readonly add: boolean;
  readonly text: string;
}

const text = fc.integer({ min: 0, max: 3_000 }).map((number) => String(number).padStart(4, '0'));
const change = fc.record({ add: fc.boolean(), text });

/** The same changes made to sorted items and to a plain map; each item knows when it was put. */
const filled = (changes: readonly Change[]) => {
  const items = new SortedItems<{ text: string; put: number }>((item) => item.text);
  const model = new Map<string, { text: string; put: number }>();
  changes.forEach(({ add, text: key }, put) => {
    if (add) {
      items.put({ text: key, put });
      model.set(key, { text: key, put });
    } else {
      items.delete(key);
      model.delete(key);
    }
  });
  const sorted = [...model.values()].sort((one, other) => (one.text < other.text ? -1 : 1));
  return { items, model: sorted };
};

const added = (count: number, textOf: (index: number) => number): readonly Change[] =>
  Array.from({ length: count }, (_, index) => ({ add: true, text: String(textOf(index)) }));

describe('sorted items', () => {
  it('are walked between two bounds in either direction as a sorted array would be', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 200 }), text, text, (changes, from, to) => {
        const { items, model } = filled(changes);
        const within = model.filter((item) => item.text >= from && item.text <= to);
        expect([...items.upwards(from, to)]).toEqual(within);
        expect([...items.downwards(from, to)]).toEqual(within.toReversed());
        expect(items.get(from)).toEqual(model.find((item) => item.text === from));
        expect(items.isEmpty).toBe(model.length === 0);
      }),
    );
  });

  it('stay in order over many blocks, filled upwards, downwards and at random, and emptied again', () => {
    const upwards = added(2_000, (index) => 10_000 + index);
    const downwards = added(2_000, (index) => 99_999 - index);
    const scattered = added(3_000, (index) => (index * 7_919) % 20_000);
    const taken = [...upwards, ...scattered].map((one) => ({ ...one, add: false }));
    for (const changes of [upwards, downwards, scattered, [...upwards, ...downwards, ...scattered, ...taken]]) {
      const { items, model } = filled(changes);
      expect([...items.upwards('', '~')]).toEqual(model);
      expect([...items.downwards('', '10500')]).toEqual(model.filter((item) => item.text <= '10500').toReversed());
    }
    const { items } = filled([...upwards, ...upwards.map((one) => ({ ...one, add: false }))]);
    expect(items.isEmpty).toBe(true);
  });
});
