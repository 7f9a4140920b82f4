import type { FundId, LotId } from '../../events/values.ts';
import type { Versioned } from '../domain/decision.ts';
import { lotIdOf } from '../domain/fund.ts';
import type { GiftBooks } from '../domain/gift-books.ts';
import { giftTaskIds } from '../domain/gift-tasks.ts';
import type { Store } from '../store/interface.ts';

/** How many lots that a gift was moved to are looked into at most: what happens to it is booked in one transaction. */
const mostMoved = 10;

/** The lots that transfers have made of a gift: those that its refunds took from in any case, for money may come back. */
async function loadMoved(
  store: Store,
  { id }: Versioned<'donation'>['value'],
  refunds: readonly Versioned<'refund'>[],
): Promise<readonly Versioned<'lot'>[]> {
  const listed = await store.list('lot', `lots/${id}`, { limit: 10 * mostMoved });
  const taken = refunds.flatMap(({ value }) => value.takes ?? []).map(({ lotId }) => lotId);
  const found = listed.items
    .filter(({ value }) => value.origin === 'transfer' && value.amount > value.refunded + value.transferred)
    .map(({ value }) => value.id);
  const ids = new Set<LotId>([...taken, ...found.slice(0, mostMoved)]);
  ids.delete(lotIdOf(id));
  return store.getMany('lot', [...ids]);
}

/** Everything that what happens to a gift's payment may change, read after the gift itself. */
export async function loadGiftBooks(store: Store, donation: Versioned<'donation'>): Promise<GiftBooks | undefined> {
  const { id, fundId, refunds: refundIds, disputes: disputeIds } = donation.value;
  const [fund, lot, refunds, disputes, tasks] = await Promise.all([
    store.get('fund', fundId),
    store.get('lot', lotIdOf(id)),
    store.getMany('refund', refundIds ?? []),
    store.getMany('dispute', disputeIds ?? []),
    store.getMany('task', giftTaskIds(donation.value)),
  ]);
  const moved = lot === undefined || lot.value.transferred === 0 ? [] : await loadMoved(store, donation.value, refunds);
  const others = new Set<FundId>(moved.map(({ value }) => value.fundId));
  others.delete(fundId);
  const movedFunds = await store.getMany('fund', [...others]);
  return fund && { donation, fund, lot, moved, movedFunds, refunds, disputes, tasks };
}
