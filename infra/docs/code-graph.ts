import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type ImportDeclaration, type ModuleItem, parseSync } from '@swc/core';

/** One thing a file declares at its top: what it refers to, and what it says. */
export interface Declared {
  /** `<file>#<name>`. */
  readonly id: string;
  readonly file: string;
  readonly name: string;
  readonly exported: boolean;
  /** The ids of what it refers to, in this file or another; of a file that it loads by `import()`, `<file>#`. */
  readonly refersTo: ReadonlySet<string>;
  readonly texts: ReadonlySet<string>;
  /** The names of the methods it calls. */
  readonly calls: ReadonlySet<string>;
  readonly syntax: unknown;
}

export interface SyntaxNode {
  readonly type: string;
  readonly [part: string]: unknown;
}

export const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** What wraps an expression in TypeScript; everything else of TypeScript is types, and types do nothing. */
const wrappers = new Set(['TsAsExpression', 'TsSatisfiesExpression', 'TsNonNullExpression', 'TsConstAssertion']);

/** Names that refer to nothing: the key of a property, the part after a dot. */
const isMereName = (parent: object, part: string): boolean =>
  part === 'key' || (part === 'property' && isNode(parent) && parent.type === 'MemberExpression');

/** Visits a syntax tree without its types and mere names. */
export function walk(node: unknown, visit: (node: SyntaxNode) => void): void {
  if (Array.isArray(node)) {
    for (const each of node) walk(each, visit);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  if (isNode(node)) {
    if (wrappers.has(node.type)) walk(node.expression, visit);
    if (node.type.startsWith('Ts')) return;
    visit(node);
  }
  for (const [part, inner] of Object.entries(node)) {
    if (isNode(inner) && inner.type === 'Identifier' && isMereName(node, part)) continue;
    walk(inner, visit);
  }
}

/** The names a statement at the top of a file declares, and the syntax of each. */
function declarationsOf(item: ModuleItem): readonly { name: string; exported: boolean; body: unknown }[] {
  const exported = item.type === 'ExportDeclaration';
  const declared = exported ? item.declaration : item;
  if (declared.type === 'FunctionDeclaration' || declared.type === 'ClassDeclaration') {
    return [{ name: declared.identifier.value, exported, body: declared }];
  }
  if (declared.type === 'VariableDeclaration') {
    return declared.declarations.map(({ id, init }) => {
      if (id.type !== 'Identifier') return { name: '*', exported, body: [id, init] };
      return { name: id.value, exported, body: init };
    });
  }
  return [{ name: '*', exported: false, body: item }];
}

/** What each imported name stands for: a declaration of another file of ours. Libraries and types are left out. */
function importsOf(file: string, items: readonly ImportDeclaration[]): ReadonlyMap<string, string> {
  const imported = new Map<string, string>();
  for (const { source, specifiers, typeOnly } of items) {
    if (typeOnly || !source.value.startsWith('.')) continue;
    const from = posix.join(posix.dirname(file), source.value);
    for (const specifier of specifiers) {
      if (specifier.type !== 'ImportSpecifier') {
        throw new Error(`${file} imports ${from} as a whole: the documents cannot tell what it uses of it.`);
      }
      if (specifier.isTypeOnly) continue;
      imported.set(specifier.local.value, `${from}#${specifier.imported?.value ?? specifier.local.value}`);
    }
  }
  return imported;
}

function readFile(root: string, file: string): readonly Declared[] {
  const { body } = parseSync(readFileSync(join(root, file), 'utf8'), {
    syntax: 'typescript',
    tsx: file.endsWith('.tsx'),
    target: 'es2024',
  });
  const imports = importsOf(
    file,
    body.filter((item) => item.type === 'ImportDeclaration'),
  );
  const declarations = body.filter((item) => item.type !== 'ImportDeclaration').flatMap(declarationsOf);
  const known = new Map([...declarations.map(({ name }) => [name, `${file}#${name}`] as const), ...imports]);
  return declarations.map(({ name, exported, body: syntax }) => ({
    id: `${file}#${name}`,
    file,
    name,
    exported,
    ...whatIsIn(file, syntax, known),
    syntax,
  }));
}

/** Stands for all that a file exports: whoever loads it with `import()` may use any of it. */
const everythingOf = (file: string): string => `${file}#`;

/** The name of the method that a node calls, if it calls one. */
function methodOf({ type, callee }: SyntaxNode): string | undefined {
  if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return undefined;
  const { property } = callee;
  return isNode(property) && property.type === 'Identifier' ? String(property.value) : undefined;
}

/** The file of ours that a node loads by `import()`, if it does. */
function loadedBy(file: string, { type, callee, arguments: given }: SyntaxNode): string | undefined {
  if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'Import' || !Array.isArray(given))
    return undefined;
  const [argument] = given;
  const path = argument?.expression?.value;
  return typeof path === 'string' && path.startsWith('.') ? posix.join(posix.dirname(file), path) : undefined;
}

function whatIsIn(
  file: string,
  syntax: unknown,
  known: ReadonlyMap<string, string>,
): Pick<Declared, 'refersTo' | 'texts' | 'calls'> {
  const refersTo = new Set<string>();
  const texts = new Set<string>();
  const calls = new Set<string>();
  walk(syntax, (node) => {
    const id = node.type === 'Identifier' ? known.get(String(node.value)) : undefined;
    if (id !== undefined) refersTo.add(id);
    if (node.type === 'StringLiteral') texts.add(String(node.value));
    const loaded = loadedBy(file, node);
    if (loaded !== undefined) refersTo.add(everythingOf(loaded));
    const method = methodOf(node);
    if (method !== undefined) calls.add(method);
  });
  return { refersTo, texts, calls };
}

/** What the code of these folders declares and who refers to whom, read from the source. Tests are left out. */
export class CodeGraph {
  readonly declared: readonly Declared[];
  readonly #byId: ReadonlyMap<string, readonly Declared[]>;

  constructor(root: string, folders: readonly string[]) {
    const files = folders.flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
        .map((path) => posix.join(folder, path)),
    );
    this.declared = files.toSorted().flatMap((file) => readFile(root, file));
    const exported = this.declared.filter((each) => each.exported);
    this.#byId = new Map([
      ...Map.groupBy(this.declared, ({ id }) => id),
      ...Map.groupBy(exported, ({ file }) => everythingOf(file)),
    ]);
  }

  /** Everything that runs, or could, when one of these does; themselves included. */
  reachedFrom(starts: readonly Declared[]): readonly Declared[] {
    const reached = new Set(starts);
    for (const each of reached) {
      for (const id of each.refersTo) for (const next of this.#byId.get(id) ?? []) reached.add(next);
    }
    return [...reached];
  }
}
