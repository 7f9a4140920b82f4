import { describe, expect, it } from 'vitest';
import { LocalDate, Pence } from '../../events/values.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, generalFundId, idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { askGiftCorrection, correctionTaskId, decideGiftCorrection, type WantedGift } from './correct-gift.ts';
import { afterwards, type GiftBooks } from './gift-books.ts';
import { localDay } from './office-days.ts';

const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const chen: Actor = { id: 'chen', roles: ['finance-checker'] };
const pence = (amount: number): Pence => Pence.parse(amount);
const today = LocalDate.parse(localDay(now, settings.office));
const other = fund({ id: idOf.fund(2), kind: 'restricted' });

const recorded = donation({
  state: 'collected',
  way: 'cheque',
  amount: 50_000,
  receivedOn: today,
  giftAid: { state: 'not-declared', noBenefit: false },
});

const books = (but: Partial<GiftBooks> = {}): GiftBooks => ({
  donation: recorded,
  fund: fund(),
  lot: lot(1, 50_000, { amount: 50_000 }),
  moved: [],
  movedFunds: [],
  tasks: [],
  refunds: [],
  disputes: [],
  ...but,
});

const wanted: WantedGift = {
  amount: pence(5000),
  fundId: generalFundId,
  receivedOn: today,
  donorId: recorded.value.donorId,
};

const ask = (but: Partial<WantedGift> = {}, of = books(), by = fay, into = fund()) =>
  askGiftCorrection(of, into, { ...wanted, ...but, reason: 'a nought too many' }, by, now, settings);

/** Asked for by Fay, and decided on. */
function decide(but: Partial<WantedGift> = {}, of = books(), agrees = true, by = chen, into = fund()) {
  const asked = ask(but, books(), fay, into);
  if (!asked.ok) throw new Error(asked.refusal.because);
  const waiting = afterwards(of, asked.value);
  const task = asRead('task', correctionTaskId(waiting.donation.value), leaves(asked, 'task'));
  return decideGiftCorrection(waiting, into, task, agrees, by, now, settings);
}

describe('asking for a recorded gift to be put right', () => {
  it('moves nothing, and is a task for a second person', () => {
    expect(wordsOf(ask())).toEqual([
      'ask-gift-correction by fay',
      'donation changed',
      'task decide-correction for finance-checker',
    ]);
  });

  it('is finance’s, once at a time, and for something that is different', () => {
    expect(wordsOf(ask({}, books(), { id: 'cora', roles: ['coordinator'] }))).toEqual(['not-allowed']);
    expect(wordsOf(ask({ amount: pence(50_000) }))).toEqual(['invalid']);
    const asked = ask();
    if (!asked.ok) throw new Error('it may be asked for');
    expect(wordsOf(ask({ amount: pence(6000) }, afterwards(books(), asked.value)))).toEqual(['wrong-state']);
  });

  it('is for what finance recorded: the provider says what came online, and what went back stays', () => {
    expect(wordsOf(ask({}, books({ donation: donation({ state: 'collected', way: 'checkout' }) })))).toEqual([
      'wrong-state',
    ]);
    const refund = asRead('refund', 'rfd_00000001', {
      id: 'rfd_00000001' as never,
      donationId: recorded.value.id,
      poolId: recorded.value.poolId,
      fundId: generalFundId,
      amount: pence(100),
      state: 'decided',
      way: 'bank',
      at: now,
    });
    expect(wordsOf(ask({}, books({ refunds: [refund] })))).toEqual(['wrong-state']);
    for (const state of ['declined', 'failed'] as const) {
      const came = books({ refunds: [{ ...refund, value: { ...refund.value, state } }] });
      expect(wordsOf(ask({}, came))[0]).toMatch(/^ask-gift/);
    }
  });

  it('is for a gift that came and whose Gift Aid nobody has claimed by what is recorded', () => {
    expect(wordsOf(ask({}, books({ lot: undefined })))).toEqual(['wrong-state']);
    const giftAid = { state: 'declared', noBenefit: true, declaredAt: now } as const;
    const declared = asRead('donation', recorded.id, { ...recorded.value, giftAid });
    expect(wordsOf(ask({}, books({ donation: declared })))).toEqual(['wrong-state']);
  });

  it('is refused as recording is: into a closed fund, below the least gift, before it came', () => {
    expect(wordsOf(ask({}, books(), fay, fund({ state: 'closed' })))).toEqual(['closed']);
    expect(wordsOf(ask({ amount: pence(settings.giving.leastGift - 1) }))).toEqual(['invalid']);
    expect(wordsOf(ask({ receivedOn: LocalDate.parse('2028-01-01') }))).toEqual(['invalid']);
  });

  it('is refused for money that is promised or spent: to the penny for a sum, all of it for another fund', () => {
    const used = (free: number) => books({ lot: lot(1, free, { amount: 50_000 }) });
    expect(wordsOf(ask({}, used(45_000)))[0]).toMatch(/^ask-gift/);
    expect(wordsOf(ask({}, used(44_999)))).toEqual(['invalid']);
    expect(wordsOf(ask({ amount: pence(50_001) }, used(0)))[0]).toMatch(/^ask-gift/);
    const elsewhere = { amount: pence(50_000), fundId: other.value.id };
    expect(wordsOf(ask(elsewhere, used(49_999), fay, other))).toEqual(['invalid']);
    expect(wordsOf(ask(elsewhere, used(50_000), fay, other))[0]).toMatch(/^ask-gift/);
  });
});

describe('deciding on it', () => {
  it('reverses what was booked and books it as it should have been; the lot follows, and what it was is kept', () => {
    const decided = decide();
    expect(decided.ok && decided.value.entries.map(({ id, postings }) => [id, postings])).toEqual([
      [
        'donation:don_0000000001:reversed:1',
        [
          { account: `fund:${generalFundId}:free`, amount: 50_000, lotId: idOf.lot(1) },
          { account: 'bank', amount: -50_000 },
        ],
      ],
      [
        'donation:don_0000000001:corrected:1',
        [
          { account: 'bank', amount: 5000 },
          { account: `fund:${generalFundId}:free`, amount: -5000, lotId: idOf.lot(1) },
        ],
      ],
    ]);
    expect(leaves(decided, 'lot')).toMatchObject({ amount: 5000, free: 5000, fundId: generalFundId });
    const after = leaves(decided, 'donation');
    expect(after).toMatchObject({ amount: 5000, corrected: [{ amount: 50_000, agreed: true, decidedBy: 'chen' }] });
    expect(after).not.toHaveProperty('correction');
    expect(wordsOf(decided)).toContain('fact donation.corrected');
    expect(wordsOf(decided)).toContain('task decide-correction done');
    expect(leaves(decided, 'task')).toMatchObject({ doneBy: 'chen', result: 'agreed' });
  });

  it('leaves what a platform kept where it is booked, and takes from the fund what the lot has, credited net', () => {
    const kept = asRead('donation', recorded.id, {
      ...recorded.value,
      way: 'platform',
      collected: { at: now, fee: pence(1500), lotId: idOf.lot(1), receiptNumber: 'R-1' },
    });
    const net = books({ donation: kept, lot: lot(1, 48_500, { amount: 48_500 }) });
    const asked = askGiftCorrection(net, fund(), { ...wanted, reason: 'a nought too many' }, fay, now, settings);
    if (!asked.ok) throw new Error(asked.refusal.because);
    const decided = decideGiftCorrection(afterwards(net, asked.value), fund(), undefined, true, chen, now, settings);
    expect(decided.ok && decided.value.entries.map(({ postings }) => postings.map(({ amount }) => amount))).toEqual([
      [48_500, -48_500],
      [3500, -3500],
    ]);
    expect(leaves(decided, 'lot')).toMatchObject({ amount: 3500, free: 3500 });
    const less = { ...wanted, amount: pence(1500), reason: 'less' };
    expect(wordsOf(askGiftCorrection(net, fund(), less, fay, now, settings))).toEqual(['invalid']);
  });

  it('moves it to no fund whose last day was over when it came, and puts right what is in one', () => {
    const over = fund({ id: idOf.fund(2), kind: 'restricted', spendBy: '2027-02-28' });
    const into = { amount: pence(50_000), fundId: idOf.fund(2) };
    expect(wordsOf(ask(into, books(), fay, over))).toEqual(['invalid']);
    const inTime = { ...into, receivedOn: LocalDate.parse('2027-02-28') };
    expect(wordsOf(ask(inTime, books(), fay, over))[0]).toBe('ask-gift-correction by fay');
    // The date of its own fund was brought forward since.
    expect(wordsOf(ask({}, books(), fay, fund({ spendBy: '2027-02-28' })))[0]).toBe('ask-gift-correction by fay');
    const another = { receivedOn: LocalDate.parse('2027-02-27') };
    expect(wordsOf(ask(another, books(), fay, fund({ spendBy: '2027-02-26' })))).toEqual(['invalid']);
  });

  it('moves it to another fund, with the day that fund’s money must be spent by', () => {
    const spendBy = LocalDate.parse('2028-03-31');
    const into = fund({ id: idOf.fund(2), kind: 'restricted', spendBy });
    const decided = decide({ amount: pence(50_000), fundId: idOf.fund(2) }, books(), true, chen, into);
    expect(leaves(decided, 'lot')).toMatchObject({ fundId: idOf.fund(2), spendBy, free: 50_000 });
    expect(leaves(decided, 'donation').fundId).toBe(idOf.fund(2));
    expect(decided.ok && decided.value.entries.map(({ postings }) => postings.map(({ account }) => account))).toEqual([
      [`fund:${generalFundId}:free`, 'bank'],
      ['bank', `fund:${idOf.fund(2)}:free`],
    ]);
  });

  it('is effective on the day it came, before and after', () => {
    const earlier = LocalDate.parse('2027-02-20');
    const decided = decide({ amount: pence(50_000), receivedOn: earlier });
    expect(decided.ok && decided.value.entries.map(({ effectiveOn }) => effectiveOn)).toEqual([today, earlier]);
  });

  it('books nothing when only its giver was another, or is not known', () => {
    const decided = decide({ amount: pence(50_000), donorId: undefined });
    expect(decided.ok && decided.value.entries).toEqual([]);
    expect(leaves(decided, 'donation').donorId).toBeUndefined();
    const someone = decide({ amount: pence(50_000), donorId: idOf.person(209) });
    expect(leaves(someone, 'donation').donorId).toBe(idOf.person(209));
  });

  it('ASVS 2.3.5 is a second person’s, once, and looks at the money again', () => {
    expect(wordsOf(decide({}, books(), true, { id: 'fay', roles: ['finance-checker'] }))).toEqual(['same-person']);
    expect(wordsOf(decide({}, books(), true, { id: 'fil', roles: ['finance-maker'] }))).toEqual(['not-allowed']);
    expect(wordsOf(decideGiftCorrection(books(), fund(), undefined, true, chen, now, settings))).toEqual([
      'wrong-state, passed',
    ]);
    expect(wordsOf(decide({}, books({ lot: lot(1, 100, { amount: 50_000 }) })))).toEqual(['invalid']);
  });

  it('may be no: then it stays as it was, and the no is kept', () => {
    const declined = decide({}, books(), false);
    expect(declined.ok && declined.value.entries).toEqual([]);
    expect(leaves(declined, 'donation')).toMatchObject({ amount: 50_000, corrected: [{ agreed: false }] });
  });

  const decision = { occasion: 1, reason: 'a nought too many', askedBy: 'fay', decidedBy: 'chen', decidedAt: now };

  it('keeps all that was recorded, and who was named, so that they are erased in their time', () => {
    const { amount, fundId, donorId } = recorded.value;
    const before = { ...decision, amount, fundId, receivedOn: today, donorId };
    const named = decide({ donorId: idOf.person(209) }, books(), false);
    expect(leaves(named, 'donation').corrected).toEqual([
      { ...before, wantedDonorId: idOf.person(209), agreed: false },
    ]);
    const unknown = decide({ donorId: undefined });
    expect(leaves(unknown, 'donation').corrected).toEqual([{ ...before, agreed: true }]);
  });

  it('keeps nothing of what was not known: neither a day nor a giver', () => {
    const { receivedOn: _, donorId: __, ...bare } = recorded.value;
    const old = books({ donation: asRead('donation', recorded.id, bare) });
    const asked = ask({}, old);
    if (!asked.ok) throw new Error(asked.refusal.because);
    const waiting = afterwards(old, asked.value);
    const decided = decideGiftCorrection(waiting, fund(), undefined, true, chen, now, settings);
    expect(leaves(decided, 'donation').corrected).toEqual([
      { ...decision, amount: bare.amount, fundId: bare.fundId, wantedDonorId: wanted.donorId, agreed: true },
    ]);
  });

  it('binds the fund it moves to: from its first gift on its terms stay, and they are as they were read', () => {
    const into = { amount: pence(50_000), fundId: other.value.id };
    const bound = decide(into, books(), true, chen, other);
    expect([wordsOf(bound), reliedOn(bound)]).toEqual([expect.not.arrayContaining(['fund changed']), ['fund']]);
    const fresh = fund({ id: other.value.id, kind: 'restricted', firstGiftAt: undefined });
    const first = decide(into, books(), true, chen, fresh);
    expect([wordsOf(first), reliedOn(first)]).toEqual([expect.arrayContaining(['fund changed']), []]);
    expect(leaves(first, 'fund').firstGiftAt).toBe(now);
    expect(reliedOn(decide())).toEqual([]);
  });

  it('has a task of its own each time', () => {
    const decided = asRead('donation', recorded.id, leaves(decide({}, books(), false), 'donation'));
    const again = ask({}, books({ donation: decided }));
    expect(leaves(again, 'task').id).toBe(correctionTaskId(decided.value));
    expect(leaves(again, 'task').id).not.toBe(correctionTaskId(recorded.value));
    expect(leaves(again, 'donation').correction?.occasion).toBe(2);
  });
});
