import { readFileSync } from 'node:fs';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ImportDeclaration, type ModuleItem, parseSync } from '@swc/core';
import { bundleFunctions } from '../../infra/bundle-functions.ts';
import { isNode, walk } from '../../infra/docs/code-graph.ts';
import { type Bundle, root } from './bundles.ts';

/** What is used of libraries: names by module. */
type Used = Map<string, Set<string>>;

const add = (used: Used, from: string, name: string): void => {
  used.set(from, (used.get(from) ?? new Set()).add(name));
};

/** The members that a file uses of a module that it imports as a whole. */
function membersOf(local: string, items: readonly ModuleItem[]): readonly string[] {
  const members: string[] = [];
  walk(items, ({ type, object, property }) => {
    if (type !== 'MemberExpression' || !isNode(object) || object.type !== 'Identifier' || object.value !== local)
      return;
    if (isNode(property) && property.type === 'Identifier') members.push(String(property.value));
  });
  return members;
}

function noteImports(
  { source, specifiers, typeOnly }: ImportDeclaration,
  items: readonly ModuleItem[],
  used: Used,
): void {
  if (typeOnly || source.value.startsWith('.')) return;
  for (const specifier of specifiers) {
    if (specifier.type === 'ImportDefaultSpecifier') add(used, source.value, 'default');
    else if (specifier.type === 'ImportNamespaceSpecifier') {
      for (const member of membersOf(specifier.local.value, items)) add(used, source.value, member);
    } else if (!specifier.isTypeOnly) add(used, source.value, specifier.imported?.value ?? specifier.local.value);
  }
}

/** What a function's own code uses of libraries and of Node. */
function usedBy({ inputs }: Bundle): Used {
  const used: Used = new Map();
  for (const [path, bytes] of inputs) {
    if (bytes === 0 || path.includes('node_modules/') || !/\.tsx?$/.test(path)) continue;
    const tsx = path.endsWith('.tsx');
    const { body } = parseSync(readFileSync(join(root, path), 'utf8'), { syntax: 'typescript', tsx, target: 'es2024' });
    for (const item of body) if (item.type === 'ImportDeclaration') noteImports(item, body, used);
    if (tsx) for (const name of ['jsx', 'jsxs', 'Fragment']) add(used, 'hono/jsx/jsx-runtime', name);
  }
  return used;
}

/** A client of the SDK is made at the top of a function, so a bare one makes it too. */
const isClient = (from: string, name: string): boolean =>
  from.startsWith('@aws-sdk/client-') && name.endsWith('Client');

const sourceOf = (used: Used): string => {
  const names = [...used].flatMap(([from, some]) => [...some].map((name) => ({ from, name })));
  const imports = names.map(({ from, name }, index) => `import { ${name} as used${index} } from '${from}';`);
  const has = names.map(({ from, name }, index) => (isClient(from, name) ? `new used${index}()` : `used${index}`));
  return `${imports.join('\n')}\nconst has = [${has.join(', ')}];\nexport const handler = () => has;\n`;
};

/**
 * For each function one that does nothing, with all the libraries and clients that the function has, bundled the same
 * way. What a function needs longer than this is its own.
 * @returns the bare bundles by the function's name
 */
export async function bundleBareFunctions(
  bundles: readonly Bundle[],
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const bundle of bundles) {
    const home = join(folder, 'functions', bundle.name);
    await mkdir(home, { recursive: true });
    await writeFile(join(home, 'handler.ts'), sourceOf(usedBy(bundle)));
  }
  const outDirectory = join(folder, 'bundled');
  const names = bundles.map(({ name }) => name);
  await bundleFunctions({ root: folder, names, outDirectory, beside: () => new Map() });
  return new Map(names.map((name) => [name, join(outDirectory, name, 'index.mjs')]));
}
