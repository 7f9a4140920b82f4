import type { PlaceId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  approvePlace as decideApprove,
  confirmWaiting as decideConfirm,
  expireReservation as decideExpire,
  rejectPlace as decideReject,
} from '../domain/approve.ts';
import type { Versioned } from '../domain/decision.ts';
import type { Outcome } from '../domain/outcome.ts';
import { returnPlace as decideReturn } from '../domain/unwind.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { loadCommitments, loadHold, loadPurses, loadTasks, missing, nextOccasion } from './load-case.ts';

/** What a coordinator saw when they pressed the button. */
export interface SeenPlace {
  readonly placeId: PlaceId;
  readonly seen: number;
}

export const approvePlace = (deps: Deps, input: SeenPlace, by: Actor): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'place', id: input.placeId, seen: input.seen }, async (place) => {
    const { store } = deps;
    const { referralId } = place.value;
    const [referral, assessment, hold, search] = await Promise.all([
      store.get('referral', referralId),
      store.get('assessment', referralId),
      loadHold(store, place),
      store.get('search', referralId),
    ]);
    if (referral === undefined || assessment === undefined) return missing('referral');
    return decided(
      decideApprove({ referral, assessment, place, hold, search }, by, deps.now(), deps.settings),
      undefined,
    );
  });

export const rejectPlace = (
  deps: Deps,
  input: SeenPlace & { readonly reason: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'place', id: input.placeId, seen: input.seen }, async (place) => {
    const [referral, hold] = await Promise.all([
      deps.store.get('referral', place.value.referralId),
      loadHold(deps.store, place),
    ]);
    if (referral === undefined) return missing('referral');
    const purses = await loadPurses(deps.store, hold);
    const tasks = await loadEntryTasks(deps.store, place);
    const occasion = await nextOccasion(deps.store, 'tell-outcome', `referral/${place.value.referralId}`);
    const { reason } = input;
    return decided(
      decideReject({ referral, place }, hold, purses, reason, by, deps.now(), deps.settings, tasks, occasion),
      undefined,
    );
  });

/** The open tasks that a place on the waiting list has given rise to. */
function loadEntryTasks(store: Store, { value }: Versioned<'place'>): Promise<readonly Versioned<'task'>[]> {
  const occasions = Array.from({ length: value.holds + 2 }, (_, n) => n);
  const about = `referral/${value.referralId}`;
  return loadTasks(
    store,
    about,
    ['confirm-expired-place', 'set-aside-place', 'money-blocked', 'decide-override'],
    occasions,
  );
}

/** A coordinator confirms that a place which lost its hold should wait on. */
export const confirmWaiting = (deps: Deps, input: SeenPlace, by: Actor): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'place', id: input.placeId, seen: input.seen }, async (place) => {
    const occasions = Array.from({ length: place.value.holds + 1 }, (_, n) => n);
    const about = `referral/${place.value.referralId}`;
    const tasks = await loadTasks(deps.store, about, ['confirm-expired-place', 'set-aside-place'], occasions);
    return decided(decideConfirm(place, tasks, by, deps.now()), undefined);
  });

/** Ends the hold of a reserved place that nobody approved in time. */
export const expireReservation = (deps: Deps, placeId: PlaceId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const place = await deps.store.get('place', placeId);
    if (place === undefined) return missing('place');
    const hold = await loadHold(deps.store, place);
    if (hold === undefined) return missing('hold');
    const purses = await loadPurses(deps.store, hold);
    return decided(decideExpire(place, hold, purses, deps.now(), deps.settings), undefined);
  });

/** Gives an approved place back to the waiting list when no therapist was found in time. */
export const returnPlace = (deps: Deps, placeId: PlaceId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const place = await deps.store.get('place', placeId);
    if (place === undefined) return missing('place');
    const commitments = await loadCommitments(deps.store, place.value.referralId);
    if (commitments === undefined) return missing('referral');
    const occasion = await nextOccasion(deps.store, 'tell-outcome', `referral/${place.value.referralId}`);
    const waits = commitments.allocation?.value.answer;
    // A therapist has accepted in the last minute: that becomes true first, if it does.
    if (waits?.given.to === 'accepted' && deps.now() < waits.undoUntil) return settled(undefined);
    return decided(decideReturn(commitments, deps.now(), deps.settings, occasion), undefined);
  });
