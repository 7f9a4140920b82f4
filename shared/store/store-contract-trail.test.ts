import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import {
  decision,
  instant,
  newCode,
  put,
  read,
  sampleEntry,
  sampleFund,
  sampleToken,
} from '../../test/support/store-samples.ts';
import { type OpenStore, twins } from '../../test/support/store-twins.ts';
import { change, create } from '../domain/decision.ts';
import type { JournalEntry } from '../domain/journal.ts';
import { BookedDifferently, type Store } from './interface.ts';

/** What every store promises about what a commit leaves behind for good, and about visits, which leave nothing. */
describe.each(twins)('a store $name', ({ open }) => {
  let opened: OpenStore;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = opened.store;
  });

  const newFund = async (deficit = 0): Promise<string> => {
    const fund = sampleFund(newCode(), deficit);
    await put(store, create('fund', fund.id, fund));
    return fund.id;
  };
  const deficitOf = async (id: string): Promise<number | undefined> => (await store.get('fund', id))?.value.deficit;
  const withDeficit = async (id: string, deficit: number) => {
    const fund = await read(store, 'fund', id);
    return change(fund, { ...fund.value, deficit: Pence.parse(deficit) });
  };

  describe('the journal', () => {
    it('books an entry once; the same money again, at another time or in another order, is booked already', async () => {
      const id = await newFund();
      const inOrder = sampleEntry(`donation:${newCode()}`, 500);
      const reversed = { ...sampleEntry(`donation:${newCode()}`, 500), postings: inOrder.postings.toReversed() };
      for (const entry of [inOrder, reversed]) {
        expect(await store.commit([decision({ entries: [entry] })])).toMatchObject({ ok: true });
        const again: JournalEntry = {
          ...entry,
          bookedAt: instant('2026-03-09T09:00:00.000Z'),
          postings: entry.postings.toReversed(),
        };
        const changes = [await withDeficit(id, 1)];
        expect(await store.commit([decision({ entries: [again], changes })])).toEqual({
          ok: false,
          why: 'booked',
          what: entry.id,
        });
      }
      expect(await deficitOf(id)).toBe(0);
    });

    it('raises the alarm when the same cause would move other money', async () => {
      const entry = sampleEntry(`donation:${newCode()}`, 500);
      await store.commit([decision({ entries: [entry] })]);
      const other = sampleEntry(entry.id, 501);
      await expect(store.commit([decision({ entries: [other] })])).rejects.toThrow(BookedDifferently);
    });

    it('sees a lost race when the same cause was booked otherwise by whoever changed the records first', async () => {
      const id = await newFund();
      const entry = sampleEntry(`donation:${newCode()}`, 500);
      const stale = await withDeficit(id, 1);
      await store.commit([decision({ entries: [entry], changes: [await withDeficit(id, 2)] })]);
      const late = decision({ entries: [sampleEntry(entry.id, 501)], changes: [stale] });
      expect(await store.commit([late])).toMatchObject({ ok: false, why: 'conflict' });
      expect(await deficitOf(id)).toBe(2);
    });

    it('says that the money is booked even when the record has moved on as well', async () => {
      const id = await newFund();
      const entry = sampleEntry(`donation:${newCode()}`, 500);
      const collect = decision({ changes: [await withDeficit(id, 1)], entries: [entry] });
      expect(await store.commit([collect])).toMatchObject({ ok: true });
      expect(await store.commit([collect])).toMatchObject({ ok: false, why: 'booked' });
    });
  });

  describe('the audit trail', () => {
    it('ASVS 16.2.1 keeps who, when, why, which records, and the facts in their envelopes', async () => {
      const fund = sampleFund(newCode());
      const about = `fund/${fund.id}` as const;
      const data = { fundId: fund.id, poolId: fund.poolId };
      const result = await store.commit([
        decision({
          about,
          did: 'open-fund',
          why: 'a new appeal',
          changes: [create('fund', fund.id, fund)],
          facts: [{ type: 'uk.sponsored-places.fund.opened.v1', subject: about, data }],
        }),
      ]);
      const { items, next } = await store.history(about, { limit: 10 });
      const [entry] = items;
      expect(entry).toEqual({
        id: expect.stringMatching(/^[0-9a-z]+-00$/),
        about,
        at: instant(),
        by: { id: 'stf_00000001', roles: ['coordinator'] },
        did: 'open-fund',
        why: 'a new appeal',
        records: [{ kind: 'fund', id: fund.id, version: 1 }],
        facts: [
          {
            specversion: '1.0',
            id: `${entry?.id}-0`,
            source: '/sponsored-places',
            type: 'uk.sponsored-places.fund.opened.v1',
            subject: about,
            time: instant(),
            datacontenttype: 'application/json',
            data,
          },
        ],
      });
      expect([items.length, next]).toEqual([1, undefined]);
      expect(result).toEqual({ ok: true, facts: entry?.facts });
    });

    it('tells a subject’s history in order, also of decisions of one moment and one transaction', async () => {
      const about = `test/${newCode()}` as const;
      const did = (name: string, at?: string) => decision({ about, did: name, at: instant(at) });
      await store.commit([did('second', '2026-03-02T10:00:00.000Z'), did('third', '2026-03-02T10:00:00.000Z')]);
      await store.commit([did('fourth', '2026-03-03T10:00:00.000Z')]);
      await store.commit([did('first', '2026-03-01T10:00:00.000Z')]);
      const names = async (request: { newestFirst?: boolean; through?: string }) =>
        (await store.history(about, { limit: 10, ...request })).items.map((entry) => entry.did);
      expect(await names({})).toEqual(['first', 'second', 'third', 'fourth']);
      expect(await names({ newestFirst: true })).toEqual(['fourth', 'third', 'second', 'first']);
      expect(await names({ through: '2026-03-02T10:00:00.000Z' })).toEqual(['first', 'second', 'third']);
    });
  });

  describe('visits', () => {
    it('keeps, changes and removes a visit without a word in the audit trail', async () => {
      const token = sampleToken(newCode(), instant());
      const { audit } = await opened.content();
      expect(await store.keep({ kind: 'token', id: token.hash, before: undefined, after: token })).toBe(true);
      const before = await read(store, 'token', token.hash);
      const after = { ...token, expiresAt: instant('2026-04-02T09:00:00.000Z') };
      expect(await store.keep({ kind: 'token', id: token.hash, before, after })).toBe(true);
      expect(await store.keep({ kind: 'token', id: token.hash, before, after: undefined })).toBe(false);
      const latest = await read(store, 'token', token.hash);
      expect(latest).toMatchObject({ version: 2, value: after });
      expect(await store.keep({ kind: 'token', id: token.hash, before: latest, after: undefined })).toBe(true);
      expect(await store.get('token', token.hash)).toBeUndefined();
      expect((await opened.content()).audit).toEqual(audit);
    });
  });
});
