import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLE, type Statement } from '../template/known/roles.ts';
import { evaluate, type Permission, without } from './evaluate.ts';

const table = 'arn:aws:dynamodb:eu-west-2:000000000000:table/cases';
const dynamodb = 'dynamodb.eu-west-2.amazonaws.com';

const allow = (Action: string[], Resource: string[], via?: string): Statement => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(via === undefined ? {} : { Condition: { StringEquals: { 'kms:ViaService': [via] } } }),
});
const deny = (Action: string[], Resource: string[]): Statement => ({ ...allow(Action, Resource), Effect: 'Deny' });

const asked = (action: string, resource = table, viaService?: string): Permission => ({
  action,
  resource,
  ...(viaService === undefined ? {} : { viaService }),
});

describe('what no statement allows', () => {
  it('is not allowed', () => {
    expect(evaluate([], asked('dynamodb:GetItem'))).toBe('not allowed');
    expect(evaluate([allow(['dynamodb:PutItem'], [table])], asked('dynamodb:GetItem'))).toBe('not allowed');
    expect(evaluate([allow(['dynamodb:GetItem'], [`${table}-2`])], asked('dynamodb:GetItem'))).toBe('not allowed');
  });
});

describe('an action and a resource', () => {
  it('are allowed together, by one statement, not one here and one there', () => {
    const both = [allow(['dynamodb:GetItem'], ['arn:other']), allow(['dynamodb:PutItem'], [table])];
    expect(evaluate(both, asked('dynamodb:GetItem'))).toBe('not allowed');
    expect(evaluate([...both, allow(['dynamodb:GetItem'], [table])], asked('dynamodb:GetItem'))).toBe('allowed');
  });

  it('of an index are not those of its table, nor the other way round', () => {
    const onTable = [allow(['dynamodb:Query'], [table])];
    const onIndex = [allow(['dynamodb:Query'], [`${table}/index/by-list`])];
    expect(evaluate(onTable, asked('dynamodb:Query', `${table}/index/by-list`))).toBe('not allowed');
    expect(evaluate(onIndex, asked('dynamodb:Query', table))).toBe('not allowed');
    expect(evaluate(onIndex, asked('dynamodb:Query', `${table}/index/by-list`))).toBe('allowed');
  });

  it('are compared without regard to case for the action, with regard to it for the resource', () => {
    const statements = [allow(['DynamoDB:getitem'], [table])];
    expect(evaluate(statements, asked('dynamodb:GetItem'))).toBe('allowed');
    expect(evaluate(statements, asked('dynamodb:GetItem', table.toUpperCase()))).toBe('not allowed');
  });

  it('may be given by wildcards: any characters, or one', () => {
    expect(evaluate([allow(['dynamodb:*Item'], ['*'])], asked('dynamodb:BatchGetItem'))).toBe('allowed');
    expect(evaluate([allow(['dynamodb:*Item'], ['*'])], asked('dynamodb:Query'))).toBe('not allowed');
    expect(evaluate([allow(['*'], [`${table}/index/*`])], asked('dynamodb:Query', `${table}/index/by-list`))).toBe(
      'allowed',
    );
    expect(evaluate([allow(['*'], ['arn:?'])], asked('any', 'arn:1'))).toBe('allowed');
    expect(evaluate([allow(['*'], ['arn:?'])], asked('any', 'arn:12'))).toBe('not allowed');
  });

  it('take every other character for itself', () => {
    expect(evaluate([allow(['*'], ['a.c+*'])], asked('any', 'abc+1'))).toBe('not allowed');
    expect(evaluate([allow(['*'], ['a.c+*'])], asked('any', 'a.c+1'))).toBe('allowed');
  });
});

describe('a condition on the service in between', () => {
  const key = 'arn:aws:kms:eu-west-2:000000000000:key/1';
  const statements = [allow(['kms:Decrypt'], [key], dynamodb)];

  it('holds when that service asks in the caller’s name, and for nobody else', () => {
    expect(evaluate(statements, asked('kms:Decrypt', key, dynamodb))).toBe('allowed');
    expect(evaluate(statements, asked('kms:Decrypt', key, 'sqs.eu-west-2.amazonaws.com'))).toBe('not allowed');
    expect(evaluate(statements, asked('kms:Decrypt', key))).toBe('not allowed');
  });
});

const anyStatement = fc
  .record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.subarray(['a:Get', 'a:Put', 'a:*', '*'], { minLength: 1 }),
    Resource: fc.subarray(['r:1', 'r:2', 'r:*', '*'], { minLength: 1 }),
  })
  .map((statement): Statement => statement);
const anyAsked = fc.record({
  action: fc.constantFrom('a:Get', 'a:Put', 'b:Get'),
  resource: fc.constantFrom('r:1', 'r:2'),
});

describe('whatever the statements', () => {
  it('one that denies beats all that allow, wherever it stands', () => {
    fc.assert(
      fc.property(fc.array(anyStatement), fc.nat(), anyAsked, (statements, at, permission) => {
        const place = statements.length === 0 ? 0 : at % statements.length;
        const denying = statements.toSpliced(place, 0, deny([permission.action], [permission.resource]));
        expect(evaluate(denying, permission)).toBe('denied');
      }),
    );
  });

  it('their order changes nothing, and neither does saying one twice', () => {
    fc.assert(
      fc.property(fc.array(anyStatement, { minLength: 1 }), anyAsked, (statements, permission) => {
        const verdict = evaluate(statements, permission);
        expect(evaluate(statements.toReversed(), permission)).toBe(verdict);
        expect(evaluate([...statements, ...statements], permission)).toBe(verdict);
      }),
    );
  });

  it('a further one that allows takes nothing away', () => {
    fc.assert(
      fc.property(fc.array(anyStatement), anyStatement, anyAsked, (statements, further, permission) => {
        const before = evaluate(statements, permission);
        const after = evaluate([...statements, { ...further, Effect: 'Allow' }], permission);
        if (before !== 'not allowed') expect(after).toBe(before);
      }),
    );
  });
});

describe('a role as the template has it', () => {
  const roleWith = (more: object) => ({
    Policies: [
      {
        PolicyName: 'work',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: table, ...more }],
        },
      },
    ],
  });

  it('is read, one action or resource as a list of one', () => {
    const [policy] = ROLE.schema.parse(roleWith({})).Policies;
    expect(policy?.PolicyDocument.Statement).toEqual([allow(['dynamodb:GetItem'], [table])]);
  });

  it.each([
    ['another operator', { Condition: { StringLike: { 'kms:ViaService': '*' } } }, 'StringLike'],
    ['another key', { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } } }, 'aws:SourceVpc'],
    ['all actions but some', { NotAction: 'dynamodb:PutItem' }, 'NotAction'],
    ['a principal', { Principal: '*' }, 'Principal'],
  ])('is refused with %s, by its name', (_, more, named) => {
    expect(() => ROLE.schema.parse(roleWith(more))).toThrow(named);
  });

  it('is refused with a managed policy, which nobody here could read', () => {
    expect(() => ROLE.schema.parse({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] })).toThrow(
      'ManagedPolicyArns',
    );
  });
});

describe('a grant that is taken out', () => {
  const index = `${table}/index/by-list`;

  it('is gone, and what stands beside it stays', () => {
    const left = without(
      [allow(['dynamodb:GetItem', 'dynamodb:Query'], [table, index])],
      asked('dynamodb:Query', index),
    );
    expect(evaluate(left, asked('dynamodb:Query', index))).toBe('not allowed');
    expect(evaluate(left, asked('dynamodb:Query', table))).toBe('allowed');
    expect(evaluate(left, asked('dynamodb:GetItem', index))).toBe('allowed');
    expect(evaluate(left, asked('dynamodb:GetItem', table))).toBe('allowed');
  });

  it('is gone from every statement that has it', () => {
    const both = [allow(['dynamodb:GetItem'], [table]), allow(['dynamodb:GetItem', 'dynamodb:Query'], [table])];
    expect(without(both, asked('dynamodb:GetItem'))).toEqual([allow(['dynamodb:Query'], [table])]);
  });

  it('keeps the condition of what stays', () => {
    const left = without([allow(['kms:Decrypt', 'kms:DescribeKey'], [table], dynamodb)], asked('kms:DescribeKey'));
    expect(left).toEqual([allow(['kms:Decrypt'], [table], dynamodb)]);
  });

  it('leaves alone what denies it', () => {
    const barred = [deny(['dynamodb:GetItem'], [table])];
    expect(without(barred, asked('dynamodb:GetItem'))).toEqual(barred);
  });
});
