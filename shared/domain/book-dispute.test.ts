import { describe, expect, it } from 'vitest';
import { DisputeId, Instant, Pence } from '../../events/values.ts';
import { donation, fund, lot } from '../../test/support/money-samples.ts';
import { asRead, now } from '../../test/support/sample-ids.ts';
import { bookDispute, disputeAfter, type ReportedDispute } from './book-dispute.ts';
import type { GiftBooks } from './gift-books.ts';

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
const won: ReportedDispute = {
  id,
  amount: Pence.parse(50_000),
  status: 'won',
  taken: Pence.parse(50_000),
  returned: Pence.parse(50_000),
  fees: [{ movementId: 'txn_1', fee: 2_000 }],
  at: Instant.parse('2027-02-28T10:00:00.000Z'),
};

const lotsIn = ({ changes }: ReturnType<typeof bookDispute>) =>
  changes.flatMap((one) => (one.kind === 'lot' && one.after !== undefined ? [one.after] : []));

describe('a dispute that was won', () => {
  const first = disputeAfter(books.donation.value, undefined, won, now);
  if (first === undefined) throw new Error('the first report is news');

  it('takes the money from its lot and gives it back as a lot of its own', () => {
    const decision = bookDispute(books, undefined, first, now);
    expect(lotsIn(decision).map(({ origin, amount, free }) => ({ origin, amount, free }))).toEqual([
      { origin: 'gift', amount: 50_000, free: 0 },
      { origin: 'dispute-won', amount: 50_000, free: 50_000 },
    ]);
    expect(decision.entries.map((entry) => entry.id)).toEqual([
      'dispute:dp_00000001:withdrawn',
      'dispute:dp_00000001:won',
      'dispute:dp_00000001:fee:txn_1',
    ]);
  });

  it('is booked once: told again it is no news, and what is news about it moves no more than that', () => {
    const known = asRead('dispute', id, first);
    expect(disputeAfter(books.donation.value, first, won, now)).toBeUndefined();
    const cheaper = disputeAfter(
      books.donation.value,
      first,
      { ...won, fees: [...won.fees, { movementId: 'txn_2', fee: -1_500 }] },
      now,
    );
    if (cheaper === undefined) throw new Error('a fee that came back is news');
    const decision = bookDispute({ ...books, disputes: [known] }, known, cheaper, now);
    expect(lotsIn(decision)).toEqual([]);
    expect(
      decision.entries.map((entry) => [entry.id, entry.postings.map(({ account, amount }) => [account, amount])]),
    ).toEqual([
      [
        'dispute:dp_00000001:fee:txn_2',
        [
          ['clearing', 1_500],
          ['dispute-fees', -1_500],
        ],
      ],
    ]);
  });
});

describe('what is told of a dispute', () => {
  const none = Pence.parse(0);
  const opened: ReportedDispute = { ...won, status: 'open', taken: none, returned: none, fees: [] };
  const some = Pence.parse(30_000);

  /** One report after another: what each makes of the dispute, says, and books. */
  const tell = (...reports: readonly ReportedDispute[]) => {
    let known: ReturnType<typeof disputeAfter>;
    return reports.map((reported) => {
      const after = disputeAfter(books.donation.value, known, reported, now);
      if (after === undefined) return 'no news';
      const before = known === undefined ? undefined : asRead('dispute', id, known);
      const decision = bookDispute({ ...books, disputes: before === undefined ? [] : [before] }, before, after, now);
      known = after;
      return {
        state: after.state,
        endedAt: after.endedAt,
        said: decision.facts.map(({ type }) => type.split('.').at(-2)),
        booked: decision.entries.map((entry) => entry.id.replace(`dispute:${id}:`, '')),
      };
    });
  };

  it('is each step once, in its order', () => {
    const taken = { ...opened, status: 'withdrawn', taken: some } as const;
    const lost = { ...taken, status: 'lost' } as const;
    expect(tell(opened, opened, taken, taken, lost, lost)).toEqual([
      { state: 'open', endedAt: undefined, said: ['opened'], booked: [] },
      'no news',
      { state: 'withdrawn', endedAt: undefined, said: ['withdrawn'], booked: ['withdrawn'] },
      'no news',
      { state: 'lost', endedAt: now, said: ['lost'], booked: [] },
      'no news',
    ]);
  });

  it('is that the money came back, and that it was won', () => {
    const taken = { ...opened, status: 'withdrawn', taken: some } as const;
    expect(tell(taken, { ...taken, returned: some }, { ...taken, returned: some, status: 'won' })).toEqual([
      { state: 'withdrawn', endedAt: undefined, said: ['opened', 'withdrawn'], booked: ['withdrawn'] },
      { state: 'withdrawn', endedAt: undefined, said: ['returned'], booked: ['won'] },
      { state: 'won', endedAt: now, said: ['won'], booked: [] },
    ]);
  });

  it('is all of it when nothing was told before', () => {
    expect(tell(won)).toEqual([
      {
        state: 'won',
        endedAt: now,
        said: ['opened', 'withdrawn', 'returned', 'won'],
        booked: ['withdrawn', 'won', 'fee:txn_1'],
      },
    ]);
  });

  it('names what is taken and given back again by what it comes to', () => {
    const taken = { ...opened, status: 'withdrawn', taken: some, returned: Pence.parse(10_000) } as const;
    const more = { ...taken, taken: Pence.parse(40_000), returned: Pence.parse(12_000) };
    expect(tell(taken, more).at(1)).toMatchObject({ booked: ['withdrawn:40000', 'won:12000'] });
  });

  it('books a fee that is taken, given back and taken again by its movement, in whatever order it hears of them', () => {
    const all = [2000, -2000, 2000].map((fee, at) => ({ movementId: `txn_${at}`, fee }));
    const told = (fees: number) => ({ ...opened, status: 'withdrawn', taken: some, fees: all.slice(0, fees) }) as const;
    expect(
      tell(opened, told(2), told(1), told(3), told(2), opened).map((one) => one !== 'no news' && one.booked),
    ).toEqual([[], ['withdrawn', 'fee:txn_0', 'fee:txn_1'], false, ['fee:txn_2'], false, false]);
  });

  it('never says that less was taken, or that it is open again', () => {
    const taken = { ...opened, status: 'withdrawn', taken: some } as const;
    expect(tell({ ...taken, status: 'lost' }, { ...taken, taken: none, status: 'open' })[1]).toBe('no news');
    expect(
      tell(opened, { ...opened, status: 'notice' }, { ...opened, amount: some }).map((one) => one !== 'no news'),
    ).toEqual([true, true, true]);
  });
});
