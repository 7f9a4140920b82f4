/**
 * Writes the documents that are generated from the code into `docs/`: `node infra/docs/write-docs.ts [--check]`.
 * With `--check` it writes nothing, names what is stale and fails.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { composeDocuments, findStale, writeDocuments } from './documents.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = join(root, 'docs');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

const documents = await composeDocuments(root);
if (values.check) {
  const stale = await findStale(folder, documents);
  for (const name of stale) console.error(`docs/${name} is stale: npm run docs writes it.`);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  await writeDocuments(folder, documents);
  console.log(`Written to docs/: ${[...documents.keys()].join(', ')}`);
}
