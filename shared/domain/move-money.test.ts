import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LocalDate, LotId, type Pence, type Role, TransferId } from '../../events/values.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import type { Decision, Versioned } from './decision.ts';
import type { Lot } from './fund.ts';
import {
  agreeToTransfer,
  carryOnTransfer,
  declineTransfer,
  lotsAPart,
  requestTransfer,
  type TransferWish,
  withdrawTransfer,
} from './move-money.ts';
import { accept } from './outcome.ts';
import { Transfer } from './transfer.ts';

const as = (id: string, ...roles: Role[]): Actor => ({ id, roles });
const fay = as('fay', 'finance-maker');
const fred = as('fred', 'finance-checker');
const pence = (amount: number) => amount as Pence;
const transferId = TransferId.parse('trf_0000000001');

const northern = (but: object = {}) => {
  const read = fund({
    id: idOf.fund(2),
    name: 'Therapy in the north',
    kind: 'restricted',
    restriction: { groups: [], regions: ['north-east'] },
    order: 1,
    ...but,
  });
  return asRead('fund', read.value.id, read.value);
};
const general = (but: object = {}) => fund(but);

const wish = (but: Partial<TransferWish> = {}): TransferWish => ({
  id: transferId,
  purpose: 'move',
  amount: pence(5000),
  reason: 'More people wait there',
  ...but,
});

const ask = (but: Partial<TransferWish> = {}, from = general(), to = northern(), by = fay) =>
  requestTransfer(from, to, wish(but), by, now, settings);

const transfer = (but: object = {}): Versioned<'transfer'> =>
  asRead(
    'transfer',
    transferId,
    Transfer.parse({
      id: transferId,
      poolId,
      fromFundId: generalFundId,
      toFundId: idOf.fund(2),
      purpose: 'move',
      basis: 'unrestricted',
      amount: 5000,
      reason: 'More people wait there',
      state: 'requested',
      requestedBy: 'fay',
      requestedAt: now,
      moved: 0,
      parts: 0,
      ...but,
    }),
  );

const closing = (but: object = {}) => {
  const { amount: _, ...value } = transfer({
    purpose: 'closing',
    basis: 'secondary-purpose',
    fromFundId: idOf.fund(2),
    toFundId: generalFundId,
  }).value;
  return asRead('transfer', transferId, Transfer.parse({ ...value, ...but }));
};

const lots = (...free: readonly number[]) => free.map((each, index) => lot(index + 1, each));

const agree = (
  of = transfer(),
  from = general(),
  to = northern(),
  by = fred,
  open: readonly Versioned<'lot'>[] = lots(3000, 4000),
) => agreeToTransfer(of, from, to, open, by, now, settings);

describe('asking for money to be moved', () => {
  it('moves nothing: a second person decides', () => {
    expect(wordsOf(ask())).toEqual(['ask-for-transfer by fay', 'new transfer requested', 'fact transfer.requested']);
    expect(leaves(ask(), 'transfer')).toMatchObject({ basis: 'unrestricted', amount: 5000, requestedBy: 'fay' });
  });

  it('relies on both funds: a change of either comes first', () => {
    expect(reliedOn(ask())).toEqual(['fund', 'fund']);
  });

  it.each<Role>(['coordinator', 'coordinator-deputy', 'finance-maker', 'finance-checker'])('is for a %s', (role) => {
    expect(wordsOf(ask({}, general(), northern(), as('x', role)))[0]).toBe('ask-for-transfer by x');
  });

  it.each<Role>(['assessor', 'trustee', 'donor', 'therapist', 'system'])('is not for a %s', (role) => {
    expect(wordsOf(ask({}, general(), northern(), as('x', role)))).toEqual(['not-allowed']);
  });

  it('is refused where the restriction does not allow it, and the refusal says why', () => {
    const refused = ask({}, northern(), general());
    expect(wordsOf(refused)).toEqual(['invalid']);
    expect(!refused.ok && refused.refusal.because).toContain('donors gave this money for a purpose');
  });

  it('is refused from and to a closed fund, to itself, without a sum, and while a deficit comes first', () => {
    expect(wordsOf(ask({}, general({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(ask({}, general(), northern({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(ask({}, general(), general()))).toEqual(['invalid']);
    expect(wordsOf(ask({}, general(), northern({ poolId: 'pol_anotherone' })))).toEqual(['invalid']);
    expect(wordsOf(ask({ amount: pence(0) }))).toEqual(['invalid']);
    expect(wordsOf(ask({ amount: undefined }))).toEqual(['invalid']);
    expect(wordsOf(ask({ purpose: 'closing', amount: pence(5) }, northern(), general()))).toEqual(['invalid']);
    expect(wordsOf(ask({}, general({ deficit: 1 })))).toEqual(['invalid']);
  });

  it('to close a fund takes all that is free where its secondary purpose says; the general fund is never closed', () => {
    const asked = ask({ purpose: 'closing', amount: undefined }, northern(), general());
    expect(wordsOf(asked)[0]).toBe('ask-to-close-fund by fay');
    expect(leaves(asked, 'transfer')).toMatchObject({ basis: 'secondary-purpose' });
    expect(leaves(asked, 'transfer')).not.toHaveProperty('amount');
    expect(wordsOf(ask({ purpose: 'closing', amount: undefined }))).toEqual(['invalid']);
  });
});

describe('money whose day is over', () => {
  const dated = LocalDate.parse('2027-02-28');
  const late = {
    purpose: 'past-its-day',
    amount: undefined,
    fromFundId: idOf.fund(2),
    toFundId: generalFundId,
  } as const;
  const asked = () => {
    const { amount: _, ...value } = transfer({ ...late, basis: 'secondary-purpose' }).value;
    return asRead('transfer', transferId, Transfer.parse(value));
  };

  it('goes by the decision of two people where its secondary purpose says, all of it, and the old date binds it no longer', () => {
    expect(wordsOf(ask(late, northern(), general()))[0]).toBe('ask-for-transfer by fay');
    expect(leaves(ask(late, northern(), general()), 'transfer')).toMatchObject({ basis: 'secondary-purpose' });
    const agreed = agree(asked(), northern(), general(), fred, [
      lot(1, 3000, { fundId: idOf.fund(2), spendBy: dated }),
    ]);
    expect(leaves(agreed, 'transfer')).toMatchObject({ state: 'done', moved: 3000 });
    const [made] = agreed.ok ? agreed.value.changes.filter(({ kind, before }) => kind === 'lot' && !before) : [];
    expect(made?.after).toMatchObject({ free: 3000, fundId: generalFundId });
    expect(made?.after).not.toHaveProperty('spendBy');
    expect(agreed.ok && agreed.value.changes.some(({ kind, id }) => kind === 'fund' && id === idOf.fund(2))).toBe(
      false,
    );
  });

  it('has no sum of its own, is nothing once nothing is left of it, and does not go where another date is over', () => {
    expect(wordsOf(ask({ ...late, amount: pence(5) }, northern(), general()))).toEqual(['invalid']);
    expect(wordsOf(agree(asked(), northern(), general(), fred, []))).toEqual(['not-covered']);
    expect(wordsOf(ask(late, northern(), general({ spendBy: dated })))).toEqual(['invalid']);
    expect(wordsOf(ask(late, northern(), general({ spendBy: LocalDate.parse('2027-03-01') })))[0]).toContain('ask-for');
  });
});

describe('agreeing to a transfer', () => {
  it('moves the money in the same transaction, oldest first, and wakes the allocator', () => {
    const agreed = agree();
    expect(wordsOf(agreed)).toEqual([
      'agree-to-transfer by fred',
      'transfer requested → done',
      'lot changed',
      'new lot',
      'lot changed',
      'new lot',
      'booked transfer:trf_0000000001:1: 5000',
      'fact transfer.agreed',
      'fact transfer.moved',
    ]);
    expect(agreed.ok && agreed.value.entries[0]?.postings).toMatchObject([
      { account: `fund:${generalFundId}:free`, amount: 3000, lotId: idOf.lot(1) },
      { account: `fund:${idOf.fund(2)}:free`, amount: -3000 },
      { account: `fund:${generalFundId}:free`, amount: 2000, lotId: idOf.lot(2) },
      { account: `fund:${idOf.fund(2)}:free`, amount: -2000 },
    ]);
    expect(agreed.ok && agreed.value.relies.map(({ kind }) => kind)).toEqual(['fund', 'fund']);
  });

  it('keeps of every pound whose gift it was, when it came and until when it is to be spent', () => {
    const [old] = lots(3000);
    if (old === undefined) throw new Error('there is one');
    const dated = asRead('lot', old.id, { ...old.value, spendBy: '2027-05-01' as never });
    const moved = (spendBy?: string) => {
      const agreed = agree(transfer({ amount: 3000 }), general(), northern({ spendBy }), fred, [dated]);
      const made = agreed.ok ? agreed.value.changes.find(({ kind, before }) => kind === 'lot' && !before) : undefined;
      return made?.after;
    };
    expect(moved()).toMatchObject({
      origin: 'transfer',
      donationId: dated.value.donationId,
      receivedAt: dated.value.receivedAt,
      spendBy: '2027-05-01',
      fundId: idOf.fund(2),
      amount: 3000,
      free: 3000,
    });
    expect(moved('2027-04-01')).toMatchObject({ spendBy: '2027-04-01' });
    expect(moved('2027-06-01')).toMatchObject({ spendBy: '2027-05-01' });
    const undated = agree(transfer({ amount: 3000 }), general(), northern({ spendBy: '2027-04-01' }), fred, lots(3000));
    const [, made] = undated.ok ? undated.value.changes.filter(({ kind }) => kind === 'lot') : [];
    expect(made?.after).toMatchObject({ spendBy: '2027-04-01' });
  });

  it('ASVS 2.3.5 is another person’s: never the one’s who asked', () => {
    expect(wordsOf(agree(transfer(), general(), northern(), fay))).toEqual(['same-person']);
    expect(wordsOf(agree(transfer(), general(), northern(), as('tom', 'trustee')))).toEqual(['not-allowed']);
  });

  it('moves nothing when the funds are no longer as they were', () => {
    expect(wordsOf(agree(transfer(), general({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(agree(transfer(), general({ moving: 'trf_0000000009' })))).toEqual(['wrong-state']);
    expect(wordsOf(agree(transfer(), general({ deficit: 5 })))).toEqual(['invalid']);
    expect(wordsOf(agree(transfer(), general(), northern(), fred, lots(4999)))).toEqual(['not-covered']);
    expect(wordsOf(agree(transfer({ basis: 'narrower' })))).toEqual(['changed-meanwhile']);
    expect(wordsOf(agree(transfer({ state: 'done' })))).toEqual(['wrong-state, passed']);
  });

  it('of many lots takes several transactions, and until the last the fund pays for nobody', () => {
    const many = lots(...Array.from({ length: lotsAPart + 5 }, () => 100));
    const first = agree(transfer({ amount: 2300 }), general(), northern(), fred, many);
    expect(wordsOf(first)[1]).toBe('transfer requested → moving');
    expect(leaves(first, 'fund').moving).toBe(transferId);
    expect(leaves(first, 'transfer')).toMatchObject({ moved: 2000, parts: 1 });
    const going = asRead('transfer', transferId, leaves(first, 'transfer'));
    const from = asRead('fund', generalFundId, leaves(first, 'fund'));
    const last = carryOnTransfer(going, from, northern(), many.slice(lotsAPart), now, settings);
    expect(wordsOf(last)).toContain('transfer moving → done');
    expect(wordsOf(last)).toContain('booked transfer:trf_0000000001:2: 300');
    expect(leaves(last, 'fund')).not.toHaveProperty('moving');
    expect(leaves(last, 'transfer')).toMatchObject({ moved: 2300, parts: 2 });
  });

  it('takes as many lots as there may be in one, and no other transaction when the sum is reached with the last', () => {
    const many = lots(...Array.from({ length: lotsAPart + 1 }, () => 100));
    const whole = agree(transfer({ amount: 2000 }), general(), northern(), fred, many);
    expect(wordsOf(whole)[1]).toBe('transfer requested → done');
    const all = agree(transfer({ amount: 2000 }), general(), northern(), fred, many.slice(0, lotsAPart));
    expect(wordsOf(all)[1]).toBe('transfer requested → done');
    const some = agree(transfer({ amount: 150 }), general(), northern(), fred, many.slice(0, 4));
    expect(wordsOf(some).filter((line) => line === 'new lot')).toHaveLength(2);
  });

  it('is whole with the last lot, when there are exactly as many as one transaction takes', () => {
    const all = lots(...Array.from({ length: lotsAPart }, () => 100));
    const going = transfer({ state: 'moving', amount: 9999 });
    expect(wordsOf(carryOnTransfer(going, general({ moving: transferId }), northern(), all, now, settings))).toContain(
      'transfer moving → done',
    );
  });

  it('relies on the funds while it does not change them', () => {
    const going = transfer({ state: 'moving', moved: 0, parts: 0, amount: 2300 });
    const many = lots(...Array.from({ length: lotsAPart + 5 }, () => 100));
    const moving = general({ moving: transferId });
    expect(reliedOn(carryOnTransfer(going, moving, northern(), many, now, settings))).toEqual(['fund', 'fund']);
    expect(reliedOn(carryOnTransfer(going, moving, northern(), many.slice(0, 3), now, settings))).toEqual(['fund']);
    expect(reliedOn(agree(transfer({ amount: 2300 }), general(), northern(), fred, many))).toEqual(['fund']);
    expect(wordsOf(carryOnTransfer(transfer(), general(), northern(), many, now, settings))).toEqual([
      'wrong-state, passed',
    ]);
  });

  it('lets the fund go again when the rest was refunded in between, and waits while a deficit comes first', () => {
    const going = transfer({ state: 'moving', moved: 2000, parts: 1 });
    const from = general({ moving: transferId });
    expect(wordsOf(carryOnTransfer(going, from, northern(), [], now, settings))).toContain('transfer moving → done');
    expect(leaves(carryOnTransfer(going, from, northern(), [], now, settings), 'transfer')).toMatchObject({
      moved: 2000,
      parts: 1,
    });
    const owing = carryOnTransfer(going, general({ moving: transferId, deficit: 9 }), northern(), [], now, settings);
    expect(wordsOf(owing)).toContain('transfer moving → done');
    expect(
      carryOnTransfer(going, general({ moving: transferId, deficit: 9 }), northern(), lots(50), now, settings),
    ).toEqual(accept(undefined));
  });
});

describe('closing a fund', () => {
  const close = (open = lots(3000, 4000), by = fred) =>
    agree(
      closing(),
      northern(),
      general(),
      by,
      open.map((each) => asRead('lot', each.id, { ...each.value, fundId: idOf.fund(2) })),
    );

  it('takes two people, and moves all that is free by its secondary purpose', () => {
    const closed = close();
    expect(wordsOf(closed)).toEqual([
      'close-fund by fred',
      'transfer requested → standing',
      'fund open → closed',
      'lot changed',
      'new lot',
      'lot changed',
      'new lot',
      'booked transfer:trf_0000000001:1: 7000',
      'fact transfer.agreed',
      'fact fund.closed',
      'fact transfer.moved',
    ]);
    expect(leaves(closed, 'fund').closed).toEqual({ at: now, transferId });
    expect(wordsOf(close(lots(3000), fay))).toEqual(['same-person']);
  });

  it('of many lots stands for what comes free once the last of them has moved', () => {
    const many = lots(...Array.from({ length: lotsAPart + 5 }, () => 100));
    const first = close(many);
    expect(wordsOf(first)[1]).toBe('transfer requested → moving');
    const going = asRead('transfer', transferId, leaves(first, 'transfer'));
    const shut = northern({ state: 'closed' });
    const rest = many.slice(lotsAPart).map((each) => asRead('lot', each.id, { ...each.value, fundId: idOf.fund(2) }));
    expect(wordsOf(carryOnTransfer(going, shut, general(), rest, now, settings))).toContain(
      'transfer moving → standing',
    );
  });

  it('tells apart in the trail what followed from the rest of a large one', () => {
    const back = asRead('lot', idOf.lot(7), { ...lot(7, 250).value, fundId: idOf.fund(2) });
    const why = (state: string) => {
      const carried = carryOnTransfer(
        closing({ state }),
        northern({ state: 'closed' }),
        general(),
        [back],
        now,
        settings,
      );
      return carried.ok && carried.value?.why;
    };
    expect([why('standing'), why('moving')]).toEqual([
      'it came free after the fund was closed',
      'the next part of a large transfer',
    ]);
  });

  it('closes an empty one as well', () => {
    expect(wordsOf(close([]))).toEqual([
      'close-fund by fred',
      'transfer requested → standing',
      'fund open → closed',
      'fact transfer.agreed',
      'fact fund.closed',
    ]);
  });

  it('binds the fund it goes to before anything is free, so that nobody alone can widen what will follow', () => {
    const narrow = (but: object = {}) => northern({ id: idOf.fund(3), firstGiftAt: undefined, ...but });
    const toNarrow = closing({ basis: 'narrower', toFundId: idOf.fund(3) });
    expect(wordsOf(agree(toNarrow, northern(), narrow(), fred, []))).toContain('fund changed');
    const standing = closing({ state: 'standing', basis: 'narrower', toFundId: idOf.fund(3) });
    const back = asRead('lot', idOf.lot(7), { ...lot(7, 250).value, fundId: idOf.fund(2) });
    const wide = narrow({ kind: 'unrestricted', restriction: { groups: [], regions: [] } });
    const carry = (to: Versioned<'fund'>) =>
      carryOnTransfer(standing, northern({ state: 'closed' }), to, [back], now, settings);
    expect(wordsOf(carry(wide))).toEqual(['changed-meanwhile']);
    expect(wordsOf(carry(narrow()))[0]).toBe('carry-on-transfer by system');
  });

  it('stands for what comes free afterwards, by the same decision and in entries of its own', () => {
    const standing = closing({ state: 'standing', moved: 7000, parts: 1 });
    const shut = northern({ state: 'closed' });
    const back = asRead('lot', idOf.lot(7), { ...lot(7, 250).value, fundId: idOf.fund(2) });
    expect(wordsOf(carryOnTransfer(standing, shut, general(), [back], now, settings))).toEqual([
      'carry-on-transfer by system',
      'transfer changed',
      'lot changed',
      'new lot',
      'booked transfer:trf_0000000001:2: 250',
      'fact transfer.moved',
    ]);
    expect(carryOnTransfer(standing, shut, general(), [], now, settings)).toEqual(accept(undefined));
    // Its target may have been closed as well by then: from there it goes on by that decision.
    expect(wordsOf(carryOnTransfer(standing, shut, general({ state: 'closed' }), [back], now, settings))[0]).toBe(
      'carry-on-transfer by system',
    );
  });
});

describe('saying no', () => {
  it('is the second person’s; whoever asked takes it back', () => {
    expect(wordsOf(declineTransfer(transfer(), fred, now))).toEqual([
      'decline-transfer by fred',
      'transfer requested → declined',
      'fact transfer.declined',
    ]);
    expect(wordsOf(declineTransfer(transfer(), fay, now))).toEqual(['same-person']);
    expect(wordsOf(withdrawTransfer(transfer(), fay, now))).toEqual([
      'withdraw-transfer by fay',
      'transfer requested → withdrawn',
      'fact transfer.withdrawn',
    ]);
    expect(wordsOf(withdrawTransfer(transfer(), fred, now))).toEqual(['not-allowed']);
    expect(wordsOf(withdrawTransfer(transfer({ state: 'done' }), fay, now))).toEqual(['wrong-state, passed']);
    expect(wordsOf(declineTransfer(transfer({ state: 'moving' }), fred, now))).toEqual(['wrong-state, passed']);
  });
});

describe('invariants 1 and 2, for any transfer of any lots', () => {
  const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const accounted = ({ free, refunded, transferred, givenToDeficit }: Lot) =>
    free + refunded + transferred + givenToDeficit;

  interface Standing {
    readonly lots: ReadonlyMap<string, Lot>;
    readonly transfer: Versioned<'transfer'>;
    readonly from: Versioned<'fund'>;
  }

  const applied = ({ lots: before, ...rest }: Standing, { changes }: Decision): Standing => {
    const own = changes.flatMap((made) => (made.kind === 'lot' && made.after !== undefined ? [made.after] : []));
    const moved = changes.find((made) => made.kind === 'transfer')?.after ?? rest.transfer.value;
    const from = changes.find((made) => made.kind === 'fund')?.after ?? rest.from.value;
    return {
      lots: new Map([...before, ...own.map((each) => [each.id, each] as const)]),
      transfer: asRead('transfer', transferId, moved),
      from: asRead('fund', generalFundId, from),
    };
  };

  const openIn = ({ lots: all }: Standing) =>
    [...all.values()]
      .filter(({ fundId, free }) => fundId === generalFundId && free > 0)
      .map((value) => asRead('lot', value.id, value));

  /** The whole transfer, part by part, over lots as they stand after each. */
  function carryThrough(of: Versioned<'transfer'>, before: readonly Versioned<'lot'>[]) {
    const decisions: Decision[] = [];
    let at: Standing = { lots: new Map(before.map(({ id, value }) => [id, value])), transfer: of, from: general() };
    do {
      const decision =
        decisions.length === 0
          ? agreeToTransfer(of, at.from, northern(), openIn(at), fred, now, settings)
          : carryOnTransfer(at.transfer, at.from, northern(), openIn(at), now, settings);
      if (!decision.ok || decision.value === undefined) throw new Error('it goes on to its end');
      decisions.push(decision.value);
      at = applied(at, decision.value);
    } while (at.transfer.value.state === 'moving');
    return { decisions, lots: [...at.lots.values()], transfer: at.transfer.value, from: at.from.value };
  }

  it('moves exactly what was agreed, loses no penny, keeps every gift’s name, and never books the same twice', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 70 }),
        fc.integer({ min: 1, max: 100 }),
        (free, percent) => {
          const before = lots(...free).map((each) =>
            asRead('lot', each.id, { ...each.value, amount: each.value.free }),
          );
          const amount = Math.max(1, Math.floor((sum(free) * percent) / 100));
          const done = carryThrough(transfer({ amount }), before);
          expect(done.transfer).toMatchObject({ state: 'done', moved: amount });
          expect(done.from.moving).toBeUndefined();
          const moved = done.lots.filter(({ fundId }) => fundId === idOf.fund(2));
          expect(sum(moved.map((each) => each.free))).toBe(amount);
          expect(sum(done.lots.map((each) => each.free))).toBe(sum(free));
          for (const each of done.lots) expect(accounted(each)).toBe(each.amount + each.shortfall);
          const entries = done.decisions.flatMap((decision) => decision.entries);
          expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
          for (const { postings } of entries) expect(sum(postings.map((each) => each.amount))).toBe(0);
          for (const { donationId } of before.map(({ value }) => value)) {
            const own = done.lots.filter((each) => each.donationId === donationId);
            expect(sum(own.map((each) => each.free))).toBe(
              before.find((b) => b.value.donationId === donationId)?.value.free,
            );
          }
          for (const { changes } of done.decisions) {
            expect(changes.filter(({ kind }) => kind === 'lot').length).toBeLessThanOrEqual(2 * lotsAPart);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('gives every lot it makes an id of its own', () => {
    const twice = [1, 2].map((n) => asRead('lot', idOf.lot(n), { ...lot(n, 500).value, donationId: idOf.donation(1) }));
    const agreed = agree(transfer({ amount: 1000 }), general(), northern(), fred, twice);
    const made = agreed.ok ? agreed.value.changes.filter(({ kind, before }) => kind === 'lot' && !before) : [];
    expect(new Set(made.map(({ id }) => LotId.parse(id))).size).toBe(2);
  });
});
