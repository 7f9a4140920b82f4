import type { Instant } from '../../events/values.ts';
import { allocationStates } from '../../shared/domain/allocation.ts';
import type { Change, Decision, Versioned } from '../../shared/domain/decision.ts';
import { disputeStates } from '../../shared/domain/dispute.ts';
import { donationStates } from '../../shared/domain/donation.ts';
import { emailStates } from '../../shared/domain/email.ts';
import { fundStates, mayPay, paysForPlaces } from '../../shared/domain/fund.ts';
import { giftAidStates } from '../../shared/domain/gift-aid.ts';
import { holdStates } from '../../shared/domain/hold.ts';
import { balances } from '../../shared/domain/journal.ts';
import { localDay } from '../../shared/domain/office-days.ts';
import { periodStates } from '../../shared/domain/period.ts';
import { blockCost, type PlaceClass, placeStates } from '../../shared/domain/place.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { isPaused, referralStates } from '../../shared/domain/referral.ts';
import { refundStates } from '../../shared/domain/refund.ts';
import { requestStates } from '../../shared/domain/request.ts';
import { costByNow } from '../../shared/domain/request-cost.ts';
import { reserveMoveStates } from '../../shared/domain/risk-reserve.ts';
import { therapistStates } from '../../shared/domain/therapist.ts';
import { transferStates } from '../../shared/domain/transfer.ts';
import { requestOrder, waitingOrder } from '../../shared/domain/waiting-list.ts';
import type { AuditEntry } from '../../shared/store/interface.ts';
import type { StoreContent } from '../../shared/store/store-content.ts';
import {
  coverFault,
  fundFault,
  heldOf,
  holdFault,
  looseFault,
  lotFault,
  restlessFault,
  strayFaults,
  sum,
} from './rules.ts';

/** All records of a kind. */
export const allOf = <K extends Kind>(content: StoreContent, kind: K): readonly Records[K][] =>
  content.records.filter((record): record is Versioned<K> => record.kind === kind).map(({ value }) => value);

/** Invariants 1 and 4: the journal sums to zero, and tells of every fund what its lots and holds tell. */
function journalFaults(content: StoreContent): readonly string[] {
  const whole = sum(content.journal.flatMap(({ postings }) => postings.map(({ amount }) => amount)));
  const accounts = balances(content.journal);
  const draws = allOf(content, 'hold').flatMap((hold) => hold.draws);
  const funds = allOf(content, 'fund').flatMap(({ id }) => {
    const free = sum(
      allOf(content, 'lot')
        .filter((lot) => lot.fundId === id)
        .map((lot) => lot.free),
    );
    const onHold = sum(draws.filter((draw) => draw.fundId === id).map(heldOf));
    const booked = (account: 'free' | 'held') => -(accounts.get(`fund:${id}:${account}`) ?? 0);
    return booked('free') === free && booked('held') === onHold
      ? []
      : [`4: fund ${id} has ${free} free and ${onHold} held, the journal ${booked('free')} and ${booked('held')}`];
  });
  return whole === 0 ? funds : [`1: the journal sums to ${whole}`, ...funds];
}

const told = (faults: readonly (string | undefined)[]): readonly string[] =>
  faults.filter((fault) => fault !== undefined);

/** Invariant 2, of every lot and every fund. */
function lotFaults(content: StoreContent): readonly string[] {
  const lots = allOf(content, 'lot');
  const draws = Map.groupBy(
    allOf(content, 'hold').flatMap((hold) => hold.draws),
    ({ lotId }) => lotId,
  );
  const funds = allOf(content, 'fund').map((fund) => {
    const own = lots.filter(({ fundId }) => fundId === fund.id);
    const shortfall = sum(own.map((lot) => lot.shortfall));
    return fundFault(fund, { shortfall, givenToDeficit: sum(own.map((lot) => lot.givenToDeficit)) });
  });
  return told([...lots.map((lot) => lotFault(lot, draws.get(lot.id) ?? [])), ...funds]);
}

/** Invariants 3, 6 and 8: holds in themselves, no place without cover, no restricted pound where it may not go. */
function coverFaults(content: StoreContent): readonly string[] {
  const holds = allOf(content, 'hold');
  const byId = new Map(holds.map((hold) => [hold.id, hold]));
  const byPlace = Map.groupBy(holds, ({ placeId }) => placeId);
  const funds = new Map(allOf(content, 'fund').map((fund) => [fund.id, fund]));
  const caps = new Map(allOf(content, 'search').map(({ referralId, feeCap }) => [referralId, feeCap]));
  const places = allOf(content, 'place').flatMap((place) => [
    coverFault(place, 'holdId' in place ? byId.get(place.holdId) : undefined, caps.get(place.referralId)),
    ...(byPlace.get(place.id) ?? []).map((hold) => looseFault(place, hold)),
    ...strayFaults(
      place,
      (byPlace.get(place.id) ?? []).flatMap(({ draws }) => draws.map((draw) => funds.get(draw.fundId))),
    ),
  ]);
  return told([...holds.map(holdFault), ...places]);
}

/** Invariant 9: at most one live allocation a case, no therapist over capacity, and loads that count what is there. */
function allocationFaults(content: StoreContent): readonly string[] {
  const allocations = allOf(content, 'allocation');
  const count = (of: Partial<Records['allocation']>, ...states: readonly string[]): number =>
    allocations.filter(
      (allocation) =>
        states.includes(allocation.state) &&
        (of.referralId ?? allocation.referralId) === allocation.referralId &&
        (of.therapistId ?? allocation.therapistId) === allocation.therapistId,
    ).length;
  const cases = allOf(content, 'referral').flatMap(({ id }) =>
    count({ referralId: id }, 'offered', 'acknowledged', 'accepted') > 1 ? [`9: referral ${id} has two`] : [],
  );
  const loads = allOf(content, 'therapist').flatMap(({ id, clients, offers, capacity }) => {
    const counted = [count({ therapistId: id }, 'accepted'), count({ therapistId: id }, 'offered', 'acknowledged')];
    return clients === counted[0] && offers === counted[1] && clients + offers <= capacity
      ? []
      : [`9: therapist ${id} counts ${clients} and ${offers} of ${capacity}, and has ${counted.join(' and ')}`];
  });
  return [...cases, ...loads];
}

/** Mails that tell of an answer to an offer. */
const tellAnswer: readonly string[] = ['therapist-accepted', 'client-therapist-found', 'therapist-answer-confirmed'];

/**
 * An answer becomes true when it can no longer be taken back, and not before: whoever is told of it is told then, in the
 * same decision; and it waits on an open offer only.
 */
export function answerFaults({ did, at, changes }: Decision): readonly string[] {
  const allocations = changes.flatMap((made) => (made.kind === 'allocation' ? [made] : []));
  const told = changes.flatMap((made) =>
    made.kind === 'email' && made.before === undefined && made.after !== undefined ? [made.after] : [],
  );
  const isAnswered = allocations.some(
    ({ before, after }) => after !== undefined && before?.value.state !== after.state && isAnswer(after.state),
  );
  const early = allocations.flatMap(({ before, after }) => {
    if (after === undefined || before === undefined || before.value.state === after.state) return [];
    if (after.state !== 'accepted' && after.state !== 'declined') return [];
    const { answer } = before.value;
    return answer?.given.to === after.state && answer.undoUntil <= at ? [] : [`answer: ${did} of ${after.id} is early`];
  });
  const stray = allocations.flatMap(({ after }) =>
    after?.answer !== undefined && after.state !== 'offered' && after.state !== 'acknowledged'
      ? [`answer: ${after.id} is ${after.state}, and one waits`]
      : [],
  );
  const mails = told
    .filter(({ template }) => tellAnswer.includes(template) && !isAnswered)
    .map(({ template, about }) => `answer: ${did} sends ${template} about ${about} before it is true`);
  return [...early, ...stray, ...mails];
}

const isAnswer = (state: string): boolean => state === 'accepted' || state === 'declined' || state === 'given-back';

/** Invariant 3, at rest: all that was to be gathered or given back is. */
function restlessFaults(content: StoreContent): readonly string[] {
  const places = new Map(allOf(content, 'place').map((place) => [place.id, place]));
  return told(allOf(content, 'hold').map((hold) => restlessFault(places.get(hold.placeId), hold)));
}

interface Entry {
  readonly id: string;
  readonly class: PlaceClass;
  readonly order: string;
  readonly cost: number;
}

/** Everybody who waits for money and could use it now: new places, and what places in hand ask for. */
function waitingIn(content: StoreContent): readonly Entry[] {
  const places = new Map(allOf(content, 'place').map((place) => [place.id, place]));
  const asking = allOf(content, 'request').flatMap((request) => {
    const place = places.get(request.placeId);
    if (request.state !== 'requested' || request.unusable.length > 0 || !place?.openRequests?.includes(request.id))
      return [];
    return [{ ...request, order: requestOrder(request), cost: costByNow(request, place) }];
  });
  const waiting = [...places.values()].filter((place) => place.state === 'requested' && place.unusable.length === 0);
  return [...asking, ...waiting.map((place) => ({ ...place, order: waitingOrder(place), cost: blockCost(place) }))];
}

/** The office's day on which anything last happened: what was to be spent before it pays for nobody. */
function lastDay({ audit }: StoreContent): string | undefined {
  const last = audit.reduce<AuditEntry | undefined>(
    (found, entry) => (found && found.at > entry.at ? found : entry),
    undefined,
  );
  return last && localDay(last.at, { timeZone: 'Europe/London' });
}

/** Half of invariant 7, at rest: the first usable entry could not be fully funded, whatever the allocator thinks. */
function fairnessFaults(content: StoreContent): readonly string[] {
  const [first] = waitingIn(content).toSorted((a, b) => (a.order < b.order ? -1 : 1));
  if (first === undefined) return [];
  const today = lastDay(content);
  const mayUse = allOf(content, 'fund')
    .filter((fund) => paysForPlaces(fund) && mayPay(fund, first.class))
    .map(({ id }) => id);
  const free = sum(
    allOf(content, 'lot')
      .filter((lot) => mayUse.includes(lot.fundId) && lot.reviewUntil === undefined)
      .filter(({ spendBy }) => spendBy === undefined || today === undefined || spendBy >= today)
      .map((lot) => lot.free),
  );
  return free >= first.cost ? [`7: ${first.id} waits although ${free} is free for it`] : [];
}

/** What is wrong with a state of the whole system at any time, by invariant; nothing, if all is well. */
export const faultsAnytime = (content: StoreContent): readonly string[] => [
  ...journalFaults(content),
  ...lotFaults(content),
  ...coverFaults(content),
  ...allocationFaults(content),
];

/** The same after a pass: nobody waits then who could be paid for. */
export const faultsIn = (content: StoreContent): readonly string[] => [
  ...faultsAnytime(content),
  ...fairnessFaults(content),
];

/**
 * What had run out of time when the schedules came last has ended: nobody's place stands still for ever, and no money in it.
 * @param sweptAt when they came
 */
export function overdueFaults(content: StoreContent, sweptAt: Instant): readonly string[] {
  // An offer waits for the end of a pause, whether it was answered or not.
  const paused = new Set(
    allOf(content, 'referral')
      .filter(isPaused)
      .map(({ id }) => id),
  );
  const late = (what: string, by: Instant): string | undefined =>
    by < sweptAt ? `overdue: ${what} had until ${by}, and was swept at ${sweptAt}` : undefined;
  return told([
    ...allOf(content, 'place').map((place) => {
      if (place.state === 'reserved') return late(`the approval of ${place.id}`, place.approveBy);
      return place.state === 'approved' ? late(`the therapist of ${place.id}`, place.findBy) : undefined;
    }),
    ...allOf(content, 'request').map((request) =>
      request.state === 'reserved' ? late(`the approval of ${request.id}`, request.approveBy) : undefined,
    ),
    ...allOf(content, 'allocation').map(({ id, referralId, state, answer, respondBy }) => {
      if (state !== 'offered' && state !== 'acknowledged') return undefined;
      if (paused.has(referralId)) return undefined;
      return answer === undefined
        ? late(`the answer to ${id}`, respondBy)
        : late(`the answer that waits on ${id}`, answer.undoUntil);
    }),
  ]);
}

/** The same at rest, when nothing is under way any more. */
export const faultsAtRest = (content: StoreContent): readonly string[] => [
  ...faultsIn(content),
  ...restlessFaults(content),
];

export const stateTables = {
  referral: referralStates,
  place: placeStates,
  request: requestStates,
  hold: holdStates,
  donation: donationStates,
  'gift aid': giftAidStates,
  refund: refundStates,
  dispute: disputeStates,
  fund: fundStates,
  transfer: transferStates,
  period: periodStates,
  'reserve-move': reserveMoveStates,
  allocation: allocationStates,
  therapist: therapistStates,
  email: emailStates,
} as const;

const stateIn = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'string'
    ? value.state
    : undefined;

function isTabled(kind: Kind): kind is Kind & keyof typeof stateTables {
  return Object.hasOwn(stateTables, kind);
}

const giftAidIn = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'giftAid' in value ? value.giftAid : undefined;

interface Move {
  readonly kind: keyof typeof stateTables;
  readonly from: string;
  readonly to: string;
  readonly isEdge: boolean;
  /** An edge that somebody of these roles may take. */
  readonly isAllowed: boolean;
}

/** A change of state from one value to the next; of one that stays, only if its table says that staying is a step. */
function moveOf(kind: Move['kind'], before: unknown, after: unknown, by: Decision['by']): readonly Move[] {
  const table = stateTables[kind];
  const [from, to] = [before === undefined ? table.initial : stateIn(before), stateIn(after)];
  if (from === undefined || to === undefined) return [];
  const rows = table.edges.filter((edge) => edge.from === from && edge.to === to);
  if (rows.length === 0 && (from === to || before === undefined)) return [];
  const isAllowed = rows.some((edge) => edge.by.some((role) => role === 'system' || by.roles.includes(role)));
  return [{ kind, from, to, isEdge: rows.length > 0, isAllowed }];
}

/** Every change of state in a decision: of records, and of the Gift Aid of a gift. */
const movesIn = ({ changes, by }: Decision): readonly Move[] =>
  changes.flatMap(({ kind, before, after }: Change) => [
    ...(isTabled(kind) ? moveOf(kind, before?.value, after, by) : []),
    ...(kind === 'donation' ? moveOf('gift aid', giftAidIn(before?.value), giftAidIn(after), by) : []),
  ]);

/** The edges a decision takes, as `<entity> <from> → <to>`. */
export const edgesIn = (decision: Decision): readonly string[] =>
  movesIn(decision)
    .filter(({ isEdge }) => isEdge)
    .map(({ kind, from, to }) => `${kind} ${from} → ${to}`);

/** Invariant 10: every change of state in a decision is an edge of its table, by a role that may take it. */
export const edgeFaults = (decision: Decision): readonly string[] =>
  movesIn(decision)
    .filter(({ isAllowed }) => !isAllowed)
    .map(({ kind, from, to }) => `10: ${decision.did} took ${kind} from ${from} to ${to}`);
