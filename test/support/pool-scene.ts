import fc from 'fast-check';
import type { WaitingEntry } from '../../shared/domain/allocate.ts';
import { create } from '../../shared/domain/decision.ts';
import { blockCost } from '../../shared/domain/place.ts';
import { requestIdOf } from '../../shared/domain/request.ts';
import { waitingOrder } from '../../shared/domain/waiting-list.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { place } from './case-samples.ts';
import { request } from './request-samples.ts';
import { generalFundId, idOf } from './sample-ids.ts';
import { openOffice, type SmallOffice } from './small-office.ts';

/* Pools in which many wait: new places, what places in hand ask for, and the money there is. */

export const survivors = { group: 'survivor', region: 'wales' };
export const partners = { group: 'partner-or-family', region: 'wales' };

/** The minute of a day on which somebody's clock started: who waits longer has the smaller one. */
const since = (minute: number): string => new Date(Date.UTC(2027, 0, 4, 9, minute)).toISOString();

/** People who wait, as numbers; each has waited since the minute of their number unless it is said otherwise. */
export async function wait(office: SmallOffice, numbers: readonly number[], but: (n: number) => object): Promise<void> {
  for (const n of numbers) {
    const { id, value } = place('requested', { waitsFrom: since(n), holds: 0, ...but(n) }, n);
    await office.put(create('place', id, value));
  }
}

/** A block that costs what one session does. */
export const one = { number: 1, sessions: 1, used: 0 };

const correctionCause = (n: number) => ({ kind: 'correction' as const, of: String(n) });
export const correctionOf = (n: number): string => requestIdOf(idOf.place(n), 1, correctionCause(n));

/** A place in hand, and what it asks for because of a correction; who has the smaller number asked first. */
export async function ask(office: SmallOffice, n: number, cost: number, placeClass: object = survivors): Promise<void> {
  const id = correctionOf(n);
  const of = { id, placeId: idOf.place(n), referralId: idOf.referral(n), class: placeClass };
  const asked = request('requested', { ...of, ...{ cause: correctionCause(n), cost, askedAt: since(n) } });
  const inHand = place('in-use', { class: placeClass, openRequests: [id] }, n);
  await office.put(create('place', inHand.id, inHand.value), create('request', id, asked.value));
}

export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, n) => from + n);

const placesIn = (store: MemoryStore) =>
  store.export().records.flatMap(({ kind, value }) => (kind === 'place' && 'waitsFrom' in value ? [value] : []));

export const reservedIn = (store: MemoryStore): readonly string[] =>
  placesIn(store).flatMap(({ id, state }) => (state === 'reserved' ? [id] : []));

export const placesOf = (from: number, to: number): readonly string[] => numbers(from, to).map((n) => idOf.place(n));

export function openSmallOffice() {
  const store = new MemoryStore();
  return { memory: store, ...openOffice(store) };
}

export interface Drawn {
  readonly placeId: string;
  readonly requestId?: string | undefined;
}

export const nameOf = ({ placeId, requestId }: Drawn): string => requestId ?? placeId;

/** What all holds of a store have drawn, each for its place or request. */
export const drawnIn = (store: MemoryStore) =>
  store.export().records.flatMap(({ kind, value }) =>
    kind === 'hold' && 'draws' in value
      ? [
          {
            placeId: value.placeId,
            ...(value.requestId === undefined ? {} : { requestId: value.requestId }),
            draws: value.draws.map(({ lotId, fundId, drawn: amount }) => ({ lotId, fundId, amount })),
          },
        ]
      : [],
  );

/** Everybody who waits, read at once and by rules of its own. */
export const waitingIn = (store: MemoryStore): readonly WaitingEntry[] =>
  store.export().records.flatMap(({ kind, value }): readonly WaitingEntry[] => {
    if (kind === 'place' && 'waitsFrom' in value && value.state === 'requested') {
      return [{ placeId: value.id, class: value.class, order: waitingOrder(value), cost: blockCost(value) }];
    }
    if (kind === 'request' && 'cause' in value) {
      const { placeId, id: requestId, cost } = value;
      return [{ placeId, requestId, class: value.class, order: `0#${value.askedAt}#${requestId}`, cost }];
    }
    return [];
  });

const groups = ['survivor', 'partner-or-family', 'online-behaviour'] as const;
const regions = ['wales', 'london'] as const;
// Often the one class, so that it is longer than a pass reads at once; otherwise any of many.
const someClass = fc.oneof(
  { weight: 2, arbitrary: fc.constant(survivors) },
  { weight: 1, arbitrary: fc.record({ group: fc.constantFrom(...groups), region: fc.constantFrom(...regions) }) },
);

/** A pool of many classes: who waits, who asks, whom a coordinator put first, and money that often does not reach. */
export const poolWorld = fc.record({
  funds: fc.array(fc.record({ groups: fc.subarray([...groups]), regions: fc.subarray([...regions]) }), {
    maxLength: 4,
    size: 'max',
  }),
  lots: fc.array(fc.record({ fund: fc.nat({ max: 4 }), amount: fc.integer({ min: 200, max: 90_000 }) }), {
    maxLength: 40,
    size: 'max',
  }),
  waiting: fc.array(
    fc.record({
      class: someClass,
      minute: fc.nat({ max: 90 }),
      contribution: fc.constantFrom(0, 1_000, 5_900),
      sessions: fc.integer({ min: 1, max: 6 }),
      isFirst: fc.constantFrom(false, false, false, false, false, false, true),
    }),
    { maxLength: 110, size: 'max' },
  ),
  asking: fc.array(fc.record({ class: someClass, cost: fc.integer({ min: 100, max: 40_000 }) }), {
    maxLength: 70,
    size: 'max',
  }),
});

export async function openPool({
  funds,
  lots,
  waiting,
  asking,
}: typeof poolWorld extends fc.Arbitrary<infer T> ? T : never) {
  const office = openSmallOffice();
  const ids = [generalFundId];
  for (const [n, restriction] of funds.entries()) ids.push(await office.openFund(n + 1, restriction));
  for (const [n, { fund, amount }] of lots.entries()) await office.give(n + 1, amount, ids[fund % ids.length]);
  const granted = { state: 'granted', askedBy: 'cora', askedAt: since(0), why: 'a reason', grantedBy: 'dora' };
  const numbered = new Map(waiting.map((entry, n) => [n + 1, entry]));
  await wait(office, [...numbered.keys()], (n) => {
    const { minute = 0, sessions = 1, isFirst = false, ...entry } = numbered.get(n) ?? {};
    const precedence = isFirst ? { precedence: { ...granted, grantedAt: since(minute) } } : {};
    return { ...entry, waitsFrom: since(minute), block: { number: 1, sessions, used: 0 }, ...precedence };
  });
  for (const [n, { cost, class: placeClass }] of asking.entries()) await ask(office, 1001 + n, cost, placeClass);
  return office;
}
