import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from '@swc/core';
import { isNode } from '../code-graph.ts';

/** A test, or a group of tests, whose title says which requirements it shows. */
export interface CitedTest {
  readonly file: string;
  /** Its own title without the numbers, after those of the groups it stands in. */
  readonly title: string;
  readonly ids: readonly string[];
}

const rooms = ['events', 'functions', 'infra', 'shared', 'test'];
const words = new Set(['describe', 'it', 'test']);
/** Numbers one by one: a range would claim what nobody looked at. */
const cited = /\bASVS (\d+\.\d+\.\d+(?:(?:, | and )\d+\.\d+\.\d+)*)(?![\d.]| to \d) ?/;

/** The numbers that a title cites. @throws when it speaks of the standard and names no numbers one by one. */
export function idsIn(title: string): readonly string[] {
  if (!title.includes('ASVS')) return [];
  const ids = cited.exec(title)?.[1]?.split(/, | and /);
  if (ids === undefined) throw new Error(`“${title}” cites the ASVS, but no numbers one by one.`);
  return ids;
}

/** `describe`, `it` or `test` at the root of a callee, however it goes on: `test.each([…])`. */
function isOfTests(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return words.has(String(callee.value));
  return isOfTests(callee.type === 'MemberExpression' ? callee.object : callee.callee);
}

function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'StringLiteral') return String(node.value);
  const [quasi] = node.type === 'TemplateLiteral' && Array.isArray(node.quasis) ? node.quasis : [];
  return typeof quasi?.cooked === 'string' ? quasi.cooked : undefined;
}

/** The titles below a node, each after those it stands in. */
function* titlesBelow(node: unknown, above: readonly string[]): Generator<readonly string[]> {
  if (typeof node !== 'object' || node === null) return;
  let titles = above;
  if (isNode(node) && node.type === 'CallExpression' && isOfTests(node.callee) && Array.isArray(node.arguments)) {
    const title = textOf(node.arguments[0]?.expression);
    if (title !== undefined) {
      titles = [...above, title];
      yield titles;
    }
  }
  for (const inner of Object.values(node)) yield* titlesBelow(inner, titles);
}

const withoutIds = (title: string): string => title.replace(cited, '');

/** The citing tests of one file, in its order. */
export function citedTestsIn(file: string, source: string): readonly CitedTest[] {
  const { body } = parseSync(source, { syntax: 'typescript', tsx: file.endsWith('.tsx'), target: 'es2024' });
  return [...titlesBelow(body, [])].flatMap((titles) => {
    const ids = idsIn(titles.at(-1) ?? '');
    return ids.length === 0 ? [] : [{ file, title: titles.map(withoutIds).join(' › '), ids }];
  });
}

/** The citing tests of all files below a root, in the order of their paths. */
export function findCitedTests(root: string): readonly CitedTest[] {
  const files = rooms.flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.test\.tsx?$/.test(path))
      .map((path) => `${room}/${path}`),
  );
  return files.toSorted().flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return source.includes('ASVS') ? citedTestsIn(file, source) : [];
  });
}
