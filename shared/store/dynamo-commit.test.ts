import { DynamoDBServiceException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { failingStore } from '../../test/support/dynamo-between.ts';
import { createTables, type TestTables } from '../../test/support/dynamo-tables.ts';
import { dynamoDbEndpoint } from '../../test/support/one-of-a-run.ts';
import { decision, newCode, sampleFund } from '../../test/support/store-samples.ts';
import { create } from '../domain/decision.ts';
import { DynamoStore } from './dynamo-store.ts';

const networkError = (code: string) => Object.assign(new Error(code), { name: 'TimeoutError', code });

const cancelled = (...codes: readonly string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

describe('a commit to DynamoDB', () => {
  let endpoint: string;
  let tables: TestTables;
  let store: DynamoStore;
  beforeAll(async () => {
    endpoint = await dynamoDbEndpoint();
    tables = await createTables(endpoint, `store-${newCode()}`);
    store = new DynamoStore({ client: tables.client, tables: tables.names });
  });

  const failing = (times: number, error: Error, when: 'before' | 'after') =>
    failingStore(endpoint, tables, { times, error, when });

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
  });
});
