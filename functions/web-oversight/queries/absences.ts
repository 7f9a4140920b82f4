import type { Actor } from '../../../shared/domain/actor.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Delegation } from '../../../shared/domain/staff.ts';
import type { Store } from '../../../shared/store/interface.ts';

const shown = 30;

const roles = ['coordinator', 'safeguarding-lead'] as const satisfies readonly Delegation['role'][];

/** The roles of theirs for which there is a deputy: they are away from all of them at once. */
export const rolesAwayFrom = (actor: Pick<Actor, 'roles'>): readonly Delegation['role'][] =>
  roles.filter((role) => actor.roles.includes(role));

/** The absences of those roles, the latest first. */
export async function readAbsences(
  store: Store,
  of: readonly Delegation['role'][],
): Promise<readonly Versioned<'delegation'>[]> {
  const lists = await Promise.all(
    of.map((role) => store.list('delegation', `delegations/${role}`, { limit: shown, newestFirst: true })),
  );
  return lists.flatMap(({ items }) => items).toSorted((a, b) => (a.value.until < b.value.until ? 1 : -1));
}
