import type { Instant } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { isOpen, type Referral } from './referral.ts';
import { release } from './release.ts';

/**
 * Who was referred by a professional has no code: the professional holds the one of the form. They get one of their own
 * once they have agreed to being referred, for as long as anything is done for them.
 */
export const mayHaveOwnCode = ({ door, confirmedAt, state }: Referral): boolean =>
  door === 'professional' && confirmedAt !== undefined && isOpen(state);

/**
 * Gives a referred person a code of their own, read out to them on a call. The professional's goes on telling what was
 * agreed; an earlier one of the person's own counts no longer.
 * @param hash what is kept of the code
 * @returns `not-allowed` for who may not call the person, `wrong-state` unless they may have one
 */
export function giveOwnCode(referral: Versioned<'referral'>, hash: string, by: Actor, now: Instant): Outcome<Decision> {
  const caller = release(by, 'call-client');
  if (!caller.ok) return caller;
  if (!mayHaveOwnCode(referral.value)) return refuse('wrong-state', 'a code is for who was referred, and has agreed');
  return accept({
    about: `referral/${referral.value.id}`,
    did: 'give-own-code',
    why: 'call-client',
    by,
    at: now,
    ...nothingElse,
    changes: [change(referral, { ...referral.value, ownCodeHash: hash })],
  });
}
