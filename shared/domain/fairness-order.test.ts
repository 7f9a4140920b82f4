import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Pence } from '../../events/values.ts';
import { place } from '../../test/support/case-samples.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { request } from '../../test/support/request-samples.ts';
import { given, idOf, settings } from '../../test/support/sample-ids.ts';
import {
  type Paid,
  type Pot,
  type Waits,
  type WaitsSomewhere,
  whoIsPaid,
  whoIsPaidBy,
} from '../../test/support/waiting-oracle.ts';
import { recordTypes } from '../store/record-types.ts';
import { allocate, type WaitingEntry } from './allocate.ts';
import { Fund, Lot } from './fund.ts';
import { blockCost } from './place.ts';
import { waitsFrom } from './waiting-list.ts';

const { headStartDays } = settings.waiting;
const dayLength = 24 * 60 * 60 * 1000;
const firstDay = Date.parse('2026-06-01T09:00:00.000Z');
const at = (day: number): Instant => Instant.parse(new Date(firstDay + day * dayLength).toISOString());

const today = LocalDate.parse('2027-06-01');

/** Costs are counted in sessions of £10: a block of one or two of them. */
const aSession = 1000;

/** Where a record stands on the waiting list, as the store is told; nowhere, if it could not be used now. */
const rankOf = (ranges: readonly { readonly order: string }[] | undefined): string | undefined => ranges?.[0]?.order;

/** The entry that the records of somebody come to. */
function entryOf(waits: Waits & Partial<WaitsSomewhere>, n: number): WaitingEntry | undefined {
  const { askedOn, submittedOn, band, paused, overriddenOn, unconfirmed, cost } = waits;
  const { group = 'survivor', region = 'wales' } = waits;
  if (askedOn !== undefined) {
    const unusable = paused === 'open' ? ['paused'] : [];
    const { value } = request(
      'requested',
      given({ id: waits.id, class: { group, region }, askedAt: at(askedOn), cost, unusable }, {}),
    );
    const order = rankOf(recordTypes.request.ranges?.(value));
    const { placeId, class: asks } = value;
    return order === undefined
      ? undefined
      : { placeId, requestId: value.id, class: asks, order, cost: Pence.parse(cost) };
  }
  const pause = { from: at(submittedOn), why: 'away' };
  const pauses = paused === 0 ? [] : [paused === 'open' ? pause : { ...pause, until: at(submittedOn + paused) }];
  const clock = { startedAt: at(submittedOn), pauses };
  const asked = { why: 'a reason', askedBy: 'cora', askedAt: at(0) };
  const { value } = place(
    'requested',
    {
      class: { group, region },
      clock,
      band,
      waitsFrom: waitsFrom(clock, band, settings.waiting),
      unusable: [...(unconfirmed ? ['expired'] : []), ...(paused === 'open' ? ['paused'] : [])],
      block: { number: 1, sessions: cost / aSession, used: 0 },
      fee: 2 * aSession,
      contribution: aSession,
      precedence:
        overriddenOn === undefined
          ? { ...asked, state: 'asked' }
          : { ...asked, state: 'granted', grantedBy: 'cole', grantedAt: at(overriddenOn) },
    },
    n,
  );
  const order = rankOf(recordTypes.place.ranges?.(value));
  return order === undefined ? undefined : { placeId: value.id, class: value.class, order, cost: blockCost(value) };
}

const general = fund().value;
const aLot = lot(1, aSession).value;

/** The people who are looked at are few and are looked at often: what their records come to is found once. */
const found = new Map<string, WaitingEntry | undefined>();

function entryKept(waits: Waits, n: number): WaitingEntry | undefined {
  const name = JSON.stringify([waits, n]);
  if (!found.has(name)) found.set(name, entryOf(waits, n));
  return found.get(name);
}

/** Whom a plan pays, in its order, of these people and this money. */
function planFor(all: readonly Waits[], money: number): readonly string[] {
  const entries = all.map((waits, at) => ({ waits, entry: entryKept(waits, at + 1) }));
  const waiting = entries.flatMap(({ entry }) => entry ?? []);
  const lots = money === 0 ? [] : [{ ...aLot, free: Pence.parse(money) }];
  const { placements } = allocate(waiting, [general], lots, today);
  return placements.map(({ order }) => entries.find(({ entry }) => entry?.order === order)?.waits.id ?? order);
}

type Fate = Omit<Waits, 'id'>;

const each = <K extends keyof Fate>(field: K, values: readonly Fate[K][]) => ({ field, values });

/** All that can have happened to somebody, in a small world. */
function allFates(): readonly Fate[] {
  const none: Fate = { submittedOn: 0, band: 'routine', paused: 0, unconfirmed: false, cost: aSession };
  const places = [
    each('submittedOn', [0, headStartDays.soon, headStartDays.urgent]),
    each('band', ['urgent', 'soon', 'routine']),
    each('paused', [0, headStartDays.soon, 'open']),
    each('overriddenOn', [undefined, 300]),
    each('unconfirmed', [false, true]),
    each('cost', [aSession, 2 * aSession]),
  ].reduce<readonly Fate[]>(
    (fates, { field, values }) => fates.flatMap((fate) => values.map((value) => ({ ...fate, [field]: value }))),
    [none],
  );
  const requests = [310, 320].flatMap((askedOn) =>
    ([0, 'open'] as const).map((paused): Fate => ({ ...none, askedOn, paused })),
  );
  return [...places, ...requests].map(({ overriddenOn, ...fate }) =>
    overriddenOn === undefined ? fate : { ...fate, overriddenOn },
  );
}

/** A person: a new place by its own name, a request by one that no other has. */
const called = (fate: Fate, n: number): Waits => ({
  ...fate,
  id: fate.askedOn === undefined ? idOf.place(n) : `req_00000000${n}xn`,
});

describe('whom a pass pays, as somebody finds who only knows what happened to people', () => {
  it('is the same for every two of them: bands, pauses, overrides, requests before places, and who cannot use it', () => {
    const fates = allFates();
    let pairs = 0;
    let turned = 0;
    const faults: unknown[] = [];
    for (const one of fates) {
      for (const other of fates) {
        const all = [called(one, 1), called(other, 2)];
        const money = aSession * (1 + (pairs % 3));
        const wanted = whoIsPaid(all, money, headStartDays);
        const paid = planFor(all, money);
        if (paid.join() !== wanted.join()) faults.push({ all, money, wanted, paid });
        turned += wanted[0] === all[1]?.id ? 1 : 0;
        pairs += 1;
      }
    }
    expect(faults.slice(0, 3)).toEqual([]);
    expect(pairs).toBe(fates.length ** 2);
    expect(turned).toBeGreaterThan(10_000);
  }, 120_000);

  it('is the same for any number of them', () => {
    const fates = allFates();
    const anyone = fc.record({
      fate: fc.constantFrom(...fates),
      submittedOn: fc.nat(250),
      sessions: fc.integer({ min: 1, max: 6 }),
    });
    let paid = 0;
    fc.assert(
      fc.property(fc.array(anyone, { minLength: 3, maxLength: 12 }), fc.nat(30), (people, sessions) => {
        const all = people.map(({ fate, submittedOn, sessions: wants }, at) =>
          called({ ...fate, submittedOn, cost: wants * aSession }, at + 1),
        );
        const wanted = whoIsPaid(all, sessions * aSession, headStartDays);
        expect(planFor(all, sessions * aSession)).toEqual(wanted);
        paid += wanted.length;
      }),
      { numRuns: 400 },
    );
    expect(paid).toBeGreaterThan(400);
  });
});

/** Funds and lots as the store would have them. */
function moneyOf(pots: readonly Pot[]) {
  const funds = pots.map(({ onlyFor, onlyIn, appeal, order, isClosed, owes }, at) => {
    const restriction = { groups: onlyFor, regions: onlyIn, ...(appeal === undefined ? {} : { campaign: appeal }) };
    const kind = onlyFor.length + onlyIn.length > 0 || appeal !== undefined ? 'restricted' : 'unrestricted';
    const state = isClosed ? 'closed' : 'open';
    return Fund.parse({ ...general, id: idOf.fund(at + 1), kind, restriction, order, state, deficit: owes ? 1 : 0 });
  });
  const lots = pots.flatMap(({ gifts }, pot) =>
    gifts.map(({ free, spendBy, cameOn, isUnderReview }, gift) =>
      Lot.parse({
        ...aLot,
        id: idOf.lot(100 * (pot + 1) + gift),
        fundId: idOf.fund(pot + 1),
        amount: free,
        free,
        receivedAt: at(cameOn),
        ...(spendBy === undefined ? {} : { spendBy }),
        ...(isUnderReview ? { reviewUntil: at(1000) } : {}),
      }),
    ),
  );
  return { funds, lots };
}

/** Whom a plan pays from which of these pots, in its order. */
function planFrom(all: readonly WaitsSomewhere[], pots: readonly Pot[], day: LocalDate): readonly Paid[] {
  const entries = all.map((waits, n) => ({ waits, entry: entryOf(waits, n + 1) }));
  const { funds, lots } = moneyOf(pots);
  const waiting = entries.flatMap(({ entry }) => entry ?? []);
  return allocate(waiting, funds, lots, day).placements.map(({ order, draws }): Paid => {
    const from: Record<string, number> = {};
    for (const { fundId, amount } of draws) {
      const name = pots[funds.findIndex(({ id }) => id === fundId)]?.name ?? fundId;
      from[name] = (from[name] ?? 0) + amount;
    }
    return [entries.find(({ entry }) => entry?.order === order)?.waits.id ?? order, from];
  });
}

describe('whom a pass pays, and from what, when funds are for some and not for others', () => {
  const groups = ['survivor', 'partner-or-family', 'online-behaviour'] as const;
  const regions = ['wales', 'london'] as const;
  const someDays = ['2027-05-30', '2027-05-31', '2027-06-01', '2027-06-02', '2027-09-30'] as const;
  const seldom = fc.integer({ min: 0, max: 9 }).map((n) => n === 0);
  const aGift = fc.record({
    free: fc.integer({ min: 1, max: 6 }).map((sessions) => sessions * aSession - 250),
    spendBy: fc.option(fc.constantFrom(...someDays), { nil: undefined, freq: 2 }),
    isUnderReview: seldom,
  });
  const aPot = fc.record({
    onlyFor: fc.oneof(fc.constant([]), fc.subarray([...groups], { maxLength: 2 })),
    onlyIn: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.subarray([...regions], { maxLength: 1 })),
    appeal: fc.constantFrom(undefined, undefined, 'spring'),
    order: fc.nat(2),
    isClosed: seldom,
    owes: seldom,
    gifts: fc.array(aGift, { maxLength: 4, size: 'max' }),
  });
  const anyone = fc.record({
    fate: fc.constantFrom(...allFates()),
    group: fc.constantFrom(...groups),
    region: fc.constantFrom(...regions),
    submittedOn: fc.nat(250),
    sessions: fc.integer({ min: 1, max: 6 }),
  });

  it('is what somebody finds who walks from person to person with the pots open before them', () => {
    const seen = { paid: 0, fromSeveral: 0, before: 0, late: 0, stopped: 0 };
    fc.assert(
      fc.property(
        fc.array(anyone, { minLength: 3, maxLength: 14, size: 'max' }),
        fc.array(aPot, { minLength: 2, maxLength: 5, size: 'max' }),
        fc.constantFrom(...someDays),
        (people, given, day) => {
          // Each gift came on a day of its own: then nothing but the rule decides which is the older.
          const pots = given.map(
            ({ appeal, gifts, ...pot }, n): Pot => ({
              ...pot,
              ...(appeal === undefined ? {} : { appeal }),
              name: `pot ${n}`,
              gifts: gifts.map(({ spendBy, ...gift }, m) => ({
                ...gift,
                ...(spendBy === undefined ? {} : { spendBy }),
                cameOn: 7 * m + n,
              })),
            }),
          );
          const all = people.map(
            ({ fate, sessions, ...who }, n): WaitsSomewhere => ({
              ...called({ ...fate, submittedOn: who.submittedOn, cost: sessions * aSession }, n + 1),
              group: who.group,
              region: who.region,
            }),
          );
          const wanted = whoIsPaidBy(all, pots, day, headStartDays);
          expect(planFrom(all, pots, LocalDate.parse(day))).toEqual(wanted);
          seen.paid += wanted.length;
          seen.fromSeveral += wanted.filter(([, from]) => Object.keys(from).length > 1).length;
          seen.before += wanted.length > 0 && wanted.length < all.length ? 1 : 0;
          seen.late += pots.some(({ gifts }) => gifts.some(({ spendBy }) => spendBy !== undefined && spendBy < day))
            ? 1
            : 0;
          seen.stopped += all.some(({ paused, unconfirmed }) => paused === 'open' || unconfirmed) ? 1 : 0;
        },
      ),
      { numRuns: 1500 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(300);
  }, 120_000);
});
