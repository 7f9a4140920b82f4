import { describe, expect, it } from 'vitest';
import { readMailCall } from './mail-calls.ts';
import { readQueueCall } from './queue-calls.ts';
import { readTableCall } from './table-calls.ts';

const place = { region: 'eu-west-2', account: '000000000000' };
const table = (name: string) => `arn:aws:dynamodb:eu-west-2:000000000000:table/${name}`;
const key = 'arn:aws:kms:eu-west-2:000000000000:key/1';

const needed = (operation: string, input: object, keys = new Map<string, string>()) =>
  readTableCall(
    place,
    keys,
  )({ operation, body: Buffer.from(JSON.stringify(input)) }).map(({ action, resource, viaService }) =>
    [action, resource, ...(viaService === undefined ? [] : [viaService])].join(' '),
  );

describe('a call of the database needs', () => {
  it('its own action on its table', () => {
    expect(needed('GetItem', { TableName: 'cases', Key: {} })).toEqual([`dynamodb:GetItem ${table('cases')}`]);
    expect(needed('PutItem', { TableName: table('cases') })).toEqual([`dynamodb:PutItem ${table('cases')}`]);
  });

  it('the index, and not the table, where it reads an index', () => {
    expect(needed('Query', { TableName: 'cases', IndexName: 'by-list' })).toEqual([
      `dynamodb:Query ${table('cases')}/index/by-list`,
    ]);
    expect(needed('Scan', { TableName: 'cases' })).toEqual([`dynamodb:Scan ${table('cases')}`]);
  });

  it('for each part of a transaction what that part does, and nothing for the transaction', () => {
    const TransactItems = [
      { Put: { TableName: 'cases', Item: {} } },
      { Put: { TableName: 'cases', Item: {} } },
      { ConditionCheck: { TableName: 'money', Key: {} } },
      { Delete: { TableName: 'money', Key: {} } },
      { Update: { TableName: 'mail', Key: {} } },
    ];
    expect(needed('TransactWriteItems', { TransactItems })).toEqual([
      `dynamodb:PutItem ${table('cases')}`,
      `dynamodb:ConditionCheckItem ${table('money')}`,
      `dynamodb:DeleteItem ${table('money')}`,
      `dynamodb:UpdateItem ${table('mail')}`,
    ]);
    expect(needed('TransactGetItems', { TransactItems: [{ Get: { TableName: 'cases' } }] })).toEqual([
      `dynamodb:GetItem ${table('cases')}`,
    ]);
  });

  it('the batch’s own action on each table of a batch', () => {
    expect(needed('BatchGetItem', { RequestItems: { cases: {}, money: {} } })).toEqual([
      `dynamodb:BatchGetItem ${table('cases')}`,
      `dynamodb:BatchGetItem ${table('money')}`,
    ]);
  });

  it('the key of its table, used by the database in the caller’s name', () => {
    const keys = new Map([[table('cases'), key]]);
    expect(needed('Query', { TableName: 'cases', IndexName: 'by-list' }, keys)).toEqual([
      `dynamodb:Query ${table('cases')}/index/by-list`,
      `kms:Decrypt ${key} dynamodb.eu-west-2.amazonaws.com`,
    ]);
  });

  it('to be understood: what names no table, or has a part that nobody knows, is not let by', () => {
    expect(() => needed('ExecuteStatement', { Statement: 'SELECT * FROM cases' })).toThrow('TableName');
    expect(() => needed('TransactWriteItems', { TransactItems: [{ Merge: { TableName: 'cases' } }] })).toThrow('Merge');
  });
});

describe('a call of the queues needs', () => {
  const asked = (operation: string) =>
    readQueueCall(place)({
      operation,
      body: Buffer.from(JSON.stringify({ QueueUrl: 'http://127.0.0.1:1/000000000000/line.fifo' })),
    });

  it('what one message needs, also for a batch of them', () => {
    const sending = [{ action: 'sqs:SendMessage', resource: 'arn:aws:sqs:eu-west-2:000000000000:line.fifo' }];
    expect(asked('SendMessage')).toEqual(sending);
    expect(asked('SendMessageBatch')).toEqual(sending);
    expect(asked('ReceiveMessage')).toMatchObject([{ action: 'sqs:ReceiveMessage' }]);
  });
});

describe('a mail needs', () => {
  const asked = (form: Record<string, string>) =>
    readMailCall(place)({ operation: '', body: Buffer.from(new URLSearchParams(form).toString()) });
  const arn = (resource: string) => `arn:aws:ses:eu-west-2:000000000000:${resource}`;

  it('the domain that it comes from, and the set that it goes through', () => {
    const sent = { Action: 'SendRawEmail', Source: 'Us <us@kestrelpath.example.org>', ConfigurationSetName: 'ours' };
    expect(asked(sent)).toEqual([
      { action: 'ses:SendRawEmail', resource: arn('identity/kestrelpath.example.org') },
      { action: 'ses:SendRawEmail', resource: arn('configuration-set/ours') },
    ]);
    expect(asked({ Action: 'SendRawEmail', Source: 'us@a.example' })).toEqual([
      { action: 'ses:SendRawEmail', resource: arn('identity/a.example') },
    ]);
  });

  it('to say whom it comes from', () => {
    expect(() => asked({ Action: 'SendRawEmail' })).toThrow('source');
  });
});
