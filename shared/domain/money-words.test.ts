import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pence, SignedPence } from '../../events/values.ts';
import { pounds } from './money-words.ts';

describe('pounds', () => {
  it.each([
    [0, '£0'],
    [5, '£0.05'],
    [200, '£2'],
    [1250, '£12.50'],
    [144_000, '£1,440'],
    [100_000_001, '£1,000,000.01'],
  ])('writes %i pence as %s', (pence, words) => {
    expect(pounds(Pence.parse(pence))).toBe(words);
  });

  it('writes what is owed with a minus sign before the pound sign', () => {
    expect(pounds(SignedPence.parse(-1250))).toBe('−£12.50');
  });

  it('loses no penny: what is written reads back as the same sum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (pence) => {
        const [whole = '', rest = '00'] = pounds(Pence.parse(pence)).replaceAll(/[£,]/g, '').split('.');
        expect(Number(whole) * 100 + Number(rest)).toBe(pence);
      }),
    );
  });
});
