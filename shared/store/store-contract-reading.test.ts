import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import {
  decision,
  instant,
  newCode,
  newPool,
  put,
  read,
  sampleEntry,
  sampleFund,
  sampleLot,
  samplePlace,
  sampleTask,
} from '../../test/support/store-samples.ts';
import { type OpenStore, twins } from '../../test/support/store-twins.ts';
import { change, create, remove } from '../domain/decision.ts';
import { BadCursor, type Page, type PageRequest, type RangePageRequest, type Store } from './interface.ts';

/** Follows a query from page to page. */
async function pagesOf<T>(
  request: PageRequest,
  ask: (request: PageRequest) => Promise<Page<T>>,
): Promise<readonly (readonly T[])[]> {
  const pages: (readonly T[])[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await ask({ ...request, after });
    pages.push(items);
    if (next === undefined) return pages;
    after = next;
  }
}

/** What every store promises about reading. */
describe.each(twins)('a store $name', ({ open }) => {
  let opened: OpenStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });

  const day = (number: number) => instant(`2026-03-${String(number).padStart(2, '0')}T09:00:00.000Z`);

  describe('several at once', () => {
    it('answers in the order asked, leaves out what is missing, and repeats what is asked twice', async () => {
      const funds = Array.from({ length: 3 }, () => sampleFund(newCode()));
      await put(store, ...funds.map((fund) => create('fund', fund.id, fund)));
      const [a, b, c] = funds.map(({ id }) => id);
      const asked = [c, 'fnd_nobody00', '', a, b, a].map(String);
      expect((await store.getMany('fund', asked)).map(({ id }) => id)).toEqual([c, a, b, a]);
      expect(await store.getMany('fund', [])).toEqual([]);
    });

    it('reads more than one batch of the database holds', async () => {
      const funds = Array.from({ length: 190 }, () => sampleFund(newCode()));
      for (const part of [funds.slice(0, 95), funds.slice(95)]) {
        await put(store, ...part.map((fund) => create('fund', fund.id, fund)));
      }
      const ids = funds.map(({ id }) => id);
      expect((await store.getMany('fund', ids)).map(({ id }) => id)).toEqual(ids);
    });
  });

  describe('ranges', () => {
    const openLots = async (...free: readonly number[]) => {
      const fundCode = newCode();
      const lots = free.map((pence, index) => sampleLot(newCode(), fundCode, pence, day(index + 1)));
      await put(store, ...lots.toReversed().map((lot) => create('lot', lot.id, lot)));
      return { heading: `open-lots/fnd_${fundCode}`, lots };
    };
    const freeIn = async (heading: string, request: RangePageRequest) =>
      (await store.range('lot', heading, 'lots', request)).items.map(({ value }) => value.free);

    it('keep their order, whatever order the records were made in, page by page and from either end', async () => {
      const { heading } = await openLots(10, 20, 30, 40, 50);
      const ask = (request: PageRequest) => store.range('lot', heading, 'lots', request);
      const free = async (request: PageRequest) =>
        (await pagesOf(request, ask)).map((page) => page.map(({ value }) => value.free));
      expect(await free({ limit: 2 })).toEqual([[10, 20], [30, 40], [50]]);
      expect(await free({ limit: 2, newestFirst: true })).toEqual([[50, 40], [30, 20], [10]]);
      expect(await free({ limit: 5 })).toEqual([[10, 20, 30, 40, 50]]);
    });

    it('go no further than asked', async () => {
      const { heading, lots } = await openLots(10, 20, 30);
      const through = `9999-12-31#${day(2)}#${lots[1]?.id}`;
      expect(await freeIn(heading, { limit: 9, through })).toEqual([10, 20]);
      expect(await freeIn(heading, { limit: 9, through: through.slice(0, -1) })).toEqual([10]);
      expect(await freeIn(heading, { limit: 1, through, newestFirst: true })).toEqual([20]);
    });

    it('begin where asked', async () => {
      const { heading, lots } = await openLots(10, 20, 30);
      const from = `9999-12-31#${day(2)}#${lots[1]?.id}`;
      expect(await freeIn(heading, { limit: 9, from })).toEqual([20, 30]);
      expect(await freeIn(heading, { limit: 9, from: `${from}~` })).toEqual([30]);
      expect(await freeIn(heading, { limit: 1, from, newestFirst: true })).toEqual([30]);
      expect(await freeIn(heading, { limit: 9, from, through: from })).toEqual([20]);
      const { next } = await store.range('lot', heading, 'lots', { limit: 1, from });
      expect(await freeIn(heading, { limit: 9, from, after: next })).toEqual([30]);
    });

    it('lose a record in the transaction that takes it out, and gain it in the one that puts it back', async () => {
      const { heading, lots } = await openLots(10, 20);
      const id = String(lots[0]?.id);
      const full = await read(store, 'lot', id);
      await put(store, change(full, { ...full.value, free: Pence.parse(0) }));
      expect(await freeIn(heading, { limit: 9 })).toEqual([20]);
      const spent = await read(store, 'lot', id);
      await put(store, change(spent, { ...spent.value, free: Pence.parse(7) }));
      expect(await freeIn(heading, { limit: 9 })).toEqual([7, 20]);
      await put(store, remove(await read(store, 'lot', id)));
      expect(await freeIn(heading, { limit: 9 })).toEqual([20]);
    });

    it('move a record when its order changes', async () => {
      const { heading, lots } = await openLots(10, 20);
      const first = await read(store, 'lot', String(lots[0]?.id));
      await put(store, change(first, { ...first.value, receivedAt: day(9) }));
      expect(await freeIn(heading, { limit: 9 })).toEqual([20, 10]);
    });

    it('name themselves under their heading, in order, each once, and only while somebody stands in them', async () => {
      const poolId = newPool();
      const groups = ['survivor', 'online-behaviour', 'online-behaviour', 'contact-behaviour'];
      const places = groups.map((group, index) => samplePlace(newCode(), { poolId, group, waitsFrom: day(index + 1) }));
      await put(store, ...places.map((place) => create('place', place.id, place)));
      const heading = `waiting/${poolId}`;
      expect(await store.ranges(heading)).toEqual([
        'contact-behaviour.wales',
        'online-behaviour.wales',
        'survivor.wales',
      ]);
      await put(store, remove(await read(store, 'place', String(places[0]?.id))));
      await put(store, remove(await read(store, 'place', String(places[1]?.id))));
      expect(await store.ranges(heading)).toEqual(['contact-behaviour.wales', 'online-behaviour.wales']);
      const waiting = await store.range('place', heading, 'online-behaviour.wales', { limit: 9 });
      expect(waiting.items.map(({ id }) => id)).toEqual([places[2]?.id]);
      expect(await store.ranges(`waiting/${newPool()}`)).toEqual([]);
    });

    it('are refused under a heading that no kind of record stands in', async () => {
      await expect(store.ranges('nobody/here')).rejects.toThrow('no records stand in ranges');
    });
  });

  describe('lists', () => {
    it('show what is due by a moment, in order, page by page and from either end', async () => {
      // The index has one list a role: of the roles, this one is used by no other test.
      const tasks = [3, 1, 2, 4].map((number) => sampleTask(newCode(), 'trustee', day(number)));
      await put(store, ...tasks.map((task) => create('task', task.id, task)));
      const ask = (request: PageRequest) => store.list('task', 'tasks/trustee', request);
      const due = async (request: PageRequest) =>
        (await pagesOf(request, ask)).map((page) => page.map(({ value }) => value.dueAt));
      expect(await due({ limit: 3 })).toEqual([[day(1), day(2), day(3)], [day(4)]]);
      expect(await due({ limit: 3, newestFirst: true })).toEqual([[day(4), day(3), day(2)], [day(1)]]);
      expect(await due({ limit: 3, through: day(3) })).toEqual([[day(1), day(2), day(3)]]);
      expect(await due({ limit: 3, through: '2026-03-02T08:59:59.999Z' })).toEqual([[day(1)]]);
      const done = await read(store, 'task', String(tasks[0]?.id));
      await put(store, change(done, { ...done.value, state: 'done', doneAt: day(5) }));
      expect(await due({ limit: 9 })).toEqual([[day(1), day(2), day(4)]]);
      expect((await store.list('task', 'tasks-done/trustee', { limit: 9 })).items).toMatchObject([{ id: done.id }]);
    });

    it('order what stands at one moment by id, so that pages neither repeat nor miss', async () => {
      const tasks = Array.from({ length: 7 }, () => sampleTask(newCode(), 'safeguarding-lead', day(1)));
      await put(store, ...tasks.map((task) => create('task', task.id, task)));
      const ask = (request: PageRequest) => store.list('task', 'tasks/safeguarding-lead', request);
      const ids = (await pagesOf({ limit: 2 }, ask)).flat().map(({ id }) => id);
      expect(ids).toEqual(tasks.map(({ id }) => id).toSorted());
    });

    it('are refused of a kind that has none', async () => {
      await expect(store.list('draft', 'drafts', { limit: 1 })).rejects.toThrow('no lists of draft');
    });
  });

  describe('the journal and the decisions of a day', () => {
    it('give the entries of a month as they were booked, page by page', async () => {
      const month = '2031-05';
      const book = (at: string) =>
        store.commit([decision({ entries: [sampleEntry(`donation:${newCode()}`, 100, instant(at))] })]);
      for (const number of ['05-03', '05-01', '05-02', '06-01', '04-30']) await book(`2031-${number}T12:00:00.000Z`);
      const pages = await pagesOf({ limit: 2 }, (request) => store.journal(month, request));
      expect(pages.map((page) => page.map(({ bookedAt }) => bookedAt.slice(5, 10)))).toEqual([
        ['05-01', '05-02'],
        ['05-03'],
      ]);
    });

    it('give the entries after one of them, those of the same moment by their ids', async () => {
      const month = '2031-07';
      const code = newCode();
      const names = ['a', 'ab', 'b', 'c'].map((name) => `donation:${code}${name}`);
      const at = instant(`${month}-03T12:00:00.000Z`);
      for (const id of names) await store.commit([decision({ entries: [sampleEntry(id, 100, at)] })]);
      const later = instant(`${month}-04T12:00:00.000Z`);
      await store.commit([decision({ entries: [sampleEntry(`donation:${code}0`, 100, later)] })]);
      const past = { id: `donation:${code}a`, bookedAt: at };
      const pages = await pagesOf({ limit: 2 }, (request) => store.journal(month, { ...request, past }));
      expect(pages.map((page) => page.map(({ id }) => id.slice(-1)))).toEqual([
        ['b', 'b'],
        ['c', '0'],
      ]);
      const none = await store.journal(month, { limit: 2, past: { id: `donation:${code}0`, bookedAt: later } });
      expect(none.items).toEqual([]);
    });

    it('give entries by their ids, in the order asked for, without those that are missing', async () => {
      const ids = ['a', 'b'].map((name) => `donation:${newCode()}${name}`);
      const at = instant('2031-08-03T12:00:00.000Z');
      for (const id of ids) await store.commit([decision({ entries: [sampleEntry(id, 100, at)] })]);
      const [first = '', second = ''] = ids;
      const found = await store.entries([second, 'donation:nobody', 'not fit for a key', first]);
      expect(found.map(({ id }) => id)).toEqual([second, first]);
      expect(await store.entries([])).toEqual([]);
    });

    it('give the decisions of a UTC day about whatever subject, page by page', async () => {
      const at = (text: string) => store.commit([decision({ did: text.slice(11, 13), at: instant(text) })]);
      for (const hour of ['09', '23', '00']) await at(`2031-05-20T${hour}:00:00.000Z`);
      await at('2031-05-21T00:00:00.000Z');
      const ask = (request: PageRequest) => store.decisionsOf('2031-05-20', request);
      const did = async (request: PageRequest) =>
        (await pagesOf(request, ask)).map((page) => page.map((entry) => entry.did));
      expect(await did({ limit: 2 })).toEqual([['00', '09'], ['23']]);
      expect(await did({ limit: 2, newestFirst: true })).toEqual([['23', '09'], ['00']]);
      expect(await did({ limit: 9, through: '2031-05-20T09:00:00.000Z' })).toEqual([['00', '09']]);
    });

    it('page through a history', async () => {
      const about = `test/${newCode()}` as const;
      const names = Array.from({ length: 5 }, (_, index) => `step-${index}`);
      await store.commit(names.map((did) => decision({ about, did })));
      const pages = await pagesOf({ limit: 2 }, (request) => store.history(about, request));
      expect(pages.map((page) => page.map(({ did }) => did))).toEqual([
        names.slice(0, 2),
        names.slice(2, 4),
        names.slice(4),
      ]);
    });
  });

  describe('pages', () => {
    it('ASVS 15.2.2 are of 1 to 200', async () => {
      for (const limit of [0, -1, 201, 1.5, Number.NaN]) {
        await expect(store.journal('2030-01', { limit })).rejects.toThrow(RangeError);
      }
    });

    it('ASVS 1.2.4 refuse a cursor that is none, or another query’s', async () => {
      const about = `test/${newCode()}` as const;
      await store.commit([decision({ about }), decision({ about }), decision({ about })]);
      const { next } = await store.history(about, { limit: 1 });
      const forged = Buffer.from('{"pk":"x"}').toString('base64url');
      for (const after of ['', 'nonsense', forged]) {
        await expect(store.history(about, { limit: 1, after })).rejects.toThrow(BadCursor);
      }
      await expect(store.history(`test/${newCode()}`, { limit: 1, after: next })).rejects.toThrow(BadCursor);
      await expect(store.decisionsOf('2026-03-02', { limit: 1, after: next })).rejects.toThrow(BadCursor);
      await expect(store.history(about, { limit: 1, after: next, through: '2020' })).rejects.toThrow(BadCursor);
      expect((await store.history(about, { limit: 1, after: next })).items).toHaveLength(1);
    });
  });
});
