import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, LocalDate, Pence } from '../../events/values.ts';
import { place } from '../../test/support/case-samples.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { request } from '../../test/support/request-samples.ts';
import { given, idOf, settings } from '../../test/support/sample-ids.ts';
import { type Waits, whoIsPaid } from '../../test/support/waiting-oracle.ts';
import { recordTypes } from '../store/record-types.ts';
import { allocate, type WaitingEntry } from './allocate.ts';
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
function entryOf(waits: Waits, n: number): WaitingEntry | undefined {
  const { askedOn, submittedOn, band, paused, overriddenOn, unconfirmed, cost } = waits;
  if (askedOn !== undefined) {
    const unusable = paused === 'open' ? ['paused'] : [];
    const { value } = request('requested', given({ id: waits.id, askedAt: at(askedOn), cost, unusable }, {}));
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
