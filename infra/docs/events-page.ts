import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { catalogue, type FactType } from '../../events/catalogue.ts';
import * as values from '../../events/values.ts';
import { docCommentOf } from './doc-comments.ts';
import type { Flow } from './flows.ts';
import { code, codes, fenced, page, table } from './markdown.ts';
import type { Wiring } from './wiring.ts';

const prefix = 'uk.sponsored-places.';

/** A type as the pages call it: `place.reserved.v1`. */
export const shortType = (type: FactType): string => type.slice(prefix.length);

/** The schemas of the values that facts are made of, by their name. */
const nameOfValue = new Map<unknown, string>(
  Object.entries(values).map(([name, schema]): [unknown, string] => [schema, name]),
);

const choices = (schema: z.core.$ZodType): string | undefined =>
  schema instanceof z.ZodEnum ? schema.options.map((option) => code(String(option))).join(' or ') : undefined;

const formOf = (schema: z.core.$ZodType): string | undefined => {
  const built = schema instanceof z.ZodLazy ? schema.unwrap() : schema;
  const { pattern } = built instanceof z.ZodString ? z.toJSONSchema(built) : {};
  return pattern === undefined ? undefined : code(pattern);
};

const typeOf = (schema: z.core.$ZodType): string => {
  const name = nameOfValue.get(schema);
  return name === undefined ? (choices(schema) ?? formOf(schema) ?? '?') : `[${name}](#${name.toLowerCase()})`;
};

/** Where the catalogue takes the schema of a type from: what its values alone cannot tell, for some share one. */
function schemaNames(root: string): ReadonlyMap<string, { readonly file: string; readonly name: string }> {
  const source = readFileSync(join(root, 'events/catalogue.ts'), 'utf8');
  const entries = source.matchAll(/'(?<type>uk\.[^']+)':\s*\{\s*data:\s*(?<module>\w+)\.(?<name>\w+)/g);
  return new Map(
    [...entries].map(({ groups = {} }) => [
      groups.type ?? '',
      { file: `events/${groups.module}.ts`, name: groups.name ?? '' },
    ]),
  );
}

function section(root: string, type: FactType, flows: readonly Flow[], { worker }: Wiring): string {
  const { data, heardBy } = catalogue[type];
  const schema = schemaNames(root).get(type);
  if (schema === undefined) throw new Error(`the catalogue of ${type} cannot be read`);
  const statedBy = flows.filter(({ commands }) => commands.some(({ states }) => states.includes(type)));
  const hearers = heardBy.map((queue) => `${code(queue)} → ${code(worker[queue])}`);
  return [
    `## ${shortType(type)}`,
    docCommentOf(root, schema.file, schema.name),
    table(
      ['field', 'type'],
      Object.entries(data.unwrap().shape).map(([field, of]) => [code(field), typeOf(of)]),
    ),
    `Stated in ${codes(statedBy.map(({ name }) => name))}. ` +
      (hearers.length === 0 ? 'Heard by no queue: it is history.' : `Heard by ${hearers.join(', ')}.`),
    fenced('json', readFileSync(join(root, `events/samples/${shortType(type)}.json`), 'utf8')),
  ].join('\n\n');
}

/** The types of the fields that facts have, each with what it is and how it looks. */
function valuesSection(root: string): string {
  const used = new Set<unknown>(Object.values(catalogue).flatMap(({ data }) => Object.values(data.unwrap().shape)));
  const parts = Object.entries(values)
    .filter(([, schema]) => used.has(schema))
    .map(([name, schema]) => [
      `### ${name}`,
      choices(schema) ?? formOf(schema) ?? docCommentOf(root, 'events/values.ts', name),
    ]);
  return ['## Types of fields', ...parts.flat()].join('\n\n');
}

/** What the system says happened: every type of fact, its fields, who states and who hears it, and a sample. */
export function writeEventsPage(root: string, flows: readonly Flow[], wiring: Wiring): string {
  // Object.keys forgets that these keys are the types.
  const types = Object.keys(catalogue) as FactType[];
  return page(
    'Facts',
    `A fact is a CloudEvents 1.0 envelope around the data below. Every full type begins with \`${prefix}\`; the last part is the version. ` +
      'Facts carry ids and what is needed to route them, never anything about a person: no field takes free text. The samples are frozen and are read for ever (`test/contract`).',
    table(
      ['fact', 'heard by'],
      types.map((type) => [
        `[${shortType(type)}](#${shortType(type).replaceAll('.', '')})`,
        codes(catalogue[type].heardBy),
      ]),
    ),
    ...types.map((type) => section(root, type, flows, wiring)),
    valuesSection(root),
  );
}
