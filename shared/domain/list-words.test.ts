import fc from 'fast-check';
import { expect, it } from 'vitest';
import { listInWords } from './list-words.ts';

it('things in a sentence are listed as British English lists them', () => {
  for (const [joint, type] of [
    ['and', 'conjunction'],
    ['or', 'disjunction'],
  ] as const) {
    const format = new Intl.ListFormat('en-GB', { type });
    fc.assert(
      fc.property(fc.array(fc.lorem({ maxCount: 2 }), { maxLength: 6 }), (things) => {
        expect(listInWords(things, joint)).toBe(format.format(things));
      }),
    );
  }
});
