import type { Instant } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { assessedBy, nextTurn } from './assess.ts';
import type { Assessment } from './assessment.ts';
import { closeTask } from './change-task.ts';
import { change, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { accept, type Outcome, refuse } from './outcome.ts';
import { type Referral, referralStates } from './referral.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { callToTell, keepShown } from './told-step.ts';
import { type Commitments, isUnwound } from './unwind.ts';

/** An assessed person, with what may be under way for them. */
export interface AssessedCase extends Pick<Commitments, 'referral' | 'place' | 'search'> {
  readonly assessment: Versioned<'assessment'>;
  /** The open calls that tell the person how it was decided. */
  readonly calls: readonly Versioned<'task'>[];
}

interface Look {
  readonly suitability: 'assessed-suitable' | 'suitable-not-ready';
  readonly why: string;
  readonly by: Actor;
  readonly now: Instant;
}

/** A second look by an assessor: whose it is now, what it found, and that it was taken. */
function lookAgain({ referral, assessment }: AssessedCase, { suitability, why, by, now }: Look) {
  const { id } = referral.value;
  const looked: Referral = {
    ...referral.value,
    state: suitability,
    assessment: { startedAt: now, ...referral.value.assessment, assessorId: by.id, recordedAt: now },
  };
  const record: Assessment = {
    ...assessment.value,
    ...assessedBy(by, assessment.value),
    suitability,
    recordedAt: now,
  };
  return {
    looked,
    decision: {
      about: `referral/${id}`,
      did: 'record-readiness',
      why,
      by,
      at: now,
      ...nothingElse,
      facts: [
        {
          type: 'uk.sponsored-places.assessment.recorded.v1',
          subject: `referral/${id}`,
          data: { referralId: id, suitability },
        },
      ],
    } satisfies Omit<Decision, 'changes'>,
    assessed: change(assessment, record),
  };
}

/**
 * Somebody who was not ready is ready now: from here it goes on as after a first assessment, with the clock that the
 * person has had all along.
 * @returns refusals: `not-allowed` for anybody but an assessor; `wrong-state` while what was under way before is still
 * being undone
 */
export function findReady(theCase: AssessedCase, why: string, by: Actor, now: Instant): Outcome<Decision> {
  const { referral, place, search, calls } = theCase;
  const next = step(referralStates, referral.value.state, 'assessed-suitable', by);
  if (!next.ok) return next;
  if (referral.value.state !== 'suitable-not-ready') return refuse('wrong-state', 'only a second look says so');
  if (!isUnwound(theCase)) return refuse('wrong-state', 'what was under way is still being undone');
  const { looked, assessed, decision } = lookAgain(theCase, { suitability: 'assessed-suitable', why, by, now });
  const { stillShown: _, ...known } = looked;
  return accept({
    ...decision,
    relies: [...(place === undefined ? [] : [rely(place)]), ...(search === undefined ? [] : [rely(search)])],
    changes: [
      change(referral, { ...known, ...nextTurn(referral.value, place) }),
      assessed,
      ...calls.map((call) => closeTask(call, by, now, 'spoken with the person: they are ready now')),
    ],
  });
}

/**
 * Somebody who was found suitable is not ready for therapy now. Nobody else waits for it: whoever hears of it cancels the
 * place, gives its money back to its lots and takes an offer back. The wait clock runs on.
 * @returns refusals: `not-allowed` for anybody but an assessor; `wrong-state` once therapy has begun
 */
export function findNotReady(
  theCase: AssessedCase,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  occasion: number,
): Outcome<Decision> {
  const { referral, place, search } = theCase;
  const next = step(referralStates, referral.value.state, 'suitable-not-ready', by);
  if (!next.ok) return next;
  if (referral.value.state !== 'assessed-suitable') return refuse('wrong-state', 'only a second look says so');
  const { looked, assessed, decision } = lookAgain(theCase, { suitability: 'suitable-not-ready', why, by, now });
  return accept({
    ...decision,
    changes: [
      change(referral, keepShown({ referral: looked, place: place?.value, search: search?.value })),
      assessed,
      callToTell('assessor', referral.value.id, now, settings, occasion),
    ],
  });
}
