import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Instant, Pence, SignedPence } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { BusyLedger } from '../../test/support/busy-ledger.ts';
import { generalFundId, idOf, settings } from '../../test/support/sample-ids.ts';
import { withMethods } from '../../test/support/with-methods.ts';
import { system } from '../domain/actor.ts';
import { change, create, nothingElse } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import type { LedgerAudit } from '../domain/ledger-audit.ts';
import { later } from '../domain/office-days.ts';
import type { Store } from '../store/interface.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { addUpLedger } from './add-up-ledger.ts';
import { auditLedger } from './audit-ledger.ts';
import { AuditTakenOver } from './audit-state.ts';

/** The same store, of a process that dies at its next commit after so many. */
function dyingAfter(commits: number, store: Store): Store {
  let left = commits;
  return withMethods(store, {
    commit: async (decisions) => {
      if (left === 0) throw new Error('the process died');
      left -= 1;
      return store.commit(decisions);
    },
  });
}

/** The journal as somebody sees it to whom each entry appears changed, or not at all. */
const seeingJournal = (store: Store, seen: (entry: JournalEntry) => JournalEntry | undefined): Partial<Store> => ({
  journal: async (month, page) => {
    const { items, next } = await store.journal(month, page);
    return { items: items.flatMap((entry) => seen(entry) ?? []), next };
  },
});

function openLedger(store = new MemoryStore()) {
  let time = Instant.parse('2027-03-01T10:00:00.000Z');
  const now = () => time;
  const ledger = new BusyLedger(store, now);
  const deps = { store: store as Store, settings, now };
  return {
    memory: store,
    ledger,
    deps,
    now,
    pass: (minutes: number) => {
      time = later(time, { minutes });
    },
    async run(through: Store = store, limits: Partial<Parameters<typeof auditLedger>[1]> = {}): Promise<LedgerAudit> {
      return auditLedger({ ...deps, store: storeOf('audit-ledger', through) }, { mayGoOn: () => true, ...limits });
    },
    /** Runs every quarter of an hour, so often; what the last one came to. */
    async runs(times: number, through: Store = store): Promise<LedgerAudit> {
      for (let count = 1; count < times; count += 1) {
        time = later(time, { minutes: 15 });
        await this.run(through);
      }
      time = later(time, { minutes: 15 });
      return this.run(through);
    },
    tasks: () => store.export().records.flatMap(({ kind, value }) => (kind === 'task' ? [value] : [])),
  };
}

async function openBusyLedger() {
  const office = openLedger();
  await office.ledger.open();
  await office.ledger.give([10_000, 20_000, 30_000]);
  await office.ledger.hold([
    { lot: 1, amount: 10_000 },
    { lot: 2, amount: 5000 },
  ]);
  await office.ledger.use(1, 4000);
  await office.ledger.use(2, 'release');
  return office;
}

const plant = async (store: Store, now: Instant, more: number): Promise<void> => {
  const lot = await store.get('lot', idOf.lot(3));
  if (lot === undefined) throw new Error('there is a third lot');
  const planted = change(lot, { ...lot.value, free: (lot.value.free + more) as typeof lot.value.free });
  const decision = { about: 'test/0', did: 'plant', why: 'a penny', by: system, at: now, ...nothingElse } as const;
  expect(await store.commit([{ ...decision, changes: [planted] }])).toMatchObject({ ok: true });
};

/** Changes what the first month's sums say of clearing. */
const plantInSums = async (store: Store, now: Instant, more: number): Promise<void> => {
  const month = await store.get('ledger-month', '2027-03');
  if (month === undefined) throw new Error('the month is added up');
  const lines = month.value.lines.map((line) =>
    line.account === 'clearing' ? { ...line, debit: Pence.parse(line.debit + more) } : line,
  );
  const decision = { about: 'test/0', did: 'plant', why: 'a penny', by: system, at: now, ...nothingElse } as const;
  expect(await store.commit([{ ...decision, changes: [change(month, { ...month.value, lines })] }])).toMatchObject({
    ok: true,
  });
};

describe('the audit of the ledger', () => {
  it('replays every entry once, compares every record, and finds nothing where nothing is wrong', async () => {
    const office = await openBusyLedger();
    const audit = await office.runs(2);
    expect(audit).toMatchObject({ entries: 7, differences: [], suspects: [], segments: 1, found: 0 });
    expect(audit.lastRun).toMatchObject({ entries: 0, compared: 9, isBehind: false });
    expect(audit.provedThrough).toBe('2027-03-01T10:20:00.000Z');
    expect(audit.comparedThrough).toBe('2027-03-01T10:30:00.000Z');
    expect(office.tasks()).toEqual([]);
  });

  it('leaves what is younger than ten minutes to the next run', async () => {
    const office = await openBusyLedger();
    office.pass(9);
    expect((await office.run()).entries).toBe(0);
    office.pass(1);
    expect((await office.run()).entries).toBe(7);
  });

  it.each([1, -1])('names a lot whose free money is off by %d penny, and gives finance a task, once', async (penny) => {
    const office = await openBusyLedger();
    await office.runs(1);
    await plant(office.deps.store, office.now(), penny);
    const found = await office.runs(3);
    expect(found.differences).toMatchObject([
      { about: `lot/${idOf.lot(3)}`, term: 'free', journal: 30_000, record: 30_000 + penny },
    ]);
    await office.runs(2);
    expect(office.tasks()).toMatchObject([{ kind: 'ledger-difference', about: `lot/${idOf.lot(3)}`, state: 'open' }]);
    await plant(office.deps.store, office.now(), -penny);
    expect(await office.runs(2)).toMatchObject({ differences: [], suspects: [], found: 1 });
  });

  it.each([1, -1])(
    'names an account whose sums for statements are off by %d penny, in the second run',
    async (penny) => {
      const office = await openBusyLedger();
      office.pass(61);
      const added = { ...office.deps, pause: async () => {} };
      await addUpLedger(added);
      expect(await office.runs(2)).toMatchObject({ differences: [], found: 0 });
      await plantInSums(office.deps.store, office.now(), penny);
      expect((await office.runs(1)).differences).toEqual([]);
      const found = await office.runs(2);
      expect(found.differences).toMatchObject([
        {
          about: 'account/clearing',
          term: 'balance in the sums of statements',
          journal: 60_000,
          record: 60_000 + penny,
        },
      ]);
      expect(office.tasks()).toMatchObject([{ kind: 'ledger-difference', about: 'account/clearing', state: 'open' }]);
      await plantInSums(office.deps.store, office.now(), -penny);
      expect(await office.runs(1)).toMatchObject({ differences: [], found: 1 });
    },
  );

  it('compares accounts across a month’s end, with what was booked since the last entry was added up', async () => {
    const office = await openBusyLedger();
    const added = { ...office.deps, pause: async () => {} };
    office.pass(31 * 24 * 60);
    await addUpLedger(added);
    await office.ledger.give([700]);
    expect(await office.runs(2)).toMatchObject({ differences: [], suspects: [] });
    const compared = await office.deps.store.get('ledger-accounts', 'main');
    expect(compared?.value.accounts).toContainEqual({
      account: 'clearing',
      keptIn: 'sums',
      replayed: 60_700,
      kept: 60_700,
    });
  });

  it('names a risk reserve whose record is not what was booked', async () => {
    const office = await openBusyLedger();
    const { store } = office.deps;
    const reserve = { poolId: settings.pool.id, balance: Pence.parse(1) };
    const changes = [create('risk-reserve', settings.pool.id, reserve)];
    const decision = { about: 'test/0', did: 'plant', why: 'a penny', by: system, at: office.now() } as const;
    await store.commit([{ ...decision, ...nothingElse, changes }]);
    expect((await office.runs(3)).differences).toMatchObject([
      { about: 'account/risk-reserve', term: 'balance on its record', journal: 0, record: -1 },
    ]);
  });

  it('names an entry that was altered after it was replayed, with what it moves on each account', async () => {
    const office = await openBusyLedger();
    await office.runs(1);
    const altered = withMethods(
      office.memory,
      seeingJournal(office.memory, (entry) =>
        entry.id === 'donation:pi_2'
          ? {
              ...entry,
              postings: entry.postings.map((posting) => ({
                ...posting,
                amount: SignedPence.parse(posting.amount + Math.sign(posting.amount)),
              })),
            }
          : entry,
      ),
    );
    const found = await office.runs(1, altered);
    expect(found.differences).toMatchObject([
      { about: 'journal/donation:pi_2', term: 'altered: clearing' },
      { about: 'journal/donation:pi_2', term: `altered: fund:${generalFundId}:free` },
    ]);
    expect(found.differences.map(({ journal, record }) => journal - record)).toEqual([1, -1]);
    expect((await office.runs(1)).differences).toEqual([]);
  });

  it('names an entry that does not sum to zero, one whose lots were swapped, and one that is gone', async () => {
    const office = await openBusyLedger();
    await office.runs(1);
    const seen = (entry: JournalEntry): JournalEntry | undefined => {
      if (entry.id === 'donation:pi_3') return undefined;
      const [first, ...others] = entry.postings;
      if (entry.id === 'donation:pi_1' && first !== undefined) {
        return { ...entry, postings: [{ ...first, amount: SignedPence.parse(first.amount + 1) }, ...others] };
      }
      const swapped = entry.postings.map((posting) => ({ ...posting, lotId: idOf.lot(1) }));
      return entry.id === 'donation:pi_2' ? { ...entry, postings: swapped } : entry;
    };
    const { differences } = await office.runs(1, withMethods(office.memory, seeingJournal(office.memory, seen)));
    expect(new Set(differences.map(({ about }) => about))).toEqual(
      new Set(['journal/donation:pi_1', 'journal/donation:pi_2', 'journal/2027-03']),
    );
    expect(differences).toContainEqual(
      expect.objectContaining({ about: 'journal/donation:pi_1', term: 'sum', journal: 1, record: 0 }),
    );
  });

  it('names money that is in the journal and in no record', async () => {
    const office = await openBusyLedger();
    const without = withMethods(office.memory, {
      get: async (kind, id) => (id === idOf.hold(1) ? undefined : office.memory.get(kind, id)),
      getMany: async (kind, ids) => (await office.memory.getMany(kind, ids)).filter(({ id }) => id !== idOf.hold(1)),
    });
    const { differences } = await office.runs(3, without);
    expect(differences).toMatchObject([{ about: `hold/${idOf.hold(1)}`, journal: 6000, record: 0 }]);
  });

  it('replays an entry that comes to light late, and calls nothing a difference for it', async () => {
    const office = await openBusyLedger();
    const late = withMethods(
      office.memory,
      seeingJournal(office.memory, (entry) => (entry.id === 'donation:pi_2' ? undefined : entry)),
    );
    const doubtful = await office.runs(1, late);
    expect(doubtful).toMatchObject({ entries: 6, differences: [] });
    expect(doubtful.suspects).toHaveLength(1);
    expect(await office.runs(1)).toMatchObject({ entries: 7, differences: [], suspects: [], found: 0 });
  });

  it('goes on in the next run where its time was over, and holds no more in memory than a step', async () => {
    const office = await openBusyLedger();
    office.pass(15);
    let asked = 0;
    const audit = await office.run(office.memory, {
      entriesAStep: 2,
      mayGoOn: () => {
        asked += 1;
        return asked <= 2;
      },
    });
    expect(audit).toMatchObject({ entries: 4, lastRun: { isBehind: true, compared: 0 } });
    expect(audit.provedThrough).toBeUndefined();
    expect(await office.runs(1)).toMatchObject({
      entries: 7,
      differences: [],
      lastRun: { entries: 3, isBehind: false },
    });
  });

  it('counts nothing twice, wherever a run was ended', async () => {
    for (let survived = 0; survived < 8; survived += 1) {
      const office = await openBusyLedger();
      office.pass(15);
      await office.run(dyingAfter(survived, office.memory), { entriesAStep: 3 }).catch(() => undefined);
      const audit = await office.runs(3);
      expect(audit).toMatchObject({ entries: 7, differences: [], suspects: [] });
    }
  });

  it('leaves a fold to another run that has gone on since this one read how the audit stands', async () => {
    const office = await openBusyLedger();
    office.pass(15);
    await office.run(dyingAfter(1, office.memory), { entriesAStep: 3 }).catch(() => undefined);
    let isAlone = true;
    const overtaken = withMethods(office.memory, {
      get: async (kind, id) => {
        if (kind === 'ledger-segment' && isAlone) {
          isAlone = false;
          await office.run();
        }
        return office.memory.get(kind, id);
      },
    });
    await expect(office.run(overtaken)).rejects.toBeInstanceOf(AuditTakenOver);
    expect(await office.runs(2)).toMatchObject({ entries: 7, differences: [], suspects: [] });
  });

  it('calls nothing a difference while money moves, whatever comes between its reads and however the index lags', async () => {
    const moves = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 40 }), fc.integer({ min: 1, max: 3000 })), {
      minLength: 5,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(moves, fc.array(fc.nat({ max: 7 }), { minLength: 4, maxLength: 8 }), async (planned, lags) => {
        const office = openLedger();
        await office.ledger.open();
        await office.ledger.give([50_000, 70_000]);
        const queue = [...planned];
        let calls = 0;
        const step = async () => {
          calls += 1;
          const next = calls % 3 === 0 ? queue.shift() : undefined;
          if (next !== undefined) await office.ledger.move(next);
        };
        const busy: Store = withMethods(office.memory, {
          get: async (kind, id) => {
            await step();
            return office.memory.get(kind, id);
          },
          getMany: async (kind, ids) => {
            await step();
            return office.memory.getMany(kind, ids);
          },
          list: async (kind, list, page) => {
            await step();
            return office.memory.list(kind, list, page);
          },
          journal: async (month, page) => {
            await step();
            const lag = lags[calls % lags.length] ?? 0;
            const { items, next } = await office.memory.journal(month, page);
            return { items: items.filter(({ bookedAt }) => later(bookedAt, { minutes: lag }) <= office.now()), next };
          },
        });
        for (let round = 0; round < 6; round += 1) {
          office.pass(lags[round % lags.length] ?? 5);
          await step();
          const audit = await office.run(busy);
          expect([audit.differences, audit.found]).toEqual([[], 0]);
        }
        const quiet = await office.runs(3);
        expect(quiet).toMatchObject({ differences: [], suspects: [], found: 0 });
        expect(quiet.entries).toBe(office.memory.export().journal.length);
      }),
      { numRuns: 60 },
    );
  });
});
