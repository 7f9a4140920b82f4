import { Allocation, Search } from '../../shared/domain/allocation.ts';
import { Assessment } from '../../shared/domain/assessment.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { Place } from '../../shared/domain/place.ts';
import { Referral } from '../../shared/domain/referral.ts';
import { Task } from '../../shared/domain/task.ts';
import { CredentialKind, Therapist } from '../../shared/domain/therapist.ts';
import { asRead, given, idOf, now, poolId } from './sample-ids.ts';

/*
 * One case from referral to therapist, as the records of it stand at each step. A test says only what is different:
 * what it gives overrides, and an `undefined` takes a field away.
 */

const clock = { startedAt: '2027-01-04T10:00:00.000Z', pauses: [] };
const survivor = { group: 'survivor', region: 'wales' };

/** A person who referred themself and was found suitable. */
export const referral = (but: object = {}, n = 1): Versioned<'referral'> =>
  asRead(
    'referral',
    idOf.referral(n),
    Referral.parse(
      given(
        {
          id: idOf.referral(n),
          poolId,
          personId: idOf.person(n),
          door: 'self',
          groups: ['survivor'],
          area: 'CF10',
          region: 'wales',
          mode: 'online',
          contact: { channel: 'email', times: [], voicemail: 'no', mayReveal: 'nothing' },
          recentPoliceContact: false,
          privacyNotice: '2026-11-01',
          accessCodeHash: 'hash',
          clock,
          state: 'assessed-suitable',
          assessment: { assessorId: 'asha', startedAt: '2027-01-11T10:00:00.000Z' },
        },
        but,
      ),
    ),
  );

/** The same, referred by a professional whom the person lets know two things. */
export const referredBy = {
  door: 'professional',
  referrer: { personId: 'psn_00referrer', signals: ['arrived', 'assessed'] },
};

export const onHold = { onHold: { since: now, why: 'away' } };
export const safeguardingPause = { safeguardingPause: { since: now } };

const needs = { groups: ['survivor'], primaryGroup: 'survivor', level: 'medium', mode: 'online', sessions: 12 };

export const assessment = (but: object = {}, n = 1): Versioned<'assessment'> =>
  asRead(
    'assessment',
    idOf.referral(n),
    Assessment.parse(
      given(
        {
          referralId: idOf.referral(n),
          assessorId: 'asha',
          recordedAt: '2027-01-12T10:00:00.000Z',
          suitability: 'assessed-suitable',
          needs,
          means: { canPayWhole: false, contribution: 1000 },
          band: 'routine',
        },
        but,
      ),
    ),
  );

const held = (n: number) => ({ holdId: idOf.hold(n), reservedAt: now, amount: 30_000 });
const approved = (n: number) => ({ ...held(n), approvedAt: now, approverId: 'cora' });
const agreed = { therapistId: idOf.therapist(1), agreedFee: 5500 };
const over = { endedAt: now, reason: 'a reason' };

const byState = (n: number): Readonly<Record<Place['state'], object>> => ({
  requested: { holds: 0, unusable: [] },
  reserved: { ...held(n), approveBy: '2027-03-08T17:00:00.000Z' },
  approved: { ...approved(n), findBy: '2027-03-22T17:00:00.000Z' },
  allocated: { ...approved(n), ...agreed },
  'in-use': { ...approved(n), ...agreed },
  paused: { ...approved(n), ...agreed, pausedAt: now },
  completed: { endedAt: now },
  'ended-early': over,
  rejected: { ...over, approverId: 'cora' },
  cancelled: over,
});

/** A place for 12 sessions in two blocks; the block in hand costs £300. */
export const place = (state: Place['state'], but: object = {}, n = 1): Versioned<'place'> =>
  asRead(
    'place',
    idOf.place(n),
    Place.parse(
      given(
        {
          id: idOf.place(n),
          referralId: idOf.referral(n),
          poolId,
          class: survivor,
          band: 'routine',
          clock,
          waitsFrom: clock.startedAt,
          assessorId: 'asha',
          sessions: 12,
          used: 0,
          block: { number: 1, sessions: 6, used: 0 },
          fee: 6000,
          contribution: 1000,
          holds: 1,
          state,
          ...byState(n)[state],
        },
        but,
      ),
    ),
  );

export const search = (but: object = {}, n = 1): Versioned<'search'> =>
  asRead(
    'search',
    idOf.referral(n),
    Search.parse(
      given(
        {
          referralId: idOf.referral(n),
          placeId: idOf.place(n),
          poolId,
          state: 'offered',
          needs,
          area: 'CF10',
          feeCap: 6000,
          contribution: 1000,
          sessions: 12,
          round: 1,
          live: idOf.allocation(n),
          past: [],
          conflicted: ['asha'],
          findBy: '2027-03-22T17:00:00.000Z',
        },
        but,
      ),
    ),
  );

export const allocation = (but: object = {}, n = 1): Versioned<'allocation'> =>
  asRead(
    'allocation',
    idOf.allocation(n),
    Allocation.parse(
      given(
        {
          id: idOf.allocation(n),
          referralId: idOf.referral(n),
          placeId: idOf.place(n),
          poolId,
          therapistId: idOf.therapist(1),
          round: 1,
          state: 'offered',
          offeredAt: now,
          respondBy: '2027-03-03T17:00:00.000Z',
          reasons: { criteria: [], cost: 0, considered: 1, excluded: [] },
        },
        but,
      ),
    ),
  );

/** Five credentials, all until this day. */
export const credentialsThrough = (validThrough: string) =>
  CredentialKind.options.map((kind) => ({ kind, validFrom: '2026-01-01', validThrough }));

/** A member with one offer open, who may have two clients. */
export const therapist = (but: object = {}, n = 1): Versioned<'therapist'> =>
  asRead(
    'therapist',
    idOf.therapist(n),
    Therapist.parse(
      given(
        {
          id: idOf.therapist(n),
          personId: idOf.person(100 + n),
          poolId,
          state: 'member',
          competences: ['survivor'],
          modes: ['online'],
          area: 'CF10',
          region: 'wales',
          reachKm: 30,
          fee: 5500,
          capacity: 2,
          clients: 0,
          offers: 1,
          credentials: credentialsThrough('2029-01-01'),
        },
        but,
      ),
    ),
  );

export const task = (kind: Task['kind'], but: object = {}): Versioned<'task'> => {
  const value = Task.parse(
    given(
      {
        id: 'tsk_00000001',
        kind,
        role: 'assessor',
        about: `referral/${idOf.referral(1)}`,
        createdAt: now,
        dueAt: '2027-03-02T17:00:00.000Z',
        state: 'open',
      },
      but,
    ),
  );
  return asRead('task', value.id, value);
};
