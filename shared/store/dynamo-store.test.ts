import {
  DynamoDBServiceException,
  GetItemCommand,
  PutItemCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { createTables, dynamoClient, type TestTables } from '../../test/support/dynamo-tables.ts';
import { dynamoDbEndpoint } from '../../test/support/dynamodb-endpoint.ts';
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

type Send = () => Promise<ServiceOutputTypes>;
/** Stands between the store and the database: may send on, send nothing, fail before or fail after. */
type Between = (input: ServiceInputTypes, send: Send) => Promise<ServiceOutputTypes>;

const networkError = (code: string) => Object.assign(new Error(code), { name: 'TimeoutError', code });

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('the store in DynamoDB', () => {
  let endpoint: string;
  let tables: TestTables;
  let store: DynamoStore;
  beforeAll(async () => {
    endpoint = await dynamoDbEndpoint();
    tables = await createTables(endpoint, `store-${newCode()}`);
    store = new DynamoStore({ client: tables.client, tables: tables.names });
  });

  /** A store over the same tables with something in between, and the pauses it asked for. */
  const storeWith = (between: Between): { store: DynamoStore; pauses: number[] } => {
    const client = dynamoClient(endpoint);
    client.middlewareStack.add(
      (next) => async (args) => {
        let answer: Awaited<ReturnType<typeof next>> | undefined;
        const output = await between(args.input, async () => {
          answer = await next(args);
          return answer.output;
        });
        return { ...(answer ?? { response: undefined }), output };
      },
      { step: 'initialize', priority: 'high', name: 'between' },
    );
    const pauses: number[] = [];
    const sleep = async (milliseconds: number) => {
      pauses.push(milliseconds);
    };
    return { store: new DynamoStore({ client, tables: tables.names, sleep }), pauses };
  };

  /** Fails the first so many transactions, before or after they reach the database. */
  const failing = (times: number, error: Error, when: 'before' | 'after') => {
    let left = times;
    const tokens: (string | undefined)[] = [];
    const between: Between = async (input, send) => {
      if (!('TransactItems' in input) || !('ClientRequestToken' in input)) return send();
      tokens.push(input.ClientRequestToken);
      left -= 1;
      if (left < 0) return send();
      if (when === 'after') await send();
      throw error;
    };
    return { ...storeWith(between), tokens };
  };

  const newFund = () => {
    const fund = sampleFund(newCode());
    return { id: fund.id, made: decision({ about: `fund/${fund.id}`, changes: [create('fund', fund.id, fund)] }) };
  };

  describe('when an answer does not come', () => {
    it('writes once although the database wrote and its reply was lost', async () => {
      const { id, made } = newFund();
      const { store: lossy } = failing(2, networkError('ECONNRESET'), 'after');
      expect(await lossy.commit([made])).toMatchObject({ ok: true });
      expect(await store.get('fund', id)).toMatchObject({ version: 1 });
      expect((await store.history(`fund/${id}`, { limit: 9 })).items).toHaveLength(1);
    });

    it('tries again when the request was lost, with longer and longer pauses', async () => {
      const { made } = newFund();
      const { store: lossy, pauses } = failing(3, networkError('ECONNREFUSED'), 'before');
      expect(await lossy.commit([made])).toMatchObject({ ok: true });
      expect(pauses).toHaveLength(3);
      pauses.forEach((pause, index) => {
        expect(pause).toBeLessThanOrEqual(40 * 2 ** (index + 1));
      });
    });

    it('gives up after a while and says so: it may have happened', async () => {
      const { made } = newFund();
      const { store: lossy, tokens } = failing(99, networkError('ETIMEDOUT'), 'before');
      await expect(lossy.commit([made])).rejects.toThrow('ETIMEDOUT');
      expect(tokens).toHaveLength(7);
    });

    it('uses one token for all attempts of a commit, and another for the next commit of the same decision', async () => {
      const same = decision({});
      const { store: lossy, tokens } = failing(1, networkError('ECONNRESET'), 'before');
      await lossy.commit([same]);
      await lossy.commit([same]);
      const [first, again, next] = tokens;
      expect(again).toBe(first);
      expect(next).not.toBe(first);
      expect((await store.history(same.about, { limit: 9 })).items).toHaveLength(2);
    });
  });

  describe('when the database has too much to do', () => {
    it.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])('tries again after %s', async (code) => {
      const { made } = newFund();
      const { store: busy, pauses } = failing(2, cancelled('None', code), 'before');
      expect(await busy.commit([made])).toMatchObject({ ok: true });
      expect(pauses).toHaveLength(2);
    });

    it.each(['TransactionInProgressException', 'RequestLimitExceeded', 'ThrottlingException'])(
      'tries again after %s',
      async (name) => {
        const { made } = newFund();
        const error = new DynamoDBServiceException({ name, $fault: 'client', $metadata: {}, message: name });
        const { store: busy } = failing(2, error, 'before');
        expect(await busy.commit([made])).toMatchObject({ ok: true });
      },
    );

    it('tries again after a fault of the server', async () => {
      const { id, made } = newFund();
      const name = 'InternalServerError';
      const error = new DynamoDBServiceException({ name, $fault: 'server', $metadata: {}, message: name });
      const { store: broken } = failing(1, error, 'after');
      expect(await broken.commit([made])).toMatchObject({ ok: true });
      expect(await store.get('fund', id)).toMatchObject({ version: 1 });
    });

    it('gives up in the end', async () => {
      const { id, made } = newFund();
      const { store: busy, pauses } = failing(99, cancelled('ThrottlingError', 'None'), 'before');
      await expect(busy.commit([made])).rejects.toThrow(TransactionCanceledException);
      expect(pauses).toHaveLength(6);
      expect(await store.get('fund', id)).toBeUndefined();
    });
  });

  describe('when the answer is no', () => {
    it('calls another transaction at the same record a conflict, at once', async () => {
      const { id, made } = newFund();
      const { store: contended, tokens } = failing(9, cancelled('TransactionConflict', 'ThrottlingError'), 'before');
      expect(await contended.commit([made])).toEqual({
        ok: false,
        why: 'conflict',
        what: `fund#${id} is being written`,
      });
      expect(tokens).toHaveLength(1);
    });

    it('throws at once what no further attempt can mend', async () => {
      const { made } = newFund();
      const error = new DynamoDBServiceException({
        name: 'AccessDeniedException',
        $fault: 'client',
        $metadata: {},
        message: 'not yours',
      });
      const { store: denied, tokens } = failing(9, error, 'before');
      await expect(denied.commit([made])).rejects.toThrow('not yours');
      await expect(failing(9, cancelled('ValidationError'), 'before').store.commit([made])).rejects.toThrow(
        'cancelled',
      );
      expect(tokens).toHaveLength(1);
    });

    it('names the table that a function was not given', async () => {
      const without = new DynamoStore({ client: tables.client, tables: { audit: tables.names.audit } });
      await expect(without.get('fund', 'fnd_00000000')).rejects.toThrow('given no table money');
    });
  });

  describe('reading', () => {
    it('asks again for what a batch left unread', async () => {
      const funds = Array.from({ length: 6 }, newFund);
      await store.commit(funds.map(({ made }) => made));
      let batches = 0;
      const { store: partial, pauses } = storeWith(async (input, send) => {
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
      const { store: deaf } = storeWith(async (input, send) =>
        'RequestItems' in input
          ? { UnprocessedKeys: { [tables.names.money]: { Keys: [marshall({ pk: 'x', sk: 'y' })] } }, $metadata: {} }
          : send(),
      );
      await expect(deaf.getMany('fund', ['fnd_00000000'])).rejects.toThrow('unread');
    });

    it('is strongly consistent wherever fairness or money depends on it', async () => {
      const consistent: (boolean | undefined)[] = [];
      const { store: watched } = storeWith((input, send) => {
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
      await watched.list('lot', `lots/${lot.fundId}`, { limit: 1 });
      expect(consistent.at(-1)).toBeUndefined();
    });

    it('leaves out of a range what left it between two reads, and goes on to the next page', async () => {
      const fundCode = newCode();
      const lots = [1, 2].map((day) => sampleLot(newCode(), fundCode, 10, instant(`2026-03-0${day}T09:00:00.000Z`)));
      await put(store, ...lots.map((lot) => create('lot', lot.id, lot)));
      let spent = false;
      const { store: slow } = storeWith(async (input, send) => {
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
