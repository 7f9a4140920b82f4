import { type CodeGraph, isNode, type SyntaxNode, walk } from './code-graph.ts';

/** One kind of entry that a decision books: its id, and the accounts it moves money between. */
export interface BookedEntry {
  readonly by: string;
  readonly id: string;
  readonly debits: readonly string[];
  readonly credits: readonly string[];
}

/** Text as it is written, with `<name>` for what is put in: `fund:<fundId>:free`. */
function wordsOf(node: unknown): string {
  if (!isNode(node)) return '…';
  if (node.type === 'StringLiteral' || node.type === 'Identifier') return String(node.value);
  if (node.type === 'MemberExpression') return wordsOf(node.property);
  if (node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis) || !Array.isArray(node.expressions)) return '…';
  const { quasis, expressions } = node;
  return quasis
    .map((quasi: { readonly cooked: string }, index) =>
      index < expressions.length ? `${quasi.cooked}<${wordsOf(expressions[index])}>` : quasi.cooked,
    )
    .join('');
}

/** The calls of a plain function inside some syntax, each with its first argument in words. */
function callsOf(callee: string, syntax: unknown): readonly { readonly first: string; readonly node: SyntaxNode }[] {
  const calls: { first: string; node: SyntaxNode }[] = [];
  walk(syntax, (node) => {
    if (node.type !== 'CallExpression' || !isNode(node.callee)) return;
    if (node.callee.type !== 'Identifier' || node.callee.value !== callee || !Array.isArray(node.arguments)) return;
    const [argument]: readonly { readonly expression?: unknown }[] = node.arguments;
    calls.push({ first: wordsOf(argument?.expression), node });
  });
  return calls;
}

const accountsOf = (callee: 'debit' | 'credit', syntax: unknown): readonly string[] => [
  ...new Set(callsOf(callee, syntax).map(({ first }) => first)),
];

/** Every entry that the domain books, read from where it is made. */
export const bookedEntries = (graph: CodeGraph): readonly BookedEntry[] =>
  graph.declared
    .filter(({ file, name }) => file.startsWith('shared/domain/') && name !== 'entry')
    .flatMap(({ name, syntax }) =>
      callsOf('entry', syntax).map(({ first, node }) => ({
        by: name,
        id: first,
        debits: accountsOf('debit', node),
        credits: accountsOf('credit', node),
      })),
    );
