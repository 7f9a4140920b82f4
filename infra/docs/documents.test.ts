import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogue } from '../../events/catalogue.ts';
import { functionNames } from '../functions.ts';
import { CodeGraph } from './code-graph.ts';
import { docCommentOf } from './doc-comments.ts';
import { type Documents, findStale, writeDocuments } from './documents.ts';
import { flowOf } from './flows.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('documents in a folder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sponsored-places-docs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const documents: Documents = new Map([
    ['one.md', 'One\n'],
    ['two.md', 'Two\n'],
  ]);

  it('are stale while they are missing, and no longer once they are written', async () => {
    expect(await findStale(folder, documents)).toEqual(['one.md', 'two.md']);
    await writeDocuments(folder, documents);
    expect(await findStale(folder, documents)).toEqual([]);
    expect(readFileSync(join(folder, 'two.md'), 'utf8')).toBe('Two\n');
  });

  it('are stale, each by its name, when they say something else', async () => {
    await writeDocuments(folder, documents);
    appendFileSync(join(folder, 'two.md'), 'and more');
    expect(await findStale(folder, documents)).toEqual(['two.md']);
  });
});

describe('the flow of facts', () => {
  const graph = new CodeGraph(root, ['functions', 'shared/commands', 'shared/compose', 'shared/domain']);
  const flows = functionNames.map((name) => flowOf(graph, name));

  it('begins somewhere for every fact: some function calls a command that states it', () => {
    const stated = new Set<string>(flows.flatMap(({ commands }) => commands.flatMap(({ states }) => states)));
    expect(Object.keys(catalogue).filter((type) => !stated.has(type))).toEqual([]);
  });

  it('finds what the code plainly says', () => {
    const commandsOf = (name: string) =>
      new Map(flows.find((each) => each.name === name)?.commands.map((each) => [each.name, each.states] as const));
    expect(commandsOf('receive-payment-event')).toEqual(
      new Map([['storePaymentReport', ['uk.sponsored-places.payment.reported.v1']]]),
    );
    expect(commandsOf('relay-facts')).toEqual(new Map());
    expect(commandsOf('allocate-places').get('runAllocationPass')).toEqual([
      'uk.sponsored-places.fund.deficit-cleared.v1',
      'uk.sponsored-places.place.reserved.v1',
      'uk.sponsored-places.request.reserved.v1',
      'uk.sponsored-places.request.cancelled.v1',
    ]);
    expect(flows.find(({ name }) => name === 'sweep-deadlines')?.wakesWith).toEqual([
      'uk.sponsored-places.therapist.sought.v1',
      'uk.sponsored-places.email.requested.v1',
    ]);
  });
});

describe('a doc comment', () => {
  it('is read without its stars, a paragraph as one line and a table as lines', () => {
    const comment = docCommentOf(root, 'shared/store/money.ts', 'money');
    expect(comment).toMatch(/^`money`: funds, lots, holds, donations, and the journal \([^\n]*\)\.\n\n\| asked \|/);
    expect(comment.split('\n').filter((line) => line.startsWith('| ')).length).toBeGreaterThan(3);
  });

  it('must stand right above what it explains', () => {
    expect(() => docCommentOf(root, 'events/values.ts', 'PlaceId')).toThrow('says nothing above PlaceId');
  });
});
