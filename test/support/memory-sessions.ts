import type { Session, SessionStore } from '../../shared/web/session.ts';

/** Sessions in memory, for tests. */
export function openMemorySessions(): SessionStore & { readonly all: ReadonlyMap<string, Session> } {
  const all = new Map<string, Session>();
  return {
    all,
    put: async (session) => void all.set(session.idHash, session),
    get: async (idHash) => all.get(idHash),
    touch: async (idHash, lastSeenAt) => {
      const session = all.get(idHash);
      if (session !== undefined) all.set(idHash, { ...session, lastSeenAt });
    },
    delete: async (idHash) => void all.delete(idHash),
  };
}
