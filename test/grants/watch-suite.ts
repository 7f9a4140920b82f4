import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeWhole } from '../../infra/local/files.ts';
import { gatherIn } from './gathering-place.ts';
import { gather, recordFile, type SuiteRecord } from './record.ts';

/**
 * Whether every test there is has run: a run of some files, or of some names, says nothing of what was never used.
 * @param states what became of each test, by the file that it stands in
 */
export const hasRunAll = (files: readonly string[], states: ReadonlyMap<string, readonly string[]>): boolean =>
  files.every((file) => {
    const ofFile = states.get(file) ?? [];
    return ofFile.length > 0 && ofFile.every((state) => state === 'passed' || state === 'failed');
  });

async function isWhole(project: TestProject): Promise<boolean> {
  const { testFiles } = await project.globTestFiles();
  const modules = project.vitest.state.getTestModules();
  const states = modules.map(({ moduleId, children }): [string, string[]] => [
    moduleId,
    [...children.allTests()].map((test) => test.result().state),
  ]);
  return hasRunAll(testFiles, new Map(states));
}

/**
 * Has all processes of a run gather what functions did with their grants, and keeps it if the run was of the whole suite.
 * `npm run check:grants` judges it.
 * @returns what to do when the tests have ended
 */
export function watchGrants(project: TestProject): () => Promise<void> {
  rmSync(recordFile, { force: true });
  const folder = mkdtempSync(join(tmpdir(), 'sponsored-places-grants-'));
  gatherIn(folder);
  return async () => {
    if (await isWhole(project)) {
      const passed = project.vitest.state.getTestModules().every((each) => each.ok());
      const record: SuiteRecord = { ...gather(folder), passed };
      writeWhole(recordFile, JSON.stringify(record));
    }
    rmSync(folder, { recursive: true });
  };
}
