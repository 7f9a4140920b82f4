import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS models (
    model TEXT NOT NULL, id TEXT NOT NULL, uid TEXT, grant_id TEXT, expires_at INTEGER, payload TEXT NOT NULL, PRIMARY KEY (model, id));
  CREATE INDEX IF NOT EXISTS by_uid ON models (model, uid);
  CREATE INDEX IF NOT EXISTS by_grant ON models (grant_id);
  CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, value TEXT NOT NULL);
`;

const seconds = (): number => Math.floor(Date.now() / 1000);

/**
 * What the sign-in remembers: sessions, grants, codes, and its own keys. In one SQLite file, or in memory without a
 * directory.
 */
export function openSignInStore(directory: string | undefined) {
  if (directory !== undefined) mkdirSync(directory, { recursive: true });
  const database = new DatabaseSync(directory === undefined ? ':memory:' : join(directory, 'sign-in.sqlite'));
  database.exec(schema);
  database.prepare('DELETE FROM models WHERE expires_at < ?').run(seconds());

  const write = database.prepare(
    'INSERT INTO models (model, id, uid, grant_id, expires_at, payload) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (model, id) DO UPDATE SET uid = excluded.uid, grant_id = excluded.grant_id, expires_at = excluded.expires_at, payload = excluded.payload',
  );
  const byId = database.prepare('SELECT payload, expires_at FROM models WHERE model = ? AND id = ?');
  const byUid = database.prepare('SELECT payload, expires_at FROM models WHERE model = ? AND uid = ?');
  const consume = database.prepare(
    "UPDATE models SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?",
  );
  const remove = database.prepare('DELETE FROM models WHERE model = ? AND id = ?');
  const removeGrant = database.prepare('DELETE FROM models WHERE grant_id = ?');
  const readKey = database.prepare('SELECT value FROM keys WHERE name = ?');
  const writeKey = database.prepare('INSERT OR REPLACE INTO keys (name, value) VALUES (?, ?)');

  const live = (row: Record<string, unknown> | undefined): AdapterPayload | undefined =>
    row === undefined || Number(row.expires_at ?? Infinity) < seconds()
      ? undefined
      : (JSON.parse(String(row.payload)) as AdapterPayload);

  const adapter: AdapterFactory = (model): Adapter => ({
    async upsert(id, payload, expiresIn) {
      const expiresAt = expiresIn === undefined ? null : seconds() + expiresIn;
      write.run(model, id, payload.uid ?? null, payload.grantId ?? null, expiresAt, JSON.stringify(payload));
    },
    find: async (id) => live(byId.get(model, id)),
    findByUid: async (uid) => live(byUid.get(model, uid)),
    // Only devices without a keyboard have such codes.
    findByUserCode: async () => undefined,
    async consume(id) {
      consume.run(seconds(), model, id);
    },
    async destroy(id) {
      remove.run(model, id);
    },
    async revokeByGrantId(grantId) {
      removeGrant.run(grantId);
    },
  });

  return {
    adapter,
    /** A key by name, made when it is first asked for. */
    async keyOf(name: string, make: () => Promise<unknown>): Promise<unknown> {
      const kept = readKey.get(name);
      if (kept !== undefined) return JSON.parse(String(kept.value));
      const made = await make();
      writeKey.run(name, JSON.stringify(made));
      return made;
    },
    close: (): void => database.close(),
  };
}
