import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Files by their path below some folder. */
export type Files = ReadonlyMap<string, Uint8Array>;

export interface FunctionBundling {
  /** Entries are `functions/<name>/handler.ts` below the root. */
  readonly root: string;
  readonly names: readonly string[];
  /** Each bundle goes to `<outDirectory>/<name>/index.mjs`, what all consist of to `<outDirectory>/metafile.json`. */
  readonly outDirectory: string;
  /** What else stands in a function's folder: its settings, its assets. */
  readonly beside: (name: string) => Files;
}

// Some libraries are CommonJS inside and call `require` for Node's own modules, which an ES module has not got.
const banner =
  "import{createRequire as createRequireForBundle}from'node:module';const require=createRequireForBundle(import.meta.url);";

/**
 * What the SDK would load only in other places than a function. A function's credentials and region stand in its
 * environment, where they are looked for first; the ways in from a laptop, a container or a virtual machine would
 * add 130 KB to every bundle, and event streams, which none of our calls has, another 20.
 */
const neverLoaded = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
];

/**
 * What zod can say of a schema as JSON Schema: no function asks it, but every schema carries the way there, 18 KB in
 * each bundle. Whoever calls it after all is told.
 */
const withoutJsonSchema: Plugin = {
  name: 'without JSON Schema',
  setup: ({ onLoad }) =>
    onLoad(
      { filter: /[/\\]zod[/\\]v4[/\\]core[/\\](to-json-schema|json-schema-processors)\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const names = [...source.matchAll(/^export (?:const |function |\{ \w+ as )(\w+)/gm)].map(([, name]) => name);
        const absent = "() => { throw new Error('JSON Schema is left out of the bundles') }";
        return { contents: names.map((name) => `export const ${name} = ${absent};`).join('\n') };
      },
    ),
};

/**
 * Bundles all functions in one go, each a single ES module with everything inside, the AWS SDK too: it then starts
 * several times faster than with the runtime's copy. Files that are as they were are left alone, so that two who
 * synthesise at once do not disturb each other.
 * @throws when a function has no entry, naming it; when the code cannot be bundled, with esbuild's message.
 */
export async function bundleFunctions({ root, names, outDirectory, beside }: FunctionBundling): Promise<void> {
  const entries = Object.fromEntries(names.map((name) => [`${name}/index`, join('functions', name, 'handler.ts')]));
  const missing = Object.values(entries).filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) throw new Error(`These functions have no entry yet: ${missing.join(', ')}`);

  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: entries,
    outdir: outDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: neverLoaded,
    plugins: [withoutJsonSchema],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minify: true,
    legalComments: 'none',
    banner: { js: banner },
    metafile: true,
    write: false,
  });
  const bundles = new Map(outputFiles.map((file) => [relative(outDirectory, file.path), file.contents]));
  for (const name of names) {
    const files = new Map(beside(name));
    const bundle = bundles.get(join(name, 'index.mjs'));
    if (bundle !== undefined) files.set('index.mjs', bundle);
    await bringFolder(join(outDirectory, name), files);
  }
  await bringFile(join(outDirectory, 'metafile.json'), Buffer.from(JSON.stringify(metafile)));
}

/** All files below a folder, by their path in it. */
export async function readFolder(folder: string): Promise<Files> {
  const files = new Map<string, Uint8Array>();
  for (const path of await listFiles(folder)) files.set(path, await readFile(join(folder, path)));
  return files;
}

async function listFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile()).map((each) => relative(folder, join(each.parentPath, each.name)));
}

async function bringFolder(folder: string, files: Files): Promise<void> {
  for (const [path, content] of files) await bringFile(join(folder, path), content);
  for (const path of await listFiles(folder)) {
    if (!files.has(path)) await rm(join(folder, path), { force: true });
  }
}

async function bringFile(path: string, content: Uint8Array): Promise<void> {
  if (existsSync(path) && (await readFile(path)).equals(content)) return;
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}
