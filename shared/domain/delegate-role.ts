import type { Actor } from './actor.ts';
import { create, type Decision, nothingElse } from './decision.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import type { Delegation } from './staff.ts';

/** "While I am away my deputy decides": recorded by the person whose role it is, and ends by itself. */
export function delegateRole(delegation: Delegation, by: Actor, id: string, why: string): Outcome<Decision> {
  const { role, from, until, recordedAt } = delegation;
  if (!by.roles.includes(role)) return refuse('not-allowed', `only a ${role} delegates this role`);
  if (until <= from || until <= recordedAt) return refuse('invalid', 'an absence ends after it begins');
  return accept({
    about: `role/${role}`,
    did: 'delegate-role',
    why,
    by,
    at: recordedAt,
    ...nothingElse,
    changes: [create('delegation', id, delegation)],
  });
}
