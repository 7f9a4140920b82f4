import { describe, expect, it } from 'vitest';
import { DisputeId, Instant, Pence, SignedPence } from '../../events/values.ts';
import { checkForm } from '../../test/support/decision-form.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, now } from '../../test/support/sample-ids.ts';
import { bookDispute, disputeAfter, type ReportedDispute } from './book-dispute.ts';
import type { Dispute, DisputeMovement } from './dispute.ts';
import { afterwards, type GiftBooks } from './gift-books.ts';

const id = DisputeId.parse('dp_00000001');
const books: GiftBooks = {
  donation: donation({ state: 'collected', amount: 50_000 }),
  fund: fund(),
  lot: lot(1, 50_000),
  moved: [],
  movedFunds: [],
  tasks: [],
  refunds: [],
  disputes: [],
};
const movement = (n: number, amount: number, fee = 0): DisputeMovement => ({
  movementId: `txn_${n}`,
  amount: SignedPence.parse(amount),
  fee: SignedPence.parse(fee),
});
const won: ReportedDispute = {
  id,
  amount: Pence.parse(50_000),
  status: 'won',
  movements: [movement(1, -50_000, 2000), movement(2, 50_000)],
  at: Instant.parse('2027-02-28T10:00:00.000Z'),
};

/** Reports one after another, told until there is no more news in each: what every step made of the dispute and booked. */
function tell(...reports: readonly ReportedDispute[]) {
  let known: Dispute | undefined;
  let current = books;
  return reports.map((reported) => {
    const steps = [];
    // No report here tells of so many things: what is news for ever comes to an end as well.
    while (steps.length < 9) {
      const after = disputeAfter(current.donation.value, known, reported, now);
      if (after === undefined) return steps;
      const before = known === undefined ? undefined : asRead('dispute', id, known);
      const decision = bookDispute(current, before, after, now);
      checkForm(decision);
      known = after;
      current = afterwards(current, decision);
      steps.push({
        state: after.state,
        endedAt: after.endedAt,
        said: decision.facts.map(({ type }) => type.split('.').at(-2)),
        booked: decision.entries.map((entry) => entry.id.replace(`dispute:${id}:`, '')),
        lots: decision.changes.flatMap((one) => (one.kind === 'lot' && one.after !== undefined ? [one.after] : [])),
        decision,
      });
    }
    return steps;
  });
}

const bookedIn = (told: ReturnType<typeof tell>) => told.map((steps) => steps.map(({ booked }) => booked));

describe('a dispute that was won', () => {
  it('takes the money from its lot and gives it back as a lot of its own, each by the movement', () => {
    const [steps = []] = tell(won);
    expect(steps.map(({ lots }) => lots.map(({ origin, amount, free }) => ({ origin, amount, free })))).toEqual([
      [{ origin: 'gift', amount: 50_000, free: 0 }],
      [{ origin: 'dispute-won', amount: 50_000, free: 50_000 }],
    ]);
    expect(steps.map(({ booked }) => booked)).toEqual([['withdrawn:txn_1', 'fee:txn_1'], ['won:txn_2']]);
  });

  it('is booked once: told again it is no news, and what is news about it moves no more than that', () => {
    const cheaper = { ...won, movements: [...won.movements, movement(3, 0, -1500)] };
    const [, again, fee] = tell(won, won, cheaper);
    expect(again).toEqual([]);
    expect(fee?.map(({ lots }) => lots)).toEqual([[]]);
    expect(
      fee?.[0]?.decision.entries.map((entry) => [
        entry.id,
        entry.postings.map(({ account, amount }) => [account, amount]),
      ]),
    ).toEqual([
      [
        'dispute:dp_00000001:fee:txn_3',
        [
          ['clearing', 1_500],
          ['dispute-fees', -1_500],
        ],
      ],
    ]);
  });

  it('is a lot for each time that its money came back', () => {
    const back = { ...won, movements: [...won.movements, movement(3, -50_000), movement(4, 50_000)] };
    const lots = tell(back).flatMap((steps) => steps.flatMap((each) => each.lots));
    const made = lots.filter(({ origin }) => origin === 'dispute-won').map((lot) => lot.id);
    expect([made.length, new Set(made).size]).toEqual([2, 2]);
  });
});

describe('what is told of a dispute', () => {
  const opened: ReportedDispute = { ...won, status: 'open', movements: [] };
  const some = Pence.parse(30_000);
  const taken: ReportedDispute = { ...opened, status: 'withdrawn', movements: [movement(1, -30_000)] };
  const step = (state: string, endedAt: Instant | undefined, said: readonly string[], booked: readonly string[]) =>
    expect.objectContaining({ state, endedAt, said, booked });

  it('is each step once, in its order', () => {
    const lost = { ...taken, status: 'lost' } as const;
    expect(tell(opened, opened, taken, taken, lost, lost)).toEqual([
      [step('open', undefined, ['opened'], [])],
      [],
      [step('withdrawn', undefined, ['withdrawn'], ['withdrawn:txn_1'])],
      [],
      [step('lost', now, ['lost'], [])],
      [],
    ]);
  });

  it('is that the money came back, and that it was won', () => {
    const back = { ...taken, movements: [...taken.movements, movement(2, 30_000)] };
    expect(tell(taken, back, { ...back, status: 'won' })).toEqual([
      [step('withdrawn', undefined, ['opened', 'withdrawn'], ['withdrawn:txn_1'])],
      [step('withdrawn', undefined, ['returned'], ['won:txn_2'])],
      [step('won', now, ['won'], [])],
    ]);
  });

  it('is all of it when nothing was told before: one movement after another, and the end with the last', () => {
    expect(tell(won)).toEqual([
      [
        step('withdrawn', undefined, ['opened', 'withdrawn'], ['withdrawn:txn_1', 'fee:txn_1']),
        step('won', now, ['returned', 'won'], ['won:txn_2']),
      ],
    ]);
  });

  it('is booked by its movement each time it is taken, given back and taken again, in whatever order it is heard', () => {
    const all = [movement(1, -30_000, 2000), movement(2, 30_000, -2000), movement(3, -30_000, 2000)];
    const told = (count: number): ReportedDispute => ({ ...taken, movements: all.slice(0, count) });
    expect(bookedIn(tell(opened, told(2), told(1), told(3), told(2), opened))).toEqual([
      [[]],
      [
        ['withdrawn:txn_1', 'fee:txn_1'],
        ['won:txn_2', 'fee:txn_2'],
      ],
      [],
      [['withdrawn:txn_3', 'fee:txn_3']],
      [],
      [],
    ]);
  });

  it('never says that less was taken, or that it is open again', () => {
    expect(tell({ ...taken, status: 'lost' }, { ...taken, movements: [], status: 'open' })[1]).toEqual([]);
    expect(
      tell(opened, { ...opened, status: 'notice' }, { ...opened, amount: some }).map((steps) => steps.length),
    ).toEqual([1, 1, 1]);
  });

  it('says once that it has ended, and when, whatever is told of it afterwards', () => {
    const late = { ...won, movements: [...won.movements, movement(3, 0, 1_500)] };
    expect(tell(won, late)[1]).toEqual([step('won', now, [], ['fee:txn_3'])]);
    const [known] = tell(won)[0]?.slice(-1) ?? [];
    const [made] =
      known?.decision.changes.flatMap((one) => (one.kind === 'dispute' && one.after ? [one.after] : [])) ?? [];
    const tomorrow = Instant.parse('2027-03-02T10:00:00.000Z');
    expect(disputeAfter(books.donation.value, made, late, tomorrow)?.endedAt).toBe(now);
  });

  it('is by the money whether it was withdrawn, as long as nobody has won', () => {
    expect(tell({ ...taken, status: 'open' })[0]).toMatchObject([{ state: 'withdrawn' }]);
    expect(tell({ ...opened, status: 'withdrawn' })[0]).toMatchObject([{ state: 'open' }]);
  });
});

describe('the lot that a dispute gives back', () => {
  /** The ids of the lots that movements of these ids bring back. */
  const lotsOf = (...ids: readonly string[]) =>
    tell({
      ...won,
      movements: [movement(1, -50_000), ...ids.map((movementId) => ({ ...movement(2, 10_000), movementId }))],
    })
      .flat()
      .flatMap(({ lots }) => lots.flatMap((one) => (one.origin === 'dispute-won' ? [one.id] : [])));

  it('is named after its movement, of a long one by how it ends, where they differ', () => {
    expect(lotsOf('txn_Ab12')).toEqual(['lot_0000000001xdtxnab12']);
    const ids = ['1', '2'].map((last) => `txn_${'a'.repeat(60)}${last}`);
    expect(lotsOf(...ids)).toEqual(['1', '2'].map((last) => `lot_0000000001xd${'a'.repeat(39)}${last}`));
  });
});

it('adjusts Gift Aid that was claimed while the money was away, even when it is back before we looked', () => {
  const claimed = donation({ state: 'collected', amount: 50_000, giftAid: { noBenefit: true, state: 'claimed' } });
  const away = disputeAfter(claimed.value, undefined, won, now);
  if (away === undefined) throw new Error('the first report is news');
  const gone = afterwards(
    { ...books, donation: claimed },
    bookDispute({ ...books, donation: claimed }, undefined, away, now),
  );
  const back = disputeAfter(gone.donation.value, away, won, now);
  if (back === undefined) throw new Error('that it came back is news');
  const { donation: kept } = afterwards(gone, bookDispute(gone, asRead('dispute', id, away), back, now));
  expect(gone.donation.value.giftAid).toMatchObject({ state: 'adjusted', claimedOn: 50_000, on: 0 });
  expect(kept.value.giftAid).toMatchObject({ state: 'adjusted', claimedOn: 50_000, on: 50_000 });
});
