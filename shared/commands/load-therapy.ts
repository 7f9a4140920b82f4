import type { HoldId, ReferralId } from '../../events/values.ts';
import type { Versioned } from '../domain/decision.ts';
import { refusePassed } from '../domain/outcome.ts';
import type { LivingCase } from '../domain/place-life.ts';
import { lastWithPlace } from '../domain/record-late-session.ts';
import type { Store } from '../store/interface.ts';
import { loadPurses, loadSessions } from './load-case.ts';

/** The answer to whoever acts on a case that no therapist has, or none any more. */
export const nobodyTreats = refusePassed('closed', 'nobody treats this person now');

/** The task about a therapy's silence, if somebody was told of that. */
export async function loadSilence(
  store: Store,
  place: Versioned<'place'> | undefined,
): Promise<Versioned<'task'> | undefined> {
  const silentTask = place?.value.silentTask;
  return silentTask === undefined ? undefined : store.get('task', silentTask);
}

/**
 * A case as it is with its therapist, read together; undefined when it has none.
 * @param session whose allocation and hold count, of a case that may have gone on since; what is decided about it breaks
 * no silence, unless it is corrected: see {@link loadSilence}
 */
export async function loadTherapy(
  store: Store,
  referralId: ReferralId,
  session?: Versioned<'session'>,
): Promise<LivingCase | undefined> {
  const [referral, search, sessions] = await Promise.all([
    store.get('referral', referralId),
    store.get('search', referralId),
    loadSessions(store, referralId),
  ]);
  const allocationId = session?.value.allocationId ?? search?.value.live;
  const allocation = allocationId === undefined ? undefined : await store.get('allocation', allocationId);
  if (referral === undefined || search === undefined || allocation === undefined) return undefined;
  // A session of an earlier turn is about the place that it had.
  const { placeId } = allocation.value;
  const place = placeId === undefined ? undefined : await store.get('place', placeId);
  const holdId: HoldId | undefined =
    session === undefined
      ? place && ('holdId' in place.value ? place.value.holdId : lastWithPlace({ allocation, place, sessions })?.holdId)
      : session.value.holdId;
  const [therapist, hold, silent] = await Promise.all([
    store.get('therapist', allocation.value.therapistId),
    holdId === undefined ? undefined : store.get('hold', holdId),
    session === undefined ? loadSilence(store, place) : undefined,
  ]);
  if (therapist === undefined) return undefined;
  const purses = await loadPurses(store, hold);
  return { referral, place, hold, search, allocation, therapist, sessions, purses, silent };
}
