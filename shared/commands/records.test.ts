import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { recordTypes } from '../store/record-types.ts';

/** Every object a schema has anywhere, by the way to it. */
function objectsIn(schema: unknown, way: string): readonly (readonly [way: string, object: object])[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const inside = Object.entries(schema).flatMap(([name, inner]) => objectsIn(inner, `${way}.${name}`));
  return 'type' in schema && schema.type === 'object' ? [[way, schema], ...inside] : inside;
}

describe.each(Object.entries(recordTypes))('a record of kind %s', (kind, { schema }) => {
  const shape = z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' });
  const objects = objectsIn(shape, kind);

  it('has fields, and no others than it says, however deep: what is mistyped is refused, and not kept', () => {
    expect(objects.length).toBeGreaterThan(0);
    for (const [way, object] of objects) {
      expect(object, way).toHaveProperty('additionalProperties');
      if (!('additionalProperties' in object) || object.additionalProperties !== false) continue;
      expect(Object.keys(Object('properties' in object ? object.properties : {})), way).not.toEqual([]);
    }
  });
});

/** The ways to the lists that a schema bounds, with their bounds. */
function boundsIn(schema: unknown, way: readonly string[] = []): readonly string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const [least, most] = ['minItems', 'maxItems'].map((bound) =>
    Object.entries(schema).find(([name]) => name === bound),
  );
  const own = least || most ? [`${way.join('.')}: ${least?.[1] ?? 0} to ${most?.[1] ?? 'any'}`] : [];
  const passed = new Set(['properties', 'items', 'oneOf', 'anyOf', 'allOf']);
  return [
    ...own,
    ...Object.entries(schema).flatMap(([name, inner]) =>
      boundsIn(inner, passed.has(name) || /^\d+$/.test(name) ? way : [...way, name]),
    ),
  ];
}

it('bounds no list of a record but those in which something must stand', () => {
  const bounds = Object.entries(recordTypes).flatMap(([kind, { schema }]) =>
    boundsIn(z.toJSONSchema(schema, { unrepresentable: 'any', io: 'input' }), [kind]),
  );
  expect([...new Set(bounds)].toSorted()).toEqual([
    'assessment.needs.groups: 1 to any',
    'ledger-audit.folding.late.postings: 2 to any',
    'referral.groups: 1 to any',
    'search.needs.groups: 1 to any',
    'therapist.competences: 1 to any',
    'therapist.modes: 1 to any',
  ]);
});
