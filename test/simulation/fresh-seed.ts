import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What decides how a history goes: the code that it runs, and what the code is given. */
const decisive = ['{events,shared,test/simulation}/**/*.{ts,tsx,json}', 'infra/settings/*.json'];

/**
 * A first seed that is another one whenever the code is, and the same one as long as it is not: fresh histories with
 * every change, and one answer for each state of the code, whenever and wherever it is asked for.
 * @param root the folder of the project
 */
export async function freshSeed(root: string): Promise<number> {
  const paths: string[] = [];
  for await (const path of glob(decisive, { cwd: root })) paths.push(path);
  const hash = createHash('sha256');
  for (const path of paths.toSorted()) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest().readUInt32BE();
}
