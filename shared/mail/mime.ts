import { domainToASCII } from 'node:url';

/** What a mail consists of before it is written down. */
export interface Message {
  /** `Name <address>`, or the address alone. */
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  /** `id@domain`, in angle brackets or without. */
  readonly messageId: string;
  readonly date: Date;
  readonly html: string;
  readonly text: string;
}

const utf8 = new TextEncoder();

/** Line breaks and other control characters have no place in a header: each run of them becomes one space. */
const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();

/** Encoded words of RFC 2047 (base64 of UTF-8): with the header’s name within 76 characters a line, and none cutting a character in two. */
function encodedWords(text: string): string {
  const chunks: string[] = [''];
  for (const character of text.toWellFormed()) {
    const last = chunks.at(-1) ?? '';
    if (utf8.encode(last + character).length > 39) chunks.push(character);
    else chunks[chunks.length - 1] = last + character;
  }
  return chunks.map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString('base64')}?=`).join('\r\n ');
}

/** Whether a header may carry the words as they are: short, plain, and not to be mistaken for encoded ones. */
const isSimple = (line: string): boolean => /^[ -~]{0,60}$/.test(line) && !line.includes('=?');

/** Unstructured header text: as it is when simple, encoded otherwise. */
function headerText(text: string): string {
  const line = oneLine(text);
  return isSimple(line) ? line : encodedWords(line);
}

/** A display name: quoted when simple, encoded otherwise. */
function displayName(name: string): string {
  const line = oneLine(name);
  return isSimple(line) ? `"${line.replaceAll(/["\\]/g, '\\$&')}"` : encodedWords(line);
}

/**
 * One bare address, its domain in ASCII.
 * @throws when it is no address, or one that the mail service cannot write to. The message never repeats the address.
 */
export function addressOf(text: string): string {
  const at = text.lastIndexOf('@');
  const address = `${text.slice(0, at)}@${domainToASCII(text.slice(at + 1))}`;
  if (!/^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(address)) {
    throw new Error('this is not an address that mail can be sent to');
  }
  return address;
}

/** Reads `Name <address>`, its name quoted or not, or an address alone. */
export function mailboxOf(text: string): { readonly name: string; readonly address: string } {
  const [, written = '', address = text] = /^(.*)<([^<>]*)>$/s.exec(text.trim()) ?? [];
  const quoted = /^"(.*)"$/s.exec(written.trim())?.[1];
  return { name: quoted?.replaceAll(/\\(.)/g, '$1') ?? written.trim(), address: addressOf(address.trim()) };
}

function messageIdOf(text: string): string {
  const bare = text.replace(/^<(.*)>$/, '$1');
  if (!/^[!-;=?A-~]+@[!-;=?A-~]+$/.test(bare)) throw new Error('a Message-ID is id@domain');
  return `<${bare}>`;
}

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** One line as quoted-printable (RFC 2045, 6.7): soft breaks keep every written line within 76 characters. */
function quotedLine(line: string): string {
  const bytes = utf8.encode(line);
  const lines: string[] = [''];
  for (const [index, byte] of bytes.entries()) {
    const isSpace = byte === 0x20 || byte === 0x09;
    const asIs = isSpace ? index < bytes.length - 1 : byte > 0x20 && byte < 0x7f && byte !== 0x3d;
    const piece = asIs ? String.fromCharCode(byte) : hex(byte);
    const last = lines.at(-1) ?? '';
    if (last.length + piece.length > 75) lines.push(piece);
    else lines[lines.length - 1] = last + piece;
  }
  return lines.join('=\r\n');
}

const quotedPrintable = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(quotedLine)
    .join('\r\n');

// Quoted-printable never writes `=_`, so this can stand in no part of any mail.
const boundary = '=_one-letter-in-two-forms';

const part = (type: string, content: string): string =>
  [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(content),
  ].join('\r\n');

/**
 * Writes a mail down as MIME, in ASCII throughout: text first, its HTML twin after it. The same message gives the same
 * bytes.
 * @throws when `from`, `to` or the Message-ID is none.
 */
export function writeMime(message: Message): Uint8Array {
  const from = mailboxOf(message.from);
  const lines = [
    `From: ${from.name === '' ? from.address : `${displayName(from.name)} <${from.address}>`}`,
    `To: ${addressOf(message.to)}`,
    `Subject: ${headerText(message.subject)}`,
    `Date: ${message.date.toUTCString().replace(/GMT$/, '+0000')}`,
    `Message-ID: ${messageIdOf(message.messageId)}`,
    // RFC 3834: nobody's absence note shall answer it.
    'Auto-Submitted: auto-generated',
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    part('text/plain', message.text),
    part('text/html', message.html),
    `--${boundary}--`,
    '',
  ];
  return utf8.encode(lines.join('\r\n'));
}
