import { type Marked, owners } from './marks.ts';

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** The bytes of a text inside Base64, wherever they begin in it: only the characters that do not depend on the neighbours. */
function base64Of(text: string): string[] {
  const bytes = Buffer.from(text);
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const whole = Math.floor(((before + bytes.length) * 8) / 6);
    return encoded.slice(Math.ceil((before * 8) / 6), whole);
  });
}

const inJson = (text: string): string =>
  text.replaceAll(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll("'", '&#39;');
const withoutAccents = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '');

const spaced = (text: string): string => [...text.replaceAll(' ', '')].join('(?:%20|[ +-])?');

/** Numbers and postcodes are written with and without spaces, and numbers with the code of the country; all else as it is. */
function loosely(text: string): string {
  const isNumber = /^0[\d ]+$/.test(text);
  if (!isNumber && !/^[A-Z\d]+ \d[A-Z]{2}$/.test(text)) return literally(text);
  const pattern = isNumber ? `(?:0|44(?:%20|[ +-])?)${spaced(text.slice(1))}` : spaced(text);
  return `(?<![a-z\\d])${pattern}(?![a-z\\d])`;
}

/** Every guise of a text for which there is reason to look. */
function patternFor(text: string): RegExp {
  const encoded = encodeURIComponent(text).replaceAll("'", '%27');
  const words = text.split(/[ @.]/).filter((word) => /mark/i.test(word));
  const plain = [
    loosely(text),
    ...[
      ...words,
      encoded,
      encoded.replaceAll('%20', '+'),
      inJson(text),
      inHtml(text),
      withoutAccents(text),
      Buffer.from(text).toString('hex'),
    ].map(literally),
  ];
  return new RegExp([...new Set(plain)].join('|'), 'i');
}

const looked = owners.flatMap(({ owner, fields }: Marked) =>
  Object.entries(fields).map(([field, text]) => {
    const bytes = new Set([text, ...text.split(' ').filter((word) => /mark/i.test(word))].flatMap(base64Of));
    return {
      mark: `${owner}: ${field}`,
      owner,
      plain: patternFor(text),
      encoded: [...bytes].filter((each) => each.length > 7),
    };
  }),
);

/** The marks in a text: as they were typed, in another case or spelling, escaped, for an address, in hexadecimal and Base64. */
export const marksIn = (text: string): readonly { readonly mark: string; readonly owner: string }[] => {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return looked.filter(
    ({ plain, encoded }) => plain.test(text) || encoded.some((each) => text.includes(each) || standard.includes(each)),
  );
};
