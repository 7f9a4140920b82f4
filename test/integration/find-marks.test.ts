import { describe, expect, it } from 'vitest';
import { marksIn } from './find-marks.ts';
import { marked } from './marks.ts';

const { name, phone, postcode, email } = marked.client;
const found = (text: string) => marksIn(text).map(({ mark }) => mark);

describe('a mark is found', () => {
  it.each([
    ['as it was typed', `{"who":"${name}"}`],
    ['in capitals', name.toUpperCase()],
    ['in an address', `/find?reference=${encodeURIComponent(name)}`],
    ['in a form', new URLSearchParams({ name }).toString()],
    ['escaped in JSON', JSON.stringify(name).replace('ë', '\\u00eb')],
    ['on a page', name.replace("'", '&#39;')],
    ['without its accents', 'Zoe Quillonmark O'],
    ['by its family name alone', 'Dear Quillonmark'],
    ['in Base64', Buffer.from(`{"n":"${name}"}`).toString('base64')],
    ['in Base64 for addresses', Buffer.from(`??>~${name}>>>`).toString('base64url')],
    ['in hexadecimal', Buffer.from(name).toString('hex')],
  ])('%s', (_, text) => {
    expect(found(text)).toContain('client: name');
  });

  it.each([phone, phone.replace(' ', ''), '+447700900871', '+44 7700 900 871', 'tel=07700%20900871'])(
    'in a number however it is written: %s',
    (text) => {
      expect(found(`call ${text}.`)).toContain('client: phone');
    },
  );

  it('in an address that is made part of another', () => {
    expect(found(`mailto:${email}`)).toContain('client: email');
    expect(found(`"${email.replace('@', '%40')}"`)).toContain('client: email');
  });

  it('in a postcode, which is not found in what only has its letters', () => {
    expect(found(`at ${postcode.toLowerCase().replace(' ', '')}`)).toEqual(['client: postcode']);
    expect(found('xls62zq9')).toEqual([]);
  });
});

it('nothing is found where there is nothing', () => {
  expect(found('SP-4F7KQ-2MH8C mark remark 07700 900123 LS6 2AB')).toEqual([]);
});
