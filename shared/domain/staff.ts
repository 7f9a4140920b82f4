import * as z from 'zod';
import { Instant, Role } from '../../events/values.ts';
import type { Actor } from './decision.ts';

/** The deputy of each role that has one. A deputy may act while a delegation stands, or at any time if the law of the role says so. */
export const deputyOf = { 'coordinator-deputy': 'coordinator', 'safeguarding-deputy': 'safeguarding-lead' } as const;

/** "While I am away": recorded by the person whose role it is; ends by itself. */
export const Delegation = z.strictObject({
  role: z.enum(['coordinator', 'safeguarding-lead']),
  by: z.string(),
  from: Instant,
  until: Instant,
  recordedAt: Instant,
});
export type Delegation = z.infer<typeof Delegation>;

/** A member of staff as the sign-in tells it: the name is the office's own, not a client's. */
export const StaffMember = z.strictObject({ id: z.string().min(1), name: z.string(), roles: z.array(Role).min(1) });
export type StaffMember = z.infer<typeof StaffMember>;

/** Whether the actor has one of the roles. */
export const hasRole = (actor: Actor, roles: readonly Role[]): boolean =>
  roles.some((role) => actor.roles.includes(role));
