import type { LocalDate, Pence, PlaceId, RequestId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { approveRequest as decideApprove } from '../domain/approve-request.ts';
import {
  lowerContribution as decideLower,
  requestNextBlock as decideNextBlock,
  type PlaceInHand,
} from '../domain/ask-request.ts';
import { type AskingPlace, isAlive } from '../domain/asking-place.ts';
import {
  cancelRequest,
  confirmRequest as decideConfirm,
  expireRequest as decideExpire,
  rejectRequest as decideReject,
} from '../domain/decide-request.ts';
import type { Versioned } from '../domain/decision.ts';
import type { Outcome } from '../domain/outcome.ts';
import { requestIdOf } from '../domain/request.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, loadHold, loadPurses, loadRequests, loadSessions, loadTasks, missing } from './load-case.ts';

/** What somebody saw of a request when they pressed the button. */
export interface SeenRequest {
  readonly requestId: RequestId;
  readonly seen: number;
}

async function loadPlaceInHand(store: Store, placeId: PlaceId): Promise<PlaceInHand | undefined> {
  const place = await store.get('place', placeId);
  if (place === undefined) return undefined;
  const nextBlock = requestIdOf(placeId, place.value.block.number + 1, { kind: 'next-block', sessions: 1 });
  const [referral, open, earlier] = await Promise.all([
    store.get('referral', place.value.referralId),
    loadRequests(store, place),
    store.get('request', nextBlock),
  ]);
  if (referral === undefined) return undefined;
  const others = open.filter(({ id }) => id !== nextBlock);
  return { referral, place, requests: earlier === undefined ? others : [...others, earlier] };
}

async function loadAsking(store: Store, requestId: RequestId): Promise<AskingPlace | undefined> {
  const request = await store.get('request', requestId);
  const place = request === undefined ? undefined : await store.get('place', request.value.placeId);
  return request === undefined || place === undefined ? undefined : { request, place };
}

const holdOf = async (store: Store, { value }: Versioned<'request'>): Promise<Versioned<'hold'> | undefined> =>
  'holdId' in value ? store.get('hold', value.holdId) : undefined;

/** After a review, a place in use asks for its next block. */
export const requestNextBlock = (
  deps: Deps,
  input: { readonly placeId: PlaceId; readonly seen: number; readonly sessions: number; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const inHand = await loadPlaceInHand(deps.store, input.placeId);
    if (inHand === undefined) return missing('place');
    const same = changedSince(inHand.place, input.seen);
    if (!same.ok) return same;
    return decided(decideNextBlock(inHand, input.sessions, input.why, by, deps.now(), deps.settings), undefined);
  });

/** Somebody can contribute less from a day on: the difference is asked for as a top-up. */
export const lowerContribution = (
  deps: Deps,
  input: {
    readonly placeId: PlaceId;
    readonly seen: number;
    /** Pence a session. */
    readonly contribution: Pence;
    readonly from: LocalDate;
    readonly why: string;
  },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const inHand = await loadPlaceInHand(deps.store, input.placeId);
    if (inHand === undefined) return missing('place');
    const same = changedSince(inHand.place, input.seen);
    if (!same.ok) return same;
    return decided(decideLower(inHand, input, by, deps.now()), undefined);
  });

/** What every decision on a request begins with: the request as it was seen, and its place. */
const onRequest = (
  deps: Deps,
  { requestId, seen }: SeenRequest,
  decide: (asking: AskingPlace) => ReturnType<Parameters<typeof decideAndCommit<undefined>>[1]>,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const asking = await loadAsking(deps.store, requestId);
    if (asking === undefined) return missing('request');
    const same = changedSince(asking.request, seen);
    return same.ok ? decide(asking) : same;
  });

export const approveRequest = (deps: Deps, input: SeenRequest, by: Actor): Promise<Outcome<undefined>> =>
  onRequest(deps, input, async (asking) => {
    const { store } = deps;
    const { referralId } = asking.place.value;
    const [referral, hold, placeHold, search, sessions] = await Promise.all([
      store.get('referral', referralId),
      holdOf(store, asking.request),
      loadHold(store, asking.place),
      store.get('search', referralId),
      loadSessions(store, referralId),
    ]);
    if (referral === undefined) return missing('referral');
    const reserved = { ...asking, referral, hold, placeHold, search, sessions };
    return decided(decideApprove(reserved, by, deps.now(), deps.settings), undefined);
  });

export const rejectRequest = (
  deps: Deps,
  input: SeenRequest & { readonly reason: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onRequest(deps, input, async (asking) => {
    const hold = await holdOf(deps.store, asking.request);
    const purses = await loadPurses(deps.store, hold);
    return decided(decideReject(asking, hold, purses, input.reason, by, deps.now()), undefined);
  });

/** A coordinator confirms that a request which lost its money, or was set aside, should wait on. */
export const confirmRequest = (deps: Deps, input: SeenRequest, by: Actor): Promise<Outcome<undefined>> =>
  onRequest(deps, input, async ({ request, place }) => {
    const occasions = Array.from({ length: place.value.holds + 1 }, (_, n) => n);
    const about = `referral/${request.value.referralId}`;
    const tasks = await loadTasks(deps.store, about, ['confirm-expired-place', 'set-aside-place'], occasions);
    return decided(decideConfirm(request, tasks, by, deps.now()), undefined);
  });

/**
 * What time or its place has ended: a reserved request that nobody approved in time goes back to the list, one whose
 * place is not in hand any more is cancelled. Nothing of the two: nothing to do.
 */
export const lapseRequest = (deps: Deps, requestId: RequestId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const asking = await loadAsking(deps.store, requestId);
    if (asking === undefined) return missing('request');
    const { request, place } = asking;
    const hold = await holdOf(deps.store, request);
    const purses = await loadPurses(deps.store, hold);
    if (!isAlive(asking)) return decided(cancelRequest(request, hold, purses, deps.now(), place), undefined);
    if (hold === undefined) return settled(undefined);
    const expired = decideExpire(asking, hold, purses, deps.now(), deps.settings);
    return expired.ok || expired.refusal.passed ? decided(expired, undefined) : settled(undefined);
  });
