import type { HoldId, Instant, LocalDate, Pence } from '../../events/values.ts';
import { system } from './actor.ts';
import type { Versioned } from './decision.ts';
import { type Hold, holdStates, stillHeld } from './hold.ts';
import type { JournalEntry } from './journal.ts';
import { type Place, type PlaceIn, sessionsLeft } from './place.ts';
import { isOwed, type Session, type SessionPayment, type Take } from './session.ts';
import { putBack, reversalEntry, type SessionCause, sessionEntry, sumOfTakes, takeFrom } from './session-money.ts';
import { step } from './state-table.ts';

/** The states in which a place has a hold that sessions are paid from. */
export type PlaceInHand = PlaceIn<'approved'> | PlaceIn<'allocated'> | PlaceIn<'in-use'> | PlaceIn<'paused'>;

export const isInHand = (place: Place): place is PlaceInHand =>
  place.state === 'approved' || place.state === 'allocated' || place.state === 'in-use' || place.state === 'paused';

/** What the pool pays for one session by the fee that was agreed, in pence; nothing, when the client pays all of it. */
export const sessionCost = ({ agreedFee, contribution }: { readonly agreedFee: Pence; readonly contribution: Pence }) =>
  Math.max(0, agreedFee - contribution) as Pence;

/**
 * What one session may cost the pool at most while a place is in hand, in pence: by the fee that was agreed, or, as long
 * as therapy has not begun, by what the next therapist may ask, for the one who accepted may give the person back.
 * @param feeCap what the search for a therapist allows, in pence; undefined before it began
 */
export function dearestSession(place: PlaceInHand, feeCap: Pence | undefined): Pence {
  const { contribution, fee } = place;
  if (place.state === 'in-use' || place.state === 'paused') return sessionCost(place);
  return sessionCost({ agreedFee: feeCap !== undefined && feeCap < fee ? feeCap : fee, contribution });
}

/** What a hold has that is not on its way back to its lots, in pence. */
export const kept = (hold: Hold): number => stillHeld(hold) - (hold.returning ?? 0);

/** Marks pence of a hold as needed no more; the next pass gives them back. */
export const returning = (hold: Hold, more: number): Hold =>
  more > 0 ? { ...hold, returning: ((hold.returning ?? 0) + more) as Pence } : hold;

/** What sessions of this hold that wait for a review need of it, in pence; `but` is left out. */
export const heldForReview = (hold: Pick<Hold, 'id'>, sessions: readonly Session[], but?: Session['id']): number =>
  sessions
    .filter(
      ({ id, payment, counted, holdId }) => payment === 'in-review' && counted && holdId === hold.id && id !== but,
    )
    .reduce((sum, { cost }) => sum + cost, 0);

/** What sessions of this hold are short of, in pence: a top-up that has come for them stays. */
const heldForShort = (hold: Pick<Hold, 'id'>, sessions: readonly Session[], but: Session['id']): number =>
  sessions
    .filter(({ id, payment, holdId }) => payment === 'short' && holdId === hold.id && id !== but)
    .reduce((sum, { cost }) => sum + cost, 0);

/**
 * What a place's hold must cover from now on, and the hold without what the block cannot need any more. As long as
 * nobody treats the person, the next therapist's fee is not known, and all of it is kept.
 */
function coverAgain<P extends PlaceInHand>(
  place: P,
  hold: Hold,
  forReview: number,
  forShort: number,
): { place: P; hold: Hold } {
  if (place.state === 'approved' || place.state === 'allocated') {
    return { place: { ...place, amount: kept(hold) as Pence }, hold };
  }
  const amount = (sessionsLeft(place) * sessionCost(place) + forReview) as Pence;
  return { place: { ...place, amount }, hold: returning(hold, kept(hold) - amount - forShort) };
}

/** The place and the hold of a session, if it has them, the search for its therapist, and all the sessions of the case. */
export interface SessionPlace {
  readonly place: Versioned<'place'> | undefined;
  readonly hold: Versioned<'hold'> | undefined;
  readonly search: Versioned<'search'>;
  readonly sessions: readonly Versioned<'session'>[];
}

/** What a new word about a session comes to. */
export interface Settled {
  readonly money: Pick<Session, 'payment' | 'counted' | 'takes' | 'entries'>;
  readonly place: Place | undefined;
  readonly hold: Hold | undefined;
  readonly entries: readonly JournalEntry[];
  /** Pence that are owed and that its place has given back: what a top-up must bring. */
  readonly missing: Pence;
}

type Will = Exclude<SessionPayment, 'short'>;

/** A session's money while it is settled. */
interface Booking {
  readonly hold: Hold;
  readonly takes: readonly Take[];
  readonly entries: readonly JournalEntry[];
}

const causeOf = ({ id, therapistId, entries }: Session, holdId: HoldId, on: LocalDate, made: number): SessionCause => ({
  sessionId: id,
  revision: entries + made + 1,
  holdId,
  therapistId,
  on,
});

/** Undoes what the session had booked, unless the same is said again; only its day moves when nothing else changes. */
function reverse(session: Session, on: LocalDate, staysPosted: boolean, hold: Hold, now: Instant): Booking {
  const { takes } = session;
  if (takes.length === 0 || (staysPosted && on === session.on)) return { hold, takes, entries: [] };
  const reversed = reversalEntry(causeOf(session, hold.id, session.on, 0), takes, now);
  if (!staysPosted) return { hold: putBack(hold, takes), takes: [], entries: [reversed] };
  const again = sessionEntry(causeOf(session, hold.id, on, 1), takes, now);
  return { hold, takes, entries: [reversed, again] };
}

/** Pays for the session from what the hold has beside what the block needs for its others; undefined if that is too little. */
function pay(booking: Booking, session: Session, on: LocalDate, needed: number, now: Instant): Booking | undefined {
  if (session.cost === 0) return booking;
  if (kept(booking.hold) - needed < session.cost) return undefined;
  const taken = takeFrom(booking.hold, session.cost);
  if (taken === undefined) return undefined;
  const { entries } = booking;
  const made = sessionEntry(causeOf(session, booking.hold.id, on, entries.length), taken.takes, now);
  return { hold: { ...taken.hold, state: postedFrom(booking.hold) }, takes: taken.takes, entries: [...entries, made] };
}

/** The state of a hold that a session is paid from. */
function postedFrom(hold: Hold): Hold['state'] {
  const next = step(holdStates, hold.state, 'posted', system);
  if (!next.ok) throw new Error(next.refusal.because);
  return next.value;
}

/** The place as if this session had never counted, when its hold is still the one that sessions are paid from. */
function placeWithout(
  place: Place,
  session: Session,
): { readonly place: PlaceInHand; readonly room: boolean } | undefined {
  if (!isInHand(place) || place.holdId !== session.holdId) return undefined;
  const ofBlock = place.block.number === session.block;
  const without = useBlock(place, ofBlock && session.counted ? -1 : 0);
  return { place: without, room: ofBlock && sessionsLeft(without) > 0 };
}

/**
 * Settles what a session costs by what is said of it now: what it had booked is reversed under the next revision, and
 * what it books instead comes after. What a reversal frees stays held for the block it belongs to; if the block cannot
 * need it, it goes back to its lots. A session that cost less than one does now, because the person contributes less
 * since, frees too little for another: it stays among those that its block has used, so that the rest is always covered.
 * @param session as it was before; a new one has booked nothing
 * @param on its day as it is said now
 * @param will what the outcome means; `posted` becomes `short` where the money is there no more
 */
export function settleSession(
  session: Session,
  on: LocalDate,
  will: Will,
  { place, hold, search, sessions }: SessionPlace,
  now: Instant,
): Settled {
  if (place === undefined || hold === undefined) {
    const money = { payment: will, counted: false, takes: [], entries: session.entries };
    return { money, place: place?.value, hold: hold?.value, entries: [], missing: noPence };
  }
  const values = sessions.map(({ value }) => value);
  const forReview = heldForReview(hold.value, values, session.id);
  const forShort = heldForShort(hold.value, values, session.id);
  const staysPosted = session.payment === 'posted' && will === 'posted';
  const isToPay = will === 'posted' && !staysPosted;
  const reversed = reverse(session, on, staysPosted, hold.value, now);
  const live = placeWithout(place.value, session);
  const needed = live === undefined ? 0 : restOf(live.place, live.room ? 1 : 0, forReview, search.value.feeCap);
  const paid = isToPay && live !== undefined ? pay(reversed, session, on, needed, now) : undefined;
  const payment: SessionPayment = isToPay && paid === undefined ? 'short' : will;
  const { hold: after, takes, entries } = paid ?? reversed;
  const counts =
    live?.room === true &&
    (usesBlock(payment) ||
      (session.counted && !coversAnother(live.place, after, session, search.value.feeCap, [forReview, forShort])));
  const money: Settled['money'] = {
    payment,
    counted: staysPosted ? session.counted : counts,
    takes: [...takes],
    entries: session.entries + entries.length,
  };
  const owed = Number(isOwed(money)) - Number(isOwed(session));
  return {
    money,
    entries,
    missing: payment === 'short' ? session.cost : noPence,
    ...(live === undefined
      ? {
          place: { ...place.value, used: place.value.used + owed },
          hold: returning(after, sumOfTakes(session.takes) - sumOfTakes(takes)),
        }
      : useOf(live, session, { ...money, owed }, after, [forReview, forShort])),
  };
}

const noPence = 0 as Pence;

/** The place whose hold pays, with the session among those that its block has used, or not, and what it must cover now. */
function useOf(
  { place, room }: { readonly place: PlaceInHand; readonly room: boolean },
  { cost }: Session,
  { counted, payment, owed }: Settled['money'] & { readonly owed: number },
  hold: Hold,
  [forReview, forShort]: readonly [number, number],
): { place: Place; hold: Hold } {
  const used = useBlock({ ...place, used: place.used + owed }, counted && room ? 1 : 0);
  const itself = counted && payment === 'in-review' ? cost : 0;
  return coverAgain(used, hold, forReview + itself, forShort + (payment === 'short' ? cost : 0));
}

const useBlock = <P extends PlaceInHand>(place: P, more: number): P => ({
  ...place,
  block: { ...place.block, used: place.block.used + more },
});

const usesBlock = (payment: SessionPayment): boolean => payment === 'posted' || payment === 'in-review';

/**
 * Whether the hold covers the block with this session given back to it. Money that came for a session that is short
 * makes up for nothing here.
 * @param feeCap what the next therapist may ask at most, in pence, while one is sought
 */
function coversAnother(
  place: PlaceInHand,
  hold: Hold,
  { payment, cost }: Session,
  feeCap: Pence,
  [forReview, forShort]: readonly [number, number],
): boolean {
  const price = dearestSession(place, feeCap);
  const bringsAll = usesBlock(payment) && cost >= price;
  return kept(hold) - (bringsAll ? 0 : forShort) >= sessionsLeft(place) * price + forReview;
}

/** What the hold must keep for the other sessions of the block, in pence; `but` is this one. */
const restOf = (place: PlaceInHand, but: number, forReview: number, feeCap: Pence): number =>
  (sessionsLeft(place) - but) * dearestSession(place, feeCap) + forReview;
