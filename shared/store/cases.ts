import { Allocation, Search } from '../domain/allocation.ts';
import { Assessment } from '../domain/assessment.ts';
import { Concern } from '../domain/concern.ts';
import { classKey, Place } from '../domain/place.ts';
import { PublicFigures } from '../domain/public-figures.ts';
import { Referral } from '../domain/referral.ts';
import { Request } from '../domain/request.ts';
import { Erasure, RetentionRun } from '../domain/retention.ts';
import { Session } from '../domain/session.ts';
import { Delegation } from '../domain/staff.ts';
import { Task } from '../domain/task.ts';
import { Therapist } from '../domain/therapist.ts';
import { requestOrder, waitingOrder } from '../domain/waiting-list.ts';
import type { RecordType } from './record-type.ts';

/**
 * `cases`: referrals and what grows from them, and the therapists.
 *
 * | asked | answered by |
 * | --- | --- |
 * | what work is there for a role, most urgent first | list `tasks/<role>` by due time |
 * | concerns in a state, and of which the deputy is to be told | list `concerns/<state>` by when they were raised, or by when the deputy is told |
 * | who was erased | list `erasures` by when |
 * | referrals in a state, oldest first | list `referrals/<state>` by submission |
 * | places in a state; what expires | list `places/<pool>/<state>` by deadline or clock |
 * | who waits, in the one order, by class | range `waiting/<pool>` · class, by waiting order; usable entries only |
 * | what places in hand ask for, in the one order, by class | range `requests/<pool>` · class, by request order; usable ones only |
 * | requests in a state; what expires | list `requests/<pool>/<state>` by deadline or when they were asked |
 * | offers open, and until when | list `allocations/<state>` by answer time |
 * | answers that may still be taken back | list `allocations/answered` by the time until which |
 * | the clients a therapist has now | list `clients/<therapist>` by answer time |
 * | the clients whose therapy with a therapist has ended | list `ended/<therapist>` by then |
 * | what became of a case’s sessions | range `sessions/<referral>` · `sessions`, by day |
 * | the sessions of a therapist | list `sessions/<therapist>` by day |
 * | cases without a therapist | list `searches/<state>` by deadline |
 * | therapists who may be offered cases | list `therapists/<pool>/<state>` by id |
 */
export const cases: {
  referral: RecordType<'referral'>;
  assessment: RecordType<'assessment'>;
  place: RecordType<'place'>;
  request: RecordType<'request'>;
  therapist: RecordType<'therapist'>;
  search: RecordType<'search'>;
  allocation: RecordType<'allocation'>;
  session: RecordType<'session'>;
  task: RecordType<'task'>;
  concern: RecordType<'concern'>;
  erasure: RecordType<'erasure'>;
  'retention-run': RecordType<'retention-run'>;
  delegation: RecordType<'delegation'>;
  'public-figures': RecordType<'public-figures'>;
} = {
  referral: {
    table: 'cases',
    schema: Referral,
    list: ({ state, clock }) => ({ list: `referrals/${state}`, at: clock.startedAt }),
  },
  assessment: { table: 'cases', schema: Assessment },
  place: {
    table: 'cases',
    schema: Place,
    list: (place) => ({
      list: `places/${place.poolId}/${place.state}`,
      at:
        place.state === 'reserved'
          ? place.approveBy
          : place.state === 'approved'
            ? place.findBy
            : place.state === 'in-use'
              ? (place.heardAt ?? place.clock.startedAt)
              : place.clock.startedAt,
    }),
    rangesUnder: 'waiting',
    ranges: (place) =>
      place.state === 'requested' && place.unusable.length === 0
        ? [{ heading: `waiting/${place.poolId}`, name: classKey(place.class), order: waitingOrder(place) }]
        : [],
  },
  request: {
    table: 'cases',
    schema: Request,
    list: (request) => ({
      list: `requests/${request.poolId}/${request.state}`,
      at: request.state === 'reserved' ? request.approveBy : request.askedAt,
    }),
    rangesUnder: 'requests',
    ranges: (request) =>
      request.state === 'requested' && request.unusable.length === 0
        ? [{ heading: `requests/${request.poolId}`, name: classKey(request.class), order: requestOrder(request) }]
        : [],
  },
  therapist: {
    table: 'cases',
    schema: Therapist,
    list: ({ poolId, state, id }) => ({ list: `therapists/${poolId}/${state}`, at: id }),
  },
  search: {
    table: 'cases',
    schema: Search,
    list: ({ state, findBy }) => ({ list: `searches/${state}`, at: findBy }),
  },
  allocation: {
    table: 'cases',
    schema: Allocation,
    list: ({ state, respondBy, therapistId, answer, endedAt }) =>
      state === 'accepted'
        ? { list: `clients/${therapistId}`, at: respondBy }
        : state === 'ended' && endedAt !== undefined
          ? { list: `ended/${therapistId}`, at: endedAt }
          : answer === undefined
            ? { list: `allocations/${state}`, at: respondBy }
            : { list: 'allocations/answered', at: answer.undoUntil },
  },
  session: {
    table: 'cases',
    schema: Session,
    list: ({ therapistId, on }) => ({ list: `sessions/${therapistId}`, at: on }),
    rangesUnder: 'sessions',
    ranges: ({ id, referralId, on }) => [{ heading: `sessions/${referralId}`, name: 'sessions', order: `${on}#${id}` }],
  },
  task: {
    table: 'cases',
    schema: Task,
    list: ({ role, state, dueAt, doneAt }) =>
      state === 'open' ? { list: `tasks/${role}`, at: dueAt } : { list: `tasks-done/${role}`, at: doneAt ?? dueAt },
  },
  concern: {
    table: 'cases',
    schema: Concern,
    list: ({ state, deputyToldBy, deputyToldAt, raisedAt }) =>
      state === 'raised' && deputyToldAt === undefined
        ? { list: 'concerns/raised', at: deputyToldBy }
        : { list: `concerns/${state === 'raised' ? 'deputy-told' : state}`, at: raisedAt },
  },
  /** One a person, by their id. */
  erasure: { table: 'cases', schema: Erasure, list: ({ erasedAt }) => ({ list: 'erasures', at: erasedAt }) },
  /** One. */
  'retention-run': { table: 'cases', schema: RetentionRun },
  delegation: {
    table: 'cases',
    schema: Delegation,
    list: ({ role, until }) => ({ list: `delegations/${role}`, at: until }),
  },
  /** One a pool. */
  'public-figures': { table: 'cases', schema: PublicFigures },
};
