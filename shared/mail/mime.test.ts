import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, type Message, mailboxOf, writeMime } from './mime.ts';

const message: Message = {
  from: 'Appointments Office <office@appointments.example.org>',
  to: 'somebody@example.com',
  subject: 'An update for you',
  messageId: '<eml_4f7kq2mh@appointments.example.org>',
  date: new Date('2026-03-03T12:00:00.000Z'),
  html: '<p>Hello</p>\n',
  text: 'Hello\n',
};

const written = (but: Partial<Message> = {}): string =>
  Buffer.from(writeMime({ ...message, ...but })).toString('latin1');

/** Reads encoded words as a mail program does (RFC 2047): those that follow each other lose the space between. */
const decodeWords = (value: string): string =>
  value
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(/=\?UTF-8\?B\?([A-Za-z0-9+/=]*)\?=/g, (_, base64: string) => Buffer.from(base64, 'base64').toString());

const unquote = (text: string): string =>
  Buffer.from(
    text
      .replaceAll('=\r\n', '')
      .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

/** A small reader of mail, written apart from the writer: unfolds headers and takes the parts apart. */
function read(mime: string) {
  const [head = '', ...rest] = mime.split('\r\n\r\n');
  const headers = head.split(/\r\n(?![ \t])/).map((line) => {
    const [, name = '', value = ''] = /^([^:]+): ([\s\S]*)$/.exec(line) ?? [];
    return [name, decodeWords(value.replaceAll(/\r\n(?=[ \t])/g, ''))] as const;
  });
  const body = rest.join('\r\n\r\n');
  const boundary = /boundary="([^"]+)"/.exec(head)?.[1] ?? '';
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((each) => {
      const [partHead = '', ...content] = each.slice(2).split('\r\n\r\n');
      return { head: partHead, content: unquote(content.join('\r\n\r\n').slice(0, -2)).replaceAll('\r\n', '\n') };
    });
  return {
    names: headers.map(([name]) => name),
    headers: Object.fromEntries(headers),
    parts,
    ended: body.endsWith(`--${boundary}--\r\n`),
  };
}

const headerNames = ['From', 'To', 'Subject', 'Date', 'Message-ID', 'Auto-Submitted', 'MIME-Version', 'Content-Type'];

describe('a mail as MIME', () => {
  it('has its headers once each, in order, and no other', () => {
    const { names, headers, ended } = read(written());
    expect(names).toEqual(headerNames);
    expect(headers).toMatchObject({
      From: '"Appointments Office" <office@appointments.example.org>',
      To: 'somebody@example.com',
      Subject: 'An update for you',
      Date: 'Tue, 03 Mar 2026 12:00:00 +0000',
      'Message-ID': '<eml_4f7kq2mh@appointments.example.org>',
      'Auto-Submitted': 'auto-generated',
    });
    expect(ended).toBe(true);
  });

  it('has the text first and its HTML twin after it, as the richest form comes last', () => {
    const { parts } = read(written());
    expect(parts.map(({ head }) => /text\/\w+/.exec(head)?.[0])).toEqual(['text/plain', 'text/html']);
    expect(parts.map(({ content }) => content)).toEqual([message.text, message.html]);
  });

  it('is the same, byte for byte, each time it is written', () => {
    expect(written()).toBe(written());
  });

  it('takes a Message-ID with or without its brackets, and nothing else for one', () => {
    expect(written({ messageId: 'eml_1@example.org' })).toContain('\r\nMessage-ID: <eml_1@example.org>\r\n');
    for (const messageId of ['', 'eml_1', '<a@b>\r\nBcc: x@example.org', 'a b@example.org', '<a@b> <c@d>']) {
      expect(() => written({ messageId })).toThrow('Message-ID');
    }
  });

  it('leaves no space at the end of a line, where mail servers lose it', () => {
    expect(written({ text: 'two  \ntab\t' })).toContain('\r\ntwo =20\r\ntab=09\r\n');
  });

  it('keeps the words of awkward letters', () => {
    const awkward = [
      'Łódź, 李小龍, £1,440 – “thank you” 🎈👩‍👩‍👧',
      'a = b =3D c=',
      `${'long '.repeat(400)}end `,
      'x'.repeat(3000),
      '🎈'.repeat(500),
      '.',
      'From here on',
      '--=_one-letter-in-two-forms--',
      'tab at the end\t',
      '',
    ].join('\n');
    const { parts } = read(written({ text: awkward, html: `<p>${awkward}</p>` }));
    expect(parts.map(({ content }) => content)).toEqual([awkward, `<p>${awkward}</p>`]);
  });
});

describe('header injection', () => {
  const attacks = [
    'Sam\r\nBcc: everybody@example.org',
    'Sam\nBcc: everybody@example.org',
    'Sam\rBcc: everybody@example.org',
    'Sam\r\n\r\n<p>another body</p>',
    'Sam\u2028Bcc: everybody@example.org',
    'Sam\u0085Bcc: everybody@example.org',
    'Sam\0',
    '=?UTF-8?B?DQpCY2M6IGV2ZXJ5Ym9keUBleGFtcGxlLm9yZw==?=',
    'Sam" <everybody@example.org>, "Jo',
    `${'Sam '.repeat(60)}\r\nBcc: everybody@example.org`,
  ];

  it.each(attacks)('ASVS 1.3.11 in a subject gains nothing: %j', (subject) => {
    const { names, headers, parts } = read(written({ subject }));
    expect(names).toEqual(headerNames);
    expect(parts).toHaveLength(2);
    expect(headers.To).toBe('somebody@example.com');
    expect(headers.Subject).toBe(subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
  });

  it.each(attacks)('ASVS 1.3.11 in a sender’s name gains nothing: %j', (name) => {
    const mime = written({ from: `${name} <office@appointments.example.org>` });
    const { names, headers } = read(mime);
    expect(names).toEqual(headerNames);
    expect(headers.From).toMatch(/ <office@appointments\.example\.org>$/);
    expect(mime).not.toMatch(/^Bcc/im);
  });

  it('through quotation marks in a sender’s name adds no second sender', () => {
    expect(written({ from: 'Sam" <everybody@example.org>, "Jo\\ <office@appointments.example.org>' })).toContain(
      'From: "Sam\\" <everybody@example.org>, \\"Jo\\\\" <office@appointments.example.org>\r\n',
    );
  });

  it.each([
    'somebody@example.com\r\nBcc: everybody@example.org',
    'somebody@example.com, everybody@example.org',
    'somebody@example.com everybody@example.org',
    'Somebody <somebody@example.com>',
    'somebody@example.com>',
    'somebody@',
    '@example.com',
    'somebody',
    'somebody@localhost',
    'some body@example.com',
    'søren@example.com',
    '"some\nbody"@example.com',
    '',
  ])('ASVS 1.3.11 in a recipient is refused, and the address is not in the error: %j', (to) => {
    expect(() => written({ to })).toThrow(/^this is not an address that mail can be sent to$/);
  });

  it('ASVS 1.2.1, 1.3.11 never gets past the writer, whatever the words', () => {
    const anyText = fc.string({
      unit: fc.constantFrom('\r', '\n', ':', ' ', '<', '>', '"', '\\', '=?', 'a', 'B', 'é', '🎈', '\t', '\0'),
    });
    fc.assert(
      fc.property(anyText, anyText, (subject, name) => {
        const { names, parts } = read(written({ subject, from: `${name} <office@appointments.example.org>` }));
        expect(names).toEqual(headerNames);
        expect(parts.map(({ content }) => content)).toEqual([message.text, message.html]);
      }),
    );
  });
});

describe('for any words', () => {
  const words = fc.string({ unit: 'grapheme', maxLength: 300 });

  it('what is written reads back the same, in ASCII lines of at most 78 characters ended by CRLF', () => {
    const lines = fc.array(words, { maxLength: 6 }).map((all) => all.join('\n').replaceAll('\r', ''));
    fc.assert(
      fc.property(lines, lines, (text, html) => {
        const mime = written({ text, html });
        expect(read(mime).parts.map(({ content }) => content)).toEqual([text, html]);
        expect(mime).toMatch(/^[\t\r\n -~]*$/);
        for (const line of mime.split('\r\n')) {
          expect(line).not.toMatch(/[\r\n]/);
          expect(line.length).toBeLessThanOrEqual(78);
          expect(line).not.toMatch(/[ \t]$/);
        }
      }),
    );
  });

  it('a subject reads back as it was, control characters as spaces', () => {
    fc.assert(
      fc.property(words, (subject) => {
        const mime = written({ subject });
        expect(read(mime).headers.Subject).toBe(subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim());
        for (const line of mime.split('\r\n')) expect(line.length).toBeLessThanOrEqual(76);
      }),
    );
  });
});

describe('an address', () => {
  it.each([
    ['somebody@example.com', 'somebody@example.com'],
    ["o'brien+news@mail.example.co.uk", "o'brien+news@mail.example.co.uk"],
    ['info@bücher.example', 'info@xn--bcher-kva.example'],
  ])('%s is written %s', (typed, address) => {
    expect(addressOf(typed)).toBe(address);
  });

  it.each([
    ['Appointments Office <office@example.org>', 'Appointments Office', 'office@example.org'],
    ['"The Office, again" <office@example.org>', 'The Office, again', 'office@example.org'],
    ['"The \\"Office\\"" <office@example.org>', 'The "Office"', 'office@example.org'],
    ['office@example.org', '', 'office@example.org'],
    ['<office@example.org>', '', 'office@example.org'],
  ])('%s is of %j at %s', (typed, name, address) => {
    expect(mailboxOf(typed)).toEqual({ name, address });
  });

  it('alone is a sender too', () => {
    expect(read(written({ from: 'office@example.org' })).headers.From).toBe('office@example.org');
  });
});
