import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { buildAssets } from '../../infra/assets/build-assets.ts';
import { bundleFunctions, readFolder } from '../../infra/bundle-functions.ts';
import { type FunctionName, functionNames, pageFunctions } from '../../infra/functions.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));

const Metafile = z.object({
  outputs: z.record(z.string(), z.object({ inputs: z.record(z.string(), z.object({ bytesInOutput: z.int() })) })),
});

export interface Bundle {
  readonly name: FunctionName;
  /** `index.mjs`, with settings and assets beside it. */
  readonly path: string;
  /** Of all its files, those too that it loads when it first needs them. */
  readonly bytes: number;
  /** What is in them: bytes by source file, as esbuild counts them. */
  readonly inputs: ReadonlyMap<string, number>;
}

export interface FreshBundles {
  readonly bundles: readonly Bundle[];
  /** Functions whose handler is not written. */
  readonly missing: readonly FunctionName[];
  /** An empty folder for whatever a measurement writes. Below the project, where packages are found. */
  readonly scratch: string;
  remove(): Promise<void>;
}

/** Bundles every function afresh, as a deployment does, in a folder of this run's own. */
export async function bundleAfresh(): Promise<FreshBundles> {
  const below = join(root, '.build');
  await mkdir(below, { recursive: true });
  const folder = await mkdtemp(join(below, 'bench-'));
  const missing = functionNames.filter((name) => !existsSync(join(root, 'functions', name, 'handler.ts')));
  const names = functionNames.filter((name) => !missing.includes(name));
  await buildAssets(join(folder, 'assets'));
  const assets = [...(await readFolder(join(folder, 'assets')))].map(
    ([path, content]) => [join('assets', path), content] as const,
  );
  const settings = await readFile(join(root, 'infra/settings/example-charity.json'));
  const outDirectory = join(folder, 'functions');
  await bundleFunctions({
    root,
    names,
    outDirectory,
    beside: (name) =>
      new Map([['settings.json', settings], ...(pageFunctions.some((each) => each === name) ? assets : [])]),
  });
  const { outputs } = Metafile.parse(JSON.parse(await readFile(join(outDirectory, 'metafile.json'), 'utf8')));
  const describe = async (name: FunctionName): Promise<Bundle> => {
    const files = Object.entries(outputs).flatMap(([path, output]) => (path.includes(`/${name}/`) ? [output] : []));
    if (files.length === 0) throw new Error(`esbuild says nothing of ${name}`);
    const inputs = new Map<string, number>();
    for (const [path, { bytesInOutput }] of files.flatMap((file) => Object.entries(file.inputs))) {
      inputs.set(path, (inputs.get(path) ?? 0) + bytesInOutput);
    }
    const folder = join(outDirectory, name);
    const code = [...(await readFolder(folder))].filter(([path]) => path.endsWith('.mjs'));
    const bytes = code.reduce((sum, [, content]) => sum + content.length, 0);
    return { name, path: join(folder, 'index.mjs'), bytes, inputs };
  };
  const bundles = await Promise.all(names.map(describe));
  const scratch = join(folder, 'scratch');
  await mkdir(scratch);
  return { bundles, missing, scratch, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** What a source file belongs to: a package, or a room of ours. */
const ownerOf = (path: string): string =>
  /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 2).join('/');

/** The heaviest parts of a bundle, for whoever must make it lighter. */
export function heaviestParts({ inputs }: Bundle, most = 8): string {
  const owners = Map.groupBy(inputs, ([path]) => ownerOf(path));
  return [...owners]
    .map(([owner, files]) => ({ owner, bytes: files.reduce((sum, [, bytes]) => sum + bytes, 0) }))
    .toSorted((a, b) => b.bytes - a.bytes)
    .slice(0, most)
    .map(({ owner, bytes }) => `${owner} ${bytes}`)
    .join(', ');
}
