import type { LotId, ReferralId } from '../../events/values.ts';
import type { Versioned } from '../domain/decision.ts';
import type { LotsById, Purses } from '../domain/lot-money.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import { placeIdOf } from '../domain/place.ts';
import { lotsToReturn } from '../domain/reserve.ts';
import { recordings } from '../domain/session.ts';
import { type TaskKind, taskIdOf } from '../domain/task.ts';
import type { Commitments } from '../domain/unwind.ts';
import type { Store } from '../store/interface.ts';
import { readAll } from './read-all.ts';

/** What a page command found changed since the person saw it. */
export const changedSince = (record: { readonly version: number }, seen: number): Outcome<undefined> =>
  record.version === seen
    ? { ok: true, value: undefined }
    : refuse('changed-meanwhile', 'this was changed after you opened the page');

export const missing = (what: string): Outcome<never> => refuse('not-found', `there is no such ${what}`);

/** The place of a referral, of the turn that counts now. */
export const loadPlace = async (
  store: Store,
  referral: Versioned<'referral'> | undefined,
): Promise<Versioned<'place'> | undefined> =>
  referral === undefined ? undefined : store.get('place', placeIdOf(referral.value.id, referral.value.turn));

/** The hold a place has now, if its state has one. */
export async function loadHold(
  store: Store,
  place: Versioned<'place'> | undefined,
): Promise<Versioned<'hold'> | undefined> {
  return place !== undefined && 'holdId' in place.value ? store.get('hold', place.value.holdId) : undefined;
}

async function loadLots(store: Store, ids: readonly LotId[]): Promise<LotsById> {
  const lots = await store.getMany('lot', [...new Set(ids)]);
  return new Map(lots.map((lot) => [lot.value.id, lot]));
}

/** The lots that a hold gives back to when it ends, with the funds of those that have a shortfall to clear first. */
export const loadPurses = async (store: Store, hold: Versioned<'hold'> | undefined): Promise<Purses> =>
  loadPursesOf(store, hold === undefined ? [] : lotsToReturn(hold.value));

/** These lots, with the funds of those that have a shortfall: money that returns to them clears it first. */
export async function loadPursesOf(store: Store, ids: readonly LotId[]): Promise<Purses> {
  const lots = await loadLots(store, ids);
  const owing = [...lots.values()].filter((lot) => lot.value.shortfall > 0).map((lot) => lot.value.fundId);
  const funds = owing.length === 0 ? [] : await store.getMany('fund', [...new Set(owing)]);
  return { lots, funds: new Map(funds.map((fund) => [fund.value.id, fund])) };
}

/** What a place in hand asks for and is not decided yet. */
export const loadRequests = async (
  store: Store,
  place: Versioned<'place'> | undefined,
): Promise<readonly Versioned<'request'>[]> =>
  place?.value.openRequests === undefined ? [] : store.getMany('request', place.value.openRequests);

/** The open tasks of these kinds about a referral; `occasion` tells repeated ones apart. */
export async function loadTasks(
  store: Store,
  about: string,
  kinds: readonly TaskKind[],
  occasions: readonly number[] = [1],
): Promise<readonly Versioned<'task'>[]> {
  const ids = kinds.flatMap((kind) => occasions.map((occasion) => taskIdOf(kind, about, occasion)));
  const tasks = await store.getMany('task', ids);
  return tasks.filter((task) => task.value.state === 'open');
}

/** No case has as many calls of one kind in its life. */
const mostOccasions = 20;

/** The first occasion of a kind of task about something that was not used yet: asked twice, a person is told twice. */
export async function nextOccasion(store: Store, kind: TaskKind, about: string): Promise<number> {
  const ids = Array.from({ length: mostOccasions }, (_, n) => taskIdOf(kind, about, n + 1));
  const known = new Set((await store.getMany('task', ids)).map(({ id }) => id));
  const free = ids.findIndex((id) => !known.has(id));
  return free < 0 ? mostOccasions : free + 1;
}

/** The open calls that tell a person how it was decided. */
export const loadCallsToTell = (store: Store, referralId: ReferralId): Promise<readonly Versioned<'task'>[]> =>
  loadTasks(
    store,
    `referral/${referralId}`,
    ['tell-outcome'],
    Array.from({ length: mostOccasions }, (_, n) => n + 1),
  );

/** All sessions of a case, by day. */
export const loadSessions = (store: Store, referralId: ReferralId): Promise<readonly Versioned<'session'>[]> =>
  readAll((after) => store.range('session', `sessions/${referralId}`, 'sessions', { limit: 200, after }));

/** Everything under way for one referral, read together. */
export async function loadCommitments(store: Store, referralId: ReferralId): Promise<Commitments | undefined> {
  const [referral, search] = await Promise.all([store.get('referral', referralId), store.get('search', referralId)]);
  if (referral === undefined) return undefined;
  const place = await loadPlace(store, referral);
  const hold = await loadHold(store, place);
  const live = search?.value.live;
  const allocation = live === undefined ? undefined : await store.get('allocation', live);
  const therapist = allocation === undefined ? undefined : await store.get('therapist', allocation.value.therapistId);
  const sessions = await loadSessions(store, referralId);
  const most = Math.max(
    search?.value.round ?? 0,
    place?.value.holds ?? 0,
    recordings(sessions.map(({ value }) => value)),
  );
  const occasions = Array.from({ length: most + 2 }, (_, n) => n);
  const [purses, tasks] = await Promise.all([
    loadPurses(store, hold),
    loadTasks(
      store,
      `referral/${referralId}`,
      [
        'confirm-referral',
        'obtain-consent',
        'same-day-call',
        'call-client',
        'no-therapist-found',
        'confirm-expired-place',
        'set-aside-place',
        'money-blocked',
        'decide-override',
        'tell-outcome',
        'welfare-check',
        'therapy-silent',
      ],
      occasions,
    ),
  ]);
  return { referral, place, hold, purses, search, allocation, therapist, tasks };
}
