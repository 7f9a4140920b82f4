import type { DonationId, Instant, Pence, PersonId } from '../../events/values.ts';
import { type Actor, hasRole, system } from './actor.ts';
import { change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import { type Donation, donationStates } from './donation.ts';
import { takesGifts } from './fund.ts';
import { bindFund } from './manage-fund.ts';
import { later, localDay } from './office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import type { CharitySettings } from './settings.ts';
import { endDonation } from './settle-gift.ts';
import { step } from './state-table.ts';

export interface Pledge {
  readonly id: DonationId;
  readonly amount: Pence;
  readonly donorId: PersonId;
  readonly giftAid: { readonly declared: boolean; readonly noBenefit: boolean };
}

/** The link a donor gives by, and the gift that was begun with it before, if one was. */
export interface LinkInHand {
  readonly link: Versioned<'giving-link'>;
  readonly former: Versioned<'donation'> | undefined;
}

/**
 * Whether a link may be used for a gift: it is for one, and free again when the gift begun with it has failed, has run
 * out, or never came to its payment page.
 * @returns refusals: `expired`, `used-already`
 */
export function checkLink({ link, former }: LinkInHand, giftId: DonationId | undefined, now: Instant) {
  const { expiresAt, usedBy } = link.value;
  if (now >= expiresAt) return refuse('expired', 'the link has run out');
  if (usedBy === undefined || usedBy === giftId) return accept(undefined);
  const state = former?.value.state;
  return state === 'pledged' || state === 'failed' || state === 'expired'
    ? accept(undefined)
    : refuse('used-already', 'a gift was made with this link, or is being paid');
}

/** A link is for one gift. The earlier one that never came to its payment page ends here, so that it never will. */
function takeLink(
  inHand: LinkInHand,
  giftId: DonationId,
  now: Instant,
): Pick<Decision, 'changes' | 'relies' | 'facts'> {
  const { link, former } = inHand;
  const taken = change(link, { ...link.value, usedBy: giftId });
  if (former === undefined || former.value.id === giftId) return { ...nothingElse, changes: [taken] };
  if (former.value.state !== 'pledged') return { ...nothingElse, changes: [taken], relies: [rely(former)] };
  const ended = endDonation(former, 'expired', 'its link was used again', now);
  return { ...nothingElse, changes: [taken, ...ended.changes], facts: ended.facts };
}

const noMoreGifts = 'the fund is closed, or the day is over by which its money was to be used';

/**
 * A donor begins to give online: no money yet.
 * @returns refusals: `invalid` outside the least and greatest online gift; `closed` for a fund that is closed, or whose
 * spend-by day is over; `expired` and `used-already` for a link. A Gift Aid declaration without "no benefit" is kept as not declared, and no reason is stored.
 */
export function pledge(
  fund: Versioned<'fund'>,
  gift: Pledge,
  inHand: LinkInHand | undefined,
  now: Instant,
  settings: CharitySettings,
): Outcome<{ readonly decision: Decision; readonly donation: Donation }> {
  const { leastGift, greatestOnlineGift } = settings.giving;
  if (!takesGifts(fund.value, localDay(now, settings.office))) return refuse('closed', noMoreGifts);
  if (gift.amount < leastGift || gift.amount > greatestOnlineGift)
    return refuse('invalid', 'the sum is outside the limits');
  const usable = inHand === undefined ? accept(undefined) : checkLink(inHand, gift.id, now);
  if (!usable.ok) return usable;
  const taken = inHand === undefined ? { ...nothingElse, changes: [] } : takeLink(inHand, gift.id, now);
  const bound = bindFund(fund, now);
  const declared = gift.giftAid.declared && gift.giftAid.noBenefit;
  const donation: Donation = {
    id: gift.id,
    poolId: fund.value.poolId,
    fundId: fund.value.id,
    way: 'checkout',
    amount: gift.amount,
    state: 'pledged',
    donorId: gift.donorId,
    giftAid: declared
      ? { state: 'declared', noBenefit: true, declaredAt: now }
      : { state: 'not-declared', noBenefit: gift.giftAid.noBenefit },
    pledgedAt: now,
  };
  const decision: Decision = {
    about: `donation/${gift.id}`,
    did: 'pledge-donation',
    why: 'the donor chose to give',
    by: { id: gift.donorId, roles: ['donor'] },
    at: now,
    entries: [],
    relies: [...bound.relies, ...taken.relies],
    changes: [create('donation', gift.id, donation), ...bound.changes, ...taken.changes],
    facts: [
      ...taken.facts,
      {
        type: 'uk.sponsored-places.donation.pledged.v1',
        subject: `donation/${gift.id}`,
        data: { donationId: gift.id },
      },
    ],
  };
  return accept({ decision, donation });
}

/** The checkout link is made: the donation is pending until the provider says what became of it. */
export function awaitPayment(
  donation: Versioned<'donation'>,
  checkout: NonNullable<Donation['checkout']>,
  now: Instant,
): Outcome<Decision> {
  const next = step(donationStates, donation.value.state, 'pending', system);
  if (!next.ok) return next;
  return accept({
    about: `donation/${donation.value.id}`,
    did: 'open-checkout',
    why: 'the checkout link is made',
    by: system,
    at: now,
    ...nothingElse,
    changes: [change(donation, { ...donation.value, state: next.value, checkout })],
  });
}

/** How long a checkout link stays open: the provider allows at most a day. */
export const checkoutHours = 23;

/**
 * A pledge whose checkout link was never made has expired. What became of one that came to its link the provider says: a
 * slow payment may take longer than the link is open.
 */
export function expirePledge(donation: Versioned<'donation'>, now: Instant): Outcome<Decision> {
  const { pledgedAt, state } = donation.value;
  if (state !== 'pledged') return refusePassed('wrong-state', 'the gift came to its checkout link, or is over');
  if (later(pledgedAt, { hours: checkoutHours }) > now) {
    return refuse('wrong-state', 'its checkout link can still be made');
  }
  const next = step(donationStates, state, 'expired', system);
  if (!next.ok) return next;
  return accept(endDonation(donation, 'expired', 'no checkout link was made', now));
}

/** A coordinator makes a link for one gift of one sum to one fund, to send to a donor. */
export function makeGivingLink(
  fund: Versioned<'fund'>,
  amount: Pence,
  tokenHash: string,
  by: Actor,
  now: Instant,
  settings: CharitySettings,
): Outcome<Decision> {
  if (!hasRole(by, ['coordinator', 'coordinator-deputy', 'finance-maker', 'finance-checker'])) {
    return refuse('not-allowed', 'a giving link is made by a coordinator or finance');
  }
  const { leastGift, greatestOnlineGift, linkDays } = settings.giving;
  if (!takesGifts(fund.value, localDay(now, settings.office))) return refuse('closed', noMoreGifts);
  if (amount < leastGift || amount > greatestOnlineGift) return refuse('invalid', 'the sum is outside the limits');
  const { poolId, id: fundId } = fund.value;
  const bound = bindFund(fund, now);
  return accept({
    about: `fund/${fundId}`,
    did: 'make-giving-link',
    why: 'to send to a donor',
    by,
    at: now,
    entries: [],
    facts: [],
    relies: bound.relies,
    changes: [
      ...bound.changes,
      create('giving-link', tokenHash, {
        tokenHash,
        poolId,
        fundId,
        amount,
        madeBy: by.id,
        madeAt: now,
        expiresAt: later(now, { days: linkDays }),
      }),
    ],
  });
}
