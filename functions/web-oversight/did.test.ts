import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { TaskKind } from '../../shared/domain/task.ts';
import { whatWasDone } from './words/did.ts';

const folders = ['../../shared/domain/', '../../shared/commands/'].map((path) => new URL(path, import.meta.url));

/** What the code says without its comments. */
const sources = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')),
);

/** Where a command says what it did: beside `did`, in a table of it, or handed to what writes the decision. */
const places: readonly RegExp[] = [
  /\bdid(?:: | = |s: )[^;]*?(?=,\n|;|\n\s+why)/g,
  /const dids[\s\S]*?};/g,
  /\breserves: [^,}]*/g,
  /\babout\(email, '[a-z-]+'/g,
  /\b(?:save|write)\(deps, [^;]*?\)(?=;|\.|\))/g,
  /\bcommit\(deps, [\w.]+, '[a-z-]+'/g,
];

const verb = /'([a-z]+(?:-[a-z]+)+)'/g;

/** Words of conditions, which stand beside a verb without being one. */
const notDone = new Set(['ledger-audit', 'in-person', 'ledger-segment']);

const verbs = new Set(
  sources
    .flatMap((source) => places.flatMap((place) => source.match(place) ?? []))
    .flatMap((said) => [...said.matchAll(verb)].map(([, found = '']) => found))
    .filter((found) => !notDone.has(found)),
);

describe('what the audit trail tells', () => {
  test('is found in the code: every way in which a command says what it did', () => {
    expect(verbs.size).toBeGreaterThan(130);
    for (const known of [
      'submit-referral',
      'gather-hold',
      'reserve-request',
      'reinstate-therapist',
      'admit-therapist',
      'claim-email',
      'audit-ledger',
      'examine-differences',
      'settle-payout',
      'ask-to-close-fund',
      'ask-again-after',
      'expire-offer',
    ])
      expect(verbs, known).toContain(known);
  });

  test('has words for everything that is ever done', () => {
    expect([...verbs].filter((did) => whatWasDone({ did }) === undefined).toSorted()).toEqual([]);
  });

  test('has words for granting and declining an override, whose names are put together', () => {
    for (const did of ['grant-precedence', 'decline-precedence']) expect(whatWasDone({ did })).toBeDefined();
  });

  test('names each task that somebody did', () => {
    for (const kind of TaskKind.options) {
      expect(whatWasDone({ did: `complete-task ${kind}` }), kind).toMatch(/^Did the task: [A-Z]/);
    }
  });

  test('is no code: no words look like a command', () => {
    for (const did of verbs) expect(whatWasDone({ did }), did).not.toMatch(/^[a-z]|-[a-z]+-/);
  });
});
