import { expect, test } from 'vitest';
import { ClientGroup, Region, TherapyMode } from '../../events/values.ts';
import { settings } from '../../test/support/sample-ids.ts';
import { DeclineReason } from './allocation.ts';
import { neutralSender } from './call-words.ts';
import { declineReasons } from './decline-words.ts';
import { groupWords, levelWords, modeWords } from './group-words.ts';
import { crisisLinesFor, eachNation, nationOf } from './nation-words.ts';
import { regionWords } from './region-words.ts';
import { registrationWords } from './registration-words.ts';
import { SessionOutcome, SessionPayment } from './session.ts';
import { outcomeWords, paymentWords } from './session-words.ts';

test.each([
  ['region', Region.options, regionWords],
  ['client group', ClientGroup.options, groupWords],
  ['way of meeting', TherapyMode.options, modeWords],
  ['level of need', ['lower', 'medium', 'higher'], levelWords],
  ['outcome of a session', SessionOutcome.options, outcomeWords],
  ['payment of a session', SessionPayment.options, paymentWords],
])('each %s is said in words of its own, and never by its code', (_, codes, words) => {
  const said = new Map<string, string>(Object.entries(words));
  expect([...said.keys()].toSorted()).toEqual([...codes].toSorted());
  expect(new Set(said.values()).size).toBe(codes.length);
  for (const [code, text] of said) {
    expect(text).toMatch(/^[A-Z]/);
    expect(text).not.toBe(code);
  }
});

test('each reason to decline is offered once, in words', () => {
  expect(declineReasons.map(({ value }) => value)).toEqual(DeclineReason.options);
  for (const { text } of declineReasons) expect(text).toMatch(/^[A-Z]/);
});

test('three regions are nations of their own, and all others lie in England', () => {
  const apart = Region.options.filter((region) => nationOf(region) !== 'england');
  expect(apart.toSorted()).toEqual(['northern-ireland', 'scotland', 'wales']);
  for (const region of apart) expect(nationOf(region)).toBe(region);
});

test('somebody in need is told of those who listen everywhere, and then of those of their own nation', () => {
  for (const region of Region.options) {
    const ownLines = settings.nations[nationOf(region)].crisis;
    expect(crisisLinesFor(settings, region)).toEqual([...settings.crisis, ...ownLines]);
  }
});

test('every nation stands with its name and its settings, in the order in which pages name them', () => {
  expect(eachNation(settings)).toEqual([
    { name: 'England', ...settings.nations.england },
    { name: 'Wales', ...settings.nations.wales },
    { name: 'Scotland', ...settings.nations.scotland },
    { name: 'Northern Ireland', ...settings.nations['northern-ireland'] },
  ]);
});

test('the charity says its number with every regulator that it is registered with', () => {
  const charity = { ...settings.charity, number: '1', regulator: 'A Commission' };
  expect(registrationWords({ ...charity, alsoRegistered: [] })).toBe('1 (A Commission)');
  const both = { ...charity, alsoRegistered: [{ number: 'SC2', regulator: 'Another' }] };
  expect(registrationWords(both)).toBe('1 (A Commission) and SC2 (Another)');
});

test.each([
  ['Appointments Office <office@example.org>', 'Appointments Office'],
  ['Appointments Office<office@example.org>', 'Appointments Office'],
  ['Appointments Office   <office@example.org>', 'Appointments Office'],
  ['Office\n<office@example.org>', 'Office'],
])('the sender %j is called %s', (neutralFrom, name) => {
  expect(neutralSender({ mail: { ...settings.mail, neutralFrom } })).toBe(name);
});
