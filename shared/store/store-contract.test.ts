import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import {
  afterwards,
  decision,
  instant,
  newCode,
  put,
  read,
  sampleEntry,
  sampleFund,
  sampleLot,
  sampleToken,
} from '../../test/support/store-samples.ts';
import { type OpenStore, twins } from '../../test/support/store-twins.ts';
import { change, create, rely, remove } from '../domain/decision.ts';
import { type Store, TransactionTooLarge } from './interface.ts';

/** What every store promises about writing. Reading has a suite of its own beside this one. */
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

  describe('versions', () => {
    it('gives a new record version 1 and every later one the next', async () => {
      const id = await newFund();
      expect(await store.get('fund', id)).toMatchObject({ kind: 'fund', id, version: 1, value: { deficit: 0 } });
      await put(store, await withDeficit(id, 5));
      expect(await store.get('fund', id)).toMatchObject({ version: 2, value: { deficit: 5 } });
    });

    it('ASVS 1.2.4 knows nothing of a record that was never made, whatever its id looks like', async () => {
      for (const id of ['fnd_nobody00', '', ' ', 'ü', 'x'.repeat(5_000)]) {
        expect(await store.get('fund', id)).toBeUndefined();
      }
    });

    it('ASVS 15.4.2 refuses a change of what somebody else has changed meanwhile', async () => {
      const id = await newFund();
      const [mine, theirs] = [await withDeficit(id, 1), await withDeficit(id, 2)];
      await put(store, theirs);
      expect(await store.commit([decision({ changes: [mine] })])).toEqual({
        ok: false,
        why: 'conflict',
        what: `fund#${id} is not at version 1`,
      });
      expect(await deficitOf(id)).toBe(2);
    });

    it('refuses to make a record that exists', async () => {
      const id = await newFund(7);
      const fund = await read(store, 'fund', id);
      const result = await store.commit([decision({ changes: [create('fund', id, fund.value)] })]);
      expect(result).toEqual({ ok: false, why: 'conflict', what: `fund#${id} exists` });
    });

    it('refuses to change a record that is gone', async () => {
      const id = await newFund();
      const late = await withDeficit(id, 1);
      await put(store, remove(await read(store, 'fund', id)));
      expect(await store.commit([decision({ changes: [late] })])).toMatchObject({ ok: false, why: 'conflict' });
    });

    it('removes a record, and lets it be made again', async () => {
      const id = await newFund();
      const fund = await read(store, 'fund', id);
      await put(store, remove(fund));
      expect(await store.get('fund', id)).toBeUndefined();
      await put(store, create('fund', id, fund.value));
      expect(await store.get('fund', id)).toEqual(fund);
    });

    it('ends at twenty when twenty people count at once, each trying again after a lost race', async () => {
      const id = await newFund();
      const countOne = async (): Promise<void> => {
        for (;;) {
          const fund = await read(store, 'fund', id);
          const counted = change(fund, { ...fund.value, deficit: Pence.parse(fund.value.deficit + 1) });
          if ((await store.commit([decision({ changes: [counted] })])).ok) return;
        }
      };
      await Promise.all(Array.from({ length: 20 }, countOne));
      expect(await store.get('fund', id)).toMatchObject({ version: 21, value: { deficit: 20 } });
    }, 90_000);

    it('leaves nothing of a value that is undefined', async () => {
      const lot = sampleLot(newCode(), newCode(), 10);
      await put(store, create('lot', lot.id, { ...lot, ...{ spendBy: undefined } }));
      expect(Object.keys((await read(store, 'lot', lot.id)).value)).not.toContain('spendBy');
    });
  });

  describe('reliances', () => {
    it('holds when what was relied on is unchanged', async () => {
      const [relied, changed] = [await newFund(), await newFund()];
      const relies = [rely(await read(store, 'fund', relied))];
      const changes = [await withDeficit(changed, 1)];
      expect(await store.commit([decision({ relies, changes })])).toMatchObject({ ok: true });
      expect(await store.get('fund', relied)).toMatchObject({ version: 1 });
    });

    it('ASVS 2.3.4, 15.4.2 refuses everything when what was relied on has changed', async () => {
      const [relied, changed] = [await newFund(), await newFund()];
      const relies = [rely(await read(store, 'fund', relied))];
      const changes = [await withDeficit(changed, 1)];
      await put(store, await withDeficit(relied, 9));
      expect(await store.commit([decision({ relies, changes })])).toEqual({
        ok: false,
        why: 'conflict',
        what: `fund#${relied} is not at version 1`,
      });
      expect(await deficitOf(changed)).toBe(0);
    });

    it('relies on absence by version 0', async () => {
      const id = `fnd_${newCode()}`;
      const relies = [{ kind: 'fund', id, version: 0 } as const];
      expect(await store.commit([decision({ relies })])).toMatchObject({ ok: true });
      await put(store, create('fund', id, sampleFund(id.slice('fnd_'.length))));
      expect(await store.commit([decision({ relies })])).toMatchObject({ ok: false, what: `fund#${id} exists` });
    });

    it('needs no check of a record that the same transaction changes, read at the same version', async () => {
      const id = await newFund();
      const relies = [rely(await read(store, 'fund', id))];
      const changes = [await withDeficit(id, 1)];
      expect(await store.commit([decision({ relies, changes })])).toMatchObject({ ok: true });
    });

    it('sees a conflict when the same transaction changes a record read at another version', async () => {
      const id = await newFund();
      const relies = [rely(await read(store, 'fund', id))];
      await put(store, await withDeficit(id, 1));
      const changes = [await withDeficit(id, 2)];
      expect(await store.commit([decision({ relies, changes })])).toMatchObject({ ok: false, why: 'conflict' });
      expect(await deficitOf(id)).toBe(1);
    });
  });

  describe('one transaction of several decisions', () => {
    it('writes a record once that several decisions change in a row', async () => {
      const id = await newFund();
      const fund = await read(store, 'fund', id);
      const once = { ...fund.value, deficit: Pence.parse(1) };
      const twice = { ...fund.value, deficit: Pence.parse(2) };
      const first = decision({ changes: [change(fund, once)] });
      const second = decision({ changes: [change(afterwards(fund, once), twice)] });
      expect(await store.commit([first, second])).toMatchObject({ ok: true });
      expect(await store.get('fund', id)).toMatchObject({ version: 2, value: { deficit: 2 } });
    });

    it('makes and changes a record in one transaction', async () => {
      const fund = sampleFund(newCode());
      const changed = { ...fund, deficit: Pence.parse(3) };
      const made = { kind: 'fund', id: fund.id, version: 0, value: fund } as const;
      await put(store, create('fund', fund.id, fund), change(made, changed));
      expect(await store.get('fund', fund.id)).toMatchObject({ version: 1, value: { deficit: 3 } });
    });

    it('ASVS 2.3.3 writes nothing at all, in any table, when one condition does not hold', async () => {
      const id = await newFund();
      const stale = await withDeficit(id, 1);
      await put(store, await withDeficit(id, 2));
      const lot = sampleLot(newCode(), newCode(), 10);
      const token = sampleToken(newCode(), instant());
      const before = await opened.content();
      const result = await store.commit([
        decision({ changes: [create('lot', lot.id, lot)], entries: [sampleEntry(`donation:${lot.donationId}`, 10)] }),
        decision({ changes: [create('token', token.hash, token), stale] }),
      ]);
      expect(result).toMatchObject({ ok: false, why: 'conflict' });
      expect(await opened.content()).toEqual(before);
      expect(await store.ranges(`open-lots/${lot.fundId}`)).toEqual([]);
    });

    it('commits nothing when there is nothing to commit', async () => {
      const before = await opened.content();
      expect(await store.commit([])).toEqual({ ok: true, facts: [] });
      expect(await opened.content()).toEqual(before);
    });

    it('refuses what does not fit a transaction, and writes none of it', async () => {
      const funds = Array.from({ length: 100 }, () => sampleFund(newCode()));
      const changes = funds.map((fund) => create('fund', fund.id, fund));
      await expect(store.commit([decision({ changes })])).rejects.toThrow(TransactionTooLarge);
      expect(
        await store.getMany(
          'fund',
          funds.map(({ id }) => id),
        ),
      ).toEqual([]);
      expect(await store.commit([decision({ changes: changes.slice(1) })])).toMatchObject({ ok: true });
    });

    it('ASVS 16.5.3 throws at a value that breaks its schema, and writes nothing', async () => {
      const fund = sampleFund(newCode());
      const broken = { ...fund, deficit: -1 as Pence };
      await expect(store.commit([decision({ changes: [create('fund', fund.id, broken)] })])).rejects.toThrow('schema');
      expect(await store.get('fund', fund.id)).toBeUndefined();
    });
  });
});
