import type { Instant, Pence } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { closeTask, openTask, openTaskAgain } from './change-task.ts';
import { type Change, change, type Decision, nothingElse, type Versioned } from './decision.ts';
import { later, officeDeadline } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { approvers, hasAssessed, type Place, type PlaceIn, type Unusable } from './place.ts';
import type { CharitySettings } from './settings.ts';

/** An entry of the one order: a new place, or what a place in hand asks for. */
export interface Entry {
  readonly place: Versioned<'place'>;
  readonly request?: Versioned<'request'> | undefined;
}

const alsoSetAside = (unusable: readonly Unusable[]): Unusable[] => [
  ...unusable.filter((why) => why !== 'set-aside'),
  'set-aside',
];

/**
 * An entry whose reservation was refused alone and for good draws and blocks nothing until a coordinator has looked. The
 * revision of its next hold is passed over: what stands in its way may be something that bears it.
 */
export function setAside({ place, request }: Entry, now: Instant, settings: CharitySettings): Outcome<Decision> {
  const { referralId } = place.value;
  const holds = place.value.holds + 1;
  const task = openTask(
    'set-aside-place',
    'coordinator',
    `referral/${referralId}`,
    now,
    officeDeadline(now, settings.deadlines.completeCallTask, settings.office),
    holds,
  );
  const decision = {
    about: `referral/${referralId}`,
    did: 'set-aside-entry',
    why: 'its reservation was refused, alone and for good',
    by: system,
    at: now,
    ...nothingElse,
  } as const;
  if (request !== undefined) {
    const asked = request.value;
    if (asked.state !== 'requested') return refusePassed('wrong-state', 'the request does not wait any more');
    const changes = [
      change(request, { ...asked, unusable: alsoSetAside(asked.unusable) }),
      change(place, { ...place.value, holds }),
      task,
    ];
    return accept({ ...decision, changes });
  }
  const waiting = place.value;
  if (waiting.state !== 'requested') return refusePassed('wrong-state', 'the place does not wait any more');
  return accept({
    ...decision,
    changes: [change(place, { ...waiting, holds, unusable: alsoSetAside(waiting.unusable) }), task],
  });
}

/**
 * Keeps since when an entry has been unfunded while money that it may use is there: nobody after it may draw on that.
 * @param within pence that it may use, fewer than it needs
 * @returns undefined when that is known already
 */
export function noteBlocking({ place, request }: Entry, within: Pence, now: Instant): Decision | undefined {
  const waits = request?.value ?? place.value;
  if (waits.state !== 'requested' || (waits.blocksSince !== undefined) === within > 0) return undefined;
  return {
    about: `referral/${place.value.referralId}`,
    did: 'note-blocking',
    why: within > 0 ? 'first of its kind, with money that is not enough for it' : 'it holds no money back any more',
    by: system,
    at: now,
    ...nothingElse,
    changes: blockingSince({ place, request }, within > 0 ? now : undefined),
  };
}

function blockingSince({ place, request }: Entry, since: Instant | undefined): readonly Change[] {
  const known = since === undefined ? {} : { blocksSince: since };
  if (request?.value.state === 'requested') {
    const { blocksSince: _, ...kept } = request.value;
    return [change(request, { ...kept, ...known })];
  }
  if (place.value.state !== 'requested') return [];
  const { blocksSince: _, ...kept } = place.value;
  return [change(place, { ...kept, ...known })];
}

/**
 * An entry that has held money back from others for as long as the settings allow becomes a task: a smaller block, or
 * an override. It is opened once, however often it is asked for.
 */
export function reportBlocking({ place, request }: Entry, now: Instant, settings: CharitySettings): Outcome<Decision> {
  const { referralId, holds } = place.value;
  const waits = request?.value ?? place.value;
  if (waits.state !== 'requested' || waits.blocksSince === undefined) {
    return refusePassed('wrong-state', 'the entry holds no money back');
  }
  if (later(waits.blocksSince, { days: settings.waiting.blockedDays }) > now) {
    return refuse('wrong-state', 'it has not held money back for so long yet');
  }
  return accept({
    about: `referral/${referralId}`,
    did: 'report-blocking',
    why: `money that is not enough for it has waited for ${settings.waiting.blockedDays} days`,
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      openTask(
        'money-blocked',
        'coordinator',
        `referral/${referralId}`,
        now,
        officeDeadline(now, settings.deadlines.completeCallTask, settings.office),
        holds + 1,
      ),
    ],
  });
}

/** The place on the waiting list that a coordinator may manage now. */
function waitingFor(place: Versioned<'place'>, by: Actor): Outcome<PlaceIn<'requested'>> {
  if (!hasRole(by, approvers)) return refuse('not-allowed', `the waiting list is managed by: ${approvers.join(', ')}`);
  if (place.value.state !== 'requested') return refusePassed('wrong-state', 'the place does not wait any more');
  return accept(place.value);
}

/** The override of a place is one task for each hold that the place may have next. */
export const overrideOccasion = ({ holds }: Pick<Place, 'holds'>): number => holds + 1;

/**
 * A coordinator asks, with a reason, that a place go before all other new places. It counts once a second person has
 * granted it, for whom it is a task; the pass obeys the order as it then is, and nothing else draws on lots.
 * @param known the task of an override that was asked for and declined before, while this place waited
 */
export function askPrecedence(
  place: Versioned<'place'>,
  known: Versioned<'task'> | undefined,
  why: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  const waiting = waitingFor(place, by);
  if (!waiting.ok) return waiting;
  if (waiting.value.precedence !== undefined) return refusePassed('used-already', 'an override is asked for already');
  const about = `referral/${waiting.value.referralId}` as const;
  const dueAt = officeDeadline(now, settings.deadlines.completeCallTask, settings.office);
  return accept({
    about,
    did: 'ask-precedence',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(place, { ...waiting.value, precedence: { state: 'asked', why, askedBy: by.id, askedAt: now } }),
      openTaskAgain(known, 'decide-override', 'coordinator', about, now, dueAt, overrideOccasion(waiting.value)),
    ],
  });
}

/**
 * A second person grants the override, or declines it.
 * @param tasks the open ones about what the place asks for and what it holds back
 * @returns refusals: `same-person` for whoever asked for it, or assessed this referral
 */
export function answerPrecedence(
  place: Versioned<'place'>,
  answer: 'grant' | 'decline',
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const waiting = waitingFor(place, by);
  if (!waiting.ok) return waiting;
  const { precedence, ...kept } = waiting.value;
  if (precedence?.state !== 'asked') return refusePassed('used-already', 'no override waits for a second person');
  if (answer === 'grant' && precedence.askedBy === by.id) {
    return refuse('same-person', 'an override takes two people');
  }
  if (answer === 'grant' && hasAssessed(kept, by)) {
    return refuse('same-person', 'whoever assessed this referral does not put its place first');
  }
  const { id: placeId, referralId, poolId } = kept;
  const decision = {
    about: `referral/${referralId}`,
    did: `${answer}-precedence`,
    why: precedence.why,
    by,
    at: now,
    ...nothingElse,
  } as const;
  if (answer === 'decline') {
    const asking = tasks.filter(({ value }) => value.kind === 'decide-override');
    const done = asking.map((task) => closeTask(task, by, now, 'the override was declined'));
    return accept({ ...decision, changes: [change(place, kept), ...done] });
  }
  return accept({
    ...decision,
    changes: [
      change(place, { ...kept, precedence: { ...precedence, state: 'granted', grantedBy: by.id, grantedAt: now } }),
      ...tasks.map((task) => closeTask(task, by, now, 'an override was granted')),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.requested.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}

/**
 * A coordinator takes an override back, with a reason: the place has again the turn that its clock gives it. That
 * restores the rule, so it takes one person; asking again takes two.
 */
export function withdrawPrecedence(place: Versioned<'place'>, why: string, by: Actor, now: Instant): Outcome<Decision> {
  const waiting = waitingFor(place, by);
  if (!waiting.ok) return waiting;
  const { precedence, ...kept } = waiting.value;
  if (precedence?.state !== 'granted') return refusePassed('used-already', 'no override is granted');
  const { id: placeId, referralId, poolId } = kept;
  return accept({
    about: `referral/${referralId}`,
    did: 'withdraw-precedence',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [change(place, kept)],
    facts: [
      {
        type: 'uk.sponsored-places.place.requested.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}

/**
 * A coordinator lets a place ask for fewer sessions first, so that the money there is goes further: the rest comes with
 * later blocks.
 * @param sessions of the next block; fewer than now
 */
export function shrinkBlock(
  place: Versioned<'place'>,
  sessions: number,
  why: string,
  tasks: readonly Versioned<'task'>[],
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const waiting = waitingFor(place, by);
  if (!waiting.ok) return waiting;
  const { blocksSince: _, ...kept } = waiting.value;
  const { block, id: placeId, referralId, poolId } = kept;
  if (!Number.isInteger(sessions) || sessions <= block.used || sessions >= block.sessions) {
    return refuse('invalid', `a smaller block has from ${block.used + 1} to ${block.sessions - 1} sessions`);
  }
  return accept({
    about: `referral/${referralId}`,
    did: 'shrink-block',
    why,
    by,
    at: now,
    ...nothingElse,
    changes: [
      change(place, { ...kept, block: { ...block, sessions } }),
      ...tasks.map((task) => closeTask(task, by, now, 'a smaller block was agreed')),
    ],
    facts: [
      {
        type: 'uk.sponsored-places.place.requested.v1',
        subject: `place/${placeId}`,
        data: { placeId, referralId, poolId },
      },
    ],
  });
}
