import fc from 'fast-check';
import type { ClientGroup, FundId, LotId, Region, RequestId } from '../../events/values.ts';
import { LocalDate, Pence, PlaceId } from '../../events/values.ts';
import type { WaitingEntry } from '../../shared/domain/allocate.ts';
import { Fund, Lot } from '../../shared/domain/fund.ts';

/** A plan by names alone: who gets what from which lot, and who gets nothing. */
export interface NamedPlan {
  readonly placements: readonly {
    readonly placeId: PlaceId;
    readonly requestId?: RequestId;
    readonly draws: readonly { readonly lotId: LotId; readonly fundId: FundId; readonly amount: number }[];
  }[];
  readonly unfunded: readonly PlaceId[];
}

const limitsOf = ({ restriction: { groups, regions, campaign } }: Fund): number =>
  [groups.length > 0, regions.length > 0, campaign !== undefined].filter(Boolean).length;

/** Money in the order in which domain.md lets it pay, each rule written out as one step. */
function paysBefore(one: { fund: Fund; lot: Lot }, other: { fund: Fund; lot: Lot }): boolean {
  const [oneLimits, otherLimits] = [limitsOf(one.fund), limitsOf(other.fund)];
  if (oneLimits !== otherLimits) return oneLimits > otherLimits;
  if (one.lot.spendBy !== other.lot.spendBy) {
    if (one.lot.spendBy === undefined) return false;
    return other.lot.spendBy === undefined || one.lot.spendBy < other.lot.spendBy;
  }
  if (one.fund.order !== other.fund.order) return one.fund.order < other.fund.order;
  if (one.lot.receivedAt !== other.lot.receivedAt) return one.lot.receivedAt < other.lot.receivedAt;
  return one.lot.id < other.lot.id;
}

const serves = ({ restriction }: Fund, { group, region }: { group: ClientGroup; region: Region }): boolean => {
  const groupFits = restriction.groups.length === 0 || restriction.groups.indexOf(group) >= 0;
  const regionFits = restriction.regions.length === 0 || restriction.regions.indexOf(region) >= 0;
  return groupFits && regionFits;
};

type Decided = { placements: NamedPlan['placements'][number][]; passedOver: WaitingEntry[] };
type Money = { readonly fund: Fund; readonly lot: Lot; readonly left: number };

/** The money there is on a day. */
interface Purse {
  readonly funds: readonly Fund[];
  readonly lots: readonly Lot[];
  readonly today: LocalDate;
}

/** What is left in a lot after all that was decided. */
const leftIn = (lot: Lot, { placements }: Decided): number => {
  let left: number = lot.free;
  for (const { draws } of placements) for (const draw of draws) if (draw.lotId === lot.id) left -= draw.amount;
  return left;
};

/** The money an entry may use now, each lot for itself. */
function moneyFor(entry: WaitingEntry, { funds, lots, today }: Purse, decided: Decided): Money[] {
  const money: Money[] = [];
  for (const lot of lots) {
    const fund = funds.find(({ id }) => id === lot.fundId);
    if (fund === undefined || fund.state === 'closed' || fund.deficit > 0 || lot.reviewUntil !== undefined) continue;
    if (fund.moving !== undefined) continue;
    // On its day it may still be spent, on the next it may not.
    if (lot.spendBy !== undefined && lot.spendBy < today) continue;
    if (!serves(fund, entry.class) || decided.passedOver.some((earlier) => serves(fund, earlier.class))) continue;
    const left = leftIn(lot, decided);
    if (left > 0) money.push({ fund, lot, left });
  }
  return money;
}

/** Takes out what pays first, by comparing with all the others. */
function takeFirst(money: Money[]): Money | undefined {
  const first = money.find((one) => money.every((other) => other === one || paysBefore(one, other)));
  if (first !== undefined) money.splice(money.indexOf(first), 1);
  return first;
}

/**
 * The rule of domain.md, as slowly as it can be read: for each entry in the one order everything is counted afresh
 * from what was decided before it. Knows nothing of the planner it judges.
 */
export function planNaively(waiting: readonly WaitingEntry[], purse: Purse): NamedPlan {
  const queue = [...waiting];
  queue.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  const decided: Decided = { placements: [], passedOver: [] };
  for (const entry of queue) {
    const money = moneyFor(entry, purse, decided);
    const draws: NamedPlan['placements'][number]['draws'][number][] = [];
    let missing: number = entry.cost;
    for (let next = takeFirst(money); next !== undefined && missing > 0; next = takeFirst(money)) {
      const amount = Math.min(next.left, missing);
      draws.push({ lotId: next.lot.id, fundId: next.fund.id, amount });
      missing -= amount;
    }
    const { placeId, requestId } = entry;
    if (missing === 0) {
      decided.placements.push({ placeId, ...(requestId === undefined ? {} : { requestId }), draws });
    } else decided.passedOver.push(entry);
  }
  return { placements: decided.placements, unfunded: decided.passedOver.map(({ placeId }) => placeId) };
}

const groups = ['survivor', 'online-behaviour', 'partner-or-family'] as const;
const regions = ['wales', 'london'] as const;
const codeOf = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(8, '0')}`;
const days = ['2026-01-01', '2026-01-02', '2026-01-03'] as const;

/** Nearly always the one, now and then the other. */
const seldom = <One, Other>(one: One, other: Other) =>
  fc.oneof({ weight: 9, arbitrary: fc.constant(one) }, { weight: 1, arbitrary: fc.constant(other) });

const oneFund = fc.record({
  groups: fc.oneof(fc.constant([]), fc.subarray([...groups], { maxLength: 2 })),
  regions: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...regions], { maxLength: 1 })),
  campaign: fc.constantFrom(undefined, undefined, 'spring'),
  order: fc.nat({ max: 2 }),
  state: seldom('open', 'closed'),
  deficit: seldom(0, 1),
  covered: fc.constant(0),
});

const oneLot = fc.record({
  fund: fc.nat({ max: 4 }),
  free: fc.nat({ max: 12 }),
  spendBy: fc.constantFrom(undefined, undefined, ...days),
  receivedAt: fc.constantFrom(...days).map((day) => `${day}T09:00:00.000Z`),
  reviewUntil: seldom(undefined, '2027-01-01T09:00:00.000Z'),
});

const oneEntry = fc.record({
  group: fc.constantFrom(...groups),
  region: fc.constantFrom(...regions),
  day: fc.constantFrom(...days),
  cost: fc.integer({ min: 1, max: 9 }),
});

const withoutUnset = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

/** Small worlds, in which everything meets everything: few funds, few days, sums that often just do or do not reach. */
export const fundWorld = fc
  .record({
    funds: fc.array(oneFund, { minLength: 1, maxLength: 5, size: 'max' }),
    lots: fc.array(oneLot, { maxLength: 12, size: 'max' }),
    waiting: fc.array(oneEntry, { maxLength: 9, size: 'max' }),
    today: fc.constantFrom('2025-12-31', ...days, '2026-01-04').map((day) => LocalDate.parse(day)),
  })
  .map(({ funds, lots, waiting, today }) => ({
    today,
    funds: funds.map(({ groups: allowedGroups, regions: allowedRegions, campaign, ...rest }, n) =>
      Fund.parse({
        ...rest,
        id: codeOf('fnd', n),
        poolId: codeOf('pol', 1),
        name: 'a fund',
        aim: 'therapy',
        secondaryPurpose: 'more therapy',
        kind: 'restricted',
        restriction: withoutUnset({ groups: allowedGroups, regions: allowedRegions, campaign }),
        openedAt: '2025-01-01T09:00:00.000Z',
      }),
    ),
    lots: lots.map(({ fund, free, ...rest }, n) =>
      Lot.parse({
        ...withoutUnset(rest),
        id: codeOf('lot', n),
        fundId: codeOf('fnd', fund),
        poolId: codeOf('pol', 1),
        donationId: codeOf('don', n),
        amount: 12,
        free,
        shortfall: 0,
        refunded: 0,
        transferred: 0,
        givenToDeficit: 0,
        origin: 'gift',
      }),
    ),
    waiting: waiting.map(({ group, region, day, cost }, n): WaitingEntry => {
      const placeId = PlaceId.parse(codeOf('plc', n));
      return { placeId, class: { group, region }, order: `${day}T09:00:00.000Z#${placeId}`, cost: Pence.parse(cost) };
    }),
  }));
