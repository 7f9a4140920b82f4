/**
 * One requirement of the OWASP Application Security Verification Standard 5.0.0 (owasp.org, CC BY-SA 4.0): its number
 * and level are the standard's, the words are ours and shorter, and no substitute for it.
 */
export type Requirement = readonly [level: 1 | 2 | 3, words: string];

/** By number, in the order of the standard. */
export type Requirements = Readonly<Record<string, Requirement>>;
