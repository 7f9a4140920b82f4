import { describe, expect, it } from 'vitest';
import { Pence, ReserveMoveId } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, poolId } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { Versioned } from './decision.ts';
import {
  askReserveMove,
  decideReserveMove,
  declineReserveMove,
  lotsToSetAside,
  type ReserveBooks,
  ReserveMove,
} from './risk-reserve.ts';

const pence = (amount: number): Pence => Pence.parse(amount);
const id = ReserveMoveId.parse('rsm_00000001');
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const trudy: Actor = { id: 'trudy', roles: ['trustee'] };
const lots = (...all: readonly Versioned<'lot'>[]) => new Map(all.map((one) => [one.value.id, one]));

describe('asking for money to be set aside, or a deficit to be covered', () => {
  const ask = (what: ReserveMove['what'], amount: number, of = fund(), by = fay) =>
    askReserveMove(of, { id, what, amount: pence(amount), reason: 'stolen cards' }, by, now);

  it('moves nothing, relies on the fund as it was seen, and is told', () => {
    const asked = ask('set-aside', 500);
    expect(wordsOf(asked)).toEqual([
      'ask-reserve-move by fay',
      'new reserve-move requested',
      'fact reserve.move-requested',
    ]);
    expect(leaves(asked, 'reserve-move')).toEqual({
      id,
      poolId,
      fundId: generalFundId,
      what: 'set-aside',
      amount: 500,
      reason: 'stolen cards',
      state: 'requested',
      askedBy: 'fay',
      askedAt: now,
    });
    expect(asked.ok && asked.value).toMatchObject({
      about: `fund/${generalFundId}`,
      relies: [{ kind: 'fund' }],
      facts: [{ subject: `fund/${generalFundId}`, data: { moveId: id, fundId: generalFundId, poolId } }],
    });
  });

  it('is for a coordinator or finance, and for some money', () => {
    expect(wordsOf(ask('set-aside', 500, fund(), { id: 'cora', roles: ['coordinator'] }))[0]).toMatch(/^ask-reserve/);
    expect(wordsOf(ask('set-aside', 500, fund(), trudy))).toEqual(['not-allowed']);
    expect(wordsOf(ask('set-aside', 0))).toEqual(['invalid']);
  });

  it('sets aside only what was given without limits', () => {
    expect(wordsOf(ask('set-aside', 5, fund({ kind: 'designated' })))).toEqual(['invalid']);
    expect(wordsOf(ask('cover', 5, fund({ kind: 'restricted', deficit: 5 })))[0]).toMatch(/^ask-reserve/);
  });

  it('covers no more than the deficit', () => {
    expect(wordsOf(ask('cover', 5, fund({ deficit: 5 })))[0]).toMatch(/^ask-reserve/);
    expect(wordsOf(ask('cover', 6, fund({ deficit: 5 })))).toEqual(['invalid']);
  });

  it('pays back no more than was covered', () => {
    expect(wordsOf(ask('repay', 5, fund({ kind: 'restricted', covered: 5 })))[0]).toMatch(/^ask-reserve/);
    expect(wordsOf(ask('repay', 6, fund({ covered: 5 })))).toEqual(['invalid']);
  });
});

describe('deciding on it', () => {
  const move = (what: ReserveMove['what'], amount: number, but: object = {}) =>
    asRead(
      'reserve-move',
      id,
      ReserveMove.parse({
        id,
        poolId,
        fundId: generalFundId,
        what,
        amount,
        reason: 'stolen cards',
        state: 'requested',
        askedBy: 'fay',
        askedAt: now,
        ...but,
      }),
    );
  const reserve = (balance: number) => asRead('risk-reserve', poolId, { poolId, balance: pence(balance) });
  const books = (but: Partial<ReserveBooks>): ReserveBooks => ({
    move: move('set-aside', 500),
    fund: fund(),
    reserve: undefined,
    lots: lots(lot(1, 300), lot(2, 0), lot(3, 400)),
    ...but,
  });
  const decide = (but: Partial<ReserveBooks> = {}, by = chen) => decideReserveMove(books(but), by, now);

  it('takes from free gifts, the oldest first, and books each', () => {
    const decided = decide();
    expect(wordsOf(decided)).toEqual([
      'set-aside-reserve by chen',
      'reserve-move requested → decided',
      'lot changed',
      'lot changed',
      'new risk-reserve',
      'booked reserve:rsm_00000001: 500',
      'fact reserve.set-aside',
    ]);
    expect(decided.ok && decided.value.changes.map(({ after }) => after)).toMatchObject([
      { decided: { by: 'chen', at: now } },
      { id: idOf.lot(1), free: 0, transferred: 300 },
      { id: idOf.lot(3), free: 200, transferred: 200 },
      { balance: 500 },
    ]);
    expect(decided.ok && decided.value.entries[0]?.postings).toEqual([
      { account: `fund:${generalFundId}:free`, amount: 300, lotId: idOf.lot(1) },
      { account: `fund:${generalFundId}:free`, amount: 200, lotId: idOf.lot(3) },
      { account: 'risk-reserve', amount: -500 },
    ]);
    expect(decided.ok && decided.value.relies.map(({ kind }) => kind)).toEqual(['fund']);
  });

  it('adds to what is set aside already', () => {
    expect(leaves(decide({ reserve: reserve(40) }), 'risk-reserve')).toEqual({ poolId, balance: 540 });
  });

  it('sets aside nothing while the fund owes, or has less free in as many gifts as one transaction takes', () => {
    expect(wordsOf(decide({ fund: fund({ deficit: 1 }) }))).toEqual(['not-covered']);
    expect(wordsOf(decide({ move: move('set-aside', 700) }))[0]).toBe('set-aside-reserve by chen');
    expect(wordsOf(decide({ move: move('set-aside', 701) }))).toEqual(['not-covered']);
    const many = lots(...Array.from({ length: lotsToSetAside + 1 }, (_, n) => lot(n + 1, 1)));
    expect(wordsOf(decide({ move: move('set-aside', lotsToSetAside), lots: many }))[0]).toMatch(/^set-aside/);
    expect(wordsOf(decide({ move: move('set-aside', lotsToSetAside + 1), lots: many }))).toEqual(['not-covered']);
  });

  it('covers a deficit from the reserve', () => {
    const owing = { move: move('cover', 500), fund: fund({ deficit: 700, covered: 10 }) };
    const covered = decide({ ...owing, reserve: reserve(500) });
    expect(wordsOf(covered)).toEqual([
      'cover-deficit by chen',
      'reserve-move requested → decided',
      'fund changed',
      'risk-reserve changed',
      'booked cover:rsm_00000001: 500',
      'fact fund.deficit-covered',
    ]);
    expect(leaves(covered, 'fund')).toMatchObject({ deficit: 200, covered: 510 });
    expect(leaves(covered, 'risk-reserve').balance).toBe(0);
    expect(covered.ok && covered.value.entries[0]?.postings).toEqual([
      { account: 'risk-reserve', amount: 500 },
      { account: `fund:${generalFundId}:deficit`, amount: -500 },
    ]);
    expect(covered.ok && covered.value.facts[0]).toMatchObject({
      data: { fundId: generalFundId, poolId, amount: 500 },
    });
  });

  it('covers no more than is owed by now, or than the reserve has', () => {
    const cover = (deficit: number, balance: number | undefined) =>
      wordsOf(
        decide({
          move: move('cover', 500),
          fund: fund({ deficit }),
          reserve: balance === undefined ? undefined : reserve(balance),
        }),
      );
    expect(cover(500, 500)[0]).toBe('cover-deficit by chen');
    expect(cover(499, 500)).toEqual(['invalid']);
    expect(cover(500, 499)).toEqual(['not-covered']);
    expect(cover(500, undefined)).toEqual(['not-covered']);
  });

  it('pays back from what is free what the reserve had covered, what a dispute brought back first', () => {
    const won = lot(3, 400, { origin: 'dispute-won' });
    const owed = fund({ kind: 'restricted', covered: 700 });
    const repaid = decide({
      move: move('repay', 500),
      fund: owed,
      reserve: reserve(40),
      lots: lots(lot(1, 300), lot(2, 0), won),
    });
    expect(wordsOf(repaid)).toEqual([
      'repay-reserve by chen',
      'reserve-move requested → decided',
      'lot changed',
      'lot changed',
      'fund changed',
      'risk-reserve changed',
      'booked repay:rsm_00000001: 500',
      'fact reserve.repaid',
    ]);
    expect(repaid.ok && repaid.value.changes.map(({ after }) => after)).toMatchObject([
      {},
      { id: idOf.lot(3), free: 0, givenToDeficit: 400, transferred: 0 },
      { id: idOf.lot(1), free: 200, givenToDeficit: 100 },
      { covered: 200, deficit: 0 },
      { balance: 540 },
    ]);
    expect(repaid.ok && repaid.value.entries[0]?.postings).toEqual([
      { account: `fund:${generalFundId}:free`, amount: 400, lotId: idOf.lot(3) },
      { account: `fund:${generalFundId}:free`, amount: 100, lotId: idOf.lot(1) },
      { account: 'risk-reserve', amount: -500 },
    ]);
  });

  it('pays back no more than was covered by now, nor while the fund owes or has less', () => {
    const repay = (but: object, amount = 500) =>
      wordsOf(decide({ move: move('repay', amount), fund: fund(but), reserve: reserve(0) }));
    expect(repay({ covered: 500 })[0]).toBe('repay-reserve by chen');
    expect(repay({ covered: 499 })).toEqual(['invalid']);
    expect(repay({ covered: 500, deficit: 1 })).toEqual(['not-covered']);
    expect(repay({ covered: 900 }, 701)).toEqual(['not-covered']);
  });

  it('ASVS 2.3.5 is a second person’s, once', () => {
    expect(wordsOf(decide({}, { id: 'fay', roles: ['finance-checker'] }))).toEqual(['same-person']);
    expect(wordsOf(decide({}, { id: 'fil', roles: ['finance-maker'] }))).toEqual(['not-allowed']);
    expect(wordsOf(decide({ move: move('set-aside', 500, { state: 'declined' }) }))).toEqual(['wrong-state, passed']);
  });

  it('may be no', () => {
    const declined = declineReserveMove(move('set-aside', 500), chen, now);
    expect(wordsOf(declined)).toEqual([
      'decline-reserve-move by chen',
      'reserve-move requested → declined',
      'fact reserve.move-declined',
    ]);
    expect(leaves(declined, 'reserve-move').decided).toEqual({ by: 'chen', at: now });
    expect(wordsOf(declineReserveMove(move('cover', 1), { id: 'fay', roles: ['coordinator'] }, now))).toEqual([
      'same-person',
    ]);
    expect(wordsOf(declineReserveMove(move('cover', 1), trudy, now))).toEqual(['not-allowed']);
  });
});
