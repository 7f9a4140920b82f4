import * as z from 'zod';
import { Instant, Role } from '../../events/values.ts';
import { createSecret, hashSecret } from './secrets.ts';

export const sessionCookie = 'session';

const minute = 60 * 1000;
/** ASVS 5.0 7.3.1: signed out after this long without a request. */
const idleMinutes = 30;
/** ASVS 5.0 7.3.2: signed out after this long whatever happens. */
export const absoluteHours = 12;
/** A busy page need not write for every request; the idle time may be this much too short, never too long. */
const touchAfterMinutes = 1;

/** Who the provider says it is. */
export const SignedInPerson = z.lazy(() =>
  z.strictObject({
    /** `sub`: never given to anybody else (ASVS 5.0 10.5.2). */
    subject: z.string().min(1),
    name: z.string(),
    email: z.string().optional(),
    groups: z.array(z.string()),
    /** When they last proved who they are; null when the provider does not say, and then never fresh. */
    authenticatedAt: Instant.nullable(),
  }),
);
export type SignedInPerson = z.infer<typeof SignedInPerson>;

/** A signed-in session as it is stored. The id itself is only in the person's cookie. */
export const Session = z.lazy(() =>
  SignedInPerson.unwrap().extend({
    idHash: z.string(),
    startedAt: Instant,
    lastSeenAt: Instant,
    /** The absolute end; a store may delete it from then on. */
    endsAt: Instant,
  }),
);
export type Session = z.infer<typeof Session>;

/** Where sessions live. Reads must be strong: a signed-out session must not come back for a second. */
export interface SessionStore {
  put(session: Session): Promise<void>;
  get(idHash: string): Promise<Session | undefined>;
  /** Moves `lastSeenAt` of a session that exists; must not create one, or signing out could be undone by a slow page. */
  touch(idHash: string, lastSeenAt: Instant): Promise<void>;
  delete(idHash: string): Promise<void>;
}

const toInstant = (time: number): Instant => Instant.parse(new Date(time).toISOString());

/**
 * Starts a session under a new random id and ends the one before, if there was one: also when the same person
 * signs in again (ASVS 5.0 7.2.4). Returns the id for the cookie and the session as stored.
 */
export async function startSession(
  store: SessionStore,
  person: SignedInPerson,
  now: Date,
  previousId?: string,
): Promise<{ id: string; session: Session }> {
  const id = createSecret();
  const session: Session = {
    ...person,
    idHash: hashSecret(id),
    startedAt: toInstant(now.getTime()),
    lastSeenAt: toInstant(now.getTime()),
    endsAt: toInstant(now.getTime() + absoluteHours * 60 * minute),
  };
  if (previousId !== undefined) await endSession(store, previousId);
  await store.put(session);
  return { id, session };
}

/** Neither idle nor open for too long. */
export const isLive = ({ lastSeenAt, endsAt }: Pick<Session, 'lastSeenAt' | 'endsAt'>, now: Date): boolean =>
  now.getTime() - Date.parse(lastSeenAt) < idleMinutes * minute && now.getTime() < Date.parse(endsAt);

/** The live session of this id; undefined, and deleted, once it has been idle or open for too long. */
export async function resumeSession(store: SessionStore, id: string, now: Date): Promise<Session | undefined> {
  const session = await store.get(hashSecret(id));
  if (session === undefined) return undefined;
  const idle = now.getTime() - Date.parse(session.lastSeenAt);
  if (!isLive(session, now)) {
    await store.delete(session.idHash);
    return undefined;
  }
  if (idle < touchAfterMinutes * minute) return session;
  const lastSeenAt = toInstant(now.getTime());
  await store.touch(session.idHash, lastSeenAt);
  return { ...session, lastSeenAt };
}

/** Ends the session on our side; the cookie is worth nothing from then on (ASVS 5.0 7.4.1). */
export async function endSession(store: SessionStore, id: string): Promise<void> {
  await store.delete(hashSecret(id));
}

/** The groups that are roles of ours. What a role may do is decided in the commands, not by the token. */
export function rolesOf(session: Pick<Session, 'groups'>): Role[] {
  return session.groups.flatMap((group) => {
    const role = Role.safeParse(group);
    return role.success ? [role.data] : [];
  });
}
