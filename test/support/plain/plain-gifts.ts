import {
  DisputeId,
  type FundId,
  type Instant,
  LocalDate,
  Pence,
  RefundId,
  SignedPence,
} from '../../../events/values.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { askRefund, decideRefund, failRefund, recordBankRefund } from '../../../shared/domain/ask-refund.ts';
import type { ReportedDispute } from '../../../shared/domain/book-dispute.ts';
import { type DisputeMovement, feesOfDispute, returnedFor, takenFor } from '../../../shared/domain/dispute.ts';
import { lotIdOf } from '../../../shared/domain/fund.ts';
import type { GiftBooks } from '../../../shared/domain/gift-books.ts';
import { occasionOf } from '../../../shared/domain/gift-tasks.ts';
import type { ReportedRefund } from '../../../shared/domain/move-refund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { clearReview, type PaymentTruth, settleGift } from '../../../shared/domain/settle-gift.ts';
import { taskIdOf } from '../../../shared/domain/task.ts';
import { donation } from '../money-samples.ts';
import { idOf, settings } from '../sample-ids.ts';
import type { Came, PlainRecords } from './plain-records.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const fred: Actor = { id: 'fred', roles: ['finance-checker'] };

/** What the provider keeps of each payment, and for each dispute. */
const [paymentFee, disputeFee] = [120, 2000];

/** One gift as the provider has it; all that it ever said of it can still arrive. */
class AtProvider {
  readonly said: PaymentTruth[] = [];
  status: PaymentTruth['status'] = 'open';
  refunds: readonly ReportedRefund[] = [];
  disputes: readonly ReportedDispute[] = [];
  readonly amount: Pence;
  readonly #n: number;

  constructor(n: number, amount: Pence) {
    this.#n = n;
    this.amount = amount;
    this.say();
  }

  /** What may still be taken of it, in pence. */
  get left(): number {
    const back = this.refunds.reduce((sum, { status, amount }) => sum + (status === 'failed' ? 0 : amount), 0);
    return this.amount - back - this.disputes.reduce((sum, it) => sum + takenFor(it) - returnedFor(it), 0);
  }

  /** What of it is in the charity's balance, in pence. */
  get balance(): number {
    if (this.status !== 'paid') return 0;
    const gone = this.refunds.reduce((sum, { status, amount }) => sum + (status === 'succeeded' ? amount : 0), 0);
    const taken = this.disputes.reduce((sum, it) => sum + takenFor(it) - returnedFor(it) + feesOfDispute(it), 0);
    return this.amount - paymentFee - gone - taken;
  }

  say(): void {
    const { status, amount, refunds, disputes } = this;
    this.said.push({
      status,
      amount,
      fee: pence(paymentFee),
      paymentId: `pay_${this.#n}`,
      newCard: this.#n === 2,
      checkoutId: `cs_${this.#n}`,
      refunds,
      disputes,
    });
  }
}

/** Gifts of a handful of donors, what the provider does with them, and what the office asks. */
export class PlainGifts {
  readonly #records: PlainRecords;
  readonly #now: () => Instant;
  readonly #provider: ReadonlyMap<number, AtProvider>;
  #minted = 0;

  constructor(records: PlainRecords, now: () => Instant, gifts: readonly (readonly [FundId, number])[]) {
    this.#records = records;
    this.#now = now;
    this.#provider = new Map(gifts.map(([, amount], at) => [at + 1, new AtProvider(at + 1, pence(amount))]));
    records.put(...gifts.map(([fundId, amount], at) => donation({ fundId, amount }, at + 1)));
  }

  get count(): number {
    return this.#provider.size;
  }

  /** What all gifts come to in the provider's own book, in pence. */
  get balance(): number {
    return [...this.#provider.values()].reduce((sum, each) => sum + each.balance, 0);
  }

  #at(n: number): AtProvider {
    const found = this.#provider.get(n);
    if (found === undefined) throw new Error(`there is no gift ${n}`);
    return found;
  }

  #books(n: number): GiftBooks {
    const gift = this.#records.find('donation', idOf.donation(n));
    const fund = this.#records.find('fund', gift?.value.fundId);
    if (gift === undefined || fund === undefined) throw new Error(`there is no gift ${n}`);
    const named = <K extends 'refund' | 'dispute'>(kind: K, ids: readonly string[] = []) =>
      ids.flatMap((id) => this.#records.find(kind, id) ?? []);
    return {
      donation: gift,
      fund,
      lot: this.#records.find('lot', lotIdOf(gift.value.id)),
      moved: [],
      movedFunds: [],
      tasks: this.#records.all('task').filter(({ value }) => value.about === `donation/${gift.id}`),
      refunds: named('refund', gift.value.refunds),
      disputes: named('dispute', gift.value.disputes),
    };
  }

  /** The donor pays, or their payment fails and can be paid later. */
  pay(n: number, fails: boolean): void {
    const at = this.#at(n);
    if (at.status === 'open' || at.status === 'failed') at.status = fails ? 'failed' : 'paid';
    at.say();
  }

  /** Somebody gives money back at the provider's own page, which nobody here has asked for. */
  refundThere(n: number, wanted: number): void {
    const at = this.#at(n);
    const amount = Math.min(wanted, at.left);
    if (at.status !== 'paid' || amount <= 0) return;
    this.#minted += 1;
    const id = RefundId.parse(`re_there0000${this.#minted}`);
    const made = { id, providerId: id, amount: pence(amount), status: 'succeeded' as const, at: this.#now() };
    at.refunds = [...at.refunds, made];
    at.say();
  }

  /** A dispute is opened; one that is there goes on, to its end. */
  dispute(n: number, wanted: number, next: number): void {
    const at = this.#at(n);
    if (at.status !== 'paid') return;
    const open = at.disputes.find(({ status }) => status === 'open' || status === 'withdrawn');
    if (open === undefined) {
      const id = DisputeId.parse(`du_0000000${n}x${at.disputes.length}`);
      const amount = pence(Math.max(1, Math.min(wanted, at.amount)));
      at.disputes = [...at.disputes, { id, amount, status: 'open', movements: [], at: this.#now() }];
    } else {
      const moved = (amount: number, fee: number): DisputeMovement => ({
        movementId: `txn_${open.id}x${open.movements.length}`,
        amount: SignedPence.parse(amount),
        fee: SignedPence.parse(fee),
      });
      const taken = takenFor(open) - returnedFor(open);
      const after: ReportedDispute =
        taken === 0
          ? {
              ...open,
              status: 'withdrawn',
              movements: [...open.movements, moved(-Math.max(0, Math.min(open.amount, at.left)), disputeFee)],
            }
          : next % 3 === 0
            ? { ...open, status: 'lost' }
            : { ...open, status: next % 3 === 1 ? 'won' : 'open', movements: [...open.movements, moved(taken, 0)] };
      at.disputes = at.disputes.map((each) => (each.id === open.id ? after : each));
    }
    at.say();
  }

  /** One of the last things the provider said arrives, perhaps again, perhaps late; `age` 0 is how it is now. */
  report(n: number, age: number): Came {
    const said = this.#at(n).said;
    const payment = said[Math.max(0, said.length - 1 - age)];
    if (payment === undefined) return 'nothing';
    return this.#records.carryOut(settleGift(this.#books(n), payment, this.#now(), settings));
  }

  endReview(n: number): Came {
    const { lot, donation: gift } = this.#books(n);
    return lot === undefined ? 'nothing' : this.#records.carryOut(clearReview(lot, gift, this.#now()));
  }

  ask(n: number, amount: number): Came {
    this.#minted += 1;
    const id = RefundId.parse(`rfd_00000000${this.#minted}`);
    const wish = { id, amount: pence(amount), reason: 'donor-asked' as const };
    return this.#records.carryOut(askRefund(this.#books(n), wish, fay, this.#now(), settings));
  }

  decide(n: number, agrees: boolean, by: Actor = fred): Came {
    const books = this.#books(n);
    const refund = books.refunds.find(({ value }) => value.state === 'requested');
    if (refund === undefined) return 'nothing';
    const { id } = books.donation.value;
    const task = this.#records.find(
      'task',
      taskIdOf('decide-refund', `donation/${id}`, occasionOf(books.donation.value, refund.value.id)),
    );
    return this.#records.carryOut(decideRefund(books, refund, task, agrees, by, this.#now(), settings));
  }

  /** What was decided goes to the provider, who makes it, lets it wait, or refuses it. */
  send(n: number, next: number): Came {
    const [at, books] = [this.#at(n), this.#books(n)];
    const waits = at.refunds.find(({ status }) => status === 'pending');
    if (waits !== undefined) {
      const status = next % 2 === 0 ? ('failed' as const) : ('succeeded' as const);
      at.refunds = at.refunds.map((each) => (each === waits ? { ...each, status } : each));
      at.say();
    }
    const refund = books.refunds.find(
      ({ value }) => value.state === 'decided' && at.refunds.every(({ id }) => id !== value.id),
    );
    if (refund === undefined) return 'nothing';
    const { id, amount } = refund.value;
    if (next % 4 === 0 || amount > at.left) {
      return this.#records.carryOut(failRefund(books, refund, 'the card is closed', this.#now(), settings));
    }
    const status = next % 4 === 1 ? ('pending' as const) : ('succeeded' as const);
    at.refunds = [...at.refunds, { id, providerId: `re_${id}`, amount, status, at: this.#now() }];
    at.say();
    return 'done';
  }

  /** Finance says of a refund that it was sent from the bank: only of one that goes that way. */
  sendFromBank(n: number): Came {
    const books = this.#books(n);
    const refund = books.refunds.find(({ value }) => value.state === 'decided');
    if (refund === undefined) return 'nothing';
    const on = LocalDate.parse(localDay(this.#now(), settings.office));
    return this.#records.carryOut(
      recordBankRefund(books, refund, { state: 'succeeded', on }, fay, this.#now(), settings),
    );
  }
}
