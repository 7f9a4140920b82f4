import type { Versioned } from '../../shared/domain/decision.ts';
import { Donation } from '../../shared/domain/donation.ts';
import { Fund, Lot } from '../../shared/domain/fund.ts';
import { Hold } from '../../shared/domain/hold.ts';
import type { Purses } from '../../shared/domain/lot-money.ts';
import { asRead, generalFundId, given, idOf, now, poolId, settings } from './sample-ids.ts';

/* The money of one case, as its records stand while its place is reserved. See case-samples.ts for how to change them. */

/** Draws of so much each, from lots numbered from 1, all of the general fund. */
export const drawsOf = (...amounts: readonly number[]) =>
  amounts.map((drawn, index) => ({ lotId: idOf.lot(index + 1), fundId: generalFundId, drawn, posted: 0, released: 0 }));

export const hold = (but: object = {}, n = 1): Versioned<'hold'> =>
  asRead(
    'hold',
    idOf.hold(n),
    Hold.parse(
      given(
        {
          id: idOf.hold(n),
          placeId: idOf.place(n),
          poolId,
          revision: 1,
          state: 'pending',
          amount: 30_000,
          draws: drawsOf(20_000, 10_000),
          heldAt: now,
        },
        but,
      ),
    ),
  );

export const fund = (but: object = {}): Versioned<'fund'> =>
  asRead(
    'fund',
    generalFundId,
    Fund.parse(
      given(
        {
          ...settings.pool.generalFund,
          poolId,
          kind: 'unrestricted',
          restriction: { groups: [], regions: [] },
          order: 0,
          state: 'open',
          deficit: 0,
          covered: 0,
          openedAt: '2026-01-01T09:00:00.000Z',
          firstGiftAt: '2026-01-01T09:00:00.000Z',
        },
        but,
      ),
    ),
  );

export const lot = (n: number, free: number, but: object = {}): Versioned<'lot'> =>
  asRead(
    'lot',
    idOf.lot(n),
    Lot.parse(
      given(
        {
          id: idOf.lot(n),
          fundId: generalFundId,
          poolId,
          donationId: idOf.donation(n),
          amount: 50_000,
          free,
          shortfall: 0,
          refunded: 0,
          transferred: 0,
          givenToDeficit: 0,
          origin: 'gift',
          receivedAt: '2027-02-01T09:00:00.000Z',
        },
        but,
      ),
    ),
  );

/** These lots as money returns to them, with their funds. */
export const purses = (lots: readonly Versioned<'lot'>[], funds: readonly Versioned<'fund'>[] = []): Purses => ({
  lots: new Map(lots.map((one) => [one.value.id, one])),
  funds: new Map(funds.map((one) => [one.value.id, one])),
});

/** A gift whose donor is on the payment page. */
export const donation = (but: object = {}, n = 1): Versioned<'donation'> =>
  asRead(
    'donation',
    idOf.donation(n),
    Donation.parse(
      given(
        {
          id: idOf.donation(n),
          poolId,
          fundId: generalFundId,
          way: 'checkout',
          amount: 72_000,
          state: 'pending',
          donorId: idOf.person(200 + n),
          giftAid: { state: 'not-declared', noBenefit: false },
          pledgedAt: now,
          checkout: { id: 'cs_1', url: 'https://checkout.invalid/cs_1', expiresAt: '2027-03-02T09:00:00.000Z' },
        },
        but,
      ),
    ),
  );
