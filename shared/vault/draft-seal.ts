import { hkdfSync } from 'node:crypto';
import { newCode, type RandomBytes, readCode } from './readable-code.ts';
import { openText, sealText } from './sealed-text.ts';

const groups = 5;

/** Five groups of four: 100 bits, more than anybody can try. */
export const newResumeCode = (random?: RandomBytes): string => newCode(groups, random);

/** HKDF-SHA256 (RFC 5869): what is derived for one purpose tells nothing about what is derived for another. */
const derive = (resumeCode: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', readCode(resumeCode), '', `sponsored places ${purpose} v1`, 32));

/** The id a draft is stored under. Any text gives one; only a true code gives one that is in use. */
export const draftHandleOf = (resumeCode: string): string => derive(resumeCode, 'draft handle').toString('base64url');

const draftBinding = { v: 1, record: 'draft' };

/**
 * The code without what people add as they type.
 * @throws when it is not of the right length: a draft under a short code would be open to guessing.
 */
export function readResumeCode(typed: string): string {
  const code = readCode(typed);
  if (code.length !== groups * 4) throw new Error('not a resume code');
  return code;
}

const draftKey = (resumeCode: string): Uint8Array => derive(readResumeCode(resumeCode), 'draft key');

/** Seals a draft (JSON, or any text) under a key that follows from the code and is kept nowhere. */
export const sealDraft = async (resumeCode: string, text: string): Promise<string> =>
  sealText(draftKey(resumeCode), draftBinding, text);

/** @throws when the draft was sealed with another code, or was changed. */
export const openDraft = async (resumeCode: string, sealed: string): Promise<string> =>
  openText(draftKey(resumeCode), draftBinding, sealed);
