import type { FactData, FactType } from '../../events/catalogue.ts';
import type { Instant } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import type { JournalEntry } from './journal.ts';
import type { Kind, Records } from './records.ts';

/** A record as it was read: its value and the version a write must find unchanged. */
export interface Versioned<K extends Kind> {
  readonly kind: K;
  readonly id: string;
  readonly version: number;
  readonly value: Records[K];
}

/** One record a decision writes. `before` undefined: it must not exist. `after` undefined: it is removed. */
export type Change = {
  [K in Kind]: {
    readonly kind: K;
    readonly id: string;
    readonly before: Versioned<K> | undefined;
    readonly after: Records[K] | undefined;
  };
}[Kind];

/** A record that was read for the decision but not changed: it must still be at this version when we commit. */
export interface Reliance {
  readonly kind: Kind;
  readonly id: string;
  /** 0: it must still not exist. */
  readonly version: number;
}

/** A fact before it has an envelope; `commit` gives it its id and time. */
export type NewFact = {
  [T in FactType]: { readonly type: T; readonly subject: string; readonly data: FactData<T> };
}[FactType];

/** Whose history a decision belongs to, as `<entity>/<id>`: the audit trail is kept by subject. */
export type Subject = `${string}/${string}`;

/**
 * What a pure decision answers: everything that must become true together. It is committed whole or not at all.
 */
export interface Decision {
  readonly about: Subject;
  /** The command, verb-noun, as the audit trail will show it. */
  readonly did: string;
  /** The reason a person gave, or the rule that applied. No personal data. */
  readonly why: string;
  readonly by: Actor;
  readonly at: Instant;
  readonly changes: readonly Change[];
  readonly relies: readonly Reliance[];
  readonly entries: readonly JournalEntry[];
  readonly facts: readonly NewFact[];
}

// A generic K cannot be narrowed to the member of `Change` that it names, hence the casts of these three: kind and value
// are paired by their signatures, and the store parses every value with its kind's schema before it is written.

export const create = <K extends Kind>(kind: K, id: string, after: Records[K]): Change =>
  ({ kind, id, before: undefined, after }) as unknown as Change;

export const change = <K extends Kind>(before: Versioned<K>, after: Records[K]): Change =>
  ({ kind: before.kind, id: before.id, before, after }) as unknown as Change;

export const remove = <K extends Kind>(before: Versioned<K>): Change =>
  ({ kind: before.kind, id: before.id, before, after: undefined }) as unknown as Change;

export const rely = <K extends Kind>(on: Versioned<K>): Reliance => ({ kind: on.kind, id: on.id, version: on.version });

/** The part of a decision that most commands leave empty. */
export const nothingElse = { relies: [], entries: [], facts: [] } as const;
