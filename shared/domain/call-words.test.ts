import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answeredByAnotherWords, neutralSender, voicemailWords } from './call-words.ts';
import { CharitySettings } from './settings.ts';

const settings = CharitySettings.parse(
  JSON.parse(readFileSync(new URL('../../infra/settings/example-charity.json', import.meta.url), 'utf8')),
);

test('what a voicemail or another person hears says neither who we are nor why we call', () => {
  for (const words of [voicemailWords(settings), answeredByAnotherWords(settings)]) {
    expect(words).toContain('Appointments Office');
    for (const telling of [
      settings.charity.name,
      settings.charity.serviceName,
      'Trust',
      'therap',
      'charity',
      'referral',
    ]) {
      expect(words.toLowerCase()).not.toContain(telling.toLowerCase());
    }
  }
  expect(voicemailWords(settings)).toContain(settings.charity.phone);
});

test('a sender without a name is still called something', () => {
  expect(neutralSender({ mail: { ...settings.mail, neutralFrom: 'office@appointments.example.org' } })).toBe('Office');
});
