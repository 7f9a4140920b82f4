import { expect, test } from 'vitest';
import { reasonIn } from './load-demo.ts';

test('of what a program said as it failed, the sentence that says why is told', () => {
  const said = `file:///load.mjs:12\n    throw new Error(refusal);\n          ^\n\nError: not-allowed: a coordinator adds therapists\n    at Charity.expect (file:///load.mjs:12:11)\n`;
  expect(reasonIn(said)).toBe('not-allowed: a coordinator adds therapists');
  expect(reasonIn('Killed')).toBe('Killed');
});

test('a program that was ended for its slowness said nothing', () => {
  expect(reasonIn('\n')).toBe('it took too long');
});
