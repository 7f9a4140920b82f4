import type { Actor } from '../../shared/domain/actor.ts';
import { type Purpose, release } from '../../shared/domain/release.ts';

/** What this person may read a therapist's contact details for. */
export const therapistPurposes = (actor: Actor): readonly Purpose[] =>
  (['arrange-therapist', 'safeguarding'] as const).filter((purpose) => release(actor, purpose).ok);
