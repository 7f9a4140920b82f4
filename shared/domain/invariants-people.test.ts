import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { edgeFaults, edgesIn } from '../../test/simulation/invariants.ts';
import { coverFault, looseFault } from '../../test/simulation/rules.ts';
import { type Act, anyHistory, PlainOffice } from '../../test/support/plain/plain-office.ts';
import type { PlainRecords } from '../../test/support/plain/plain-records.ts';
import type { Decision } from './decision.ts';
import { mayPay, paysForPlaces } from './fund.ts';
import { blockCost } from './place.ts';
import { waitingOrder } from './waiting-list.ts';

const liveStates: readonly string[] = ['offered', 'acknowledged', 'accepted'];

/** Lives histories, and looks at the office after each act and at what it has decided by it. */
function always(look: (office: PlainOffice, news: readonly Decision[]) => void, numRuns = 120): void {
  fc.assert(
    fc.property(anyHistory, (acts: readonly Act[]) => {
      const office = new PlainOffice();
      for (const act of acts) {
        const before = office.records.trail.length;
        office.doIt(act);
        look(office, office.records.trail.slice(before));
      }
    }),
    // What follows is asked of the histories as well: so they are the same in every run.
    { numRuns, seed: 1 },
  );
}

/** Those of a list that were seen; each must be, or the histories prove nothing. */
const seenOf = (seen: ReadonlySet<string>, wanted: readonly string[]) => wanted.filter((one) => seen.has(one));

/** Cases with two live offers, and therapists whose load is not what they have, or is too much. */
function overloads(records: PlainRecords): readonly string[] {
  const live = records.all('allocation').filter(({ value }) => liveStates.includes(value.state));
  const byCase = Map.groupBy(live, ({ value }) => value.referralId);
  const twice = [...byCase].filter(([, all]) => all.length > 1).map(([id]) => id);
  const loads = records.all('therapist').filter(({ id, value }) => {
    const own = live.filter((one) => one.value.therapistId === id);
    const clients = own.filter((one) => one.value.state === 'accepted').length;
    return value.clients !== clients || value.offers !== own.length - clients || own.length > value.capacity;
  });
  return [...twice, ...loads.map(({ id }) => id)];
}

/** The offers that were made or accepted, and when. */
const takenOn = (news: readonly Decision[]) =>
  news.flatMap(({ changes, at }) =>
    changes.flatMap((made) => {
      if (made.kind !== 'allocation' || made.after === undefined) return [];
      const before = made.before?.value;
      const isTaken = made.after.state === 'accepted' && before?.state !== 'accepted';
      return before === undefined || isTaken ? [{ allocation: made.after, at }] : [];
    }),
  );

/** Places without the money for what is left of their block, and holds with money for no place. */
const uncovered = (records: PlainRecords): readonly string[] =>
  records.all('place').flatMap(({ value: place }) => {
    const hold = 'holdId' in place ? records.find('hold', place.holdId)?.value : undefined;
    const feeCap = records.find('search', place.referralId)?.value.feeCap;
    return [coverFault(place, hold, feeCap), hold && looseFault(place, hold)].filter((fault) => fault !== undefined);
  });

/** What tells a worker to look again: each of these may end in a dead-letter queue. */
const messages: readonly Act['do'][] = ['report', 'pass', 'offer', 'unwind', 'expire', 'end-review'];
const aboutGifts: readonly Act['do'][] = ['report', 'end-review'];

/** Loses some messages on the way. @returns those that were lost, in whatever order somebody will redrive them */
function liveWithLosses(office: PlainOffice, acts: readonly Act[], dice: () => number): readonly Act[] {
  const dead: Act[] = [];
  for (const act of acts) {
    if (messages.includes(act.do) && dice() < 60) dead.push(act);
    else office.doIt(act);
  }
  const shuffled = dead.map((act) => [dice(), act] as const).toSorted(([a], [b]) => a - b);
  // A worker asks the provider when it hears a message, and not when the message was sent.
  return shuffled.map(([, act]) => (act.do === 'report' ? { ...act, m: 0 } : act));
}

/** A queue brings a message again for as long as there is more to do. */
function deliverToTheEnd(office: PlainOffice, act: Act) {
  for (let turn = 0; turn < 20; turn += 1) {
    const came = office.doIt(act);
    if (came !== 'done' || act.do === 'offer') return came;
  }
  return 'refused';
}

/** The entries of gifts, their fees, refunds and disputes. */
const moneyOf = ({ journal }: PlainRecords): readonly string[] =>
  [...journal.keys()].filter((id) => /^(?:donation|fee|refund|dispute):/.test(id));

describe('the invariants of places and people, whatever is decided in whatever order', () => {
  it('6. No place is approved, allocated or in use without a hold that covers the remaining sessions of its block', () => {
    const states = ['approved', 'allocated', 'in-use'];
    const seen = new Set<string>();
    always(({ records }) => {
      for (const { value: place } of records.all('place')) {
        seen.add(place.state);
        if (states.includes(place.state)) expect(place).toHaveProperty('holdId');
      }
      expect(uncovered(records)).toEqual([]);
    });
    expect(seenOf(seen, states)).toEqual(states);
  });

  it('7. Fairness, both halves, checked against a brute-force oracle, pass by pass, on what the pass had read', () => {
    let reserved = 0;
    always((office) => {
      const { records } = office;
      const before = records.trail.length;
      office.pass();
      expect(office.unfair).toEqual([]);
      reserved += records.trail.slice(before).filter(({ did }) => did === 'reserve-place').length;
      const [first] = records
        .all('place')
        .flatMap(({ value }) => (value.state === 'requested' && value.unusable.length === 0 ? [value] : []))
        .toSorted((a, b) => (waitingOrder(a) < waitingOrder(b) ? -1 : 1));
      if (first === undefined) return;
      const open = records.all('fund').filter(({ value }) => paysForPlaces(value) && mayPay(value, first.class));
      const free = records
        .all('lot')
        .filter(({ value }) => value.reviewUntil === undefined && open.some(({ id }) => id === value.fundId))
        .reduce((sum, { value }) => sum + value.free, 0);
      expect(free).toBeLessThan(blockCost(first));
    });
    expect(reserved).toBeGreaterThan(30);
  });

  it('9. At most one live allocation per case; a therapist never exceeds capacity; no offer past a lapsed credential', () => {
    let accepted = 0;
    always(({ records }, news) => {
      expect(overloads(records)).toEqual([]);
      for (const { allocation, at } of takenOn(news)) {
        const therapist = records.find('therapist', allocation.therapistId)?.value;
        expect(therapist?.credentials.filter(({ validThrough }) => validThrough < at.slice(0, 10))).toEqual([]);
        accepted += allocation.state === 'accepted' ? 1 : 0;
      }
    });
    expect(accepted).toBeGreaterThan(10);
  });

  it('10. Every state change was an edge of its table, by a role that may take it, and is in the audit trail with who, when and why', () => {
    const edges = new Set<string>();
    always(({ records }, news) => {
      expect(news.flatMap(edgeFaults)).toEqual([]);
      for (const decision of news) {
        const { by, at, why, about } = decision;
        expect(Math.min(by.id.length, by.roles.length, at.length, why.length, about.length)).toBeGreaterThan(0);
        for (const edge of edgesIn(decision)) edges.add(edge);
      }
      // What a record says now is what the last decision about it left: nothing changed beside the trail.
      for (const { kind, id, before, after } of news.at(-1)?.changes ?? []) {
        const known = records.all(kind).find((record) => record.id === id);
        expect(known?.value).toEqual(after);
        expect(known?.version ?? 0).toBe(after === undefined ? 0 : (before?.version ?? 0) + 1);
      }
    }, 300);
    const wanted = [
      'place requested → reserved',
      'place reserved → approved',
      'place approved → allocated',
      'place allocated → in-use',
      'hold pending → expired',
      'allocation accepted → given-back',
      'refund decided → failed',
      'dispute withdrawn → won',
      'donation failed → collected',
    ];
    expect(seenOf(edges, wanted)).toEqual(wanted);
  });

  it('12. Every message that ended in a dead-letter queue, replayed after the cause is mended, takes effect once or is overtaken; all invariants hold', () => {
    let replayed = 0;
    let overtaken = 0;
    const chance = fc.infiniteStream(fc.nat(99));
    fc.assert(
      fc.property(anyHistory, chance, (acts, dice) => {
        const office = new PlainOffice();
        const dead = liveWithLosses(office, acts, () => Number(dice.next().value));
        for (const act of dead) {
          const came = deliverToTheEnd(office, act);
          overtaken += came === 'overtaken' ? 1 : 0;
        }
        replayed += dead.length;
        const money = moneyOf(office.records);
        for (const act of dead) if (aboutGifts.includes(act.do)) expect(office.doIt(act)).not.toBe('done');
        expect(moneyOf(office.records)).toEqual(money);
        expect(office.unfair).toEqual([]);
        expect(office.records.trail.flatMap(edgeFaults)).toEqual([]);
        expect(uncovered(office.records)).toEqual([]);
        expect(overloads(office.records)).toEqual([]);
      }),
      { numRuns: 100, seed: 1 },
    );
    expect(replayed).toBeGreaterThan(300);
    expect(overtaken).toBeGreaterThan(0);
  });
});
