import { AllocationId, ConcernId, DonationId, type PersonId, ReferralId, RefundId } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import type { OfferedCase } from '../domain/answer-offer.ts';
import { alertedDesks } from '../domain/concern.ts';
import type { Email } from '../domain/email.ts';
import { leftOfGift, valuesOf } from '../domain/gift-books.ts';
import { later, localDay } from '../domain/office-days.ts';
import { type Outcome, refuse, refusePassed } from '../domain/outcome.ts';
import { isPaused, referenceOf, Signal } from '../domain/referral.ts';
import { isStillTheirs, linkOf } from '../domain/renew-link.ts';
import { isLasting, type MailedPurpose } from '../domain/visit.ts';
import type { LetterContent } from '../mail/interface.ts';
import type { Secrets } from '../vault/interface.ts';
import { loadOffer } from './answer-offer.ts';
import { loadGiftBooks } from './load-gift-books.ts';
import { readIdentity, type VaultDeps } from './read-identity.ts';

interface LetterDeps extends VaultDeps {
  readonly secrets: Secrets;
  readonly siteUrl: string;
}

type Composed = Outcome<LetterContent>;

const overtaken = (because: string): Outcome<never> => refusePassed('closed', because);
/** Nothing is sent to an address that takes no mail: somebody reaches the person another way. */
export const addressRefused = refusePassed('closed', 'the address takes no mail');
const notNow = refuse('paused', 'the referral is paused');

/**
 * Decides again, as it is sent, whether a mail's reason still holds and whether the person may be mailed, and reads what
 * it says. A refusal that has passed closes the mail unsent; `paused` leaves it to be asked for again.
 */
export async function composeLetter(deps: LetterDeps, email: Email): Promise<Composed> {
  const [entity, id] = email.about.split('/');
  if (entity === 'donation') {
    const write = email.template === 'donor-refund' ? refundOnItsWay : thankYou;
    return write(deps, email, DonationId.parse(id));
  }
  if (entity === 'concern') return safeguardingAlert(deps, email, ConcernId.parse(id));
  if (entity === 'allocation') {
    const offered = await loadOffer(deps.store, AllocationId.parse(id));
    return offered === undefined ? overtaken('there is no such offer') : aboutOffer(deps, email, offered);
  }
  return referrerSignal(deps, email, ReferralId.parse(id));
}

/** Their addresses stand in the settings: who works here is in no vault. */
async function safeguardingAlert(deps: LetterDeps, email: Email, id: ConcernId): Promise<Composed> {
  const concern = await deps.store.get('concern', id);
  if (concern?.value.state !== 'raised') return overtaken('somebody has acknowledged it');
  if ((await deps.store.get('refused-address', email.to)) !== undefined) return addressRefused;
  const { leadEmail, deputyEmail, acknowledgeMinutes: minutes } = deps.settings.safeguarding;
  const toDeputy = email.to === alertedDesks.deputy;
  const url = `${deps.siteUrl}/console/concerns/${id}`;
  return {
    ok: true,
    value: { template: 'safeguarding-alert', to: toDeputy ? deputyEmail : leadEmail, data: { url, minutes, toDeputy } },
  };
}

/** Name and address of whom a mail is for; a person without an address is never mailed. */
async function addressee(
  deps: LetterDeps,
  email: Email,
): Promise<Outcome<{ readonly name: string; readonly to: string }>> {
  if ((await deps.store.get('refused-address', email.to)) !== undefined) return addressRefused;
  const about = `email/${email.id}` as const;
  const person = await readIdentity(deps, { personId: email.to, about, purpose: 'send-mail' }, system);
  if (!person.ok) return overtaken('the person was erased');
  const { name = '', email: to } = person.value;
  return to === undefined ? overtaken('the person gave no address') : { ok: true, value: { name, to } };
}

async function thankYou(deps: LetterDeps, email: Email, donationId: DonationId): Promise<Composed> {
  const donation = await deps.store.get('donation', donationId);
  if (donation?.value.collected === undefined) return overtaken('the gift was not collected');
  const [books, person] = await Promise.all([loadGiftBooks(deps.store, donation), addressee(deps, email)]);
  if (!person.ok) return person;
  const { giftAid, way, collected, receivedOn } = donation.value;
  // A receipt is for what is with us when it is sent: nobody is thanked for what went back.
  const amount =
    books === undefined
      ? donation.value.amount
      : leftOfGift(donation.value, valuesOf(books.refunds), valuesOf(books.disputes));
  if (amount === 0) return overtaken('the gift was given back');
  return {
    ok: true,
    value: {
      template: 'donor-thank-you',
      to: person.value.to,
      data: {
        donorName: person.value.name === '' ? undefined : person.value.name,
        amount,
        fundName: books?.fund.value.name ?? '',
        collectedOn: receivedOn ?? localDay(collected.at, deps.settings.office),
        receiptNumber: collected.receiptNumber,
        giftAidDeclared: giftAid.state !== 'not-declared',
        byCard: way === 'checkout',
      },
    },
  };
}

async function refundOnItsWay(deps: LetterDeps, email: Email, donationId: DonationId): Promise<Composed> {
  const [donation, refund] = await Promise.all([
    deps.store.get('donation', donationId),
    deps.store.get('refund', RefundId.parse(email.detail)),
  ]);
  const { collected, giftAid } = donation?.value ?? {};
  if (collected === undefined || refund === undefined) return overtaken('the gift was not collected');
  if (refund.value.state === 'failed') return overtaken('the money did not go back');
  const person = await addressee(deps, email);
  if (!person.ok) return person;
  const { name, to } = person.value;
  return {
    ok: true,
    value: {
      template: 'donor-refund',
      to,
      data: {
        donorName: name === '' ? undefined : name,
        amount: refund.value.amount,
        receiptNumber: collected.receiptNumber,
        giftAidDeclared: giftAid !== undefined && giftAid.state !== 'not-declared',
        byCard: refund.value.way === 'provider',
      },
    },
  };
}

async function referrerSignal(deps: LetterDeps, email: Email, referralId: ReferralId): Promise<Composed> {
  const signal = Signal.safeParse(email.detail);
  const referral = await deps.store.get('referral', referralId);
  if (!signal.success || referral?.value.referrer?.signals.includes(signal.data) !== true) {
    return overtaken('the person did not agree to this being told');
  }
  if (referral.value.safeguardingPause !== undefined) return notNow;
  const person = await addressee(deps, email);
  if (!person.ok) return person;
  return {
    ok: true,
    value: {
      template: 'referrer-signal',
      to: person.value.to,
      data: {
        referrerName: person.value.name,
        reference: referenceOf(referralId),
        signal: signal.data,
        agreed: referral.value.referrer.signals,
      },
    },
  };
}

const pageOf = {
  'answer-offer': 'offer',
  'see-client': 'client',
  'record-sessions': 'clients',
} as const satisfies Record<MailedPurpose, string>;

/** A link that only this mail has: minted as it is sent, kept as a hash. */
async function mintLink(
  deps: LetterDeps,
  purpose: MailedPurpose,
  personId: PersonId,
  { allocation }: OfferedCase,
): Promise<string> {
  const { token, hash } = deps.secrets.mintToken();
  const now = deps.now();
  const { respondBy, id } = allocation.value;
  const expiresAt = isLasting(purpose) ? later(now, { days: deps.settings.links[purpose] }) : respondBy;
  const after = { hash, purpose, personId, allocationId: id, mintedAt: now, expiresAt };
  await deps.store.keep({ kind: 'token', id: hash, before: undefined, after });
  return `${deps.siteUrl}/portal/${pageOf[purpose]}?token=${token}`;
}

/** Why a mail about an offer goes to nobody any more; undefined while its reason holds. */
function reasonGone({ now, settings }: LetterDeps, email: Email, offered: OfferedCase): string | undefined {
  const { allocation, search, referral } = offered;
  const { state, id } = allocation.value;
  switch (email.template) {
    case 'therapist-offer':
      return (state === 'offered' || state === 'acknowledged') && search.value.live === id
        ? undefined
        : 'the offer is no longer open';
    case 'client-therapist-found':
      if (state !== 'accepted') return 'the therapist gave the case back';
      return referral.value.contact.channel === 'email' ? undefined : 'the person may not be mailed';
    case 'therapist-accepted':
      return state === 'accepted' ? undefined : 'the case was given back';
    case 'therapist-new-link':
      return isStillTheirs(linkOf(email), offered, now(), settings)
        ? undefined
        : 'nothing stands behind the link any more';
    default:
      return undefined;
  }
}

async function aboutOffer(deps: LetterDeps, email: Email, offered: OfferedCase): Promise<Composed> {
  const gone = reasonGone(deps, email, offered);
  if (gone !== undefined) return overtaken(gone);
  const waits = email.template === 'therapist-offer' || email.template === 'client-therapist-found';
  if (waits && isPaused(offered.referral.value)) return notNow;
  const person = await addressee(deps, email);
  if (!person.ok) return person;
  return { ok: true, value: await offerLetter(deps, email, offered, person.value) };
}

async function offerLetter(
  deps: LetterDeps,
  email: Email,
  offered: OfferedCase,
  { name, to }: { readonly name: string; readonly to: string },
): Promise<LetterContent> {
  const { allocation, search, referral } = offered;
  const therapistName = name;
  switch (email.template) {
    case 'therapist-offer': {
      const offerUrl = await mintLink(deps, 'answer-offer', email.to, offered);
      const { respondBy } = allocation.value;
      const { sessions, needs } = search.value;
      const data = { therapistName, offerUrl, respondBy, sessions, online: needs.mode !== 'in-person' };
      return { template: 'therapist-offer', to, data };
    }
    case 'therapist-accepted': {
      const clientUrl = await mintLink(deps, 'see-client', email.to, offered);
      const sessionsUrl = await mintLink(deps, 'record-sessions', email.to, offered);
      const giveBackUntil = allocation.value.giveBackUntil ?? deps.now();
      return { template: 'therapist-accepted', to, data: { therapistName, clientUrl, sessionsUrl, giveBackUntil } };
    }
    case 'client-therapist-found': {
      const { contact, id } = referral.value;
      const statusUrl = `${deps.siteUrl}/status`;
      const data = { mayReveal: contact.mayReveal, reference: referenceOf(id), statusUrl };
      return { template: 'client-therapist-found', to, data };
    }
    case 'therapist-answer-confirmed': {
      const answer = email.detail === 'given-back' ? 'given-back' : 'declined';
      const { askAgainAfter } = offered.therapist.value;
      // Who asked for a rest can end it by their own page, which others find in the mail about a client.
      const rest =
        answer === 'declined' &&
        askAgainAfter !== undefined &&
        askAgainAfter >= localDay(deps.now(), deps.settings.office)
          ? { through: askAgainAfter, url: await mintLink(deps, 'record-sessions', email.to, offered) }
          : undefined;
      return { template: 'therapist-answer-confirmed', to, data: { therapistName, answer, rest } };
    }
    case 'therapist-new-link': {
      const leadsTo = linkOf(email);
      const url = await mintLink(deps, leadsTo, email.to, offered);
      return {
        template: 'therapist-new-link',
        to,
        data: { therapistName, leadsTo, url, days: deps.settings.links[leadsTo] },
      };
    }
    case 'therapist-offer-withdrawn':
      return { template: 'therapist-offer-withdrawn', to, data: { therapistName } };
    case 'therapist-case-ended':
      return {
        template: 'therapist-case-ended',
        to,
        data: { therapistName, reference: referenceOf(referral.value.id) },
      };
    default:
      throw new Error(`${email.template} is not about an offer`);
  }
}
