import { allocationStates } from '../../shared/domain/allocation.ts';
import type { Change, Decision, Versioned } from '../../shared/domain/decision.ts';
import { donationStates } from '../../shared/domain/donation.ts';
import { emailStates } from '../../shared/domain/email.ts';
import { mayPay } from '../../shared/domain/fund.ts';
import { holdStates, stillHeld } from '../../shared/domain/hold.ts';
import { balances } from '../../shared/domain/journal.ts';
import { blockCost, placeStates } from '../../shared/domain/place.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { referralStates } from '../../shared/domain/referral.ts';
import { requestStates } from '../../shared/domain/request.ts';
import { therapistStates } from '../../shared/domain/therapist.ts';
import { waitingOrder } from '../../shared/domain/waiting-list.ts';
import type { StoreContent } from '../../shared/store/store-content.ts';

const allOf = <K extends Kind>(content: StoreContent, kind: K): readonly Records[K][] =>
  content.records.filter((record): record is Versioned<K> => record.kind === kind).map(({ value }) => value);

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);

interface Draw {
  readonly drawn: number;
  readonly posted: number;
  readonly released: number;
}

const held = ({ drawn, posted, released }: Draw): number => drawn - posted - released;

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
    const onHold = sum(draws.filter((draw) => draw.fundId === id).map(held));
    const booked = (account: 'free' | 'held') => -(accounts.get(`fund:${id}:${account}`) ?? 0);
    return booked('free') === free && booked('held') === onHold
      ? []
      : [`4: fund ${id} has ${free} free and ${onHold} held, the journal ${booked('free')} and ${booked('held')}`];
  });
  return whole === 0 ? funds : [`1: the journal sums to ${whole}`, ...funds];
}

/** Invariant 2: for every lot, what came is free, held or spent. */
function lotFaults(content: StoreContent): readonly string[] {
  const draws = allOf(content, 'hold').flatMap((hold) => hold.draws);
  return allOf(content, 'lot').flatMap((lot) => {
    const { id, amount, shortfall, free, refunded, transferred, givenToDeficit } = lot;
    const own = draws.filter((draw) => draw.lotId === id);
    const inDraws = sum(own.map(held)) + sum(own.map(({ posted }) => posted));
    const told = free + inDraws + refunded + transferred + givenToDeficit;
    return amount + shortfall === told && free >= 0 ? [] : [`2: lot ${id} has ${told} of ${amount}`];
  });
}

/** Invariant 3: for every hold, what was drawn is posted, released or still held. */
function holdFaults(content: StoreContent): readonly string[] {
  return allOf(content, 'hold').flatMap((hold) => {
    const drawn = sum(hold.draws.map((draw) => draw.drawn));
    const isEnded = hold.state === 'released' || hold.state === 'expired';
    if (isEnded && stillHeld(hold) !== 0) return [`3: hold ${hold.id} ended with ${stillHeld(hold)}`];
    if (!isEnded && hold.state !== 'gathering' && drawn !== hold.amount) return [`3: hold ${hold.id} drew ${drawn}`];
    return hold.draws.some((draw) => held(draw) < 0) ? [`3: hold ${hold.id} gave back too much`] : [];
  });
}

/** Invariants 6 and 8: no place without cover, no restricted pound where it may not go. */
function coverFaults(content: StoreContent): readonly string[] {
  const holds = allOf(content, 'hold');
  const funds = new Map(allOf(content, 'fund').map((fund) => [fund.id, fund]));
  return allOf(content, 'place').flatMap((place) => {
    const hold = 'holdId' in place ? holds.find(({ id }) => id === place.holdId) : undefined;
    const isBare = 'holdId' in place && (hold?.state !== 'pending' || stillHeld(hold) < place.amount);
    const strays = holds
      .filter((candidate) => candidate.placeId === place.id)
      .flatMap(({ draws }) => draws.map((draw) => funds.get(draw.fundId)))
      .filter((fund) => fund === undefined || !mayPay(fund, place.class));
    return [
      ...(isBare ? [`6: place ${place.id} has no cover`] : []),
      ...strays.map((fund) => `8: place ${place.id} drew on ${fund?.id}`),
    ];
  });
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

/** Half of invariant 7, at rest: the first usable entry could not be fully funded, whatever the allocator thinks. */
function fairnessFaults(content: StoreContent): readonly string[] {
  const waiting = allOf(content, 'place').filter((place) => place.state === 'requested' && place.unusable.length === 0);
  const [first] = waiting.toSorted((a, b) => (waitingOrder(a) < waitingOrder(b) ? -1 : 1));
  if (first === undefined) return [];
  const mayUse = allOf(content, 'fund')
    .filter((fund) => mayPay(fund, first.class))
    .map(({ id }) => id);
  const free = sum(
    allOf(content, 'lot')
      .filter((lot) => mayUse.includes(lot.fundId) && lot.reviewUntil === undefined)
      .map((lot) => lot.free),
  );
  return free >= blockCost(first) ? [`7: place ${first.id} waits although ${free} is free for it`] : [];
}

/** What is wrong with a state of the whole system at rest, by invariant; nothing, if all is well. */
export const faultsIn = (content: StoreContent): readonly string[] => [
  ...journalFaults(content),
  ...lotFaults(content),
  ...holdFaults(content),
  ...coverFaults(content),
  ...allocationFaults(content),
  ...fairnessFaults(content),
];

const stateTables = {
  referral: referralStates,
  place: placeStates,
  request: requestStates,
  hold: holdStates,
  donation: donationStates,
  allocation: allocationStates,
  therapist: therapistStates,
  email: emailStates,
} as const;

const stateIn = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'string'
    ? value.state
    : undefined;

function isTabled(kind: Kind): kind is keyof typeof stateTables {
  return Object.hasOwn(stateTables, kind);
}

/** Invariant 10: every change of state in a decision is an edge of its table, by a role that may take it. */
export function edgeFaults({ changes, by, did }: Decision): readonly string[] {
  return changes.flatMap(({ kind, before, after }: Change) => {
    const [from, to] = [stateIn(before?.value), stateIn(after)];
    if (!isTabled(kind) || from === undefined || to === undefined || from === to) return [];
    const table = stateTables[kind];
    const allowed = table.edges.some(
      (edge) =>
        edge.from === from && edge.to === to && edge.by.some((role) => role === 'system' || by.roles.includes(role)),
    );
    return allowed ? [] : [`10: ${did} took ${kind} from ${from} to ${to}`];
  });
}
