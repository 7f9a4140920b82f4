import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { readTableCall } from '../../infra/local/gate/table-calls.ts';
import { change, create, rely } from '../../shared/domain/decision.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import type { Store } from '../../shared/store/interface.ts';
import { createTables } from '../support/dynamo-tables.ts';
import { dynamoDbEndpoint } from '../support/one-of-a-run.ts';
import {
  decision,
  instant,
  newCode,
  put,
  read,
  sampleEntry,
  sampleFund,
  sampleLot,
  sampleToken,
} from '../support/store-samples.ts';
import { storeOf } from './store-of.ts';

const readCall = readTableCall({ region: 'eu-west-2', account: '000000000000' }, new Map());
const page = { limit: 10 };
const code = newCode();
const fund = sampleFund(code);
const lot = sampleLot(code, code, 500);
const booked = sampleEntry(`entry-${code}`, 100);
const token = sampleToken(code, instant('2026-03-03T09:00:00.000Z'));

let store: Store;
const noted = new Set<string>();
/** What the gate reads in what is asked of the database itself. */
const asked = new Set<string>();

beforeAll(async () => {
  const prefix = `noted-${code}`;
  const { client, names } = await createTables(await dynamoDbEndpoint(), prefix);
  client.middlewareStack.add((next, { commandName = '' }) => async (args) => {
    const body = Buffer.from(JSON.stringify(args.input));
    for (const { action, resource } of readCall({ operation: commandName.replace(/Command$/, ''), body }))
      asked.add(`${action} ${resource.split(':').at(-1)?.replace(`${prefix}-`, '')}`);
    return next(args);
  });
  const real = new DynamoStore({ client, tables: names });
  await put(real, create('fund', fund.id, fund), create('lot', lot.id, lot));
  store = storeOf('web-console', real, ({ action, on }) => void noted.add(`${action} ${on}`));
});

describe('what a function is noted to have asked of the tables is what the database was asked', () => {
  it.each<[string, () => Promise<unknown>, string[]]>([
    ['by a record', () => store.get('fund', fund.id), ['GetItem money']],
    ['by a record of no possible name', () => store.get('fund', 'no name'), []],
    ['by several', () => store.getMany('lot', [lot.id]), ['BatchGetItem money']],
    ['by several of no possible name', () => store.getMany('lot', ['']), []],
    [
      'by a range',
      () => store.range('lot', `open-lots/${fund.id}`, 'lots', page),
      ['BatchGetItem money', 'Query money'],
    ],
    ['by a range where nothing stands', () => store.range('place', 'waiting/nobody', 'class', page), ['Query cases']],
    ['by the names of ranges', () => store.ranges('waiting/nobody'), ['Query cases']],
    ['by a list', () => store.list('email', 'emails/requested', page), ['Query mail/index/by-list']],
    ['by a history', () => store.history('test/a', page), ['Query audit']],
    ['by the decisions of a day', () => store.decisionsOf('2026-03-02', page), ['Query audit/index/by-list']],
    ['by the journal', () => store.journal('2026-03', page), ['Query money/index/by-list']],
    ['by entries', () => store.entries([booked.id]), ['BatchGetItem money']],
    ['by no entries', () => store.entries([]), []],
    [
      'by a commit that relies on a record, moves another out of its range, and books',
      async () => {
        const [base, drawn] = [await read(store, 'fund', fund.id), await read(store, 'lot', lot.id)];
        const changes = [change(drawn, { ...drawn.value, free: Pence.parse(0) })];
        return store.commit([decision({ changes, relies: [rely(base)], entries: [booked] })]);
      },
      ['ConditionCheckItem money', 'DeleteItem money', 'GetItem money', 'PutItem audit', 'PutItem money'],
    ],
    [
      'by a commit that comes too late',
      () => store.commit([decision({ changes: [create('fund', fund.id, fund)] })]),
      ['PutItem audit', 'PutItem money'],
    ],
    [
      'by a visit that is kept',
      () => store.keep({ kind: 'token', id: token.hash, before: undefined, after: token }),
      ['PutItem visits'],
    ],
    [
      'by a visit that is forgotten',
      async () => {
        const before = await read(store, 'token', token.hash);
        return store.keep({ kind: 'token', id: token.hash, before, after: undefined });
      },
      ['DeleteItem visits', 'GetItem visits'],
    ],
  ])('%s', async (_, act, expected) => {
    noted.clear();
    asked.clear();
    await act();
    expect([...noted].toSorted()).toEqual(expected.map((each) => `dynamodb:${each.replace(' ', ' table/')}`));
    expect(asked).toEqual(noted);
  });
});
