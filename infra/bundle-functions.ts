import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';

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
 * add 130 KB to every bundle, event streams, which none of our calls has, another 20, and what tells browsers apart 34.
 */
const neverLoaded = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  '@smithy/core/event-streams',
  'bowser',
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
        const absent = "const absent = () => { throw new Error('JSON Schema is left out of the bundles') };";
        return { contents: [absent, ...names.map((name) => `export const ${name} = absent;`)].join('\n') };
      },
    ),
};

/**
 * What the SDK carries for settings that no function has, 11 KB in each bundle: the limits of adaptive retries and hashes
 * for a Node without any, which say so if they are ever asked for, and a cache of discovered endpoints that forgets the
 * oldest, where a map does.
 */
const seldomAsked: Plugin = {
  name: 'seldom asked',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[/\\]util-retry[/\\]DefaultRateLimiter\.js$/ }, () => ({
      contents: `export class DefaultRateLimiter {
        constructor() { throw new Error('adaptive retries are left out of the bundles'); }
      }`,
    }));
    onLoad({ filter: /[/\\]Sha256Js\.js$/ }, () => ({
      contents: `export class Sha256Js {
        constructor() { throw new Error('hashes are made by Node'); }
      }`,
    }));
    onLoad({ filter: /[/\\]mnemonist[/\\]lru-cache\.js$/ }, () => ({
      contents:
        'module.exports = class extends Map { constructor() { super(); } peek(key) { return this.get(key); } };',
    }));
  },
};

/** What services answer that our code tells apart by its class, or of which it reads more than the name and the words. */
export const errorsWithClass: readonly string[] = ['TransactionCanceledException'];

/**
 * A client of the SDK has a class for everything that its service may answer, to the calls too that make tables and keys, and
 * writes each shape so that nobody can tell whether it is needed: 30 KB in a bundle with two clients. An answer
 * without a class is the service's own exception, with its name, its words and whose fault it was.
 */
const shapesInUse: Plugin = {
  name: 'shapes in use',
  setup: ({ onLoad }) =>
    onLoad(
      { filter: /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]dist-es[/\\]schemas[/\\]schemas_0\.js$/ },
      async ({ path }) => {
        const source = await readFile(path, 'utf8');
        const contents = source
          .replaceAll(/^n0_registry\.registerError\(\S+, (\w+)\);$/gm, (line, name) =>
            errorsWithClass.includes(name) ? line : '',
          )
          .replaceAll(/^(export var \w+\$ = )(\[[^;]*\]);$/gm, '$1/* @__PURE__ */ (() => $2)();');
        return { contents };
      },
    ),
};

/** A client of the SDK tells its version, and has all of its `package.json` with it to read it from: 2 KB each. */
const versionsAlone: Plugin = {
  name: 'versions alone',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[/\\]@aws-sdk[/\\]client-[\w-]+[/\\]package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    }),
};

/**
 * What is imported by `import()` is loaded at its first use, as files of their own. Whatever the function has at its
 * start stands in one file all the same: each part says that it needs the start, which it finds there already. Without
 * this esbuild would cut the start into one piece for every set of parts that share it, and each file costs a reading.
 */
const startInOneFile = (entry: string): Plugin => ({
  name: 'start in one file',
  setup: ({ onLoad, onResolve, resolve: resolvePath }) => {
    const parts = new Set<string>();
    // Only our own imports name their file with this ending: asking about those of libraries would cost half the time.
    onResolve({ filter: /^\..*\.tsx?$/ }, async ({ kind, path, importer, resolveDir, pluginData }) => {
      if (kind !== 'dynamic-import' || pluginData === asked) return undefined;
      const resolved = await resolvePath(path, { kind, importer, resolveDir, pluginData: asked });
      parts.add(resolved.path);
      return resolved;
    });
    onLoad({ filter: /\.tsx?$/ }, async ({ path }) => {
      if (!parts.has(path)) return undefined;
      const source = await readFile(path, 'utf8');
      const loader = path.endsWith('x') ? 'tsx' : 'ts';
      return { contents: `${source}\nexport { handler as start } from ${JSON.stringify(entry)};`, loader };
    });
  },
});
/** Marks a path whose way `startInOneFile` asks for itself. */
const asked = Symbol('asked');

/** What a library inside calls `require` stands as a name of esbuild's own in one of the files. */
const withBanner = (code: string): string => (/\brequire\b/.test(code) ? banner + code : code);

/** What esbuild tells of a build, as far as it is put together here. */
type Told = Pick<Metafile, 'inputs' | 'outputs'>;

/** Bundles one function: `index.mjs`, and beside it what it loads when it is first used. */
async function bundleFunction(
  root: string,
  name: string,
  outDirectory: string,
): Promise<{ readonly files: Files; readonly told: Told }> {
  const entry = entryOf(name);
  const folder = join(outDirectory, name);
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { index: entry },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'part-[hash]',
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    external: neverLoaded,
    plugins: [withoutJsonSchema, versionsAlone, shapesInUse, seldomAsked, startInOneFile(join(root, entry))],
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minify: true,
    legalComments: 'none',
    metafile: true,
    write: false,
  });
  const files = new Map(outputFiles.map((file) => [relative(folder, file.path), Buffer.from(withBanner(file.text))]));
  return { files, told: metafile };
}

const entryOf = (name: string): string => join('functions', name, 'handler.ts');

/**
 * Bundles all functions, each with everything inside, the AWS SDK too: it then starts several times faster than with
 * the runtime's copy. Files that are as they were are left alone, so that two who synthesise at once do not disturb
 * each other.
 * @throws when a function has no entry, naming it; when the code cannot be bundled, with esbuild's message.
 */
export async function bundleFunctions({ root, names, outDirectory, beside }: FunctionBundling): Promise<void> {
  const missing = names.map(entryOf).filter((entry) => !existsSync(join(root, entry)));
  if (missing.length > 0) throw new Error(`These functions have no entry yet: ${missing.join(', ')}`);

  const told: Told = { inputs: {}, outputs: {} };
  const bundles = await Promise.all(names.map((name) => bundleFunction(root, name, outDirectory)));
  for (const [index, name] of names.entries()) {
    const bundle = bundles[index];
    if (bundle === undefined) throw new Error(`${name} was not bundled`);
    await bringFolder(join(outDirectory, name), new Map([...beside(name), ...bundle.files]));
    Object.assign(told.inputs, bundle.told.inputs);
    Object.assign(told.outputs, bundle.told.outputs);
  }
  await bringFile(join(outDirectory, 'metafile.json'), Buffer.from(JSON.stringify(told)));
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
