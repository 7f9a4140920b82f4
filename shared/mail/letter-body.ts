import type { CharitySettings } from '../domain/settings.ts';

/** One piece of a letter. The HTML and its text twin are both made of these, so that neither says more than the other. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'button'; readonly label: string; readonly url: string };

/** What a template answers: words only, no form. */
export interface LetterBody {
  /** Never a name: it shows on locked screens. */
  readonly subject: string;
  readonly greeting: string;
  readonly blocks: readonly Block[];
  /** Who it is from, a line each. */
  readonly signature: readonly string[];
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const facts = (...rows: readonly (readonly [name: string, value: string])[]): Block => ({ kind: 'facts', rows });
export const button = (label: string, url: string): Block => ({ kind: 'button', label, url });

/** What mail programs would turn into a link: a name is typed by a stranger, and our mail must not carry their links. */
const linkLike = /[/\\@:<>]|\.\p{L}{2,}/u;

/** `Dear Sam,`; without a name that can be one, `Hello,`. */
export function greet(name: string | undefined): string {
  const clean = (name ?? '').replaceAll(/[\p{C}\p{Z}\s]+/gu, ' ').trim();
  return clean === '' || clean.length > 80 || linkLike.test(clean) ? 'Hello,' : `Dear ${clean},`;
}

/** How the office signs to those who know it. */
export const signatureOf = ({ charity }: CharitySettings): readonly string[] => [
  charity.serviceName,
  charity.name,
  `Telephone ${charity.phone}`,
];
