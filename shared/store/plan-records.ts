import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Change, Decision, Versioned } from '../domain/decision.ts';
import type { Kind, Records } from '../domain/records.ts';
import { versionAfter } from './audit-entry.ts';
import { BreaksSchema } from './interface.ts';
import { type ItemKey, listEntry, rangeKey, recordKey } from './item-keys.ts';
import { plainValue } from './plain-value.ts';
import { recordTypes } from './record-types.ts';
import { type Condition, describeFailure, type WriteAction } from './write-action.ts';

const nameOf = ({ kind, id }: { readonly kind: Kind; readonly id: string }): string => `${kind} ${id}`;

const checkedValue = <K extends Kind>(kind: K, id: string, after: Records[K]): Records[K] => {
  const parsed = recordTypes[kind].schema.safeParse(after);
  if (!parsed.success) throw new BreaksSchema(nameOf({ kind, id }), z.prettifyError(parsed.error));
  return plainValue(parsed.data);
};

/** All changes of one record in a row, as one: from the first `before` to the last `after`. */
export type MergedChanges = ReadonlyMap<string, Change>;

const mergeTwo = (former: Change, latter: Change): Change => {
  const between = former.after === undefined ? undefined : checkedValue(former.kind, former.id, former.after);
  if (!isDeepStrictEqual(between, plainValue(latter.before?.value))) {
    throw new Error(`a second decision about ${nameOf(latter)} does not begin where the first one ends`);
  }
  // Both are changes of one record, so `before` and `after` are of one kind; the compiler sees two unions.
  return { ...latter, before: former.before } as Change;
};

/**
 * Merges the changes of several decisions, record by record, in the order they were decided.
 * @throws when a later decision was not made on the outcome of the earlier one: it would undo it.
 */
export function mergeChanges(decisions: readonly Decision[]): MergedChanges {
  const merged = new Map<string, Change>();
  for (const change of decisions.flatMap(({ changes }) => changes)) {
    const former = merged.get(nameOf(change));
    merged.set(nameOf(change), former === undefined ? change : mergeTwo(former, change));
  }
  return merged;
}

export const mergedVersion = (changes: MergedChanges, kind: Kind, id: string): number =>
  versionAfter(changes.get(nameOf({ kind, id }))?.before);

const asRead = (before: Versioned<Kind> | undefined): Condition =>
  before === undefined ? { must: 'not-exist' } : { must: 'be-at-version', version: before.version };

const placesInRanges = <K extends Kind>(kind: K, value: Records[K] | undefined): ReadonlyMap<string, ItemKey> => {
  const ranges = value === undefined ? [] : (recordTypes[kind].ranges?.(value) ?? []);
  return new Map(
    ranges.map((entry) => {
      const key = rangeKey(kind, entry);
      return [`${key.pk} ${key.sk}`, key];
    }),
  );
};

const moveInRanges = (id: string, before: ReadonlyMap<string, ItemKey>, after: ReadonlyMap<string, ItemKey>) => [
  ...[...before]
    .filter(([place]) => !after.has(place))
    .map(([, key]): WriteAction => ({ do: 'delete', key, condition: undefined })),
  ...[...after]
    .filter(([place]) => !before.has(place))
    .map(
      ([, key]): WriteAction => ({
        do: 'put',
        key,
        item: { is: 'place-in-range', id },
        condition: { must: 'be-free-for', id },
      }),
    ),
];

const writeRecord = <K extends Kind>(
  kind: K,
  id: string,
  before: Versioned<K> | undefined,
  after: Records[K] | undefined,
): readonly WriteAction[] => {
  const key = recordKey(kind, id);
  const condition = asRead(before);
  const stoodAt = placesInRanges(kind, before?.value);
  if (after === undefined) {
    // Made and removed by decisions of one transaction: nothing is written, but it must not be there either.
    if (before === undefined) return [{ do: 'check', key, condition }];
    return [{ do: 'delete', key, condition }, ...moveInRanges(id, stoodAt, new Map())];
  }
  const value = checkedValue(kind, id, after);
  const type = recordTypes[kind];
  const index = type.list?.(value);
  return [
    {
      do: 'put',
      key,
      item: {
        is: 'record',
        record: Object.freeze({ kind, id, version: versionAfter(before), value }),
        index: index && listEntry(kind, id, index),
        expiresAt: type.expires?.(value),
      },
      condition,
    },
    ...moveInRanges(id, stoodAt, placesInRanges(kind, value)),
  ];
};

/** The writes of a changed record and of its places in ranges. */
export const writeChange = ({ kind, id, before, after }: Change): readonly WriteAction[] =>
  writeRecord(kind, id, before, after);

export const writeRecords = (changes: MergedChanges): readonly WriteAction[] =>
  [...changes.values()].flatMap(writeChange);

/**
 * The checks of everything that was read but not changed. A reliance on a record that the transaction also changes
 * needs no check of its own, if both were read at one version.
 * @returns the checks; or, in words, the reliance that cannot hold together with the rest.
 */
export function checkReliances(
  decisions: readonly Decision[],
  changes: MergedChanges,
): { readonly ok: true; readonly checks: readonly WriteAction[] } | { readonly ok: false; readonly what: string } {
  const checks = new Map<string, WriteAction & { readonly version: number }>();
  for (const { kind, id, version } of decisions.flatMap(({ relies }) => relies)) {
    const name = nameOf({ kind, id });
    const key = recordKey(kind, id);
    const condition: Condition = version === 0 ? { must: 'not-exist' } : { must: 'be-at-version', version };
    const check = { do: 'check', key, condition, version } as const;
    const change = changes.get(name);
    const knownVersion = change === undefined ? checks.get(name)?.version : (change.before?.version ?? 0);
    if (knownVersion !== undefined && knownVersion !== version) return { ok: false, what: describeFailure(check) };
    if (change === undefined) checks.set(name, check);
  }
  return { ok: true, checks: [...checks.values()] };
}
