import type { Instant } from '../../events/values.ts';
import type { Store } from '../store/interface.ts';
import { isLive, type Session, type SessionStore } from '../web/session.ts';

/** The office has one list of sign-ins. */
const listId = 'office';
const tries = 10;

/**
 * Puts a new session on the list, and takes off what has run out.
 * @throws when others write the list all the time: nobody is signed in whom nobody could sign out.
 */
export async function noteSignIn(store: Pick<Store, 'get' | 'keep'>, session: Session): Promise<void> {
  for (let turn = 0; turn < tries; turn += 1) {
    const before = await store.get('sign-in-index', listId);
    const others = (before?.value.sessions ?? []).filter(({ endsAt }) => endsAt > session.startedAt);
    const sessions = [...others, { hash: session.idHash, staffId: session.subject, endsAt: session.endsAt }];
    const expiresAt = sessions.reduce((last: Instant, { endsAt }) => (endsAt > last ? endsAt : last), session.endsAt);
    if (await store.keep({ kind: 'sign-in-index', id: listId, before, after: { sessions, expiresAt } })) return;
  }
  throw new Error('the list of sign-ins is being written all the time');
}

/** Everybody who is signed in now, latest first. */
export async function listSignIns(
  { store, sessions }: { readonly store: Pick<Store, 'get'>; readonly sessions: SessionStore },
  now: Date,
): Promise<readonly Session[]> {
  const listed = (await store.get('sign-in-index', listId))?.value.sessions ?? [];
  const found = await Promise.all(listed.map(({ hash }) => sessions.get(hash)));
  return found
    .filter((session) => session !== undefined)
    .filter((session) => isLive(session, now))
    .toSorted((one, other) => (one.startedAt < other.startedAt ? 1 : -1));
}
