import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type GiftWay, Instant, LocalDate, type Pence } from '../../events/values.ts';
import { fund } from '../../test/support/money-samples.ts';
import { generalFundId, idOf, settings } from '../../test/support/sample-ids.ts';
import { openOffice, whatOf } from '../../test/support/small-office.ts';
import { decision } from '../../test/support/store-samples.ts';
import { fundStatement } from '../domain/fund-statement.ts';
import { type Account, balances, credit, debit, entry, type JournalEntry } from '../domain/journal.ts';
import { type LedgerLine, LedgerSums, placeInPeriod, trialBalance } from '../domain/ledger.ts';
import { later } from '../domain/office-days.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { addUpLedger } from './add-up-ledger.ts';
import { readLedger, readPeriod } from './read-ledger.ts';

const free: Account = `fund:${generalFundId}:free`;
const held: Account = `fund:${generalFundId}:held`;
const pairs: readonly (readonly [string, Account, Account])[] = [
  ['donation', 'clearing', free],
  ['hold', free, held],
  ['release', held, free],
  ['session', held, `therapist:${idOf.therapist(1)}:payable`],
  ['fee', 'fees', 'clearing'],
  ['meteorite', 'bank', free],
];

/** Books that begin shortly before the end of a month, on a clock that is moved by hand. */
async function openLedger() {
  const store = new MemoryStore();
  let at = Instant.parse('2027-01-28T22:00:00.000Z');
  let booked = 0;
  const deps = { store, settings, now: () => at, pause: async () => undefined };
  await openOffice(store).putNew(fund({ openedAt: at }));
  return {
    deps,
    store,
    pass: (hours: number) => {
      at = later(at, { minutes: hours * 60 });
    },
    async book(of: number, pence: number, daysAgo: number): Promise<void> {
      booked += 1;
      const [cause, from, to] = pairs[of % pairs.length] ?? ['meteorite', 'bank', free];
      const made: JournalEntry = {
        ...entry(`${cause}:x${booked}:1`, at, [debit(from, pence as Pence), credit(to, pence as Pence)]),
        effectiveOn: LocalDate.parse(later(at, { days: -daysAgo }).slice(0, 10)),
      };
      const result = await store.commit([decision({ entries: [made] })]);
      expect(result.ok).toBe(true);
    },
  };
}

const linesOf = (entries: readonly JournalEntry[]): readonly LedgerLine[] => {
  const sums = new LedgerSums();
  for (const each of entries) sums.addEntry(each, () => undefined);
  return sums.lines;
};

/** Lines without the months, in one order: what a period's sums come to does not depend on how they were cut. */
const totals = (lines: readonly LedgerLine[]) => {
  const sums = new Map<string, readonly [number, number]>();
  for (const { account, cause, debit: plus, credit: minus } of lines) {
    const [debits, credits] = sums.get(`${account} ${cause}`) ?? [0, 0];
    sums.set(`${account} ${cause}`, [debits + plus, credits + minus]);
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1));
};

type Step =
  | { readonly do: 'book'; readonly of: number; readonly pence: number; readonly daysAgo: number }
  | { readonly do: 'pass'; readonly hours: number }
  | { readonly do: 'sweep' };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      of: fc.nat(20),
      pence: fc.nat(9_999),
      daysAgo: fc.constantFrom(0, 0, 0, 1, 5, 40),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), hours: fc.constantFrom(0, 1, 3, 30, 400) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
);
const anyDay = fc
  .integer({ min: -40, max: 150 })
  .map((n) => LocalDate.parse(new Date(Date.UTC(2027, 0, 28 + n)).toISOString().slice(0, 10)));

async function live(steps: readonly Step[]) {
  const ledger = await openLedger();
  for (const step of steps) {
    if (step.do === 'book') await ledger.book(step.of, step.pence, step.daysAgo);
    if (step.do === 'pass') ledger.pass(step.hours);
    if (step.do === 'sweep') await addUpLedger(ledger.deps);
  }
  return ledger;
}

describe('what is booked', () => {
  test('reads the same whatever of it was added up before, and when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), async (steps) => {
        const { deps, store } = await live(steps);
        const { journal } = store.export();
        const { ledger, entries, stoppedIn } = await readLedger(deps);
        expect({ entries, stoppedIn }).toEqual({ entries: journal.length, stoppedIn: undefined });
        expect(totals(ledger)).toEqual(totals(linesOf(journal)));
        expect(new Map(trialBalance(ledger).map(({ account, balance }) => [account, balance]))).toEqual(
          balances(journal),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('is told apart by any period to the day, whatever of it was added up before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 60 }), anyDay, anyDay, async (steps, a, b) => {
        const { deps, store } = await live(steps);
        const period = a < b ? { from: a, through: b } : { from: b, through: a };
        const { journal } = store.export();
        const { ledger } = await readPeriod(deps, period);
        for (const place of ['before', 'during'] as const) {
          const own = journal.filter(({ effectiveOn }) => placeInPeriod(effectiveOn, period) === place);
          expect(totals(ledger[place])).toEqual(totals(linesOf(own)));
        }
      }),
      { numRuns: 120 },
    );
  });
});

describe('reading the books', () => {
  test('costs no more however long their history: sealed months are read as sums, and only the rest entry by entry', async () => {
    const { deps, store, book, pass } = await openLedger();
    for (let n = 0; n < 400; n += 1) {
      await book(n, 100 + n, 0);
      pass(10);
    }
    await addUpLedger(deps);
    let asked = 0;
    const counting = new Proxy(store, {
      get: (target, property) => {
        const member: unknown = Reflect.get(target, property, target);
        if (property !== 'journal') return typeof member === 'function' ? member.bind(target) : member;
        const journal: typeof store.journal = (month, page) => {
          asked += 1;
          return target.journal(month, page);
        };
        return journal;
      },
    });
    const counted = { ...deps, store: counting };
    expect((await readLedger(counted)).entries).toBe(400);
    // Of seven months the last is open: one page of what was booked since.
    expect(asked).toBe(1);
    asked = 0;
    await readPeriod(counted, { from: LocalDate.parse('2027-03-01'), through: LocalDate.parse('2027-04-30') });
    expect(asked).toBe(1);
    asked = 0;
    await readPeriod(counted, { from: LocalDate.parse('2027-03-01'), through: LocalDate.parse('2027-04-10') });
    // April is cut: its entries are read as well.
    expect(asked).toBe(2);
  });
});

describe('adding up', () => {
  test('leaves alone what is less than an hour old, and seals a month once it is over', async () => {
    const { deps, store, book, pass } = await openLedger();
    await book(0, 100, 0);
    await addUpLedger(deps);
    expect(await store.get('ledger-month', '2027-01')).toBeUndefined();
    pass(2);
    await addUpLedger(deps);
    expect((await store.get('ledger-month', '2027-01'))?.value).toMatchObject({ entries: 1 });
    expect((await store.get('ledger-month', '2027-01'))?.value.sealedAt).toBeUndefined();
    pass(24 * 5);
    await book(1, 50, 3);
    await addUpLedger(deps);
    expect((await store.get('ledger-month', '2027-01'))?.value.sealedAt).toBe(deps.now());
    expect(await store.get('ledger-month', '2027-02')).toBeUndefined();
  });

  test('run twice, or by two at once, adds nothing twice', async () => {
    const { deps, store, book, pass } = await openLedger();
    for (let n = 0; n < 30; n += 1) await book(n, 100 + n, 0);
    pass(2);
    await Promise.all([addUpLedger(deps), addUpLedger(deps)]);
    await addUpLedger(deps);
    expect((await store.get('ledger-month', '2027-01'))?.value.entries).toBe(30);
    expect((await readLedger(deps)).entries).toBe(30);
  });

  test('goes on in the next run where a bounded one stopped, also in the middle of a month', async () => {
    const { deps, book, pass, store } = await openLedger();
    for (let n = 0; n < 1_100; n += 1) await book(n, 100 + n, 0);
    pass(2);
    expect(await addUpLedger(deps, 10)).toEqual({ entries: 1_000 });
    expect((await readLedger(deps)).entries).toBe(1_100);
    expect(await addUpLedger(deps, 10)).toEqual({ entries: 100 });
    expect(await addUpLedger(deps, 10)).toEqual({ entries: 0 });
    expect(totals((await readLedger(deps)).ledger)).toEqual(totals(linesOf(store.export().journal)));
  });

  test('writes down which holds drew on which lots, once', async () => {
    const { deps, store, pass } = await openLedger();
    const of = { lotId: idOf.lot(1), holdId: idOf.hold(1) };
    const drawing = entry('hold:plc_0000000001:1:1', deps.now(), [
      debit(free, 5 as Pence, { lotId: of.lotId }),
      credit(held, 5 as Pence, of),
    ]);
    await store.commit([decision({ entries: [drawing] })]);
    const { bookedAt } = drawing;
    pass(2);
    await addUpLedger(deps);
    await addUpLedger(deps);
    const uses = await store.list('lot-use', `lot-uses/${of.lotId}`, { limit: 10 });
    expect(uses.items.map(({ value }) => value)).toEqual([{ ...of, heldAt: bookedAt }]);
  });
});

describe('a statement of what the real decisions booked', () => {
  test('tells a grant from a donation, also once it is added up', async () => {
    const office = openOffice();
    await office.give(1, 5_000);
    const ways: readonly GiftWay[] = ['grant', 'legacy'];
    for (const [index, way] of ways.entries()) {
      const donation = await office.read('donation', idOf.donation(1));
      const made = { ...donation.value, id: idOf.donation(index + 2), way };
      await office.put({ kind: 'donation', id: made.id, before: undefined, after: made });
      const booked = entry(`donation:${made.id}`, office.deps.now(), [
        debit('bank', 700 as Pence),
        credit(free, 700 as Pence, { lotId: idOf.lot(index + 2) }),
      ]);
      whatOf({ ok: true, value: await office.store.commit([decision({ entries: [booked] })]) });
    }
    const rows = async () => {
      const { ledger } = await readLedger(office.deps);
      return fundStatement(generalFundId, { before: [], during: ledger }).rows.map((row) => [row.movement, row.free]);
    };
    const expected = [
      ['donations', 5_000],
      ['grants', 700],
      ['legacies', 700],
    ];
    expect(await rows()).toEqual(expected);
    office.pass({ days: 1 });
    await addUpLedger(office.deps);
    expect(await rows()).toEqual(expected);
  });
});
