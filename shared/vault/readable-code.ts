import { randomBytes } from 'node:crypto';

/** Where unpredictable bytes come from; tests give their own. */
export type RandomBytes = (count: number) => Uint8Array;

/** Crockford's base32: no I, L, O (they look like digits) and no U. 32 divides 256, so a byte picks without bias. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code of groups of four, each character worth five bits, as `7QK2-0FXM-…`. */
export function newCode(groups: number, random: RandomBytes = randomBytes): string {
  const characters = Array.from(random(groups * 4), (byte) => alphabet.charAt(byte % alphabet.length));
  return Array.from({ length: groups }, (_, group) => characters.slice(group * 4, group * 4 + 4).join('')).join('-');
}

/** A code as it was meant: without case, spaces, dashes or the letters that look like digits. */
export const readCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
