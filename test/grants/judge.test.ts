import { describe, expect, it } from 'vitest';
import { judgeGrants } from './judge.ts';
import type { Gathered } from './record.ts';
import type { Reviewed } from './reviewed.ts';

const arn = (service: string, rest: string): string => `arn:aws:${service}:eu-west-2:000000000000:${rest}`;
const table = (name: string): string => arn('dynamodb', `table/sponsored-places-demo-${name}`);
const offers = arn('sqs', 'sponsored-places-demo-offers');
const key = arn('kms', 'key/0001');
const by = (action: string, resource: string) => ({
  functionName: 'sponsored-places-demo-make-offers',
  action,
  resource,
});

const put = by('dynamodb:PutItem', table('cases'));
const remove = by('dynamodb:DeleteItem', table('cases'));
const open = by('kms:Decrypt', key);
const look = by('kms:DescribeKey', key);
const receive = by('sqs:ReceiveMessage', offers);
const log = by('logs:PutLogEvents', arn('logs', 'log-group:/aws/lambda/make-offers:*'));

const stack: Gathered['stacks'][number] = {
  granted: [put, open, look, receive, log],
  used: [put, open],
  calledByAws: [
    { functionName: receive.functionName, permission: receive },
    {
      functionName: log.functionName,
      permission: { ...log, resource: arn('logs', 'log-group:/aws/lambda/make-offers:log-stream:any') },
    },
  ],
  tableKeys: [
    [table('cases'), key],
    [table('visits'), key],
  ],
};
const looking: Reviewed = {
  of: 'every function',
  actions: ['kms:DescribeKey'],
  on: 'the keys of tables',
  why: 'DynamoDB does',
};

const judge = (but: Partial<typeof stack> = {}, uses: Gathered['uses'] = [], list: readonly Reviewed[] = [looking]) =>
  judgeGrants({ stacks: [{ ...stack, ...but }], uses, byChance: [] }, list);

describe('the grants of the functions', () => {
  it('are all used, called by AWS, or on the list', () => {
    expect(judge()).toEqual({ granted: 5, used: 2, byAws: 2, reviewed: 1, faults: [] });
  });

  it('are counted once, however many stacks ran', () => {
    expect(judgeGrants({ stacks: [stack, stack], uses: [], byChance: [] }, [looking])).toMatchObject({
      granted: 5,
      used: 2,
    });
  });

  it('are used by what happens in another stack or in memory as well, and with a table its key is', () => {
    const uses: Gathered['uses'] = [{ of: 'make-offers', action: 'dynamodb:PutItem', on: 'table/cases' }];
    expect(judge({ used: [] }, uses)).toMatchObject({ used: 2, faults: [] });
    const stacks = [stack, { ...stack, used: [] }];
    expect(judgeGrants({ stacks, uses: [], byChance: [] }, [looking]).faults).toEqual([]);
  });

  it('are named when nothing uses them', () => {
    expect(judge({ granted: [...stack.granted, remove] }).faults).toEqual([
      'make-offers: dynamodb:DeleteItem on table/cases is granted and used by no test.',
    ]);
    expect(judge({ used: [] }).faults).toContain(
      'make-offers: kms:Decrypt on the key of cases, visits is granted and used by no test.',
    );
  });

  it('are missed when something in memory does what no role allows', () => {
    const uses: Gathered['uses'] = [{ of: 'make-offers', action: 'dynamodb:DeleteItem', on: 'table/cases' }];
    expect(judge({}, uses).faults).toEqual([
      'make-offers: dynamodb:DeleteItem on table/cases is used and not granted: in AWS it fails.',
    ]);
  });

  it('are not used by what chance brought about, which must be allowed all the same', () => {
    const byChance = ['PutItem', 'DeleteItem'].map((action) => ({
      of: 'make-offers' as const,
      action: `dynamodb:${action}`,
      on: 'table/cases',
    }));
    expect(judgeGrants({ stacks: [{ ...stack, used: [open] }], uses: [], byChance }, [looking]).faults).toEqual([
      'make-offers: dynamodb:DeleteItem on table/cases is used and not granted: in AWS it fails.',
      'make-offers: dynamodb:PutItem on table/cases is granted and used by no test.',
    ]);
  });

  it.each<[string, Reviewed]>([
    ['is used', { of: ['make-offers'], actions: ['dynamodb:PutItem'], on: ['table/cases'], why: 'a guess' }],
    ['is not granted', { of: ['make-offers'], actions: ['dynamodb:DeleteItem'], on: ['table/cases'], why: 'it was' }],
    ['the template explains', { of: ['make-offers'], actions: ['sqs:ReceiveMessage'], on: ['offers'], why: 'AWS' }],
    [
      'is of another function',
      { of: ['send-mail'], actions: ['kms:DescribeKey'], on: 'the keys of tables', why: 'AWS' },
    ],
  ])('are not listed when what is listed %s', (_, line) => {
    expect(judge({}, [], [looking, line]).faults).toEqual([
      expect.stringMatching(/is on the list, and no grant needs it there/),
    ]);
  });

  it('are not listed for every function when one of them uses what is listed', () => {
    const other = { ...look, functionName: 'sponsored-places-demo-send-mail' };
    expect(judge({ granted: [...stack.granted, other], used: [put, open, other] }).faults).toEqual([
      'send-mail: kms:DescribeKey on the key of cases, visits is on the list as used by no test, and is used.',
    ]);
  });
});
