import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type Stripe from 'stripe';
import { type ListQuery, listSql } from './list-query.ts';

/** What is kept, by the `object` name that each carries. References between them are ids. */
export interface Objects {
  'checkout.session': Stripe.Checkout.Session;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  balance_transaction: Stripe.BalanceTransaction;
  customer: Stripe.Customer;
  subscription: Stripe.Subscription;
  invoice: Stripe.Invoice;
  invoice_payment: Stripe.InvoicePayment;
  payout: Stripe.Payout;
  event: Stripe.EventBase;
}
export type Kind = keyof Objects;

export type ObjectStore = ReturnType<typeof openObjectStore>;

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, created INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS by_age ON objects (kind, created, seq);
  CREATE INDEX IF NOT EXISTS by_payment_intent ON objects (kind, json_extract(body, '$.payment_intent'));
  CREATE TABLE IF NOT EXISTS notes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, topic TEXT NOT NULL, id TEXT NOT NULL, due INTEGER, body TEXT NOT NULL, UNIQUE (topic, id));
  CREATE INDEX IF NOT EXISTS by_due ON notes (topic, due, seq);
`;

/**
 * Everything the stand-in knows, in one SQLite file (in memory without a directory): the provider's objects, and
 * notes of its own that Stripe would not show (idempotency keys, deliveries waiting, what a payout paid out).
 * A transaction is whole or not there, also after `kill -9`.
 */
export function openObjectStore(directory: string | undefined) {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(directory === undefined ? ':memory:' : join(directory, 'payments.sqlite'));
  database.exec(schema);

  const insert = database.prepare(
    'INSERT INTO objects (kind, id, created, body) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body',
  );
  const select = database.prepare('SELECT body FROM objects WHERE kind = ? AND id = ?');
  const place = database.prepare('SELECT created, seq FROM objects WHERE kind = ? AND id = ?');
  const setNote = database.prepare(
    'INSERT INTO notes (topic, id, due, body) VALUES (?, ?, ?, ?) ON CONFLICT (topic, id) DO UPDATE SET due = excluded.due, body = excluded.body',
  );
  const dropNote = database.prepare('DELETE FROM notes WHERE topic = ? AND id = ?');
  const getNote = database.prepare('SELECT body FROM notes WHERE topic = ? AND id = ?');
  const allNotes = database.prepare('SELECT id, due, body FROM notes WHERE topic = ? ORDER BY seq');
  const dueNotes = database.prepare('SELECT id, due, body FROM notes WHERE topic = ? AND due <= ? ORDER BY due, seq');
  const firstDue = database.prepare('SELECT MIN(due) AS due FROM notes WHERE topic = ?');

  function list<K extends Kind>(kind: K, query: ListQuery): { data: Objects[K][]; hasMore: boolean } {
    const cursor = query.endingBefore ?? query.startingAfter;
    const at = cursor === undefined ? undefined : place.get(kind, cursor);
    const { sql, values, backwards } = listSql(
      kind,
      query,
      at === undefined ? undefined : { created: Number(at.created), seq: Number(at.seq) },
    );
    const rows = database.prepare(sql).all(...values);
    const data = rows.slice(0, query.limit).map((row) => JSON.parse(String(row.body)) as Objects[K]);
    return { data: backwards ? data.reverse() : data, hasMore: rows.length > query.limit };
  }

  return {
    get<K extends Kind>(kind: K, id: string): Objects[K] | undefined {
      const row = select.get(kind, id);
      return row === undefined ? undefined : (JSON.parse(String(row.body)) as Objects[K]);
    },

    /** Writes an object, new or changed, and gives it back. */
    put<T extends Objects[Kind]>(object: T): T {
      insert.run(object.object, object.id, object.created, JSON.stringify(object));
      return object;
    },

    list,

    /** Every object that matches, oldest first: for the stand-in's own sums, never for an answer. */
    all<K extends Kind>(kind: K, where: NonNullable<ListQuery['where']>): Objects[K][] {
      return list(kind, { where, limit: Number.MAX_SAFE_INTEGER - 1 }).data.reverse();
    },

    /** A note of the stand-in's own; `due` (epoch milliseconds) when it wants looking at then. */
    note(topic: string, id: string, body: unknown, due: number | null = null): void {
      setNote.run(topic, id, due, JSON.stringify(body));
    },
    noted(topic: string, id: string): unknown {
      const row = getNote.get(topic, id);
      return row === undefined ? undefined : JSON.parse(String(row.body));
    },
    unnote(topic: string, id: string): void {
      dropNote.run(topic, id);
    },
    notes(topic: string, dueBy?: number): { id: string; due: number | null; body: unknown }[] {
      const rows = dueBy === undefined ? allNotes.all(topic) : dueNotes.all(topic, dueBy);
      return rows.map((row) => ({
        id: String(row.id),
        due: row.due === null ? null : Number(row.due),
        body: JSON.parse(String(row.body)),
      }));
    },
    nextDue(topic: string): number | undefined {
      const due = firstDue.get(topic)?.due;
      return typeof due === 'number' ? due : undefined;
    },

    /** Runs `work` wholly or not at all. Synchronous, so nothing else runs in between. */
    transaction<T>(work: () => T): T {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },

    close: (): void => database.close(),
  };
}
