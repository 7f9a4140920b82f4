import type { Instant, LotId, Pence } from '../../events/values.ts';
import type { NewFact } from './decision.ts';
import type { Donation } from './donation.ts';
import type { Fund, Lot, LotOrigin } from './fund.ts';

interface Made {
  readonly id: LotId;
  readonly origin: LotOrigin;
  /** Pence, all of it free. */
  readonly amount: Pence;
  readonly at: Instant;
  readonly reviewUntil?: Instant | undefined;
}

/** Money that came because of a donation, as a lot of its fund: the fund's spend-by date is the lot's. */
export const newLot = (donation: Donation, fund: Fund, { id, origin, amount, at, reviewUntil }: Made): Lot => ({
  id,
  fundId: fund.id,
  poolId: fund.poolId,
  donationId: donation.id,
  origin,
  amount,
  free: amount,
  shortfall: 0 as Pence,
  refunded: 0 as Pence,
  transferred: 0 as Pence,
  givenToDeficit: 0 as Pence,
  ...(fund.spendBy === undefined ? {} : { spendBy: fund.spendBy }),
  receivedAt: at,
  ...(reviewUntil === undefined ? {} : { reviewUntil }),
});

export const collectedFact = ({ id, poolId, fundId, way }: Donation, amount: Pence): NewFact => ({
  type: 'uk.sponsored-places.donation.collected.v1',
  subject: `donation/${id}`,
  data: { donationId: id, poolId, fundId, amount, way },
});
