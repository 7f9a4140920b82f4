import type { SignInSession } from '../domain/visit.ts';
import type { Store } from '../store/interface.ts';
import type { Session, SessionStore } from '../web/session.ts';
import { noteSignIn } from './sign-ins.ts';

const tries = 5;

const toRecord = (session: Session): SignInSession => ({
  hash: session.idHash,
  staffId: session.subject,
  name: session.name,
  groups: session.groups,
  authenticatedAt: session.authenticatedAt,
  startedAt: session.startedAt,
  lastSeenAt: session.lastSeenAt,
  expiresAt: session.endsAt,
});

const toSession = (record: SignInSession): Session => ({
  idHash: record.hash,
  subject: record.staffId,
  name: record.name,
  groups: record.groups,
  authenticatedAt: record.authenticatedAt,
  startedAt: record.startedAt,
  lastSeenAt: record.lastSeenAt,
  endsAt: record.expiresAt,
});

/** Signed-in sessions in the table of visits, which deletes them at their absolute end. The email is not kept. */
export function createSessionStore(store: Pick<Store, 'get' | 'keep'>): SessionStore {
  const find = (idHash: string) => store.get('sign-in-session', idHash);
  return {
    async put(session) {
      // First: one that is listed and not there is nothing; one that is there and not listed nobody could end.
      await noteSignIn(store, session);
      const after = toRecord(session);
      const kept = await store.keep({ kind: 'sign-in-session', id: session.idHash, before: undefined, after });
      if (!kept) throw new Error('a new session has an id of its own');
    },

    async get(idHash) {
      const found = await find(idHash);
      return found && toSession(found.value);
    },

    async touch(idHash, lastSeenAt) {
      const found = await find(idHash);
      if (found === undefined) return;
      // Lost to another page it was touched just now; lost to signing out it stays ended.
      await store.keep({
        kind: 'sign-in-session',
        id: idHash,
        before: found,
        after: { ...found.value, lastSeenAt },
      });
    },

    async delete(idHash) {
      for (let turn = 0; turn < tries; turn += 1) {
        const found = await find(idHash);
        if (found === undefined) return;
        const gone = await store.keep({ kind: 'sign-in-session', id: idHash, before: found, after: undefined });
        if (gone) return;
      }
      throw new Error('the session is being written all the time');
    },
  };
}
