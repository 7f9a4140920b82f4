/** `a`, `a and b`, `a, b and c`: things in a sentence. */
export const listInWords = (things: readonly string[], joint: 'and' | 'or' = 'and'): string =>
  things.length < 2 ? things.join('') : `${things.slice(0, -1).join(', ')} ${joint} ${things.at(-1)}`;
