import { describe, expect, it } from 'vitest';
import { Instant, type Pence, SignedPence } from '../../events/values.ts';
import { drawsOf, fund, hold, lot } from '../../test/support/money-samples.ts';
import { generalFundId, idOf } from '../../test/support/sample-ids.ts';
import { type AuditedRecord, compareNothing, compareRecord, kindOf } from './compare-ledger.ts';
import { type Account, entry, type JournalEntry, type Posting } from './journal.ts';
import { addEffects, idMark, markOf, readMarks, type Totals } from './replay.ts';

const at = Instant.parse('2027-03-01T10:00:00.000Z');
const free: Account = `fund:${generalFundId}:free`;
const held: Account = `fund:${generalFundId}:held`;
const deficit: Account = `fund:${generalFundId}:deficit`;
const [one, two] = [{ lotId: idOf.lot(1) }, { lotId: idOf.lot(2) }];
const inHold = { holdId: idOf.hold(1) };

const post = (account: Account, amount: number, of: Pick<Posting, 'lotId' | 'holdId'> = {}): Posting => ({
  account,
  amount: SignedPence.parse(amount),
  ...of,
});

const totalsOf = (...entries: readonly JournalEntry[]): Totals => {
  const totals: Totals = new Map();
  for (const each of entries) addEffects(totals, each);
  return totals;
};

/** £500 given, £100 of it a deficit's; £200 and £100 of another lot held, £45 of the first spent; £50 refunded, £30 moved on. */
const journal = [
  entry('donation:1', at, [post('clearing', 50_000), post(free, -50_000, one)]),
  entry('donation:2', at, [post('clearing', 50_000), post(free, -50_000, two)]),
  entry('deficit:1', at, [post(free, 10_000, one), post(deficit, -10_000)]),
  entry('hold:1:1', at, [post(free, 20_000, one), post(held, -20_000, { ...one, ...inHold })]),
  entry('hold:1:2', at, [post(free, 10_000, two), post(held, -10_000, { ...two, ...inHold })]),
  entry('session:1:1', at, [post(held, 4500, { ...one, ...inHold }), post('bank', -4500)]),
  entry('refund:1:decided', at, [post(free, 5000, one), post('refunds', -5000)]),
  entry('transfer:1', at, [post(free, 3000, one), post('bank', -3000)]),
  // More of the second gift went back than was free of it: its fund owes the rest.
  entry('refund:2:decided', at, [post(free, 40_000, two), post(deficit, 2000), post('refunds', -42_000)]),
];
const totals = totalsOf(...journal);
const replayed = (term: string): number => totals.get(term) ?? 0;

const [firstDraw, secondDraw] = drawsOf(20_000, 10_000);
if (firstDraw === undefined || secondDraw === undefined) throw new Error('two draws');

/** What the records say after that. */
const firstLot = { refunded: 5000, transferred: 3000, givenToDeficit: 10_000 };
const records: readonly AuditedRecord[] = [
  lot(1, 12_000, firstLot),
  lot(2, 0, { refunded: 42_000, shortfall: 2000 }),
  hold({ draws: [{ ...firstDraw, posted: 4500 }, secondDraw] }),
];

describe('a record held against the journal', () => {
  it('agrees with it to the penny, where nothing is wrong', () => {
    expect(records.flatMap((record) => compareRecord(record, replayed))).toEqual([]);
    expect(compareRecord(fund({ deficit: 0 }), (term) => (term.endsWith('deficit') ? 0 : replayed(term)))).toEqual([]);
  });

  const but = (change: object) => lot(1, 12_000, { ...firstLot, ...change });

  it.each([
    ['free', 11_999, 'free', 12_000, 11_999],
    ['amount', 50_001, 'kept', 32_000, 32_001],
    ['shortfall', 1, 'kept', 32_000, 32_001],
    ['refunded', 5001, 'kept', 32_000, 31_999],
    ['transferred', 3001, 'kept', 32_000, 31_999],
    ['givenToDeficit', 10_001, 'kept', 32_000, 31_999],
  ])(
    'is told by its term when the %s of a lot is %i: of %s the journal says %i, the record %i',
    (field, value, term, ...sums) => {
      const [inJournal, inRecord] = sums;
      const changed = but({ [field]: value });
      expect(compareRecord(changed, replayed)).toEqual([
        { about: `lot/${idOf.lot(1)}`, term, journal: inJournal, record: inRecord },
      ]);
    },
  );

  it('is told lot by lot of a hold, however many draws it made on one', () => {
    const half = { ...firstDraw, drawn: 10_000 as Pence };
    const draws = [{ ...half, posted: 4500 }, secondDraw, half];
    expect(compareRecord(hold({ draws }), replayed)).toEqual([]);
    expect(
      compareRecord(
        hold({
          draws: [
            { ...half, posted: 4500 },
            { ...secondDraw, released: 1 },
          ],
        }),
        replayed,
      ),
    ).toEqual([
      { about: `hold/${idOf.hold(1)}`, term: `held of ${idOf.lot(1)}`, journal: 15_500, record: 5500 },
      { about: `hold/${idOf.hold(1)}`, term: `held of ${idOf.lot(2)}`, journal: 10_000, record: 9999 },
    ]);
  });

  it('is told of a fund that owes another sum, and of money in it that is of no lot', () => {
    const owing = fund({ deficit: 1999 });
    const about = `fund/${generalFundId}`;
    // The deficit that the first gift cleared had arisen before this journal began.
    expect(compareRecord(owing, replayed)).toEqual([{ about, term: 'deficit', journal: -8000, record: 1999 }]);
    const loose = totalsOf(
      entry('odd:1', at, [post(free, -5), post(held, -7, inHold), post(held, -8, one), post('bank', 20)]),
    );
    expect([...loose.keys()].toSorted()).toEqual([`${generalFundId}.loose`, `${idOf.lot(1)}.kept`]);
    expect(compareRecord(fund({ deficit: 0 }), (term) => loose.get(term) ?? 0)).toEqual([
      { about, term: 'without a lot', journal: 20, record: 0 },
    ]);
  });
});

describe('what the journal names and no record is about', () => {
  it('is told term by term, and of nothing else', () => {
    const terms: readonly (readonly [string, number])[] = [
      ['lot_a.free', 5],
      ['lot_a.kept', 6],
      ['lot_ab.free', 7],
    ];
    expect(compareNothing('lot', 'lot_a', terms)).toEqual([
      { about: 'lot/lot_a', term: 'free, of which there is no record', journal: 5, record: 0 },
      { about: 'lot/lot_a', term: 'kept, of which there is no record', journal: 6, record: 0 },
    ]);
  });

  it.each([
    [idOf.lot(1), 'lot'],
    [idOf.hold(1), 'hold'],
    [generalFundId, 'fund'],
    [idOf.donation(1), undefined],
  ])('is of the kind its id begins with: %s is a %s', (id, kind) => {
    expect(kindOf(id)).toBe(kind);
  });
});

describe('the mark of an entry', () => {
  const [first, second] = journal;
  if (first === undefined || second === undefined) throw new Error('two entries');

  it('stays what it was: the marks that are kept are held against those of today', () => {
    expect(markOf(first)).toBe('1p47m9mp7y11t6tqdp8f2u');
    expect(idMark({ id: '' })).toBe('0wvjl67o803');
  });

  it('is found again by the mark of its id among those of a segment', () => {
    const marks = readMarks(markOf(first) + markOf(second));
    expect([...marks]).toEqual([first, second].map((each) => [idMark(each), markOf(each)]));
  });
});
