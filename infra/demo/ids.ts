import { createChance } from './chance.ts';

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A number that follows from a text (FNV-1a). */
function seedOf(text: string): number {
  let seed = 0x811c9dc5;
  for (const character of text) seed = Math.imul(seed ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return seed;
}

/** An id that looks like one that was minted, and is always the same for the same thing of the story. */
export function idOf(prefix: string, name: string): string {
  const chance = createChance(seedOf(`${prefix} ${name}`));
  return `${prefix}_${Array.from({ length: 16 }, () => alphabet[chance.below(alphabet.length)]).join('')}`;
}
