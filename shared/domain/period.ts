import * as z from 'zod';
import { Instant, LocalDate } from '../../events/values.ts';
import type { Actor } from './actor.ts';
import { change, create, type Decision, nothingElse, rely, type Versioned } from './decision.ts';
import type { JournalEntry } from './journal.ts';
import { Month, monthAfter, monthOf } from './ledger-audit.ts';
import { accept, type Outcome, refuse, refusePassed } from './outcome.ts';
import { edges, type StateTable, step } from './state-table.ts';

export const PeriodState = z.enum(['open', 'asked', 'closed']);
export type PeriodState = z.infer<typeof PeriodState>;

/** A month of the books: closed by two people of finance, for good. */
export const periodStates: StateTable<PeriodState> = {
  entity: 'period',
  states: PeriodState.options,
  initial: 'open',
  edges: [
    ...edges(['open'], 'asked', ['finance-maker'], 'the month is over, and every month before it is closed'),
    ...edges(['asked'], 'closed', ['finance-checker'], 'two people; the audit of the month found no difference'),
    ...edges(['asked'], 'open', ['finance-maker', 'finance-checker'], 'not yet'),
  ],
};

/** One month of the books; without a record it is open. */
export const Period = z.lazy(() =>
  z.strictObject({
    month: Month,
    state: PeriodState,
    askedBy: z.string().optional(),
    askedAt: Instant.optional(),
    closedBy: z.string().optional(),
    closedAt: Instant.optional(),
  }),
);
export type Period = z.infer<typeof Period>;

type Known = Versioned<'period'> | undefined;

const moved = (
  before: Known,
  after: Period,
  said: Pick<Decision, 'did' | 'why' | 'relies'>,
  by: Actor,
  at: Instant,
): Decision => ({
  about: `period/${after.month}`,
  by,
  at,
  ...nothingElse,
  ...said,
  changes: [before === undefined ? create('period', after.month, after) : change(before, after)],
});

/** Finance asks for a month to be closed: one that is over, after all before it. `previous` is the month before, if the books go so far. */
export function askToClose(
  month: string,
  before: Known,
  previous: Known | 'none',
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  if (month >= monthOf(now)) return refuse('wrong-state', 'the month is not over');
  const next = step(periodStates, before?.value.state ?? 'open', 'asked', by);
  if (!next.ok) return next;
  if (previous !== 'none' && previous?.value.state !== 'closed') {
    return refuse('wrong-state', 'the month before it is still open: months are closed in their order');
  }
  const after: Period = { month, state: next.value, askedBy: by.id, askedAt: now };
  const relies = previous === 'none' || previous === undefined ? [] : [rely(previous)];
  return accept(moved(before, after, { did: 'ask-to-close', why: 'the month is over', relies }, by, now));
}

/** What the payment provider's side of the books must show before a month is closed. */
export interface SettledSide {
  /** The payout that does not match the books and arrived the longest ago, if there is one. */
  readonly differing: Versioned<'payout'> | undefined;
  /** How the balance at the provider was last found; absent where it never was. */
  readonly balance: Versioned<'balance-check'> | undefined;
}

/** Whether the provider and the books agree, as far as a month that is over goes. */
function checkSettled({ differing, balance }: SettledSide, over: string): Outcome<undefined> {
  if (differing !== undefined && differing.value.arrivedOn < over) {
    return refuse('invalid', 'a payout that arrived by then does not match the books');
  }
  if (balance !== undefined && balance.value.difference !== 0) {
    return refuse('invalid', 'the balance at the payment provider is not what the books say');
  }
  return accept(undefined);
}

/**
 * A second person closes it, if the audit of the ledger has replayed and compared all of it, nothing differs, and what the
 * payment provider paid out and has agrees with the books. From then on nothing takes effect in it: see {@link inOpenPeriod}.
 */
export function closePeriod(
  before: Versioned<'period'>,
  audit: Versioned<'ledger-audit'> | undefined,
  settled: SettledSide,
  by: Actor,
  now: Instant,
): Outcome<Decision> {
  const { month, askedBy, askedAt } = before.value;
  const next = step(periodStates, before.value.state, 'closed', by);
  if (!next.ok) return next;
  if (askedBy === by.id) return refuse('same-person', 'whoever asked for the closing does not close');
  const over = `${monthAfter(month)}-01`;
  const { comparedThrough = '', provedThrough = '', differences = [] } = audit?.value ?? {};
  if (audit === undefined || comparedThrough < over || provedThrough < over) {
    return refuse('invalid', 'the audit of the ledger has not gone through all of the month yet');
  }
  if (differences.length > 0) return refuse('invalid', 'the audit of the ledger shows a difference');
  const agrees = checkSettled(settled, over);
  if (!agrees.ok) return agrees;
  const after: Period = {
    month,
    state: next.value,
    closedBy: by.id,
    closedAt: now,
    ...(askedBy === undefined ? {} : { askedBy }),
    ...(askedAt === undefined ? {} : { askedAt }),
  };
  const said = { did: 'close-period', why: 'the audit found no difference', relies: [rely(audit)] };
  return accept(moved(before, after, said, by, now));
}

/** Not yet: the month stays open. */
export function declineClosing(before: Versioned<'period'>, by: Actor, now: Instant): Outcome<Decision> {
  const next = step(periodStates, before.value.state, 'open', by);
  if (!next.ok) return next;
  if (before.value.state !== 'asked') return refusePassed('wrong-state', 'nobody asks for it to be closed');
  const after: Period = { month: before.value.month, state: next.value };
  return accept(moved(before, after, { did: 'decline-closing', why: 'not yet', relies: [] }, by, now));
}

/** The months in which entries take effect other than the one they are booked in: those that may be closed. */
export const earlierMonths = (entries: readonly JournalEntry[]): readonly string[] => [
  ...new Set(
    entries
      .filter(({ effectiveOn, bookedAt }) => monthOf(effectiveOn) < monthOf(bookedAt))
      .map(({ effectiveOn }) => monthOf(effectiveOn)),
  ),
];

/**
 * A correction of a closed month takes effect on the first day of the first month that is still open, and keeps the date
 * it is about. (What is booked now changes no closed month's entries anyway: they are listed by when they were booked.)
 */
export function inOpenPeriod(entry: JournalEntry, isClosed: (month: string) => boolean): JournalEntry {
  let month = monthOf(entry.effectiveOn);
  if (!isClosed(month)) return entry;
  while (isClosed(month)) month = monthAfter(month);
  const effectiveOn = LocalDate.parse(`${month}-01`);
  return { ...entry, effectiveOn, aboutOn: entry.aboutOn ?? entry.effectiveOn };
}
