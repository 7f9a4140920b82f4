import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { catalogue, type FactType, queues, readFact } from '../../events/catalogue.ts';
import { Envelope } from '../../events/envelope.ts';
import { readFrozen, readSamples, sampleFileOf } from './samples.ts';

// Object.keys forgets that these keys are the types.
const types = Object.keys(catalogue) as FactType[];
const samples = readSamples();
const sampleOf = (type: FactType): Readonly<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(samples.get(sampleFileOf(type))?.payload);
const dataOf = (type: FactType): Readonly<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(sampleOf(type).data);

const isRead = (input: unknown): boolean => readFact(input).ok;

describe('the samples', () => {
  it('are one for each type and version, and none besides', () => {
    expect([...samples.keys()]).toEqual(types.map(sampleFileOf).toSorted());
    for (const type of types) expect(sampleOf(type).type).toBe(type);
  });

  it('are read for ever, and nothing in them is lost on the way', () => {
    for (const [file, { payload }] of samples) expect(readFact(payload), file).toEqual({ ok: true, fact: payload });
  });

  it('are frozen: `node test/contract/freeze-samples.ts` adds a new one, and nothing changes an old one', () => {
    expect(Object.fromEntries([...samples].map(([file, { digest }]) => [file, digest]))).toEqual(
      Object.fromEntries(readFrozen()),
    );
  });

  it('name their subject as one of the things their data names', () => {
    for (const [file, { payload }] of samples) {
      const [, id] = z.string().parse(payload.subject).split('/');
      expect(Object.values(z.record(z.string(), z.unknown()).parse(payload.data)), file).toContain(id);
    }
  });
});

/** What a schema is made of down to its leaves, by path; whatever kind this does not know is a leaf too. */
function leavesOf(schema: z.core.$ZodType, path: string): readonly (readonly [string, z.core.$ZodType])[] {
  if (schema instanceof z.ZodObject) {
    return Object.entries(schema.shape).flatMap(([key, inner]) => leavesOf(inner, `${path}.${key}`));
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy)
    return leavesOf(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return leavesOf(schema.element, `${path}[]`);
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => leavesOf(option, path));
  return [[path, schema]];
}

const objectsOf = (schema: z.core.$ZodType, path: string): readonly (readonly [string, z.ZodObject])[] => {
  if (schema instanceof z.ZodObject) {
    const inner = Object.entries(schema.shape).flatMap(([key, each]) => objectsOf(each, `${path}.${key}`));
    return [[path, schema], ...inner];
  }
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodLazy)
    return objectsOf(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return objectsOf(schema.element, `${path}[]`);
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => objectsOf(option, path)) : [];
};

/** An id or a moment: text of a fixed form. */
const isOfAForm = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodStringFormat ||
  (schema instanceof z.ZodString &&
    schema.def.checks?.some((check) => check._zod.def.check === 'string_format') === true);

const isClosed = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodEnum ||
  schema instanceof z.ZodLiteral ||
  schema instanceof z.ZodNumber ||
  schema instanceof z.ZodBoolean;

const schemas: readonly (readonly [string, z.core.$ZodType])[] = [
  ...types.map((type) => [type, catalogue[type].data] as const),
  // What the data is says its type; everything else of the envelope is looked at here.
  ['envelope', Envelope.unwrap().omit({ data: true }).strict()],
];

/** What people are known by: names, addresses, numbers, words. All have what no id has. */
const personal = fc.oneof(
  fc.constantFrom('Jo Bloggs', 'jo@example.org', '07700 900123', '+44 7700 900123', 'LS6 1AA', '1 High Street', 'Zoë'),
  fc.string({ unit: 'grapheme' }).filter((text) => /[^\w./:-]/.test(text)),
  fc.array(fc.lorem({ mode: 'words' }), { minLength: 2 }).map((words) => words.join(' ')),
);

describe('no personal data can ride on a fact', () => {
  it('ASVS 14.2.4 because every field is an id, a moment, a number or one of a closed list', () => {
    const leaves = schemas.flatMap(([name, schema]) => leavesOf(schema, name));
    expect(leaves.length).toBeGreaterThan(types.length);
    expect(leaves.filter(([, leaf]) => !isOfAForm(leaf) && !isClosed(leaf)).map(([path]) => path)).toEqual([]);
  });

  it('because no text that somebody might be known by passes for an id or a moment', () => {
    const leaves = schemas.flatMap(([name, schema]) => leavesOf(schema, name)).filter(([, leaf]) => isOfAForm(leaf));
    fc.assert(
      fc.property(fc.constantFrom(...leaves), personal, ([path, leaf], text) => {
        expect(z.safeParse(leaf, text).success, `${path} = ${text}`).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  it('because an id or a moment takes nothing before or after it', () => {
    for (const type of types) {
      for (const [field, value] of Object.entries(dataOf(type)).filter(([, each]) => typeof each === 'string')) {
        for (const text of [`${value} Jo Bloggs`, `Jo Bloggs ${value}`, `${value}\n`]) {
          expect(isRead({ ...sampleOf(type), data: { ...dataOf(type), [field]: text } }), `${type}: ${text}`).toBe(
            false,
          );
        }
      }
      for (const field of ['id', 'subject', 'time']) {
        expect(isRead({ ...sampleOf(type), [field]: `${sampleOf(type)[field]} Jo Bloggs` }), field).toBe(false);
      }
    }
  });

  it('ASVS 1.5.2 because no object takes a key that it does not name', () => {
    const objects = schemas.flatMap(([name, schema]) => objectsOf(schema, name));
    const strict = objects.filter(([, { def }]) => def.catchall instanceof z.ZodNever).map(([path]) => path);
    expect(strict).toEqual(objects.map(([path]) => path));
    expect(objects.length).toBeGreaterThanOrEqual(types.length);
    for (const type of types) {
      expect(isRead({ ...sampleOf(type), data: { ...dataOf(type), name: 'Jo' } }), `${type} with more data`).toBe(
        false,
      );
      expect(isRead({ ...sampleOf(type), partitionkey: 'jo' }), `${type} with more envelope`).toBe(false);
    }
  });
});

describe('the catalogue', () => {
  it('sends facts only to queues there are, to none twice, and leaves no queue without a fact', () => {
    const heard = types.flatMap((type) => catalogue[type].heardBy.map((queue: string) => ({ type, queue })));
    expect(heard.filter(({ queue }) => !queues.some((each) => each === queue))).toEqual([]);
    expect(new Set(heard.map(({ type, queue }) => `${type} > ${queue}`)).size).toBe(heard.length);
    expect(queues.filter((queue) => !heard.some((each) => each.queue === queue))).toEqual([]);
  });

  it('names every type as the envelope wants it, each version from 1 on', () => {
    for (const type of types) {
      expect(Envelope.unwrap().shape.type.safeParse(type).success, type).toBe(true);
      const [, stem = '', version = ''] = /^(.+)\.v(\d+)$/.exec(type) ?? [];
      const versions = Array.from({ length: Number(version) }, (_, index) => `${stem}.v${index + 1}`);
      expect(types.filter((each) => versions.includes(each))).toHaveLength(versions.length);
    }
  });
});

describe('what is no fact of ours is refused with a reason', () => {
  const reasonOf = (input: unknown): string | undefined => {
    const reading = readFact(input);
    return reading.ok ? undefined : reading.reason;
  };
  const [type] = types;
  if (type === undefined) throw new Error('the catalogue is empty');

  it('a type or version that nobody knows, by its name', () => {
    for (const unknown of ['uk.sponsored-places.place.vanished.v1', type.replace(/\.v\d+$/, '.v999')]) {
      expect(reasonOf({ ...sampleOf(type), type: unknown })).toBe(`unknown fact type ${unknown}`);
    }
  });

  it('ASVS 1.5.2, 15.3.6 a type that every object has inherited', () => {
    expect(reasonOf({ ...sampleOf(type), type: 'constructor' })).toMatch(/^not an envelope: /);
    expect(reasonOf({ ...sampleOf(type), type: 'uk.sponsored-places.to.string.v1' })).toMatch(/^unknown fact type /);
  });

  it('ASVS 1.5.2 whatever is not an envelope', () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        expect(reasonOf(anything)).toMatch(/^not an envelope: ./);
      }),
    );
  });

  it('an envelope with any part missing, or of another system or version of CloudEvents', () => {
    for (const part of Object.keys(Envelope.unwrap().shape).filter((each) => each !== 'data')) {
      const { [part]: _, ...rest } = sampleOf(type);
      expect(reasonOf(rest), `without ${part}`).toMatch(new RegExp(`^not an envelope: .*${part}`, 's'));
    }
    for (const other of [{ specversion: '0.3' }, { source: '/elsewhere' }, { datacontenttype: 'text/plain' }]) {
      expect(reasonOf({ ...sampleOf(type), ...other })).toMatch(/^not an envelope: /);
    }
  });

  it('data with any part missing or null, or no data at all, and the reason names type and part', () => {
    for (const each of types) {
      expect(reasonOf({ ...sampleOf(each), data: undefined })?.split(': ')[0]).toBe(each);
      for (const part of Object.keys(dataOf(each))) {
        const { [part]: _, ...rest } = dataOf(each);
        for (const data of [rest, { ...rest, [part]: null }]) {
          expect(reasonOf({ ...sampleOf(each), data })?.startsWith(`${each}: `)).toBe(true);
          expect(reasonOf({ ...sampleOf(each), data }), `${each} without ${part}`).toContain(part);
        }
      }
    }
  });
});
