import type { Instant, PlaceId, Region, TherapistId } from '../../events/values.ts';
import { hasRole, system } from './actor.ts';
import { type Allocation, allocationIdOf, type Search } from './allocation.ts';
import type { Assessment } from './assessment.ts';
import { closeTask, openTaskAgain } from './change-task.ts';
import { change, create, type Decision, nothingElse, type Reliance, rely, type Versioned } from './decision.ts';
import { rankTherapists } from './matching.ts';
import { calendarIn, later, localDay, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, type PlaceIn } from './place.ts';
import { isPaused, type Referral } from './referral.ts';
import { requestEmail } from './send-mail.ts';
import type { CharitySettings } from './settings.ts';
import { taskIdOf } from './task.ts';

/** The search for a therapist for one referral, with a place or self-funded. */
export const newSearch = (
  referral: Referral,
  assessment: Assessment,
  placeId: PlaceId | undefined,
  now: Instant,
  settings: CharitySettings,
): Search => ({
  referralId: referral.id,
  ...(placeId === undefined ? {} : { placeId }),
  poolId: referral.poolId,
  state: 'seeking',
  needs: assessment.needs,
  area: referral.area,
  feeCap: settings.therapy.feeCap,
  contribution: assessment.means.contribution,
  sessions: assessment.needs.sessions,
  round: 0,
  past: [],
  conflicted: [assessment.assessorId, ...(assessment.earlierAssessors ?? [])],
  findBy: officeDeadline(now, settings.deadlines.findTherapist, settings.office),
});

/** A search that had stopped, begun anew: rounds count on, and who had the case before is not asked again. */
export const seekingAnew = ({ round, past, conflicted }: Search, fresh: Search): Search => ({
  ...fresh,
  round,
  past,
  conflicted: [...new Set([...conflicted, ...fresh.conflicted])],
});

/** The state every offer must find: an open, unpaused referral, and for a sponsored one an approved place. */
export interface CaseToOffer {
  readonly referral: Versioned<'referral'>;
  readonly search: Versioned<'search'>;
  readonly place: Versioned<'place'> | undefined;
}

/** Whether the case may be offered or accepted now; the refusal says what stands in the way. */
export function isReadyToOffer({ referral, search, place }: CaseToOffer): Outcome<PlaceIn<'approved'> | undefined> {
  if (referral.value.state !== 'assessed-suitable' && referral.value.state !== 'in-therapy') {
    return refusePassed('closed', 'the referral is no longer open');
  }
  if (isPaused(referral.value)) return refuse('paused', 'the referral is paused');
  if (search.value.placeId === undefined) return accept(undefined);
  if (place?.value.state !== 'approved') return refuse('wrong-state', 'the place is not approved');
  return accept(place.value);
}

/** What an offer or an acceptance read and must still find. */
const readFor = ({ referral, place }: CaseToOffer): readonly Reliance[] => [
  rely(referral),
  ...(place === undefined ? [] : [rely(place)]),
];

/** A case for which somebody is sought. */
export interface SoughtCase extends CaseToOffer {
  /** The task about this round, when nobody was found in it before: a place may come back to the same search. */
  readonly nobodyFound?: Versioned<'task'> | undefined;
}

/** The task about a round in which nobody was found. */
export const nobodyFoundTask = ({ referralId, round }: Search) =>
  taskIdOf('no-therapist-found', `referral/${referralId}`, round + 1);

/**
 * Offers the case to the best matching therapist, or, when none is left, makes it a task for the coordinator.
 * Why this therapist, and who was excluded by what, is stored with the offer.
 */
export function offerCase(
  theCase: SoughtCase,
  therapists: readonly Versioned<'therapist'>[],
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const { search } = theCase;
  if (search.value.state !== 'seeking') return refusePassed('wrong-state', 'nobody is sought for this case now');
  const ready = isReadyToOffer(theCase);
  if (!ready.ok) return ready;
  const expectedThrough = localDay(later(now, { days: settings.therapy.expectedWeeks * 7 }), settings.office);
  const { ranked } = rankTherapists(
    search.value,
    therapists.map((therapist) => therapist.value),
    settings.matching,
    now,
    expectedThrough,
  );
  const best = ranked[0];
  const therapist = therapists.find((candidate) => candidate.value.id === best?.therapist.id);
  return accept(
    best === undefined || therapist === undefined
      ? nobodyLeft(theCase, now, settings)
      : offerTo(theCase, therapist, best.reasons, now, settings),
  );
}

/** By when a therapist answers: holidays of the nation they live in do not count. */
const answerBy = (region: Region, now: Instant, settings: CharitySettings): Instant =>
  officeDeadline(now, settings.deadlines.answerOffer, calendarIn(settings, region));

function offerTo(
  theCase: CaseToOffer,
  therapist: Versioned<'therapist'>,
  reasons: Allocation['reasons'],
  now: Instant,
  settings: CharitySettings,
): Decision {
  const { search } = theCase;
  const { referralId, placeId, poolId } = search.value;
  const round = search.value.round + 1;
  const id = allocationIdOf(referralId, round);
  const therapistId = therapist.value.id;
  const email = requestEmail('therapist-offer', therapist.value.personId, `allocation/${id}`, now);
  return {
    about: `referral/${referralId}`,
    did: 'offer-case',
    why: 'the best match among those who may take it',
    by: system,
    at: now,
    entries: [],
    relies: readFor(theCase),
    changes: [
      create('allocation', id, {
        id,
        referralId,
        ...(placeId === undefined ? {} : { placeId }),
        poolId,
        therapistId,
        round,
        state: 'offered',
        offeredAt: now,
        respondBy: answerBy(therapist.value.region, now, settings),
        reasons,
      }),
      change(search, { ...search.value, state: 'offered', round, live: id }),
      change(therapist, { ...therapist.value, offers: therapist.value.offers + 1, lastOfferedAt: now }),
      email.change,
    ],
    facts: [
      {
        type: 'uk.sponsored-places.allocation.offered.v1',
        subject: `allocation/${id}`,
        data: { allocationId: id, referralId, therapistId },
      },
      email.fact,
    ],
  };
}

function nobodyLeft(theCase: SoughtCase, now: Instant, settings: CharitySettings): Decision {
  const { search, nobodyFound } = theCase;
  const { referralId, round } = search.value;
  return {
    about: `referral/${referralId}`,
    did: 'find-nobody',
    why: 'no therapist is left who may take this case',
    by: system,
    at: now,
    ...nothingElse,
    relies: readFor(theCase),
    changes: [
      change(search, { ...search.value, state: 'none-left' }),
      openTaskAgain(
        nobodyFound,
        'no-therapist-found',
        'coordinator',
        `referral/${referralId}`,
        now,
        officeDeadline(now, settings.deadlines.completeCallTask, settings.office),
        round + 1,
      ),
    ],
  };
}

/** A coordinator, having found a way, asks to look again: earlier declines still count. */
export function seekAgain(
  search: Versioned<'search'>,
  tasks: readonly Versioned<'task'>[],
  by: Decision['by'],
  now: Instant,
): Outcome<Decision> {
  const { referralId, state, round } = search.value;
  if (state !== 'none-left') return refusePassed('wrong-state', 'the search is going on or has ended');
  if (!hasRole(by, approvers)) return refuse('not-allowed', 'a coordinator looks again');
  return accept({
    about: `referral/${referralId}`,
    did: 'seek-again',
    why: 'a coordinator asked to look again',
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(search, { ...search.value, state: 'seeking', round: round + 1 }),
      ...tasks.filter((task) => task.value.state === 'open').map((task) => closeTask(task, by, now, 'looked again')),
    ],
    facts: [
      { type: 'uk.sponsored-places.therapist.sought.v1', subject: `referral/${referralId}`, data: { referralId } },
    ],
  });
}

/** Who had the case before and is not asked again. */
export const pastAnd = (search: Search, therapistId: TherapistId): Search['past'] =>
  search.past.includes(therapistId) ? search.past : [...search.past, therapistId];
