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
  refunds: [],
  disputes: [],
};
const won: ReportedDispute = {
  id,
  amount: Pence.parse(50_000),
  status: 'won',
  taken: Pence.parse(50_000),
  returned: Pence.parse(50_000),
  fee: Pence.parse(2_000),
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
      'dispute:dp_00000001:fee',
    ]);
  });

  it('is booked once: told again it is no news, and what is news about it moves no more than that', () => {
    const known = asRead('dispute', id, first);
    expect(disputeAfter(books.donation.value, first, won, now)).toBeUndefined();
    const cheaper = disputeAfter(books.donation.value, first, { ...won, fee: Pence.parse(500) }, now);
    if (cheaper === undefined) throw new Error('a fee that came back is news');
    const decision = bookDispute({ ...books, disputes: [known] }, known, cheaper, now);
    expect(lotsIn(decision)).toEqual([]);
    expect(
      decision.entries.map((entry) => [entry.id, entry.postings.map(({ account, amount }) => [account, amount])]),
    ).toEqual([
      [
        'dispute:dp_00000001:fee:3',
        [
          ['clearing', 1_500],
          ['dispute-fees', -1_500],
        ],
      ],
    ]);
  });
});
