import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { functionNames } from '../functions.ts';
import { readComposedApp } from '../read-composed-app.ts';
import { writeAccountsPage } from './accounts-page.ts';
import { writeAsvsPage } from './asvs-page.ts';
import { CodeGraph } from './code-graph.ts';
import { writeEventFlowPage } from './event-flow-page.ts';
import { writeEventsPage } from './events-page.ts';
import { flowOf } from './flows.ts';
import { writePermissionsPage } from './permissions-page.ts';
import { writeStatesPage } from './states-page.ts';
import { writeTablesPage } from './tables-page.ts';
import { readWiring } from './wiring.ts';

/** Pages by their file name. */
export type Documents = ReadonlyMap<string, string>;

/** All generated pages, from the code below a root and the composed app. Takes a few seconds. */
export async function composeDocuments(root: string): Promise<Documents> {
  const app = readComposedApp();
  const wiring = readWiring(app);
  const graph = new CodeGraph(root, ['functions', 'shared/commands', 'shared/compose', 'shared/domain']);
  const flows = functionNames.map((name) => flowOf(graph, name));
  return new Map([
    ['accounts.md', writeAccountsPage(graph)],
    ['asvs.md', writeAsvsPage(root)],
    ['event-flow.md', writeEventFlowPage(flows, wiring)],
    ['events.md', writeEventsPage(root, flows, wiring)],
    ['permissions.md', writePermissionsPage(app)],
    ['states.md', await writeStatesPage(root)],
    ['tables.md', writeTablesPage(root, app)],
  ]);
}

export async function writeDocuments(folder: string, documents: Documents): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of documents) await writeFile(join(folder, name), content);
}

/** The names of documents that are missing, or say something else than the code. */
export async function findStale(folder: string, documents: Documents): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [name, content] of documents) {
    const path = join(folder, name);
    if (!existsSync(path) || (await readFile(path, 'utf8')) !== content) stale.push(name);
  }
  return stale;
}
