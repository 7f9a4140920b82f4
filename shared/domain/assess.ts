import type { Instant } from '../../events/values.ts';
import { type Actor, system } from './actor.ts';
import type { Assessment } from './assessment.ts';
import { change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { newSearch, seekingAnew } from './offer.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { type Place, placeIdOf } from './place.ts';
import { type Referral, referralStates } from './referral.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { step } from './state-table.ts';
import { callToTell } from './told-step.ts';
import { waitsFrom } from './waiting-list.ts';

/** An assessor takes a referral from the queue: from now on it is theirs. */
export function startAssessment(referral: Versioned<'referral'>, by: Actor, now: Instant): Outcome<Decision> {
  const next = step(referralStates, referral.value.state, 'assessment-started', by);
  if (!next.ok) return next;
  return accept({
    about: `referral/${referral.value.id}`,
    did: 'start-assessment',
    why: 'taken from the queue',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, {
        ...referral.value,
        state: next.value,
        assessment: { assessorId: by.id, startedAt: now },
      }),
    ],
  });
}

/** What an earlier time of asking for help left behind. */
interface Earlier {
  readonly assessment?: Versioned<'assessment'> | undefined;
  /** Of the turn that is over. */
  readonly place?: Versioned<'place'> | undefined;
}

/** Whose assessment it is now; whoever assessed this person before stays known, for they do not decide on the place. */
export const assessedBy = (
  by: Actor,
  before: Assessment | undefined,
): Pick<Assessment, 'assessorId' | 'earlierAssessors'> => {
  const others = [...(before?.earlierAssessors ?? []), ...(before === undefined ? [] : [before.assessorId])];
  const earlier = [...new Set(others)].filter((id) => id !== by.id);
  return { assessorId: by.id, ...(earlier.length === 0 ? {} : { earlierAssessors: earlier }) };
};

/** A place that ended is not taken up again: help is sought anew, under the next number. */
export const nextTurn = ({ turn = 1 }: Referral, place: Versioned<'place'> | undefined): Pick<Referral, 'turn'> =>
  place === undefined ? {} : { turn: turn + 1 };

export type AssessmentFindings = Pick<Assessment, 'suitability' | 'needs' | 'means' | 'band'>;

/**
 * Records needs, means and priority.
 * @returns refusals: `not-allowed` for anybody but the assessor who started it; `invalid` when the primary group is
 * not among the groups, or a contribution is not below the fee of somebody who cannot pay the whole.
 */
export function recordAssessment(
  referral: Versioned<'referral'>,
  findings: AssessmentFindings,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
  occasion = 1,
  earlier: Earlier = {},
): Outcome<Decision> {
  const { id, state, assessment, referrer } = referral.value;
  const next = step(referralStates, state, findings.suitability, by);
  if (!next.ok) return next;
  if (state !== 'assessment-started')
    return refuse('wrong-state', 'this is recorded; a second look is a step of its own');
  if (assessment?.assessorId !== by.id) return refuse('not-allowed', 'another assessor has this referral');
  const { needs, means } = findings;
  if (!needs.groups.includes(needs.primaryGroup)) return refuse('invalid', 'the primary group is one of the groups');
  if (needs.sessions > settings.therapy.maximumSessions) {
    return refuse('invalid', `at most ${settings.therapy.maximumSessions} sessions can be recommended`);
  }
  if (!means.canPayWhole && means.contribution >= settings.therapy.feeCap) {
    return refuse('invalid', 'a contribution of the whole fee is self-funding');
  }
  const told =
    referrer?.signals.includes('assessed') === true
      ? requestEmail('referrer-signal', referrer.personId, `referral/${id}`, now, 'assessed')
      : undefined;
  const record: Assessment = {
    ...findings,
    referralId: id,
    ...assessedBy(by, earlier.assessment?.value),
    recordedAt: now,
  };
  return accept({
    about: `referral/${id}`,
    did: 'record-assessment',
    why: 'needs, means and priority',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(referral, {
        ...referral.value,
        state: next.value,
        assessment: { ...assessment, recordedAt: now },
        ...nextTurn(referral.value, earlier.place),
        ...(next.value === 'not-suitable'
          ? { closing: { at: now, category: next.value, reason: 'another service can help better', spokenTo: false } }
          : {}),
        ...(next.value === 'suitable-not-ready' ? { stillShown: 'assessment' as const } : {}),
      }),
      earlier.assessment === undefined ? create('assessment', id, record) : change(earlier.assessment, record),
      ...(next.value === 'assessed-suitable' ? [] : [callToTell('assessor', id, now, settings, occasion)]),
      ...(told === undefined ? [] : [told.change]),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.assessment.recorded.v1',
        subject: `referral/${id}`,
        data: { referralId: id, suitability: findings.suitability },
      },
      ...(told === undefined ? [] : [told.fact]),
    ],
  });
}

/**
 * What follows from an assessment: somebody suitable who cannot pay the whole asks for a place and joins the waiting
 * list; who can pay it is looked for a therapist straight away.
 * @param earlier the place of the turn before, and the search that stopped with it: their numbers count on
 */
export function followAssessment(
  referral: Versioned<'referral'>,
  assessment: Versioned<'assessment'>,
  now: Instant,
  settings: CharitySettings,
  earlier: { readonly place?: Versioned<'place'> | undefined; readonly search?: Versioned<'search'> | undefined } = {},
): Outcome<Decision> {
  const { id, poolId, state, region, clock, turn } = referral.value;
  const { needs, means, band, assessorId, earlierAssessors } = assessment.value;
  if (state !== 'assessed-suitable') return refusePassed('wrong-state', 'only a suitable referral goes on');
  if (means.canPayWhole) {
    const search = newSearch(referral.value, assessment.value, undefined, now, settings);
    return accept({
      about: `referral/${id}`,
      did: 'seek-therapist',
      why: 'the person can pay the whole: self-funded, no place',
      by: system,
      at: now,
      ...nothingElse,
      relies: [rely(referral), rely(assessment)],
      changes: [
        earlier.search === undefined
          ? create('search', id, search)
          : change(earlier.search, seekingAnew(earlier.search.value, search)),
      ],
      facts: [{ type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${id}`, data: { referralId: id } }],
    });
  }
  const placeId = placeIdOf(id, turn);
  const place: Place = {
    id: placeId,
    referralId: id,
    poolId,
    class: { group: needs.primaryGroup, region },
    band,
    clock,
    waitsFrom: waitsFrom(clock, band, settings.waiting),
    assessorId,
    ...(earlierAssessors === undefined ? {} : { earlierAssessors }),
    sessions: needs.sessions,
    used: 0,
    block: { number: 1, sessions: Math.min(needs.sessions, settings.therapy.blockSessions), used: 0 },
    fee: settings.therapy.feeCap,
    contribution: means.contribution,
    // Tasks about the holds of an earlier place are told apart from those about this one.
    holds: earlier.place === undefined ? 0 : earlier.place.value.holds + 1,
    state: 'requested',
    unusable: referral.value.onHold || referral.value.safeguardingPause ? ['paused'] : [],
  };
  return accept({
    about: `referral/${id}`,
    did: 'request-place',
    why: 'suitable, and cannot pay the whole',
    by: system,
    at: now,
    ...nothingElse,
    relies: [rely(referral), rely(assessment)],
    changes: [create('place', placeId, place)],
    facts: [
      {
        type: 'uk.sponsored-places.place.requested.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId: id, poolId },
      },
    ],
  });
}
