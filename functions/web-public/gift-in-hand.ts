import type { Context } from 'hono';
import { DonationId } from '../../events/values.ts';
import type { Donation } from '../../shared/domain/donation.ts';
import type { Fund } from '../../shared/domain/fund.ts';
import { readCookie, writeCookie } from '../../shared/web/cookies.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { PublicDeps } from './public-deps.ts';

/** Which gift this browser went to pay for. Its number says nothing of who gives, and opens no identity. */
const giftCookie = 'gift';
/** A payment page closes within a day; whoever comes back later reads their receipt in their mail. */
const cookieSeconds = 24 * 60 * 60;

export interface GiftInHand {
  readonly donation: Donation;
  readonly fund: Pick<Fund, 'name'>;
}

export const rememberGift = (c: Context<WebEnv>, id: DonationId): void =>
  writeCookie(c, giftCookie, id, { maxAgeSeconds: cookieSeconds });

/** The gift that this browser went to pay for, as we know it now; undefined when it went to none. */
export async function findGiftInHand(c: Context<WebEnv>, { store }: PublicDeps): Promise<GiftInHand | undefined> {
  const id = DonationId.safeParse(readCookie(c, giftCookie));
  const donation = id.success ? await store.get('donation', id.data) : undefined;
  const fund = donation === undefined ? undefined : await store.get('fund', donation.value.fundId);
  return donation === undefined || fund === undefined ? undefined : { donation: donation.value, fund: fund.value };
}
