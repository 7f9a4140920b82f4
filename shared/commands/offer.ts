import type { ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Versioned } from '../domain/decision.ts';
import { offerCase as decideOffer, seekAgain as decideSeekAgain, nobodyFoundTask } from '../domain/offer.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { loadTasks, missing } from './load-case.ts';
import { readAll } from './read-all.ts';

/** The members of a pool, read strongly: a lapsed credential or a full case load must not come from an index. */
async function loadMembers(store: Store, poolId: string): Promise<readonly Versioned<'therapist'>[]> {
  const listed = await readAll((after) =>
    store.list('therapist', `therapists/${poolId}/member`, { limit: 200, after }),
  );
  return store.getMany(
    'therapist',
    listed.map((therapist) => therapist.id),
  );
}

/** Looks for a therapist if one is sought now; wakes that come doubled or late find nothing to do. */
export const offerCase = (deps: Deps, referralId: ReferralId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const [referral, search] = await Promise.all([store.get('referral', referralId), store.get('search', referralId)]);
    if (referral === undefined) return missing('referral');
    if (search?.value.state !== 'seeking') return settled(undefined);
    const [place, nobodyFound, therapists] = await Promise.all([
      search.value.placeId === undefined ? undefined : store.get('place', search.value.placeId),
      store.get('task', nobodyFoundTask(search.value)),
      loadMembers(store, search.value.poolId),
    ]);
    const decision = decideOffer({ referral, search, place, nobodyFound }, therapists, deps.now(), deps.settings);
    // A pause holds the search where it is: the end of the pause wakes it again.
    if (!decision.ok && decision.refusal.code === 'paused') return settled(undefined);
    return decided(decision, undefined);
  });

/** A coordinator asks to look again after the list ran out. */
export const seekAgain = (deps: Deps, referralId: ReferralId, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const search = await deps.store.get('search', referralId);
    if (search === undefined) return missing('search');
    const occasions = Array.from({ length: search.value.round + 2 }, (_, n) => n);
    const tasks = await loadTasks(deps.store, `referral/${referralId}`, ['no-therapist-found'], occasions);
    return decided(decideSeekAgain(search, tasks, by, deps.now()), undefined);
  });
