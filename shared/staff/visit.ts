import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Instant, Role } from '../../events/values.ts';
import { actorOf } from '../commands/manage.ts';
import type { Actor } from '../domain/actor.ts';
import { hasRole } from '../domain/actor.ts';
import { csrfTokenFor } from '../web/csrf.ts';
import { rolesOf, type Session } from '../web/session.ts';
import { showProblem } from '../web/show-problem.ts';
import type { Html, WebEnv } from '../web/web-env.ts';
import { staffRoles } from './permissions.ts';
import type { StaffDeps } from './staff-deps.ts';
import type { DoneName } from './words/done.ts';

/** One request of somebody signed in: who they are, what they may do now, and what every page of theirs shows. */
export interface Visit {
  readonly c: Context<WebEnv>;
  readonly deps: StaffDeps;
  /** With the roles they may act in at this moment. */
  readonly actor: Actor;
  /** All their roles; a deputy's counts only while somebody is away. */
  readonly roles: readonly Role[];
  readonly session: Session;
  readonly csrfToken: string;
  readonly now: Instant;
}

export async function openVisit(c: Context<WebEnv>, deps: StaffDeps): Promise<Visit> {
  const { session } = c.var;
  const held = rolesOf(session);
  const roles = staffRoles.filter((role) => held.includes(role));
  const actor = await actorOf(deps, { id: session.subject, name: session.name, roles: [...roles] });
  return { c, deps, actor, roles, session, csrfToken: csrfTokenFor(c, 'session'), now: deps.now() };
}

/** Answers with a page. */
export const show = async (visit: Visit, page: Html, status: ContentfulStatusCode = 200): Promise<Response> =>
  visit.c.html(await page, status);

export const showMissing = (visit: Visit): Promise<Response> => showProblem(visit.c, 'not-found');

/** After something was done: back to a page of ours, which says so. */
export const showDone = (visit: Visit, path: string, done: DoneName): Response =>
  visit.c.redirect(`${path}?${new URLSearchParams({ done })}`, 303);

export const isDeputyWaiting = ({ roles, actor }: Pick<Visit, 'roles' | 'actor'>): boolean =>
  roles.includes('coordinator-deputy') && !hasRole(actor, ['coordinator-deputy']);

/** Who proved lately who they are may take a sensitive step (ASVS 5.0 7.5.3). */
export const sensitiveMinutes = 15;

export const signedInLately = ({ session, now }: Pick<Visit, 'session' | 'now'>): boolean =>
  session.authenticatedAt !== null &&
  Date.parse(now) - Date.parse(session.authenticatedAt) <= sensitiveMinutes * 60 * 1000;
