/**
 * A part of Stryker: words for people are no behaviour. A text with a blank in it is a sentence – why a command refused,
 * the guard of an edge, the reason in the audit trail – and its wording is nobody's promise. Codes, ids, states and
 * keys have no blanks and are mutated.
 */

/** As much of a syntax tree's node as is looked at. */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

function isSentence({ type, value, quasis = [] }: Node): boolean {
  if (type === 'StringLiteral') return typeof value === 'string' && value.includes(' ');
  return type === 'TemplateLiteral' && quasis.some((part) => part.value.raw.includes(' '));
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'prose',
    value: {
      shouldIgnore: ({ node }: { readonly node: Node }): string | undefined =>
        isSentence(node) ? 'a sentence for people' : undefined,
    },
  },
];
