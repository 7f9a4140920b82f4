import { Role } from '../../events/values.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { demoPeople } from '../local/stand-ins/sign-in/people.ts';

/** One of the people whom anybody can sign in as: what they did in the story stands under their name. */
function member(name: string): Actor {
  const found = demoPeople.find((person) => person.name === name);
  if (found === undefined) throw new Error(`${name} is none of the demonstration people`);
  return { id: found.sub, roles: found.groups.map((group) => Role.parse(group)) };
}

export const asha = member('Asha Assessor');
export const ben = member('Ben Assessor');
export const cora = member('Cora Coordinator');
export const dev = member('Dev Deputy');
export const fay = member('Fay Finance');
export const femi = member('Femi Finance');
export const sol = member('Sol Safeguarding');
