import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findStage, stages } from '../../infra/stages.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';

const readSettings = (name: string): CharitySettings =>
  CharitySettings.parse(
    JSON.parse(readFileSync(new URL(`../../infra/settings/${name}.json`, import.meta.url), 'utf8')),
  );

describe.each(stages)('the stage $name', (stage) => {
  const settings = readSettings(stage.settings);

  it('may send from the addresses of its settings', () => {
    const { neutralFrom, donorFrom } = settings.mail;
    for (const from of [neutralFrom, donorFrom]) {
      expect(stage.mail.map(({ domainName }) => domainName)).toContain(/@([^>]+)>?$/.exec(from)?.[1]);
    }
  });

  it('has domains that lie in their zones', () => {
    for (const { domainName, hostedZoneName } of [stage.site, ...stage.mail]) {
      expect(`.${domainName}`.endsWith(`.${hostedZoneName}`), domainName).toBe(true);
    }
  });
});

it('stages have names of their own', () => {
  expect(new Set(stages.map(({ name }) => name)).size).toBe(stages.length);
});

it('every settings file is some stage’s, or nobody would notice a mistake in it', () => {
  const files = readdirSync(new URL('../../infra/settings', import.meta.url)).filter((file) => file.endsWith('.json'));
  expect(files.toSorted()).toEqual([...new Set(stages.map(({ settings }) => `${settings}.json`))].toSorted());
});

it('a stage that is not there is answered with those that are', () => {
  expect(() => findStage('prodution')).toThrow('There is no stage "prodution" in infra/stages.ts; there is demo.');
  expect(findStage(undefined)).toBe(stages[0]);
});
