import fc from 'fast-check';
import { Pence } from '../../../events/values.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { allocate } from '../../../shared/domain/allocate.ts';
import { clearDeficit } from '../../../shared/domain/clear-deficit.ts';
import { Fund, lotOrder } from '../../../shared/domain/fund.ts';
import { giveBackPart } from '../../../shared/domain/give-back.ts';
import { later, localDay } from '../../../shared/domain/office-days.ts';
import { blockCost } from '../../../shared/domain/place.ts';
import { finishEnding, reservePlace } from '../../../shared/domain/reserve.ts';
import { waitingOrder } from '../../../shared/domain/waiting-list.ts';
import { fairnessFaults } from '../../simulation/fairness-oracle.ts';
import { assessment, place, referral, therapist } from '../case-samples.ts';
import { fund, purses } from '../money-samples.ts';
import { asRead, now as begin, generalFundId, idOf, settings } from '../sample-ids.ts';
import { cora, PlainCases } from './plain-cases.ts';
import { PlainGifts } from './plain-gifts.ts';
import { type Came, PlainRecords } from './plain-records.ts';

/** One thing that somebody does, with two small numbers and a sum that it may make use of. */
export interface Act {
  readonly do: (typeof deeds)[number];
  readonly n: number;
  readonly m: number;
  readonly pence: number;
}

const deeds = [
  ...(['pay', 'report', 'refund-there', 'dispute', 'ask', 'decide', 'send', 'send-from-bank', 'end-review'] as const),
  ...(['pass', 'approve', 'reject', 'expire', 'confirm', 'offer', 'answer', 'accept', 'withdraw', 'unwind'] as const),
  ...(['record', 'correct', 'reduce', 'change', 'end', 'wait', 'lapse', 'go-on', 'settle'] as const),
];

/** How often each is done: what moves a case on more often than what ends it. */
const weightOf = (deed: Act['do']): number => {
  if (deed === 'go-on') return 40;
  if (deed === 'pay' || deed === 'settle' || deed === 'record' || deed === 'dispute' || deed === 'answer') return 8;
  return deed === 'reject' || deed === 'withdraw' || deed === 'lapse' || deed === 'end' ? 1 : 3;
};

const act: fc.Arbitrary<Act> = fc.record({
  do: fc.oneof(...deeds.map((deed) => ({ weight: weightOf(deed), arbitrary: fc.constant(deed) }))),
  n: fc.integer({ min: 1, max: 6 }),
  m: fc.nat(11),
  pence: fc.oneof(fc.integer({ min: 1, max: 70_000 }), fc.constantFrom(30_000, 36_000, 60_000)),
});

/** Whatever may happen to gifts, places, offers and sessions, in any order. */
export const anyHistory = fc.array(act, { minLength: 20, maxLength: 90, size: 'max' });

const restrictedTo = (n: number, restriction: Fund['restriction']) =>
  asRead(
    'fund',
    idOf.fund(n),
    Fund.parse({ ...fund().value, id: idOf.fund(n), kind: 'restricted', order: n, restriction }),
  );

const classes = [
  ['survivor', 'wales'],
  ['survivor', 'london'],
  ['partner-or-family', 'wales'],
  ['survivor', 'wales'],
] as const;

const wrongActors: readonly Actor[] = [
  { id: 'asha', roles: ['assessor'] },
  { id: 'tom', roles: ['trustee'] },
  { id: 'cora', roles: ['donor'] },
];

/**
 * A charity of plain records: three funds, six gifts, four cases and three therapists, moved by nothing but the pure
 * functions. It keeps what fairness forbids a pass to have done; everything else is for whoever looks at its records.
 */
export class PlainOffice {
  readonly records = new PlainRecords();
  readonly unfair: string[] = [];
  readonly gifts: PlainGifts;
  readonly cases: PlainCases;
  #time = begin;
  #told = 0;

  constructor() {
    const now = () => this.#time;
    const [survivors, wales] = [idOf.fund(1), idOf.fund(2)];
    this.records.put(
      fund(),
      restrictedTo(1, { groups: ['survivor'], regions: [] }),
      restrictedTo(2, { groups: [], regions: ['wales'] }),
      therapist({ offers: 0, capacity: 1, competences: ['survivor', 'partner-or-family'] }, 1),
      therapist({ offers: 0, competences: ['survivor', 'partner-or-family'] }, 2),
      therapist({ offers: 0, capacity: 1, fee: 6000 }, 3),
    );
    classes.forEach(([group, region], at) => {
      const n = at + 1;
      const needs = { groups: [group], primaryGroup: group, level: 'medium', mode: 'online', sessions: 12 };
      const clock = { startedAt: `2027-01-0${n}T10:00:00.000Z`, pauses: [] };
      this.records.put(
        referral({ groups: [group], region, clock }, n),
        assessment({ needs }, n),
        place('requested', { holds: 0, class: { group, region }, clock, waitsFrom: clock.startedAt }, n),
      );
    });
    this.gifts = new PlainGifts(this.records, now, [
      [generalFundId, 40_000],
      [generalFundId, 72_000],
      [survivors, 30_000],
      [survivors, 25_000],
      [wales, 36_000],
      [wales, 61_000],
    ]);
    this.cases = new PlainCases(this.records, now);
  }

  /** One pass: what is half given back, then what funds owe, then who is next, each on what the one before left. */
  pass(): Came {
    const today = localDay(this.#time, settings.office);
    for (const hold of this.records.all('hold')) this.#finish(hold.id);
    const lots = () => this.records.all('lot').toSorted((a, b) => (lotOrder(a.value) < lotOrder(b.value) ? -1 : 1));
    for (const { id } of this.records.all('fund')) {
      const owing = this.records.find('fund', id);
      if (owing !== undefined)
        this.records.carryOut({ ok: true, value: clearDeficit(owing, lots(), this.#time, today) });
    }
    const waiting = this.#waiting();
    const [funds, read] = [this.records.all('fund'), this.records.all('lot')];
    const truth = { today, waiting, funds: funds.map(({ value }) => value), lots: read.map(({ value }) => value) };
    const { placements } = allocate(waiting, truth.funds, truth.lots, today);
    this.unfair.push(...fairnessFaults(truth, placements));
    for (const { placeId, draws } of placements) {
      const waits = this.records.find('place', placeId);
      if (waits === undefined) continue;
      const { lots: open } = purses(this.records.all('lot'));
      const came = this.records.carryOut(reservePlace(waits, funds, open, draws, this.#time, settings));
      if (came !== 'done') this.unfair.push(`7: the plan for ${placeId} could not be carried out`);
    }
    return placements.length > 0 ? 'done' : 'nothing';
  }

  /** Who waits and could use money now. */
  #waiting() {
    return this.records
      .all('place')
      .filter(({ value }) => value.state === 'requested' && value.unusable.length === 0)
      .map(({ value }) => ({
        placeId: value.id,
        class: value.class,
        order: waitingOrder(value),
        cost: Pence.parse(blockCost(value)),
      }));
  }

  #finish(id: string): void {
    const hold = this.records.find('hold', id);
    if (hold === undefined) return;
    const lots = purses(this.records.all('lot'), this.records.all('fund'));
    if (hold.value.ending !== undefined) this.records.commit([finishEnding(hold, lots, this.#time)]);
    else if (hold.value.returning !== undefined) this.records.commit([giveBackPart(hold, lots, this.#time)]);
  }

  /** What somebody does; what is refused is refused. Some hours pass with everything. */
  doIt({ do: deed, n, m, pence }: Act): Came {
    this.#time = later(this.#time, { hours: 3 });
    const { gifts, cases } = this;
    const whose = Math.min(n, classes.length);
    // Few gifts are questioned or asked back, so that with one of them it goes to its end.
    const doubted = 1 + (n % 2);
    switch (deed) {
      case 'pay':
        gifts.pay(n, m === 0);
        return gifts.report(n, m % 2);
      case 'report':
        return gifts.report(n, m % 4);
      case 'refund-there':
        gifts.refundThere(n, pence);
        return 'done';
      case 'dispute':
        gifts.dispute(doubted, pence, m);
        return 'done';
      case 'ask':
        return gifts.ask(doubted, pence);
      case 'decide':
        return gifts.decide(doubted, m > 2, m === 11 ? wrongActors[0] : undefined);
      case 'send':
        return gifts.send(doubted, m);
      case 'send-from-bank':
        return gifts.sendFromBank(doubted);
      case 'end-review':
        return gifts.endReview(n);
      case 'pass':
        return this.pass();
      case 'approve':
        return cases.approve(whose, wrongActors[m] ?? cora);
      case 'reject':
        return cases.reject(whose);
      case 'expire':
        return cases.expire(whose);
      case 'confirm':
        return cases.confirm(whose);
      case 'offer':
        return cases.offer(whose);
      case 'accept':
        return cases.answer(whose, 'accept');
      case 'answer':
        return cases.answer(whose, (['acknowledge', 'decline', 'expire', 'give-back'] as const)[m % 4] ?? 'decline');
      case 'withdraw':
        return cases.withdraw(whose);
      case 'unwind':
        return cases.unwind(whose);
      case 'record':
        this.#told += m === 0 ? 0 : 1;
        return cases.record(whose, this.#told, m % 3, m);
      case 'correct':
        return cases.correct(whose, m % 4, pence);
      case 'reduce':
        return cases.reduce(whose);
      case 'change':
        return cases.change(whose);
      case 'end':
        return cases.end(whose, m % 2 === 0 ? 'completed' : 'ended-early');
      case 'wait':
        this.#time = later(this.#time, { days: m });
        return 'done';
      case 'go-on':
        return this.#goOn(whose, m);
      case 'settle':
        gifts.decide(doubted, true);
        gifts.send(doubted, m);
        return gifts.report(doubted, 0);
      case 'lapse':
        return this.#lapse(1 + (n % 3));
    }
  }

  /** What comes next for a case, as the office goes about it. */
  #goOn(n: number, m: number): Came {
    const state = this.records.find('place', idOf.place(n))?.value.state;
    if (state === 'requested') return this.pass();
    if (state === 'reserved') return this.cases.approve(n, cora);
    if (state === 'approved') {
      const offered = this.cases.offer(n);
      return offered === 'done' ? offered : this.cases.answer(n, 'accept');
    }
    this.#told += 1;
    return this.cases.record(n, this.#told, m % 3, m);
  }

  /** A therapist's credentials end today. */
  #lapse(n: number): Came {
    const known = this.records.find('therapist', idOf.therapist(n));
    if (known === undefined) return 'nothing';
    const validThrough = localDay(this.#time, settings.office);
    const credentials = known.value.credentials.map((each) => ({ ...each, validThrough }));
    this.records.put({ ...known, version: known.version + 1, value: { ...known.value, credentials } });
    return 'done';
  }
}
