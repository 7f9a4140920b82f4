import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tellError } from './tell-error.ts';

test('an error is told by its name and the place in our own code', () => {
  expect(tellError(new TypeError('Marked Name'))).toEqual({
    errorName: 'TypeError',
    errorAt: expect.stringMatching(/^shared\/runtime\/tell-error\.test\.ts:\d+:\d+$/),
  });
});

test('a place in a bundle is told by the bundle’s file name, one in a library not at all', () => {
  const error = new Error('m');
  error.stack = [
    'Error: m',
    '    at send (file:///var/task/node_modules/library/index.js:1:2)',
    '    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)',
    '    at async Runtime.handler (file:///var/task/index.mjs:3:999)',
  ].join('\n');
  expect(tellError(error)).toEqual({ errorName: 'Error', errorAt: 'index.mjs:3:999' });
});

test('ASVS 16.4.1 nothing of a message is told, even when it looks like a stack', () => {
  const error = new Error('no\n    at marked (/home/marked/shared/marked.ts:1:1)');
  expect(JSON.stringify(tellError(error))).not.toContain('marked');
  // A message that was changed later no longer tells where the heading of the stack ends.
  for (const changed of ['changed later', '', 'Error', 'x'.repeat('Error: no'.length + 1)]) {
    error.message = changed;
    expect(tellError(error)).toEqual({ errorName: 'Error' });
  }
});

test('nothing of a name that is no plain name is told, nor of what is no error', () => {
  const error = new Error('m');
  error.name = 'Marked Name';
  expect(tellError(error).errorName).toBe('Error');
  for (const thrown of ['marked', { name: 'marked', message: 'marked' }, undefined, null, 7]) {
    expect(tellError(thrown)).toEqual({ errorName: 'NotAnError' });
  }
});

test('ASVS 16.2.5 no message finds its way into what is told', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const told = JSON.stringify(tellError(new Error(`MARKED${text}MARKED`)));
      expect(told).not.toContain('MARKED');
    }),
  );
});
