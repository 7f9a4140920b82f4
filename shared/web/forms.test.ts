import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  choiceField,
  choicesField,
  dateField,
  emailField,
  lineField,
  linesField,
  numberField,
  optionalField,
  phoneField,
  poundsField,
  tickedField,
  tickField,
} from './form-fields.ts';
import {
  dateOf,
  emptyForm,
  errorOf,
  fillForm,
  gatherFields,
  listOf,
  parseForm,
  readForm,
  refuseField,
  textOf,
} from './forms.ts';

const fieldsOf = (query: string) => gatherFields(new URLSearchParams(query));

/** The message for one field, or its value. */
function tryField(field: z.ZodType, query: string) {
  const parsed = parseForm(z.object({ it: field }), fieldsOf(query));
  return parsed.ok ? { value: parsed.value.it } : { message: errorOf(parsed, 'it') };
}

describe('reading a form', () => {
  test('gathers repeated names into a list and the parts of a date into one field', () => {
    expect(fieldsOf('a=1&a=2&b=3&born-day=1&born-month=2&born-year=1970&alone-day=4')).toEqual({
      a: ['1', '2'],
      b: '3',
      born: { day: '1', month: '2', year: '1970' },
      'alone-day': '4',
    });
  });

  test('ASVS 1.1.1 is decoding it once: what looks encoded afterwards is what somebody typed', () => {
    expect(fieldsOf('a=%2541%26b%253D1')).toEqual({ a: '%41&b%3D1' });
    expect(tryField(lineField({ missing: 'Enter it' }), 'it=%253Cb%253E')).toEqual({ value: '%3Cb%3E' });
  });

  test('ASVS 15.3.6 lets a name like __proto__ be a field like any other', () => {
    const fields = fieldsOf('__proto__=x&constructor=y');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.keys(fields)).toEqual(['__proto__', 'constructor']);
  });

  test('ASVS 15.2.2 reads no more than 500 fields', () => {
    const many = Array.from({ length: 600 }, (_, index) => `f${index}=x`).join('&');
    expect(Object.keys(fieldsOf(many))).toHaveLength(500);
  });

  test('finds no fields in anything but a posted form', async () => {
    const app = new Hono().post('/', async (c) => c.json(await readForm(c)));
    const post = async (type: string) =>
      (await app.request('/', { method: 'POST', body: 'a=1', headers: { 'Content-Type': type } })).json();
    expect(await post('application/x-www-form-urlencoded; charset=utf-8')).toEqual({ a: '1' });
    expect(await post('text/plain')).toEqual({});
  });
});

describe('checking a form', () => {
  const Person = z.object({
    name: lineField({ missing: 'Enter a name' }),
    groups: choicesField(['one', 'two'], { missing: 'Choose at least one' }),
    since: dateField({ missing: 'Enter the day', wrong: 'Enter a day that exists' }),
  });

  test('ASVS 15.3.3 gives the values of a right one and drops what the schema does not know', () => {
    expect(
      parseForm(Person, fieldsOf('csrf=t&name=+Ada++B+&groups=one&since-day=1&since-month=2&since-year=2026')),
    ).toEqual({ ok: true, value: { name: 'Ada B', groups: ['one'], since: '2026-02-01' } });
  });

  test('says one thing for each field, in the order of the page, and leads to it', () => {
    const parsed = parseForm(Person, fieldsOf('name=&since-day=&since-month=&since-year='));
    expect(!parsed.ok && parsed.errors).toEqual([
      { field: 'name', message: 'Enter a name', href: '#name' },
      { field: 'groups', message: 'Choose at least one', href: '#groups' },
      { field: 'since', message: 'Enter the day', href: '#since-day', wrongParts: ['day', 'month', 'year'] },
    ]);
  });

  test('leads to the part of a date that is wrong', () => {
    const parsed = parseForm(Person, fieldsOf('name=A&groups=two&since-day=1&since-month=2&since-year='));
    expect(!parsed.ok && parsed.errors).toEqual([
      { field: 'since', message: 'Enter the day', href: '#since-year', wrongParts: ['year'] },
    ]);
  });

  test('keeps what was typed, to show it again', () => {
    const parsed = parseForm(Person, fieldsOf('name=&groups=one&groups=three&since-day=9&since-month=9&since-year=x'));
    if (parsed.ok) throw new Error('It should have been refused.');
    expect(listOf(parsed, 'groups')).toEqual(['one', 'three']);
    expect(dateOf(parsed, 'since')).toMatchObject({
      id: 'since',
      namePrefix: 'since',
      values: { day: '9', month: '9', year: 'x' },
      errorMessage: 'Enter a day that exists',
      wrongParts: ['year'],
    });
  });

  test('never shows a message that was written for programmers', () => {
    const parsed = parseForm(z.object({ it: z.string(), n: z.number() }), fieldsOf('n=1'));
    expect(!parsed.ok && parsed.errors.map((error) => error.message)).toEqual([
      'Please check your answer here',
      'Please check your answer here',
    ]);
  });

  test('shows what concerns the whole form without leading anywhere', () => {
    const schema = z.object({ a: z.string() }).refine(() => false, 'These do not go together');
    const parsed = parseForm(schema, fieldsOf('a=1'));
    expect(!parsed.ok && parsed.errors).toEqual([{ field: '', message: 'These do not go together', href: '' }]);
  });
});

describe('the state of a form', () => {
  test('is empty, filled from a draft, or refused by the domain', () => {
    expect(textOf(emptyForm, 'code')).toBe('');
    expect(textOf(fillForm({ code: 'ABC' }), 'code')).toBe('ABC');
    const refused = refuseField({ code: 'ABC' }, 'code', 'We do not know this code');
    expect(errorOf(refused, 'code')).toBe('We do not know this code');
    expect(textOf(refused, 'code')).toBe('ABC');
    expect(refused.errors[0]?.href).toBe('#code');
  });

  test('ASVS 15.3.7 shows one value where a field was sent twice, and a list where it was sent once', () => {
    expect(textOf(fillForm({ a: ['1', '2'] }), 'a')).toBe('1');
    expect(listOf(fillForm({ a: '1' }), 'a')).toEqual(['1']);
    expect(listOf(fillForm({ a: { day: '1', month: '', year: '' } }), 'a')).toEqual([]);
  });
});

describe('the fields', () => {
  const messages = { missing: 'Enter it', wrong: 'Enter it right' };

  test.each([
    ['it=%20%20', { message: 'Enter it' }],
    ['', { message: 'Enter it' }],
    ['it=a&it=b', { message: 'Enter it' }],
    ['it=a%00b%0Ac', { value: 'ab c' }],
    [`it=${'x'.repeat(201)}`, { message: 'Shorten this to 200 characters or fewer' }],
  ])('ASVS 1.3.3, 2.2.1, 15.3.7 a line from %j', (query, expected) => {
    expect(tryField(lineField({ missing: 'Enter it' }), query)).toEqual(expected);
  });

  test('several lines keep their ends, in one way', () => {
    expect(tryField(linesField({ missing: 'Enter it' }), 'it=a%0D%0Ab%0Dc')).toEqual({ value: 'a\nb\nc' });
  });

  test.each([
    ['it=ada@example.org', { value: 'ada@example.org' }],
    ['it=ada', { message: 'Enter it right' }],
    ['it=', { message: 'Enter it' }],
  ])('an email address from %j', (query, expected) => {
    expect(tryField(emailField(messages), query)).toEqual(expected);
  });

  test.each([
    ['it=01632+960+001', { value: '01632 960 001' }],
    ['it=%2B44+(0)1632-960001', { value: '+44 (0)1632-960001' }],
    ['it=12345', { message: 'Enter it right' }],
    ['it=call+me', { message: 'Enter it right' }],
  ])('a telephone number from %j', (query, expected) => {
    expect(tryField(phoneField(messages), query)).toEqual(expected);
  });

  test.each([
    ['25', { value: 2500 }],
    ['£25.5', { value: 2550 }],
    ['1,250.07', { value: 125_007 }],
    ['0.29', { value: 29 }],
    ['1.005', { message: 'Enter it right' }],
    ['1,25', { message: 'Enter it right' }],
    ['-5', { message: 'Enter it right' }],
    ['1e3', { message: 'Enter it right' }],
    ['1', { message: 'At least £2' }],
    ['100001', { message: 'At most £100,000' }],
    ['', { message: 'Enter it' }],
  ])('ASVS 1.4.2, 2.2.1 a sum in pence from %j', (typed, expected) => {
    const field = poundsField({
      ...messages,
      least: { pence: 29, message: 'At least £2' },
      most: { pence: 10_000_000, message: 'At most £100,000' },
    });
    const asked = typed === '1' ? poundsField({ ...messages, least: { pence: 200, message: 'At least £2' } }) : field;
    expect(tryField(asked, `it=${encodeURIComponent(typed)}`)).toEqual(expected);
  });

  test.each([
    ['3', { value: 3 }],
    ['0', { message: 'Enter it right' }],
    ['3.5', { message: 'Enter it right' }],
  ])('a number from %j', (typed, expected) => {
    expect(tryField(numberField({ ...messages, min: 1, max: 12 }), `it=${typed}`)).toEqual(expected);
  });

  test.each([
    ['29', '2', '2028', { value: '2028-02-29' }],
    ['29', '2', '2026', { message: 'Enter it right' }],
    ['1', '13', '2026', { message: 'Enter it right' }],
    ['', '', '', { message: 'Enter it' }],
  ])('a date from %j %j %j', (day, month, year, expected) => {
    expect(tryField(dateField(messages), `it-day=${day}&it-month=${month}&it-year=${year}`)).toEqual(expected);
  });

  test('a date that was not sent at all is missing', () => {
    expect(tryField(dateField(messages), '')).toEqual({ message: 'Enter it' });
  });

  test('ASVS 2.2.1 one answer must be one of those offered', () => {
    const field = choiceField(['yes', 'no'], { missing: 'Choose one' });
    expect(tryField(field, 'it=yes')).toEqual({ value: 'yes' });
    expect(tryField(field, 'it=maybe')).toEqual({ message: 'Choose one' });
    expect(tryField(field, '')).toEqual({ message: 'Choose one' });
  });

  test('several answers are a list, and may be none where that is an answer', () => {
    const field = choicesField(['a', 'b'], {});
    expect(tryField(field, '')).toEqual({ value: [] });
    expect(tryField(field, 'it=a&it=b')).toEqual({ value: ['a', 'b'] });
    expect(tryField(field, 'it=z')).toEqual({ message: 'Choose from the answers given' });
  });

  test('a declaration must be ticked, a wish may be', () => {
    expect(tryField(tickedField({ missing: 'Tick to declare' }), '')).toEqual({ message: 'Tick to declare' });
    expect(tryField(tickedField({ missing: 'Tick to declare' }), 'it=yes')).toEqual({ value: true });
    expect(tryField(tickField, '')).toEqual({ value: false });
    expect(tryField(tickField, 'it=yes')).toEqual({ value: true });
  });

  test('a field that may stay empty is checked once it is filled', () => {
    expect(tryField(optionalField(emailField(messages)), 'it=')).toEqual({ value: undefined });
    expect(tryField(optionalField(emailField(messages)), '')).toEqual({ value: undefined });
    expect(tryField(optionalField(emailField(messages)), 'it=ada')).toEqual({ message: 'Enter it right' });
    expect(tryField(optionalField(dateField(messages)), 'it-day=&it-month=&it-year=')).toEqual({ value: undefined });
    expect(tryField(optionalField(dateField(messages)), 'it-day=1&it-month=&it-year=')).toEqual({
      message: 'Enter it',
    });
  });
});
