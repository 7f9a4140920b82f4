import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readComposedApp } from '../../read-composed-app.ts';
import { answers } from './answers.ts';
import { chapters } from './chapters.ts';
import { citedTestsIn, findCitedTests, idsIn } from './cited-tests.ts';
import { type Answers, findFaults } from './judge.ts';
import { requirements } from './requirements.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (file: string): string => readFileSync(root + file, 'utf8');

describe('the requirements', () => {
  const ofLevel = (wanted: number) =>
    Object.entries(requirements).flatMap(([id, [level]]) => (level === wanted ? [id] : []));

  it('are all of levels 1 and 2, and those of level 3 that the project holds itself to', () => {
    expect([ofLevel(1).length, ofLevel(2).length]).toEqual([70, 184]);
    expect(ofLevel(3)).toEqual(expect.arrayContaining(['1.2.10', '2.3.5', '7.5.3', '14.2.7', '15.4.2']));
  });

  it('stand in the order of the standard, each in a chapter', () => {
    const numbers = Object.keys(requirements).map((id) => id.split('.').map(Number));
    const inOrder = numbers.toSorted((a, b) => a.map((part, index) => part - (b[index] ?? 0)).find(Boolean) ?? 0);
    expect(numbers).toEqual(inOrder);
    expect(new Set(numbers.map(([chapter]) => chapter))).toEqual(new Set(chapters.map(([number]) => number)));
  });

  it('are said in a line of our own', () => {
    for (const [id, [, words]] of Object.entries(requirements))
      expect(words.split(/\s+/).length, id).toBeLessThanOrEqual(12);
  });
});

describe('the table', () => {
  it('says of every requirement one thing: tests show it, a line shows it, it does not apply, or it is a gap', () => {
    expect(findFaults(requirements, answers, findCitedTests(root))).toEqual([]);
  });

  it.each(Object.entries(answers.shown))('finds for %s the line that shows it', (_, { file, line }) => {
    expect(read(file)).toContain(line);
  });

  it('says in a sentence why something does not apply, or what is missing', () => {
    for (const [id, words] of Object.entries({ ...answers.notApplying, ...answers.gaps }))
      expect(words, id).toMatch(/^[A-Z].{15,}\.$/s);
  });
});

describe('what is wrong with a table', () => {
  const some = { '1.1.1': [1, 'one'], '1.1.2': [2, 'two'], '1.2.1': [2, 'three'] } as const;
  const empty: Answers = { notApplying: {}, shown: {}, gaps: {}, limits: {} };
  const citing = (...ids: string[]) => ({ file: 'a.test.ts', title: 'a', ids });

  it('is a requirement of which nothing is said', () => {
    const faults = findFaults(some, { ...empty, notApplying: { '1.1': 'Not here.' } }, []);
    expect(faults).toEqual(['1.2.1 stands as nothing']);
  });

  it('is a requirement of which two things are said', () => {
    const said = { ...empty, notApplying: { '1': 'Not here.' }, gaps: { '1.1.2': 'Missing.' } };
    expect(findFaults(some, said, [citing('1.2.1')])).toEqual([
      '1.1.2 stands as not applying and gap',
      '1.2.1 stands as tested and not applying',
    ]);
  });

  it('is something said of what is not on the list', () => {
    const said = { ...empty, notApplying: { '1': 'Not here.', '2': 'Nor here.' }, gaps: { '3.1.1': 'Missing.' } };
    expect(findFaults(some, said, [citing('9.9.9')])).toEqual([
      'a.test.ts cites 9.9.9, which is not on the list',
      'Does not apply: 2, which is not on the list',
      'Is a gap: 3.1.1, which is not on the list',
    ]);
  });

  it('is a limit of tests that are not there', () => {
    const said = { ...empty, notApplying: { '1': 'Not here.' }, limits: { '1.1.1': 'that' } };
    expect(findFaults(some, said, [])).toEqual(['1.1.1 has a limit and no test']);
  });
});

describe('a test that cites', () => {
  it('is found with the groups it stands in, however it is written', () => {
    const source = `
      describe('a door', () => {
        test('ASVS 2.4.1 and 6.3.1 lets so many in', () => {});
        it.each([1])('ASVS 4.1.1, 4.1.2 of %s', () => {});
        describe.each([1])(\`ASVS 7.1.1 at \${night}\`, () => { test('is not counted', () => {}); });
        expect('ASVS 1.1.1').toBe('');
      });`;
    expect(citedTestsIn('door.test.ts', source)).toEqual([
      { file: 'door.test.ts', title: 'a door › lets so many in', ids: ['2.4.1', '6.3.1'] },
      { file: 'door.test.ts', title: 'a door › of %s', ids: ['4.1.1', '4.1.2'] },
      { file: 'door.test.ts', title: 'a door › at ', ids: ['7.1.1'] },
    ]);
  });

  it.each(['ASVS 3.4.1 to 3.4.8 puts headers', 'ASVS 3.4.10 to 3.4.12 too', 'the ASVS is good'])(
    'names its numbers one by one: not “%s”',
    (title) => {
      expect(() => idsIn(title)).toThrow('no numbers one by one');
    },
  );
});

describe('security, in words', () => {
  const words = read('docs/security.md');
  const app = readComposedApp();

  it('lists every key there is', () => {
    const keys = app.ofType('AWS::KMS::Key').map(({ path }) => path.split('/').at(-1) ?? path);
    expect(keys.length).toBeGreaterThan(5);
    for (const key of keys) expect(words, key).toContain(`\`${key}\``);
  });

  it('says the times that the code keeps', () => {
    const [, idle] = /idleMinutes = (\d+)/.exec(read('shared/web/session.ts')) ?? [];
    const [, longest] = /absoluteHours = (\d+)/.exec(read('shared/web/session.ts')) ?? [];
    expect(words).toContain(`ends after ${idle} minutes without a request and after ${longest} hours`);
    const [kept] = app.ofType('AWS::Logs::LogGroup').map(({ properties }) => properties.RetentionInDays);
    expect(words).toContain(`a CloudWatch group a function, ${String(kept)} days`);
    expect(words).toContain(
      `password of ${/minLength: (\d+)/.exec(read('infra/constructs/staff-directory.ts'))?.[1]} characters`,
    );
  });
});
