import type { FundId, LotId } from '../../events/values.ts';
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
import { therapistStates } from '../../shared/domain/therapist.ts';
import { waitingOrder } from '../../shared/domain/waiting-list.ts';
import type { StoreContent } from '../../shared/store/store-content.ts';

const allOf = <K extends Kind>(content: StoreContent, kind: K): readonly Records[K][] =>
  content.records.filter((record): record is Versioned<K> => record.kind === kind).map(({ value }) => value);

const sum = (amounts: Iterable<number>): number => [...amounts].reduce((total, amount) => total + amount, 0);

/** Invariants 1 to 4: what is free, held and spent, by lot, by hold and by fund, and as the journal tells it. */
function moneyFaults(content: StoreContent): readonly string[] {
  const faults: string[] = [];
  const lots = allOf(content, 'lot');
  const holds = allOf(content, 'hold');
  const draws = holds.flatMap((hold) => hold.draws);
  const heldOf = (lotId: LotId) =>
    sum(draws.filter((draw) => draw.lotId === lotId).map(({ drawn, posted, released }) => drawn - posted - released));
  const spentOf = (lotId: LotId) => sum(draws.filter((draw) => draw.lotId === lotId).map(({ posted }) => posted));

  const whole = sum(content.journal.flatMap(({ postings }) => postings.map(({ amount }) => amount)));
  if (whole !== 0) faults.push(`1: the journal sums to ${whole}`);
  for (const lot of lots) {
    const told = lot.free + heldOf(lot.id) + spentOf(lot.id);
    if (lot.amount + lot.shortfall !== told || lot.free < 0)
      faults.push(`2: lot ${lot.id} has ${told} of ${lot.amount}`);
  }
  for (const hold of holds) {
    const drawn = sum(hold.draws.map((draw) => draw.drawn));
    const isEnded = hold.state === 'released' || hold.state === 'expired';
    if (hold.state !== 'gathering' && !isEnded && drawn !== hold.amount)
      faults.push(`3: hold ${hold.id} drew ${drawn}`);
    if (isEnded && stillHeld(hold) !== 0) faults.push(`3: hold ${hold.id} ended with ${stillHeld(hold)}`);
    if (hold.draws.some((draw) => draw.posted + draw.released > draw.drawn))
      faults.push(`3: hold ${hold.id} gave too much`);
  }
  const accounts = balances(content.journal);
  for (const { id } of allOf(content, 'fund')) {
    const free = sum(lots.filter((lot) => lot.fundId === id).map((lot) => lot.free));
    const held = sum(draws.filter((draw) => draw.fundId === id).map((d) => d.drawn - d.posted - d.released));
    const booked = (account: 'free' | 'held', fund: FundId) => -(accounts.get(`fund:${fund}:${account}`) ?? 0);
    if (booked('free', id) !== free) faults.push(`4: fund ${id} has ${free} free, the journal ${booked('free', id)}`);
    if (booked('held', id) !== held) faults.push(`4: fund ${id} has ${held} held, the journal ${booked('held', id)}`);
  }
  return faults;
}

/** Invariants 6, 8 and 9: no place without cover, no restricted pound elsewhere, no therapist over capacity. */
function caseFaults(content: StoreContent): readonly string[] {
  const faults: string[] = [];
  const holds = new Map(allOf(content, 'hold').map((hold) => [hold.id, hold]));
  const funds = new Map(allOf(content, 'fund').map((fund) => [fund.id, fund]));
  const allocations = allOf(content, 'allocation');
  for (const place of allOf(content, 'place')) {
    if ('holdId' in place) {
      const hold = holds.get(place.holdId);
      if (hold?.state !== 'pending' || stillHeld(hold) < place.amount) faults.push(`6: place ${place.id} has no cover`);
    }
    for (const hold of [...holds.values()].filter((candidate) => candidate.placeId === place.id)) {
      for (const { fundId } of hold.draws) {
        const fund = funds.get(fundId);
        if (fund === undefined || !mayPay(fund, place.class)) faults.push(`8: hold ${hold.id} drew on ${fundId}`);
      }
    }
  }
  const isLive = ({ state }: Records['allocation']) => ['offered', 'acknowledged', 'accepted'].includes(state);
  for (const { id } of allOf(content, 'referral')) {
    const live = allocations.filter((allocation) => allocation.referralId === id && isLive(allocation)).length;
    if (live > 1) faults.push(`9: referral ${id} has ${live} live allocations`);
  }
  for (const { id, clients, offers, capacity } of allOf(content, 'therapist')) {
    const own = allocations.filter((allocation) => allocation.therapistId === id);
    const accepted = own.filter(({ state }) => state === 'accepted').length;
    const offered = own.filter(({ state }) => state === 'offered' || state === 'acknowledged').length;
    if (clients !== accepted || offers !== offered) faults.push(`9: therapist ${id} counts ${clients}+${offers}`);
    if (clients + offers > capacity) faults.push(`9: therapist ${id} is over capacity`);
  }
  return faults;
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
  ...moneyFaults(content),
  ...caseFaults(content),
  ...fairnessFaults(content),
];

const stateTables = {
  referral: referralStates,
  place: placeStates,
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
