import type { HoldId, Instant, LocalDate, Pence, SessionId, TherapistId } from '../../events/values.ts';
import type { Draw, Hold } from './hold.ts';
import { credit, debit, entry, type JournalEntry, type Posting } from './journal.ts';
import type { Take } from './session.ts';

/*
 * A session is paid from the draws of its hold, in their order, and touches no lot. What is posted to the therapist can be
 * reversed by the same draws, so that the money is held again where it was.
 */

/** The hold after a sum in pence was posted, and what it took of each draw; undefined when it does not hold as much. */
export function takeFrom(
  hold: Hold,
  amount: Pence,
): { readonly hold: Hold; readonly takes: readonly Take[] } | undefined {
  const takes: Take[] = [];
  let missing: number = amount;
  const draws = hold.draws.map((draw, position): Draw => {
    const taken = Math.min(missing, draw.drawn - draw.posted - draw.released) as Pence;
    if (taken === 0) return draw;
    missing -= taken;
    takes.push({ draw: position, lotId: draw.lotId, fundId: draw.fundId, amount: taken });
    return { ...draw, posted: (draw.posted + taken) as Pence };
  });
  return missing === 0 ? { hold: { ...hold, draws }, takes } : undefined;
}

/** The hold after what a session took is held again. */
export function putBack(hold: Hold, takes: readonly Take[]): Hold {
  const draws = hold.draws.map((draw, position) => {
    const back = takes.filter((take) => take.draw === position).reduce((sum, { amount }) => sum + amount, 0);
    return back === 0 ? draw : { ...draw, posted: (draw.posted - back) as Pence };
  });
  return { ...hold, draws };
}

export const sumOfTakes = (takes: readonly Take[]): Pence =>
  takes.reduce((sum, { amount }) => sum + amount, 0) as Pence;

/** Whose money a session moves, and which entry of its own this is. */
export interface SessionCause {
  readonly sessionId: SessionId;
  readonly revision: number;
  readonly holdId: HoldId;
  readonly therapistId: TherapistId;
  /** The day of the session: the day the entry is effective. */
  readonly on: LocalDate;
}

const movement = ({ holdId, therapistId }: SessionCause, takes: readonly Take[]): readonly Posting[] => [
  ...takes.map(({ fundId, lotId, amount }) => debit(`fund:${fundId}:held`, amount, { lotId, holdId })),
  credit(`therapist:${therapistId}:payable`, sumOfTakes(takes)),
];

/** The entry by which a therapist is owed what a session took. */
export const sessionEntry = (cause: SessionCause, takes: readonly Take[], now: Instant): JournalEntry =>
  entry(`session:${cause.sessionId}:${cause.revision}`, now, movement(cause, takes), cause.on);

/** The entry that undoes one: the therapist is no longer owed it, and it is held again. */
export const reversalEntry = (cause: SessionCause, takes: readonly Take[], now: Instant): JournalEntry => {
  const { holdId, therapistId } = cause;
  return entry(
    `session:${cause.sessionId}:${cause.revision}`,
    now,
    [
      debit(`therapist:${therapistId}:payable`, sumOfTakes(takes)),
      ...takes.map(({ fundId, lotId, amount }) => credit(`fund:${fundId}:held`, amount, { lotId, holdId })),
    ],
    cause.on,
  );
};
