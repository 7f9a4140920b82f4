import { type DonationId, type FundId, type Pence, PersonId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { create, type Versioned } from '../domain/decision.ts';
import type { Donation } from '../domain/donation.ts';
import type { IdentityFields } from '../domain/identity.ts';
import { later } from '../domain/office-days.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import {
  awaitPayment,
  checkLink,
  checkoutHours,
  expirePledge as decideExpire,
  makeGivingLink as decideLink,
  pledge as decidePledge,
  type LinkInHand,
  type Pledge,
} from '../domain/pledge-gift.ts';
import { recordGift as decideRecord, type RecordedGift } from '../domain/record-gift.ts';
import { storeReport } from '../domain/settle-gift.ts';
import type { PaymentEvent, Payments } from '../payments/interface.ts';
import type { Sealer, Secrets } from '../vault/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { openGeneralFund } from './fund.ts';
import { missing } from './load-case.ts';

export interface GivingDeps extends Deps {
  readonly sealer: Sealer;
  readonly secrets: Secrets;
  readonly payments: Payments;
  /** The public address of the site, without a slash at its end. */
  readonly siteUrl: string;
}

export interface GiftForm {
  /** Minted with the page, so that a form sent twice is one gift. */
  readonly donationId: DonationId;
  readonly amount: Pence;
  readonly fundId: FundId;
  readonly donor: IdentityFields;
  readonly giftAid: Pledge['giftAid'];
  /** The token of a giving link, when the gift is made through one: its sum and fund are the link's. */
  readonly link: string | undefined;
}

/**
 * Begins an online gift: the pledge and the sealed donor are one transaction, then the provider makes the checkout link
 * (idempotent by donation id), then the donation awaits its payment. Sent again it goes on where it stopped.
 * @returns where to send the donor; `used-already` when this gift was paid or its checkout has ended
 */
export async function pledgeDonation(deps: GivingDeps, form: GiftForm): Promise<Outcome<{ readonly url: string }>> {
  const general = await openGeneralFund(deps);
  if (!general.ok) return general;
  const pledged = await decideAndCommit<Donation>(deps, async () => {
    const { donationId: id } = form;
    const before = await deps.store.get('donation', id);
    if (before !== undefined) return settled(before.value);
    const inHand = form.link === undefined ? undefined : await findLink(deps, form.link);
    if (inHand?.ok === false) return inHand;
    const link = inHand?.value.link.value;
    const fund = await deps.store.get('fund', link?.fundId ?? form.fundId);
    if (fund === undefined) return missing('fund');
    const now = deps.now();
    const donorId = PersonId.parse(deps.newId('psn'));
    const amount = link?.amount ?? form.amount;
    const gift = { id, donorId, amount, giftAid: form.giftAid };
    const decision = decidePledge(fund, gift, inHand?.value, now, deps.settings);
    if (!decision.ok) return decision;
    const sealed = await sealDonor(deps, donorId, form.donor);
    const changes = [...decision.value.decision.changes, ...sealed];
    return {
      ok: true,
      value: { decisions: [{ ...decision.value.decision, changes }], value: decision.value.donation },
    };
  });
  return pledged.ok ? openCheckout(deps, pledged.value) : pledged;
}

/** A donor's name and address under a lock of their own, as changes of a decision. */
export async function sealDonor(deps: Pick<GivingDeps, 'sealer' | 'now'>, donorId: PersonId, donor: IdentityFields) {
  const { identity, key } = await deps.sealer.seal(donorId, 'donor', donor, deps.now());
  return [create('identity', donorId, identity), create('identity-key', donorId, key)];
}

/** The provider makes no payment page that would close sooner. */
const leastCheckoutMinutes = 30;

async function openCheckout(deps: GivingDeps, pledged: Donation): Promise<Outcome<{ readonly url: string }>> {
  const over = refuse('used-already', 'this gift was made already, or its payment page has closed');
  if (pledged.state === 'pending' && pledged.checkout !== undefined && pledged.checkout.expiresAt > deps.now()) {
    return { ok: true, value: { url: pledged.checkout.url } };
  }
  // The time follows from the pledge and not from now: asked again, the provider must be asked the same.
  const expiresAt = later(pledged.pledgedAt, { hours: checkoutHours });
  if (pledged.state !== 'pledged' || expiresAt < later(deps.now(), { minutes: leastCheckoutMinutes })) return over;
  const { checkoutId, url } = await deps.payments.openCheckout({
    donationId: pledged.id,
    amountPence: pledged.amount,
    description: `A gift to ${deps.settings.charity.name}`,
    successUrl: `${deps.siteUrl}/give/thank-you`,
    cancelUrl: `${deps.siteUrl}/give/came-back`,
    expiresAt,
  });
  return decideAndCommit(deps, async () => {
    const donation = await deps.store.get('donation', pledged.id);
    if (donation === undefined) return missing('donation');
    // Somebody began again with the same link in the meantime: this gift is over, and its payment page is never shown.
    if (donation.value.state === 'expired') return over;
    // The report of the payment may have come first: then there is nothing to wait for.
    if (donation.value.state !== 'pledged') return settled({ url });
    return decided(awaitPayment(donation, { id: checkoutId, url, expiresAt }, deps.now()), { url });
  });
}

/** Ends a pledge that never came to a checkout link. */
export const expirePledge = (deps: Deps, donationId: DonationId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const donation = await deps.store.get('donation', donationId);
    if (donation === undefined) return missing('donation');
    return decided(decideExpire(donation, deps.now()), undefined);
  });

async function findLink(
  { store, secrets }: Pick<GivingDeps, 'store' | 'secrets'>,
  token: string,
): Promise<Outcome<LinkInHand>> {
  const link = await store.get('giving-link', secrets.hashToken(token));
  if (link === undefined) return refuse('not-found', 'this link is none of ours');
  const { usedBy } = link.value;
  const former = usedBy === undefined ? undefined : await store.get('donation', usedBy);
  return { ok: true, value: { link, former } };
}

/**
 * The giving link a token stands for, if a gift can be made with it now.
 * @param giftId the gift that a form was shown for: sent again it is still the gift of its link
 * @returns refusals: `not-found`, `expired`, `used-already`
 */
export async function findGivingLink(
  deps: Pick<GivingDeps, 'store' | 'secrets' | 'now'>,
  token: string,
  giftId?: DonationId,
): Promise<Outcome<Versioned<'giving-link'>>> {
  const found = await findLink(deps, token);
  if (!found.ok) return found;
  const usable = checkLink(found.value, giftId, deps.now());
  return usable.ok ? { ok: true, value: found.value.link } : usable;
}

/** @returns the token of the new link; it is shown once and kept nowhere. */
export const makeGivingLink = (
  deps: Deps & Pick<GivingDeps, 'secrets'>,
  input: { readonly fundId: FundId; readonly amount: Pence },
  by: Actor,
): Promise<Outcome<{ readonly token: string }>> =>
  decideAndCommit(deps, async () => {
    const fund = await deps.store.get('fund', input.fundId);
    if (fund === undefined) return missing('fund');
    const { token, hash } = deps.secrets.mintToken();
    return decided(decideLink(fund, input.amount, hash, by, deps.now(), deps.settings), { token });
  });

/**
 * Stores a verified report of the provider, with the fact that queues it. Told twice, stored once.
 * @returns `not-found` for a payment that is none of ours
 */
export async function storePaymentReport(
  deps: Deps & Pick<GivingDeps, 'payments'>,
  event: PaymentEvent,
): Promise<Outcome<undefined>> {
  const found = await belongsTo(deps, event);
  if (found === undefined) return refuse('not-found', 'this payment is none of ours');
  return decideAndCommit(deps, async () => {
    const [known, donation] = await Promise.all([
      deps.store.get('payment-report', event.eventId),
      deps.store.get('donation', found.donationId),
    ]);
    if (known !== undefined) return settled(undefined);
    // A gift is pledged before its payment page is made: what names one that is not there can never be settled.
    if (donation === undefined) return refuse('not-found', 'this payment is none of ours');
    const report = {
      id: event.eventId,
      type: event.type,
      ...found,
      reportedAt: event.createdAt,
      receivedAt: deps.now(),
    };
    return decided(storeReport(report, known), undefined);
  });
}

async function belongsTo(
  { payments }: Pick<GivingDeps, 'payments'>,
  event: PaymentEvent,
): Promise<{ donationId: DonationId; checkoutId?: string } | undefined> {
  const { donationId, checkoutId, paymentId } = event;
  if (donationId !== undefined) return { donationId, ...(checkoutId === undefined ? {} : { checkoutId }) };
  const found =
    checkoutId !== undefined
      ? await payments.fetchPayment(checkoutId)
      : paymentId !== undefined
        ? await payments.findCheckout(paymentId)
        : undefined;
  return found?.donationId === undefined ? undefined : { donationId: found.donationId, checkoutId: found.checkoutId };
}

export interface GiftRecord extends Omit<RecordedGift, 'id' | 'donorId'> {
  /** Minted with the page, so that a form sent twice is one gift. */
  readonly donationId: DonationId;
  readonly fundId: FundId;
  readonly donor: IdentityFields | undefined;
}

/** Finance records a gift that came by bank transfer, cheque or another way; the donor may stay unknown. */
export async function recordGift(
  deps: Deps & Pick<GivingDeps, 'sealer'>,
  gift: GiftRecord,
  by: Actor,
): Promise<Outcome<DonationId>> {
  const general = await openGeneralFund(deps);
  if (!general.ok) return general;
  return decideAndCommit(deps, async () => {
    const { donationId: id, fundId, donor, ...rest } = gift;
    if ((await deps.store.get('donation', id)) !== undefined) return settled(id);
    const fund = await deps.store.get('fund', fundId);
    if (fund === undefined) return missing('fund');
    const donorId = donor === undefined ? undefined : PersonId.parse(deps.newId('psn'));
    const decision = decideRecord(fund, { ...rest, id, donorId }, by, deps.now(), deps.settings);
    if (!decision.ok) return decision;
    const sealed = donor === undefined || donorId === undefined ? [] : await sealDonor(deps, donorId, donor);
    const changes = [...decision.value.changes, ...sealed];
    return { ok: true, value: { decisions: [{ ...decision.value, changes }], value: id } };
  });
}
