import * as z from 'zod';
import { Instant, SignedPence, type TaskId } from '../../events/values.ts';
import { system } from './actor.ts';
import { closeTask, openTask } from './change-task.ts';
import { change, create, type Decision, nothingElse, type Versioned } from './decision.ts';
import type { JournalEntry } from './journal.ts';
import { later, officeDeadline } from './office-days.ts';
import type { CharitySettings } from './settings.ts';
import {
  type BalanceMovement,
  feesToBook,
  MovementKind,
  matchMovements,
  type ProviderPayout,
  type RefundsNotGone,
  refundsUnderWay,
} from './settle-payout.ts';
import { type TaskKind, taskIdOf } from './task.ts';

/*
 * The account `clearing` is what the provider owes us. It says so itself: what can be paid out, what cannot yet, and what
 * is on its way to the bank. Between the two stands what moved there and is not in the books yet.
 */

/** Something that moved at the provider and is not in the books, or not with its whole sum; pence, what comes in is positive. */
const NotBooked = z.lazy(() =>
  z.strictObject({
    movementId: z.string(),
    what: MovementKind,
    amount: SignedPence,
    at: Instant,
    /**
     * `report`: it is told of within the hour; `payout`: a fee that is booked with its payout; `refund`: it is on its way to
     * its donor, and gone for the books once it arrives; `overdue`: nothing explains it.
     */
    waitsFor: z.enum(['report', 'payout', 'refund', 'overdue']),
  }),
);
export type NotBooked = z.infer<typeof NotBooked>;

/** `clearing` held against the provider's own balance, in pence; there is one record of it. */
export const BalanceCheck = z.lazy(() =>
  z.strictObject({
    at: Instant,
    books: SignedPence,
    available: SignedPence,
    pending: SignedPence,
    /** Payouts that left the provider and have not been booked as arrived. */
    onTheWay: SignedPence,
    /** What is not booked and may not be yet. */
    underWay: SignedPence,
    /** What the provider has and the books do not; less than nothing, when the books have more. */
    difference: SignedPence,
    notBooked: z.array(NotBooked),
    /** How often the two began to differ: each time is a task of its own. */
    found: z.int().nonnegative(),
  }),
);
export type BalanceCheck = z.infer<typeof BalanceCheck>;

export const balanceCheckId = 'main';

const kind: TaskKind = 'balance-difference';
const about = 'clearing/provider';

/** The task about the difference that was found so many times. */
export const balanceTaskId = (found: number): TaskId => taskIdOf(kind, about, found);

/** A report comes within seconds, and the morning's sweep stores those that were lost an hour before this is looked at. */
const hoursUnderWay = 1;
/** As many as a page shows and a record holds. */
const mostNotBooked = 200;

/** All that was read at one moment. */
export interface BalanceReading {
  readonly books: number;
  readonly available: number;
  readonly pending: number;
  /** Payouts that have left the provider and are not booked. */
  readonly payouts: readonly ProviderPayout[];
  /** What moved lately. */
  readonly movements: readonly BalanceMovement[];
  /** Their entries, as far as there are any. */
  readonly booked: ReadonlyMap<string, JournalEntry>;
  /** Refunds among them whose money has not gone for the books. */
  readonly notGone: RefundsNotGone;
}

/** What of each movement is not in the books. */
function notBookedOf({ movements, booked, notGone }: BalanceReading, now: Instant): readonly NotBooked[] {
  const differences = matchMovements(movements, booked, notGone);
  const refunds = refundsUnderWay(movements, booked, notGone);
  return movements.flatMap((movement) => {
    const { movementId, what, at } = movement;
    const ofIt = differences.filter((one) => one.movementId === movementId);
    const missing = sum(ofIt.map(({ provider, books }) => provider - books));
    const refund = refunds.includes(movement) ? movement.amount : 0;
    const fees = sum(feesToBook([movement], booked).map(({ amount }) => -amount));
    const amount = sum([missing, refund, fees]);
    if (amount === 0) return [];
    const isYoung = later(at, { hours: hoursUnderWay }) > now;
    const waitsFor = (): NotBooked['waitsFor'] => {
      if (fees === amount) return 'payout';
      if (refund !== 0) return 'refund';
      return isYoung ? 'report' : 'overdue';
    };
    return [{ movementId, what, amount, at, waitsFor: waitsFor() }];
  });
}

const sum = (amounts: readonly number[]): SignedPence => SignedPence.parse(amounts.reduce((all, one) => all + one, 0));

/** Holds `clearing` against what the provider says that it has of ours. */
function compareBalance(reading: BalanceReading, found: number, now: Instant): BalanceCheck {
  const { books, available, pending, payouts } = reading;
  const notBooked = notBookedOf(reading, now);
  const onTheWay = sum(payouts.map(({ amount }) => amount));
  const underWay = sum(notBooked.flatMap(({ amount, waitsFor }) => (waitsFor === 'overdue' ? [] : [amount])));
  return {
    at: now,
    books: sum([books]),
    available: sum([available]),
    pending: sum([pending]),
    onTheWay,
    underWay,
    difference: sum([available, pending, onTheWay, -underWay, -books]),
    notBooked: notBooked.slice(0, mostNotBooked),
    found,
  };
}

/**
 * Writes down how the two stand. That they begin to differ is a task for finance; that they agree again closes it.
 * @param task the one about the last difference, if there was one
 */
export function recordBalance(
  before: Versioned<'balance-check'> | undefined,
  reading: BalanceReading,
  task: Versioned<'task'> | undefined,
  now: Instant,
  settings: CharitySettings,
): { readonly check: BalanceCheck; readonly decision: Decision } {
  const known = before?.value;
  const asKnown = compareBalance(reading, known?.found ?? 0, now);
  const begins = asKnown.difference !== 0 && (known === undefined || known.difference === 0);
  const check = { ...asKnown, found: asKnown.found + (begins ? 1 : 0) };
  const dueAt = officeDeadline(now, 1, settings.office);
  const done = check.difference === 0 && task?.value.state === 'open';
  const decision: Decision = {
    about,
    did: 'compare-balance',
    why: check.difference === 0 ? 'the provider and the books agree' : 'the provider and the books differ',
    by: system,
    at: now,
    ...nothingElse,
    changes: [
      before === undefined ? create('balance-check', balanceCheckId, check) : change(before, check),
      ...(begins ? [openTask(kind, 'finance-checker', about, now, dueAt, check.found)] : []),
      ...(done ? [closeTask(task, system, now, 'they agree again')] : []),
    ],
  };
  return { check, decision };
}
