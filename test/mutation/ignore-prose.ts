/**
 * A part of Stryker: what of the code is not mutated, because no test of behaviour could or need tell.
 *
 * A text with a blank in it is a sentence – why a command refused, the guard of an edge, the reason in the audit trail –
 * and its wording is nobody's promise. A text without is a code, a state or a role, and an empty one does not compile:
 * where Stryker can ask the compiler it counts no such mutant either, but TypeScript 7 has no API to be asked by. Texts
 * that are put together, as ids and keys are, are any string to the compiler, and are mutated.
 */

/** As much of a syntax tree's node as is looked at. */
interface Node {
  readonly type: string;
  readonly quasis?: readonly { readonly value: { readonly raw: string } }[];
}

function whyIgnored({ type, quasis = [] }: Node): string | undefined {
  if (type === 'StringLiteral') return 'a sentence for people, or a code that the compiler knows';
  const isSentence = type === 'TemplateLiteral' && quasis.some((part) => part.value.raw.includes(' '));
  return isSentence ? 'a sentence for people' : undefined;
}

export const strykerPlugins = [
  { kind: 'Ignore', name: 'prose', value: { shouldIgnore: ({ node }: { readonly node: Node }) => whyIgnored(node) } },
];
