import type { DonationId, LocalDate, Pence, RefundId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  type AskedRefund,
  askRefund as decideAsk,
  failRefund as decideFail,
  decideRefund as decideOnRefund,
  recordBankRefund as decideRecord,
} from '../domain/ask-refund.ts';
import type { Versioned } from '../domain/decision.ts';
import type { GiftBooks } from '../domain/gift-books.ts';
import { occasionOf } from '../domain/gift-tasks.ts';
import type { Outcome } from '../domain/outcome.ts';
import { receiveGiftAid as decideReceive } from '../domain/receive-gift-aid.ts';
import { taskIdOf } from '../domain/task.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing } from './load-case.ts';
import { loadGiftBooks } from './load-gift-books.ts';
import { fetchPaymentOf, type SettlingDeps, settleDonation } from './settle-donation.ts';

/** A gift's books as they are now. */
export async function readGiftBooks(store: Store, donationId: DonationId): Promise<Outcome<GiftBooks>> {
  const donation = await store.get('donation', donationId);
  const books = donation && (await loadGiftBooks(store, donation));
  return books === undefined ? missing('donation') : { ok: true, value: books };
}

/** Asks for a refund. Its id is minted with the page, so that a form sent twice asks once. */
export const askRefund = (
  deps: Deps,
  input: AskedRefund & { readonly donationId: DonationId },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { donationId, ...asked } = input;
    const books = await readGiftBooks(deps.store, donationId);
    if (!books.ok) return books;
    if (books.value.refunds.some(({ id }) => id === asked.id)) return settled(undefined);
    return decided(decideAsk(books.value, asked, by, deps.now(), deps.settings), undefined);
  });

interface RefundInHand {
  readonly books: GiftBooks;
  readonly refund: Versioned<'refund'>;
}

async function refundInHand(store: Store, refundId: RefundId): Promise<Outcome<RefundInHand>> {
  const found = await store.get('refund', refundId);
  if (found === undefined) return missing('refund');
  const books = await readGiftBooks(store, found.value.donationId);
  if (!books.ok) return books;
  // As its gift knows it: both were read together.
  const refund = books.value.refunds.find(({ id }) => id === refundId);
  return refund === undefined ? missing('refund') : { ok: true, value: { books: books.value, refund } };
}

/** What a second person saw when they decided. */
export interface SeenRefund {
  readonly refundId: RefundId;
  readonly seen: number;
}

export const decideRefund = (
  deps: Deps,
  input: SeenRefund & { readonly agrees: boolean },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const inHand = await refundInHand(store, input.refundId);
    if (!inHand.ok) return inHand;
    const { books, refund } = inHand.value;
    const same = changedSince(refund, input.seen);
    if (!same.ok) return same;
    const donation = books.donation.value;
    const occasion = occasionOf(donation, input.refundId);
    const task = await store.get('task', taskIdOf('decide-refund', `donation/${donation.id}`, occasion));
    return decided(decideOnRefund(books, refund, task, input.agrees, by, deps.now(), deps.settings), undefined);
  });

/** Finance records what became of a refund from our bank. */
export const recordBankRefund = (
  deps: Deps,
  input: SeenRefund & { readonly state: 'succeeded' | 'failed'; readonly on: LocalDate },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const inHand = await refundInHand(deps.store, input.refundId);
    if (!inHand.ok) return inHand;
    const { books, refund } = inHand.value;
    const same = changedSince(refund, input.seen);
    if (!same.ok) return same;
    return decided(decideRecord(books, refund, input, by, deps.now(), deps.settings), undefined);
  });

/**
 * Sends a refund that was decided through the provider, who knows it by our id and so makes it once; then books what the
 * provider says of the payment. One that goes back from our bank is left to finance.
 */
export async function sendRefund(deps: SettlingDeps, refundId: RefundId): Promise<Outcome<undefined>> {
  const inHand = await refundInHand(deps.store, refundId);
  if (!inHand.ok) return inHand;
  const { state, way, donationId, amount } = inHand.value.refund.value;
  const paymentId = inHand.value.books.donation.value.collected?.paymentId;
  if (way === 'bank' || paymentId === undefined) return { ok: true, value: undefined };
  if (state === 'decided') {
    const reply = await deps.payments.refund({ paymentId, donationId, refundId, amountPence: amount });
    if (!reply.ok) {
      const givenUp = await giveUpRefund(deps, refundId, reply.because);
      if (!givenUp.ok) return givenUp;
    }
  }
  return settleDonation(deps, donationId, undefined);
}

/**
 * The provider refuses a refund that was decided. Of two sendings at once the second may be refused because the first
 * has made it: so the provider is asked what it has made, after the gift was read, and what it has made stands.
 */
const giveUpRefund = (deps: SettlingDeps, refundId: RefundId, because: string): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const inHand = await refundInHand(deps.store, refundId);
    if (!inHand.ok) return inHand;
    const { books, refund } = inHand.value;
    const payment = await fetchPaymentOf(deps.payments, books.donation.value);
    if (!payment.ok) return payment;
    const isMade = payment.value.refunds.some(({ ourRefundId }) => ourRefundId === refundId);
    return isMade
      ? settled(undefined)
      : decided(decideFail(books, refund, because, deps.now(), deps.settings), undefined);
  });

/** Finance records what HMRC paid on a gift. */
export const receiveGiftAid = (
  deps: Deps,
  input: { readonly donationId: DonationId; readonly amount: Pence; readonly receivedOn: LocalDate },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const books = await readGiftBooks(deps.store, input.donationId);
    if (!books.ok) return books;
    return decided(decideReceive(books.value, input, by, deps.now(), deps.settings), undefined);
  });
