import { ClientGroup, Instant, LocalDate, type Pence, PlaceId, Region } from '../../events/values.ts';
import { allocate, type WaitingEntry } from '../../shared/domain/allocate.ts';
import { Fund, Lot } from '../../shared/domain/fund.ts';
import { classKey } from '../../shared/domain/place.ts';
import { waitingOrder } from '../../shared/domain/waiting-list.ts';
import { atMost, type Figure, rounded } from './figure.ts';

const bar = 12;
const times = 41;
const once = { waiting: 400, lots: 400, funds: 8 };
const blockCost = 36_000 as Pence;

const code = (number: number): string => String(number).padStart(10, '0');
const pick = <T>(from: readonly T[], number: number): T => {
  const picked = from[number % from.length];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
};
const dayOf = (number: number): string => new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString();

const poolId = 'pol_benchmark';

/** Every other fund is for one group, and every fourth of those for one region too; the rest pay for anybody. */
const fundOf = (number: number): Fund =>
  Fund.parse({
    id: `fnd_${code(number)}`,
    poolId,
    name: 'A fund',
    aim: 'therapy',
    secondaryPurpose: 'therapy',
    kind: number % 2 === 0 ? 'unrestricted' : 'restricted',
    restriction: {
      groups: number % 2 === 0 ? [] : [pick(ClientGroup.options, (number - 1) / 2)],
      regions: number % 8 === 3 ? [pick(Region.options, number)] : [],
    },
    order: number,
    state: 'open',
    deficit: 0,
    covered: 0,
    openedAt: dayOf(0),
  });

const lotOf = (number: number, funds: number): Lot =>
  Lot.parse({
    id: `lot_${code(number)}`,
    fundId: `fnd_${code(number % funds)}`,
    poolId,
    donationId: `don_${code(number)}`,
    amount: 30_000,
    free: 30_000,
    shortfall: 0,
    refunded: 0,
    transferred: 0,
    givenToDeficit: 0,
    origin: 'gift',
    receivedAt: dayOf(number),
  });

function entryOf(number: number): WaitingEntry {
  const placeId = PlaceId.parse(`plc_${code(number)}`);
  return {
    placeId,
    class: { group: pick(ClientGroup.options, number), region: pick(Region.options, number * 7) },
    order: waitingOrder({ id: placeId, waitsFrom: Instant.parse(dayOf(number)) }),
    cost: blockCost,
  };
}

/** A pool as a pass reads it: the waiting class by class and the lots fund by fund, each in its order. */
function pool(size: number): Parameters<typeof allocate> {
  const funds = once.funds * size;
  const waiting = Array.from({ length: once.waiting * size }, (_, number) => entryOf(number));
  const lots = Array.from({ length: once.lots * size }, (_, number) => lotOf(number, funds));
  return [
    [...Map.groupBy(waiting, (entry) => classKey(entry.class)).values()].flat(),
    Array.from({ length: funds }, (_, number) => fundOf(number)),
    [...Map.groupBy(lots, (lot) => lot.fundId).values()].flat(),
    LocalDate.parse('2027-03-01'),
  ];
}

function timeOf(given: Parameters<typeof allocate>): number {
  const began = performance.now();
  const { placements } = allocate(...given);
  if (placements.length === 0) throw new Error('a plan that places nobody measures nothing');
  return performance.now() - began;
}

/** How much longer a plan takes for ten times the waiting, lots and funds. */
export function measureAllocateGrowth(tell: (line: string) => void): Figure {
  const [small, large] = [pool(1), pool(10)];
  const smallTimes: number[] = [];
  const largeTimes: number[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    smallTimes.push(timeOf(small));
    largeTimes.push(timeOf(large));
  }
  // Pure code takes as long as its fastest run; whatever a run takes longer is the machine's.
  const [least, most] = [Math.min(...smallTimes), Math.min(...largeTimes)];
  tell(`allocate: ${rounded(least)} ms for ${once.waiting} waiting, ${rounded(most)} ms for ten times as many`);
  return atMost('allocate-growth', rounded(most / least), 'ratio', bar);
}
