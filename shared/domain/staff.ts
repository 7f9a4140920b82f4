import * as z from 'zod';
import { Instant, Role } from '../../events/values.ts';

/** The deputy of each role that has one. */
const deputyOf = { 'coordinator-deputy': 'coordinator', 'safeguarding-deputy': 'safeguarding-lead' } as const;

/** "While I am away": recorded by the person whose role it is; ends by itself. */
export const Delegation = z.lazy(() =>
  z.strictObject({
    role: z.enum(['coordinator', 'safeguarding-lead']),
    by: z.string(),
    from: Instant,
    until: Instant,
    recordedAt: Instant,
  }),
);
export type Delegation = z.infer<typeof Delegation>;

/** A member of staff as the sign-in tells it: the name is the office's own, not a client's. */
export const StaffMember = z.lazy(() =>
  z.strictObject({ id: z.string().min(1), name: z.string(), roles: z.array(Role).min(1) }),
);
export type StaffMember = z.infer<typeof StaffMember>;

/**
 * The roles somebody may act in now. A deputy's role counts only while a delegation of that role stands: somebody who
 * is not away decides for themself. Safeguarding deputies may always act.
 */
export const rolesNow = (roles: readonly Role[], delegations: readonly Delegation[], now: Instant): readonly Role[] =>
  roles.filter(
    (role) =>
      role !== 'coordinator-deputy' ||
      delegations.some(({ role: away, from, until }) => away === deputyOf[role] && from <= now && now < until),
  );
