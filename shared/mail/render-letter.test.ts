import { readFileSync } from 'node:fs';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { ClientGroup } from '../../events/values.ts';
import { clientLetters, gift, letters, offer, to } from '../../test/support/letter-samples.ts';
import { EmailTemplate } from '../domain/email.ts';
import { CharitySettings } from '../domain/settings.ts';
import { renderLetter } from './render-letter.ts';

const settings = CharitySettings.parse(
  JSON.parse(readFileSync(new URL('../../infra/settings/example-charity.json', import.meta.url), 'utf8')),
);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const decode = (html: string): string => html.replaceAll(/&([a-z]+|#39);/g, (_, name: string) => entities[name] ?? '');
const bodyOf = (html: string): string => html.replace(/^[\s\S]*<body[^>]*>/, '');
/** What a reader sees of the HTML, a piece of text after the other. */
const seen = (html: string): readonly string[] =>
  bodyOf(html)
    .split(/<[^>]*>/)
    .map((piece) => decode(piece).trim())
    .filter((piece) => piece !== '');
const linksOf = (html: string): readonly string[] =>
  [...html.matchAll(/\b(?:href|src|action)="([^"]*)"/g)].map(([, url = '']) => decode(url));

it('every template there is is tried here', () => {
  expect(new Set(Object.values(letters).map(({ template }) => template))).toEqual(new Set(EmailTemplate.options));
});

describe.each(Object.entries(letters))('%s', (_, letter) => {
  const { from, subject, html, text } = renderLetter(letter, settings);

  it('reads as it did', () => {
    expect(`From: ${from}\nSubject: ${subject}\n\n${text}`).toMatchSnapshot('text');
    expect(html.replaceAll('><', '>\n<')).toMatchSnapshot('html');
  });

  it('says in text exactly what it says in HTML, in the same order, and writes every link out', () => {
    let rest = text;
    for (const piece of seen(html)) {
      const found = rest.indexOf(piece);
      expect(found, piece).toBeGreaterThanOrEqual(0);
      rest = rest.slice(found + piece.length);
    }
    const shown = [...seen(html), ...linksOf(html)].join(' ');
    for (const word of text.split(/\s+/)) expect(shown).toContain(word.replace(/:$/, ''));
    for (const url of linksOf(html)) expect(text.split('\n')).toContain(url);
  });

  it('carries every number and date of the HTML in its text', () => {
    for (const number of seen(html)
      .join(' ')
      .match(/\S*\d\S*/g) ?? [])
      expect(text).toContain(number);
  });

  it('is valid HTML', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:recommended', 'html-validate:a11y'],
      // Mail programs drop style sheets, so style stands on the elements; JSX closes void elements, which HTML allows.
      rules: { 'no-inline-style': 'off', 'void-style': ['error', { style: 'selfclose' }] },
    });
    const report = await validator.validateString(html);
    expect(
      report.results.flatMap(({ messages }) => messages.map(({ message, ruleId }) => `${ruleId}: ${message}`)),
    ).toEqual([]);
  });

  it('ASVS 14.2.3 fetches nothing and tells nobody that it was opened', () => {
    expect(html).not.toMatch(
      /<(img|link|script|iframe|object|video|audio|input|form|svg|style)\b|url\(|@import|srcset/i,
    );
    // Whoever has accepted a case needs two: how to reach the person, and where sessions are recorded.
    expect(linksOf(html).length).toBeLessThanOrEqual(letter.template === 'therapist-accepted' ? 2 : 1);
    for (const url of linksOf(html)) expect(JSON.stringify(letter.data)).toContain(url);
  });

  it('has a subject of one line that names nobody', () => {
    expect(subject).toMatch(/^[^\r\n]{5,78}$/);
    expect(subject).not.toMatch(/Sam|Oyelaran|Ada|Njoku|Jo|Marsh/);
  });
});

const unspeakable = [
  ...['sex', 'abus', 'offen', 'police', 'arrest', 'court', 'crim', 'prison', 'porn', 'illegal', 'child', 'victim'],
  ...['surviv', 'harm', 'addict', 'risk', 'thought', 'behaviour', 'worried', 'convict', 'donor', 'sponsored by'],
  ...ClientGroup.options,
];
const revealing = [
  ...['therap', 'counsel', 'session', 'sponsor', 'place', 'chari', 'trust', 'referr', 'assess', 'treat', 'support'],
  ...['help', 'service', 'clinic', 'health', 'psych', 'gift', 'fund', 'wait', 'case', 'confiden', 'privat', 'safe'],
  ...[settings.charity.name, settings.charity.serviceName, settings.charity.phone, settings.charity.email, 'SP-'],
];

describe('mail to a client', () => {
  it('says nothing of why anybody would come to us, whatever they chose', () => {
    for (const letter of Object.values(clientLetters)) {
      const whole = Object.values(renderLetter(letter, settings)).join('\n').toLowerCase();
      for (const word of unspeakable) expect(whole).not.toContain(word.toLowerCase());
    }
  });

  it('says neither what it is about nor who we are to somebody who chose that', () => {
    const { html, ...rest } = renderLetter(clientLetters.nothing, settings);
    const whole = [...Object.values(rest), ...seen(html)].join('\n').toLowerCase();
    for (const word of revealing) expect(whole).not.toContain(word.toLowerCase());
  });

  it('has the same neutral sender and subject whatever may be revealed inside', () => {
    const [nothing, service] = [clientLetters.nothing, clientLetters.service].map((each) =>
      renderLetter(each, settings),
    );
    expect(service?.from).toBe(nothing?.from);
    expect(service?.subject).toBe(nothing?.subject);
    expect(nothing?.from).toBe(settings.mail.neutralFrom);
  });

  it('is signed even when the neutral sender has no name', () => {
    const bare = { ...settings, mail: { ...settings.mail, neutralFrom: 'office@appointments.example.org' } };
    expect(renderLetter(clientLetters.nothing, bare).text.trimEnd().split('\n').at(-1)).toBe('The office');
  });
});

describe('mail to a donor', () => {
  const { from, text } = renderLetter({ template: 'donor-thank-you', to, data: gift }, settings);

  it('is the only mail that comes from the charity by its name', () => {
    expect(from).toBe(settings.mail.donorFrom);
    for (const letter of Object.values(letters)) {
      const neutral = !letter.template.startsWith('donor-');
      expect(renderLetter(letter, settings).from === settings.mail.neutralFrom).toBe(neutral);
    }
  });

  it('tells what was given, to which fund, under which number, and what the card statement will show', () => {
    for (const said of ['£1,440', '3 March 2026', 'Where it is needed most', 'R-4F7KQ-2MH9X', 'KESTREL PATH TRUST']) {
      expect(text).toContain(said);
    }
  });

  it('names no statement for a gift that came another way, and no tax for one without a declaration', () => {
    const data = { ...gift, byCard: false, giftAidDeclared: false };
    const plain = renderLetter({ template: 'donor-thank-you', to, data }, settings).text;
    expect(plain).not.toContain(settings.giving.statementDescriptor);
    expect(plain).not.toContain('Income Tax');
    expect(plain).toContain('Gift Aid: not declared');
  });

  it('says nothing of one person, and no date but that of the gift', () => {
    expect(text).not.toMatch(/\b(he|she|him|her|client|began|begun|started|session|week|today|soon)\b/i);
    expect(text.match(/\d+ [A-Z][a-z]+ \d{4}/g)).toEqual(['3 March 2026']);
  });
});

describe('mail to a therapist', () => {
  it('offers without identity, and says what opening the link does: nothing', () => {
    const { text, html } = renderLetter({ template: 'therapist-offer', to, data: offer }, settings);
    expect(text).toContain('Opening it changes nothing: nothing is decided until you press a button on the page.');
    expect(text).toContain('Thursday 5 March 2026, 5pm');
    expect(text).not.toContain('SP-');
    expect(linksOf(html)).toEqual([offer.offerUrl]);
  });
});

describe('a name that somebody typed', () => {
  const greetingOf = (donorName: string | undefined) => {
    const { html, text } = renderLetter({ template: 'donor-thank-you', to, data: { ...gift, donorName } }, settings);
    expect(seen(html)[0]).toBe(text.split('\n')[0]);
    return text.split('\n')[0];
  };

  it.each([
    ['Sam Oyelaran', 'Dear Sam Oyelaran,'],
    ['  Zoë   O’Brien-Łęcki ', 'Dear Zoë O’Brien-Łęcki,'],
    ["D'Arcy & Sons", "Dear D'Arcy & Sons,"],
    ['李小龍 🎈', 'Dear 李小龍 🎈,'],
    ['J. R. Hartley', 'Dear J. R. Hartley,'],
    ['Sam\r\n\r\nBcc: everybody', 'Hello,'],
    ['Sam\nOyelaran\u202e', 'Dear Sam Oyelaran,'],
    [undefined, 'Hello,'],
    ['', 'Hello,'],
    ['\u200b', 'Hello,'],
    ['https://evil.example', 'Hello,'],
    ['see evil.example', 'Hello,'],
    ['mail me@evil.example', 'Hello,'],
    ['<b>Sam</b>', 'Hello,'],
    ['x'.repeat(81), 'Hello,'],
  ])('%j is greeted as %j, the same in both twins', (name, greeting) => {
    expect(greetingOf(name)).toBe(greeting);
  });

  it('ASVS 1.1.2, 1.2.1 is escaped, wherever else something typed is shown', () => {
    const data = { ...gift, fundName: '<img src=x onerror=alert(1)> & "friends"' };
    const { html } = renderLetter({ template: 'donor-thank-you', to, data }, settings);
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &amp; ');
  });
});
