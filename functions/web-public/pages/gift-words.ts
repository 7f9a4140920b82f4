import type { Instant } from '../../../events/values.ts';
import type { Donation } from '../../../shared/domain/donation.ts';

/**
 * What became of a gift, as its giver may read it: `open` while its payment page can be used, `on-its-way` when it
 * cannot any more and nothing was reported yet.
 */
export type GiftProgress = 'received' | 'open' | 'on-its-way' | 'not-paid';

export function progressOfGift({ state, checkout }: Donation, now: Instant): GiftProgress {
  if (state === 'collected') return 'received';
  if (state === 'failed' || state === 'expired') return 'not-paid';
  return checkout !== undefined && checkout.expiresAt > now ? 'open' : 'on-its-way';
}
