import type { Fact } from '../../events/catalogue.ts';
import type { Instant, Role } from '../../events/values.ts';
import type { Change, Decision, Subject, Versioned } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { Kind } from '../domain/records.ts';

/** One page of a query. `next` is opaque; absent when there is no more. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

export interface PageRequest {
  /** At most this many: 1 to 200. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string | undefined;
  /** Only entries ordered at or before this text: what is due by an instant, say. */
  readonly through?: string | undefined;
  readonly newestFirst?: boolean;
}

export interface RangePageRequest extends PageRequest {
  /** Only entries ordered at or after this text. */
  readonly from?: string | undefined;
}

export interface JournalPageRequest extends PageRequest {
  /** Only entries that stand after this one in the order of booking. */
  readonly past?: Pick<JournalEntry, 'id' | 'bookedAt'> | undefined;
}

/** One decision in the audit trail: who, when, why, which records, and the facts. Free of personal data. */
export interface AuditEntry {
  readonly id: string;
  readonly about: Subject;
  readonly at: Instant;
  readonly by: { readonly id: string; readonly roles: readonly Role[] };
  readonly did: string;
  readonly why: string;
  readonly records: readonly { readonly kind: Kind; readonly id: string; readonly version: number }[];
  readonly facts: readonly Fact[];
}

/**
 * `conflict`: a version, an absence or a reliance no longer held, or a record is being written by somebody else;
 * load and decide again. `booked`: a journal entry of that id is there with equal postings, so the cause has had its
 * effect; load again and find the state past it.
 */
export type CommitResult =
  | { readonly ok: true; readonly facts: readonly Fact[] }
  | { readonly ok: false; readonly why: 'conflict' | 'booked'; readonly what: string };

/**
 * The one way state is read and written. Two implementations (DynamoDB, in memory) under one contract suite.
 * All reads are strongly consistent but those that go by the index: `list`, `decisionsOf`, `journal`.
 */
export interface Store {
  get<K extends Kind>(kind: K, id: string): Promise<Versioned<K> | undefined>;

  /** Several of one kind, in the order asked for; those that are missing are left out. */
  getMany<K extends Kind>(kind: K, ids: readonly string[]): Promise<readonly Versioned<K>[]>;

  /**
   * A strongly consistent order over records of one kind, kept in the same transaction as the records: the waiting
   * list of a class, the open lots of a fund. Which ranges a record stands in is said beside its table.
   */
  range<K extends Kind>(kind: K, heading: string, name: string, page: RangePageRequest): Promise<Page<Versioned<K>>>;

  /** The distinct names of ranges under a heading, in their order, strongly consistent: the classes that wait in a pool. */
  ranges(heading: string): Promise<readonly string[]>;

  /** An index for pages and sweeps: it may lag behind by a moment. Ordered by the text the table's file names. */
  list<K extends Kind>(kind: K, list: string, page: PageRequest): Promise<Page<Versioned<K>>>;

  /** The history of one subject, oldest first unless asked otherwise. */
  history(about: Subject, page: PageRequest): Promise<Page<AuditEntry>>;

  /** All decisions of one UTC day (`YYYY-MM-DD`), for the relay's second sending. */
  decisionsOf(day: string, page: PageRequest): Promise<Page<AuditEntry>>;

  /** Journal entries of one month (`YYYY-MM`), in the order they were booked. */
  journal(month: string, page: JournalPageRequest): Promise<Page<JournalEntry>>;

  /** Journal entries by their ids, strongly consistent, in the order asked for; those that are missing are left out. */
  entries(ids: readonly string[]): Promise<readonly JournalEntry[]>;

  /**
   * Commits decisions in one transaction: all of every one of them or nothing. Decisions may change one record in
   * succession; it is written once. Each decision becomes one audit entry with its facts.
   * @throws TransactionTooLarge when the decisions need more than 100 writes; BookedDifferently when a journal id
   * is there with other postings: an alarm, never retried.
   */
  commit(decisions: readonly Decision[]): Promise<CommitResult>;

  /**
   * Keeps or removes one draft, token or sign-in session at its expected version. These are no business state and tell
   * no story, so there is no audit entry. False: the version no longer held.
   */
  keep(visit: VisitChange): Promise<boolean>;
}

export type VisitChange = Extract<Change, { kind: 'draft' | 'token' | 'sign-in-session' | 'sign-in-index' }>;

export class TransactionTooLarge extends Error {
  constructor(actions: number) {
    super(`${actions} writes do not fit one transaction of 100`);
  }
}

/** A record as decided breaks its schema: the decision is at fault, or was made on records that do not belong together. */
export class BreaksSchema extends Error {
  constructor(record: string, problem: string) {
    super(`${record} breaks its schema: ${problem}`);
  }
}

/** A journal entry's cause was booked before with other postings: money disagrees with itself. */
export class BookedDifferently extends Error {
  constructor(entryId: string) {
    super(`journal entry ${entryId} is booked with other postings`);
  }
}

/** A cursor that this query never gave: mistyped, or of another query. Whoever took it from a link answers so. */
export class BadCursor extends Error {
  constructor() {
    super('this is no place to continue from');
  }
}
