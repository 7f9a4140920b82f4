import { describe, expect, it } from 'vitest';
import { hasRunAll } from './watch-suite.ts';

const files = ['a.test.ts', 'b.test.ts'];
const run = (b?: string[]): boolean =>
  hasRunAll(files, new Map([['a.test.ts', ['passed', 'passed']], ...(b ? [['b.test.ts', b] as const] : [])]));

describe('a run of the tests', () => {
  it('is whole when each test of each file has run, whatever came of it', () => {
    expect(run(['passed', 'failed'])).toBe(true);
  });

  it.each([
    ['a file was left out', undefined],
    ['a test was left out, by its name', ['passed', 'skipped']],
    ['a test never came to its end', ['passed', 'pending']],
    ['a file broke before its tests', []],
  ])('is not when %s', (_, states) => {
    expect(run(states)).toBe(false);
  });
});
