import type { Instant } from '../../events/values.ts';
import { type Actor, hasRole } from './actor.ts';
import { change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
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

/** Somebody is back sooner, or stays: from now on they decide for themself again. Who holds the role may say so. */
export function endAbsence(delegation: Versioned<'delegation'>, by: Actor, now: Instant): Outcome<Decision> {
  const { role, from, until } = delegation.value;
  if (!hasRole(by, [role])) return refuse('not-allowed', `only a ${role} ends this absence`);
  if (until <= now) return refusePassed('wrong-state', 'this absence is over');
  return accept({
    about: `role/${role}`,
    did: 'end-absence',
    why: from <= now ? 'back sooner' : 'not away after all',
    by,
    at: now,
    ...nothingElse,
    changes: [change(delegation, { ...delegation.value, from: from <= now ? from : now, until: now })],
  });
}
