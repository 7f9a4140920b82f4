import type { Versioned } from '../domain/decision.ts';
import { lotIdOf } from '../domain/fund.ts';
import type { GiftBooks } from '../domain/gift-books.ts';
import type { Store } from '../store/interface.ts';

/** Everything that what happens to a gift's payment may change, read after the gift itself. */
export async function loadGiftBooks(store: Store, donation: Versioned<'donation'>): Promise<GiftBooks | undefined> {
  const { id, fundId, refunds, disputes } = donation.value;
  const [fund, lot, knownRefunds, knownDisputes] = await Promise.all([
    store.get('fund', fundId),
    store.get('lot', lotIdOf(id)),
    store.getMany('refund', refunds ?? []),
    store.getMany('dispute', disputes ?? []),
  ]);
  return fund && { donation, fund, lot, refunds: knownRefunds, disputes: knownDisputes };
}
