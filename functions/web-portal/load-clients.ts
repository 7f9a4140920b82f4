import type { Instant, ReferralId, TherapistId } from '../../events/values.ts';
import type { Allocation } from '../../shared/domain/allocation.ts';
import type { Place } from '../../shared/domain/place.ts';
import { isTimeForLate, lateUntil } from '../../shared/domain/record-late-session.ts';
import type { Referral } from '../../shared/domain/referral.ts';
import { type Request, requestIdOf } from '../../shared/domain/request.ts';
import type { Store } from '../../shared/store/interface.ts';
import type { PortalDeps } from './portal-deps.ts';

/** A client as their therapist goes by them: nothing of it tells who it is. */
export interface OwnClient {
  readonly referral: Referral;
  /** None for who pays the whole fee. */
  readonly place: Place | undefined;
  /** The block that was asked for after the one in hand: nobody has decided on it yet, or it was not agreed. */
  readonly nextBlock: Request | undefined;
}

export interface OwnClients {
  readonly clients: readonly OwnClient[];
  readonly next: string | undefined;
}

const nextBlockOf = ({ id, block }: Place) =>
  requestIdOf(id, block.number + 1, { kind: 'next-block', sessions: block.sessions });

/** So many on one page. */
const aPage = 20;

/** The clients that a therapist has now, a page at a time, each with how far the money in hand reaches. */
export async function loadClients(store: Store, id: TherapistId, after: string | undefined): Promise<OwnClients> {
  const { items, next } = await store.list('allocation', `clients/${id}`, { limit: aPage, after });
  const listed = await store.getMany(
    'allocation',
    items.map((item) => item.id),
  );
  const theirs = listed.map(({ value }) => value).filter(({ state }) => state === 'accepted');
  const [referrals, places] = await Promise.all([
    store.getMany('referral', [...new Set(theirs.map(({ referralId }) => referralId))]),
    store.getMany('place', [...new Set(theirs.flatMap(({ placeId }) => placeId ?? []))]),
  ]);
  const requests = await store.getMany(
    'request',
    places.map(({ value }) => nextBlockOf(value)),
  );
  const clientOf = ({ referralId, placeId }: Allocation): OwnClient[] => {
    const referral = referrals.find((one) => one.id === referralId)?.value;
    if (referral === undefined) return [];
    const place = places.find((one) => one.id === placeId)?.value;
    const nextBlock = place === undefined ? undefined : requests.find(({ id }) => id === nextBlockOf(place));
    return [{ referral, place, nextBlock: nextBlock?.value }];
  };
  return { clients: theirs.flatMap(clientOf), next };
}

/** A client whose therapy has ended so lately that sessions from before may still be recorded. */
export interface EndedClient {
  readonly referralId: ReferralId;
  readonly endedAt: Instant;
  readonly until: Instant;
}

/** Those of a therapist, the latest first; nobody ends more in these few weeks than stand on one page. */
export async function loadEndedClients(
  { store, settings, now }: Pick<PortalDeps, 'store' | 'settings' | 'now'>,
  id: TherapistId,
): Promise<readonly EndedClient[]> {
  const { items } = await store.list('allocation', `ended/${id}`, { limit: aPage, newestFirst: true });
  const lately = items.map(({ value }) => value).filter((ended) => isTimeForLate(ended, now(), settings));
  const searches = await store.getMany('search', [...new Set(lately.map(({ referralId }) => referralId))]);
  return lately.flatMap(({ id: allocationId, referralId, endedAt, ...ended }) => {
    const isLast = searches.some((search) => search.id === referralId && search.value.live === allocationId);
    const until = lateUntil({ ...ended, endedAt }, settings);
    return isLast && endedAt !== undefined && until !== undefined ? [{ referralId, endedAt, until }] : [];
  });
}
