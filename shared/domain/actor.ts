import type { Role } from '../../events/values.ts';

/** Who decides: a member of staff, somebody with a link or a code, or the system itself. Ids only. */
export interface Actor {
  readonly id: string;
  readonly roles: readonly Role[];
}

export const system: Actor = { id: 'system', roles: ['system'] };

/** Whether the actor has one of the roles. */
export const hasRole = (actor: Actor, roles: readonly Role[]): boolean =>
  roles.some((role) => actor.roles.includes(role));
