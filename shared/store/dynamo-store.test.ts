import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { storeWith } from '../../test/support/dynamo-between.ts';
import { createTables, type TestTables } from '../../test/support/dynamo-tables.ts';
import { dynamoDbEndpoint } from '../../test/support/one-of-a-run.ts';
import {
  decision,
  instant,
  newCode,
  put,
  read,
  sampleFund,
  sampleLot,
  sampleToken,
} from '../../test/support/store-samples.ts';
import { change, create } from '../domain/decision.ts';
import { readAuditImage } from './audit-stream.ts';
import { DynamoStore } from './dynamo-store.ts';

describe('the store in DynamoDB', () => {
  let endpoint: string;
  let tables: TestTables;
  let store: DynamoStore;
  beforeAll(async () => {
    endpoint = await dynamoDbEndpoint();
    tables = await createTables(endpoint, `store-${newCode()}`);
    store = new DynamoStore({ client: tables.client, tables: tables.names });
  });

  const newFund = () => {
    const fund = sampleFund(newCode());
    return { id: fund.id, made: decision({ about: `fund/${fund.id}`, changes: [create('fund', fund.id, fund)] }) };
  };

  describe('reading', () => {
    it('names the table that a function was not given', async () => {
      const without = new DynamoStore({ client: tables.client, tables: { audit: tables.names.audit } });
      await expect(without.get('fund', 'fnd_00000000')).rejects.toThrow('given no table money');
    });

    it('asks again for what a batch left unread', async () => {
      const funds = Array.from({ length: 6 }, newFund);
      await store.commit(funds.map(({ made }) => made));
      let batches = 0;
      const { store: partial, pauses } = storeWith(endpoint, tables, async (input, send) => {
        if (!('RequestItems' in input)) return send();
        batches += 1;
        const [name, asked] = Object.entries(input.RequestItems ?? {})[0] ?? [];
        if (name === undefined || asked === undefined || !('Keys' in asked) || batches === 3) return send();
        return { Responses: { [name]: [] }, UnprocessedKeys: { [name]: asked }, $metadata: {} };
      });
      const ids = funds.map(({ id }) => id);
      expect((await partial.getMany('fund', ids)).map(({ id }) => id)).toEqual(ids);
      expect([batches, pauses.length]).toEqual([3, 2]);
    });

    it('throws rather than pretend that what stays unread is not there', async () => {
      const { store: deaf } = storeWith(endpoint, tables, async (input, send) =>
        'RequestItems' in input
          ? { UnprocessedKeys: { [tables.names.money]: { Keys: [marshall({ pk: 'x', sk: 'y' })] } }, $metadata: {} }
          : send(),
      );
      await expect(deaf.getMany('fund', ['fnd_00000000'])).rejects.toThrow('unread');
    });

    it('is strongly consistent wherever fairness or money depends on it', async () => {
      const consistent: (boolean | undefined)[] = [];
      const { store: watched } = storeWith(endpoint, tables, (input, send) => {
        const asked = 'RequestItems' in input ? Object.values(input.RequestItems ?? {})[0] : input;
        consistent.push(asked !== undefined && 'ConsistentRead' in asked ? asked.ConsistentRead : undefined);
        return send();
      });
      const lot = sampleLot(newCode(), newCode(), 10);
      await put(store, create('lot', lot.id, lot));
      await watched.get('lot', lot.id);
      await watched.getMany('lot', [lot.id]);
      await watched.range('lot', `open-lots/${lot.fundId}`, 'lots', { limit: 1 });
      await watched.ranges(`open-lots/${lot.fundId}`);
      await watched.history('test/nothing', { limit: 1 });
      expect(consistent).toEqual([true, true, true, true, true, true, true]);
      await watched.list('lot', `lots/${lot.donationId}`, { limit: 1 });
      expect(consistent.at(-1)).toBeUndefined();
    });

    it('leaves out of a range what left it between two reads, and goes on to the next page', async () => {
      const fundCode = newCode();
      const lots = [1, 2].map((day) => sampleLot(newCode(), fundCode, 10, instant(`2026-03-0${day}T09:00:00.000Z`)));
      await put(store, ...lots.map((lot) => create('lot', lot.id, lot)));
      let spent = false;
      const { store: slow } = storeWith(endpoint, tables, async (input, send) => {
        if ('RequestItems' in input && !spent) {
          spent = true;
          const first = await read(store, 'lot', String(lots[0]?.id));
          await put(store, change(first, { ...first.value, free: Pence.parse(0) }));
        }
        return send();
      });
      const { items } = await slow.range('lot', `open-lots/fnd_${fundCode}`, 'lots', { limit: 1 });
      expect(items.map(({ id }) => id)).toEqual([lots[1]?.id]);
    });

    it('throws when what is stored breaks its schema', async () => {
      const item = { pk: 'fund#fnd_broken00', sk: 'record', version: 1, record: { id: 'fnd_broken00' } };
      await tables.client.send(new PutItemCommand({ TableName: tables.names.money, Item: marshall(item) }));
      await expect(store.get('fund', 'fnd_broken00')).rejects.toThrow('fund#fnd_broken00 breaks its schema');
    });
  });

  describe('items', () => {
    const itemAt = async (table: keyof TestTables['names'], pk: string) => {
      const Key = marshall({ pk, sk: 'record' });
      const { Item } = await tables.client.send(new GetItemCommand({ TableName: tables.names[table], Key }));
      return unmarshall(Item ?? {});
    };

    it('of visits carry the second after which they may be deleted, and are in no index', async () => {
      const token = sampleToken(newCode(), instant('2026-03-02T09:00:00.500Z'));
      await put(store, create('token', token.hash, token));
      expect(await itemAt('visits', `token#${token.hash}`)).toEqual({
        pk: `token#${token.hash}`,
        sk: 'record',
        version: 1,
        record: token,
        expiresAt: Date.parse('2026-03-02T09:00:01.000Z') / 1000,
      });
    });

    it('of other records carry no such second', async () => {
      const { id, made } = newFund();
      await store.commit([made]);
      expect(Object.keys(await itemAt('money', `fund#${id}`)).toSorted()).toEqual([
        'at',
        'list',
        'pk',
        'record',
        'sk',
        'version',
      ]);
    });

    it('may take a place in a range that the same record left behind, and no other’s', async () => {
      const leave = async (id: string, lot: ReturnType<typeof sampleLot>) => {
        const place = { pk: `open-lots/${lot.fundId}`, sk: `lots!9999-12-31#${lot.receivedAt}#${lot.id}`, id };
        await tables.client.send(new PutItemCommand({ TableName: tables.names.money, Item: marshall(place) }));
      };
      const [own, taken] = [sampleLot(newCode(), newCode(), 10), sampleLot(newCode(), newCode(), 10)];
      await leave(own.id, own);
      await leave('lot_somebody', taken);
      await put(store, create('lot', own.id, own));
      const refused = await store.commit([decision({ changes: [create('lot', taken.id, taken)] })]);
      expect(refused).toMatchObject({ ok: false, why: 'conflict' });
    });

    it('of the audit table can be read from its stream; anything else says why not', async () => {
      const entry = decision({});
      await store.commit([entry]);
      const [kept] = (await store.history(entry.about, { limit: 1 })).items;
      const Key = marshall({ pk: entry.about, sk: `${entry.at}!${kept?.id}` });
      const { Item } = await tables.client.send(new GetItemCommand({ TableName: tables.names.audit, Key }));
      expect(readAuditImage(Item)).toEqual({ ok: true, entry: kept });
      for (const image of [undefined, {}, marshall({ pk: 'priming', sk: 'priming' }), 'text']) {
        expect(readAuditImage(image)).toMatchObject({
          ok: false,
          reason: expect.stringContaining('not an audit entry'),
        });
      }
    });
  });
});
