import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { build, type Plugin } from 'esbuild';
import fc from 'fast-check';
import * as vitest from 'vitest';

/** A test as its file said it: told apart by its file, the names it stands below, and how often they stood there. */
export interface BundledTest {
  readonly id: string;
  readonly file: string;
  readonly run: () => Promise<void>;
}

type Body = (...values: readonly unknown[]) => unknown;

/** What `describe`, `it` and `beforeEach` of the tests collect into: the parts of vitest that pure tests need. */
function collectTests() {
  const tests: BundledTest[] = [];
  const seen = new Map<string, number>();
  let file = '';
  let names: readonly string[] = [];
  let befores: readonly Body[] = [];

  const within = (deeper: readonly string[], body: () => void): void => {
    const outer = [names, befores] as const;
    names = deeper;
    body();
    [names, befores] = outer;
  };
  const describe = (name: string, body: () => void): void => within([...names, name], body);
  const it = (name: string, body: Body): void => {
    const said = `${file}#${[...names, name].join(' › ')}`;
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    const first = befores;
    const run = async (): Promise<void> => {
      for (const before of first) await before();
      await body();
    };
    tests.push({ id: times === 1 ? said : `${said} (${times})`, file, run });
  };
  const beforeEach = (body: Body): void => {
    befores = [...befores, body];
  };
  const withEach = <F extends (name: string, body: Body) => void>(one: F) =>
    Object.assign(one, {
      each: (rows: readonly unknown[]) => (name: string, body: Body) => {
        for (const row of rows) one(name, () => body(...(Array.isArray(row) ? row : [row])));
      },
    });

  const test = withEach(it);
  return {
    tests,
    module: {
      describe: withEach((name, body) => describe(name, () => body())),
      it: test,
      test,
      beforeEach,
      expect: vitest.expect,
    },
    enter: (path: string) => {
      file = path;
      names = [];
      befores = [];
    },
  };
}

/**
 * Properties for mutants: a mutant is found by the first counterexample, and in a few runs or hardly ever; the smallest
 * counterexample would take longer than all the rest. With one seed a mutant that was found is found again. Those that
 * ask for a hundred runs or more count what they met, and keep them.
 */
const assertBriefly = <Ts>(property: fc.IRawProperty<Ts, boolean>, parameters?: fc.Parameters<Ts>) => {
  const asked = parameters?.numRuns ?? 30;
  return fc.assert(property, {
    seed: 1,
    ...parameters,
    numRuns: asked < 100 ? Math.min(asked, 30) : asked,
    endOnFailure: true,
  });
};
const briefProperties = { ...fc, assert: assertBriefly };

const isFunction = (value: unknown): value is (...given: readonly unknown[]) => unknown => typeof value === 'function';

/** Files that read beside themselves ask `import.meta.url` where they stand; one script for all has no such place. */
const standingWhereTheyStood: Plugin = {
  name: 'standing where they stood',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\/(shared|events|test)\/.*\.ts$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)),
      loader: 'ts',
    })),
};

/**
 * Makes one script of all test files and what they import, so that the modules can be started afresh in milliseconds:
 * a mutant then meets a new world, as in a process of its own, and leaves none behind.
 */
export async function bundleTests(root: string, files: readonly string[]) {
  const { outputFiles } = await build({
    stdin: {
      contents: `module.exports = {${files.map((file) => `${JSON.stringify(file)}: () => require(${JSON.stringify(`./${file}`)})`)}}`,
      resolveDir: root,
    },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    packages: 'external',
    logLevel: 'silent',
    plugins: [standingWhereTheyStood],
  });
  const [{ text } = { text: '' }] = outputFiles;
  const script = new Script(`(function (require, module) {${text}\n})`, { filename: join(root, 'all-tests.cjs') });
  const requireOutside = createRequire(join(root, 'all-tests.cjs'));

  /** Starts the modules of some test files anew. */
  return (wanted: readonly string[] = files): readonly BundledTest[] => {
    const { tests, module: collecting, enter } = collectTests();
    const ours = new Map<string, object>([
      ['vitest', collecting],
      ['fast-check', briefProperties],
    ]);
    const module: { exports: Record<string, unknown> } = { exports: {} };
    const start: unknown = script.runInThisContext();
    if (!isFunction(start)) throw new Error('the tests do not make a script');
    start((name: string): unknown => ours.get(name) ?? requireOutside(name), module);
    for (const file of wanted) {
      const load = module.exports[file];
      if (!isFunction(load)) throw new Error(`${file} is not among the tests`);
      enter(file);
      load();
    }
    return tests;
  };
}
