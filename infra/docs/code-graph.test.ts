import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CodeGraph } from './code-graph.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sponsored-places-graph-'));
  mkdirSync(join(root, 'code/deep'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const put = (file: string, content: string): void => writeFileSync(join(root, 'code', file), content);

/** The names reached from one declaration, itself left out. */
function reachedFrom(name: string): readonly string[] {
  const graph = new CodeGraph(root, ['code']);
  const starts = graph.declared.filter((each) => each.name === name);
  return graph
    .reachedFrom(starts)
    .filter((each) => !starts.includes(each))
    .map((each) => each.name)
    .toSorted();
}

it('follows names through imports, other names for them, and as many steps as there are', () => {
  put('start.ts', `import { middle as between } from './deep/middle.ts'; export const start = () => between();`);
  put('deep/middle.ts', `import { end } from '../end.ts'; export function middle() { return [end]; }`);
  put('end.ts', `export class end {} export const elsewhere = 1;`);
  expect(reachedFrom('start')).toEqual(['end', 'middle']);
});

it('follows components of pages, shorthand properties and default values', () => {
  put(
    'page.tsx',
    `const Part = () => <b/>; const a = 1; const b = 2; export const page = (x = b) => <Part in={{ a }} of={x}/>;`,
  );
  expect(reachedFrom('page')).toEqual(['Part', 'a', 'b']);
});

it('follows what is loaded by `import()` to all that its file exports, but no further than that reaches', () => {
  put('start.ts', `export const start = async () => (await import('./part.ts')).pages;`);
  put('part.ts', `const list = 1; export const pages = [list]; export const more = 2; const unused = 3;`);
  expect(reachedFrom('start')).toEqual(['list', 'more', 'pages']);
});

it('takes neither types nor mere names for references', () => {
  put('types.ts', `export interface Shape { x: number } export const shape = 1;`);
  put(
    'use.ts',
    `import type { Shape } from './types.ts'; import { type shape as Alias } from './types.ts';
     const key = 1; const part = 2; const wrapped = 3;
     export const use = (given: Shape & { key: Alias }) => ({ key: given.part, more: given as unknown as typeof key, last: wrapped as number });`,
  );
  expect(reachedFrom('use')).toEqual(['wrapped']);
});

it('hears texts and calls of methods, and leaves tests out', () => {
  put('say.ts', `export const say = (store: any) => store.commit({ type: 'a.fact' }, 'text');`);
  put('say.test.ts', `export const proof = 1;`);
  const graph = new CodeGraph(root, ['code']);
  expect(graph.declared.map(({ name }) => name)).toEqual(['say']);
  expect([...(graph.declared[0]?.texts ?? [])]).toEqual(['a.fact', 'text']);
  expect([...(graph.declared[0]?.calls ?? [])]).toEqual(['commit']);
});

it('stops at a file that imports another as a whole, for then it cannot tell what is used', () => {
  put('all.ts', `import * as other from './other.ts'; export const all = other;`);
  put('other.ts', `export const x = 1;`);
  expect(() => new CodeGraph(root, ['code'])).toThrow('code/all.ts imports code/other.ts as a whole');
});
