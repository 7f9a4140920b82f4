import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readComposedApp } from '../../infra/read-composed-app.ts';
import { tables } from '../../shared/store/tables.ts';

const composed = readComposedApp();

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.strictObject({
  Effect: z.literal('Allow'),
  Action: oneOrMore,
  Resource: z.unknown().transform((given) => (Array.isArray(given) ? given : [given])),
  Condition: z.unknown().optional(),
});
const Role = z.strictObject({
  AssumeRolePolicyDocument: z.object({
    Statement: z.tuple([z.object({ Principal: z.object({ Service: z.string() }) })]),
  }),
  Description: z.string(),
  Policies: z.tuple([z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })]),
});
const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

interface Grant {
  readonly holder: string;
  readonly action: string;
  readonly resource: string;
  readonly condition: unknown;
}

/** Each action on each resource that the inline policy of a role allows. */
function listGrants(holder: string, rolePath: string): Grant[] {
  const role = composed.resources.find((each) => each.path === rolePath);
  if (role === undefined) throw new Error(`no role at ${rolePath}`);
  const [{ PolicyDocument }] = Role.parse(role.properties).Policies;
  return PolicyDocument.Statement.flatMap(({ Action, Resource, Condition }) =>
    Action.flatMap((action) =>
      Resource.map((each) => ({
        holder,
        action,
        resource: composed.spell(each, role.stack),
        condition: Condition,
      })),
    ),
  );
}

const functions = composed.ofType('AWS::Lambda::Function').map(({ stack, properties }) => {
  const name = String(properties.FunctionName).replace('sponsored-places-demo-', '');
  const { Variables } = Environment.parse(properties.Environment);
  return {
    name,
    grants: listGrants(name, composed.spell(properties.Role, stack).replace(/\.Arn$/, '')),
    environment: new Map(
      Object.entries(Variables).map(([variable, value]) => [variable, composed.spell(value, stack)]),
    ),
  };
});
const grants = functions.flatMap((each) => each.grants);

const holders = (matches: (grant: Grant) => boolean): string[] =>
  [...new Set(grants.filter(matches).map(({ holder }) => holder))].toSorted();
const tableArn = (name: string): string => `data/${name}/table.Arn`;
const identityKey = 'data/identity-key.Arn';
const may = (action: string, resource: string): string[] =>
  holders((grant) => grant.action === action && grant.resource === resource);

describe('roles', () => {
  it('are for a function or a schedule, and hold all they allow in themselves', () => {
    const services = composed
      .ofType('AWS::IAM::Role')
      .map((each) => Role.parse(each.properties).AssumeRolePolicyDocument.Statement[0].Principal.Service);
    expect(new Set(services)).toEqual(new Set(['lambda.amazonaws.com', 'scheduler.amazonaws.com']));
    expect(composed.ofType('AWS::IAM::Policy')).toEqual([]);
    expect(composed.ofType('AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('ASVS 13.2.2 name every action, and every resource but one: which streams a table has', () => {
    expect(grants.filter(({ action }) => action.includes('*'))).toEqual([]);
    const wide = grants.filter(({ resource }) => resource.includes('*'));
    expect(wide.map(({ holder, action }) => `${holder} ${action}`)).toEqual(['relay-facts dynamodb:ListStreams']);
  });

  it('of schedules call one function and keep what could not be called', () => {
    const schedules = composed.ofType('AWS::Scheduler::Schedule');
    expect(schedules.length).toBeGreaterThan(4);
    for (const { path, stack, properties } of schedules) {
      const { Target } = z.object({ Target: z.object({ Arn: z.unknown() }) }).parse(properties);
      const allowed = listGrants(path, path.replace(/schedule$/, 'role'));
      expect(allowed.map(({ action, resource }) => `${action} ${resource}`)).toEqual([
        `lambda:InvokeFunction ${composed.spell(Target.Arn, stack)}`,
        'sqs:SendMessage workflow/sweeps-not-started-queue/queue.Arn',
      ]);
    }
  });
});

describe('a variable and its grant', () => {
  it('come together: no function knows the name of what it may not use', () => {
    for (const { name, environment, grants: allowed } of functions) {
      for (const [variable, value] of environment) {
        if (!/_(TABLE|QUEUE_URL|KEY_ID|SECRET_ARN)$/.test(variable)) continue;
        const resource = value.replace(/\.Arn$/, '');
        const used = allowed.some((grant) => grant.resource.replace(/\.Arn(\/index\/.*)?$/, '') === resource);
        expect(used, `${name} ${variable} ${value}`).toBe(true);
      }
    }
  });

  it('ASVS 13.2.2 come together: no function may use what it does not know the name of', () => {
    for (const { name, environment, grants: allowed } of functions) {
      const known = new Set([...environment.values()].map((value) => value.replace(/\.Arn$/, '')));
      const unknown = allowed
        .filter(({ action }) => /^dynamodb:.*Item$|^dynamodb:Query$|^secretsmanager:/.test(action))
        .filter(({ resource }) => !known.has(resource.replace(/\.Arn(\/index\/.*)?$/, '')));
      expect(unknown, name).toEqual([]);
    }
  });
});

describe('an environment', () => {
  const configured = functions.filter(({ name }) =>
    existsSync(new URL(`../../functions/${name}/config.ts`, import.meta.url)),
  );

  it.each(configured)(
    'ASVS 13.4.2 of $name holds what its configuration asks for, and nothing else',
    async ({ name, environment }) => {
      const { Config } = z
        .object({ Config: z.record(z.string(), z.unknown()) })
        .parse(await import(`../../functions/${name}/config.ts`));
      const given = [...environment.keys()].filter((variable) => !variable.startsWith('POWERTOOLS_'));
      expect(given.toSorted()).toEqual(Object.keys(Config).toSorted());
      // Others of these would turn on the debugging of the library that writes logs.
      const named = [...environment.keys()].filter((variable) => variable.startsWith('POWERTOOLS_'));
      expect(named.toSorted()).toEqual(['POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME']);
    },
  );
});

describe('identities', () => {
  it('ASVS 13.2.2 are wrapped by those who take them in, and opened only by the console, its oversight, the therapist’s page and the sender of mail', () => {
    expect(may('kms:GenerateDataKey', identityKey)).toEqual(['web-finance', 'web-oversight', 'web-public']);
    expect(may('kms:Decrypt', identityKey)).toEqual(['send-mail', 'web-console', 'web-oversight', 'web-portal']);
    const other = grants.filter(({ resource }) => resource === identityKey).map(({ action }) => action);
    expect(new Set(other)).toEqual(new Set(['kms:Decrypt', 'kms:GenerateDataKey']));
  });

  it.each(['web-public', 'web-finance'])(
    'once taken in are out of reach of %s: it can neither read, change nor unwrap one',
    (name) => {
      const vault = [tableArn('identities'), tableArn('identity-keys'), identityKey];
      const allowed = grants.filter(({ holder, resource }) => holder === name && vault.includes(resource));
      expect(new Set(allowed.map(({ action }) => action))).toEqual(
        new Set(['dynamodb:PutItem', 'kms:GenerateDataKey']),
      );
    },
  );
});

describe('the keys of tables', () => {
  it('serve DynamoDB on behalf of a function, never the function itself', () => {
    const keys = grants.filter(({ action, resource }) => action.startsWith('kms:') && resource !== identityKey);
    expect(keys.length).toBeGreaterThan(0);
    for (const { holder, resource, condition } of keys) {
      expect(condition, `${holder} ${resource}`).toEqual({
        StringEquals: { 'kms:ViaService': 'dynamodb.eu-west-2.amazonaws.com' },
      });
    }
  });
});

describe('the audit trail', () => {
  // The relay reads its stream; signing in is no decision about anybody.
  const decides = ({ name }: { readonly name: string }) => name !== 'relay-facts' && name !== 'web-sign-in';

  it('has no other door: no policy of a table lets anybody in', () => {
    const all = composed.ofType('AWS::DynamoDB::GlobalTable');
    expect(all).toHaveLength(tables.length);
    for (const { path, properties } of all) {
      const { Replicas } = z.object({ Replicas: z.array(z.record(z.string(), z.unknown())) }).parse(properties);
      for (const replica of Replicas) expect(Object.keys(replica), path).not.toContain('ResourcePolicy');
    }
  });

  it('ASVS 16.4.2 is added to by all who decide, read by the console and its oversight alone, and changed by nobody', () => {
    const trail = ({ resource }: Grant): boolean => resource.startsWith(tableArn('audit'));
    expect(holders((grant) => trail(grant) && /:(UpdateItem|DeleteItem|BatchWriteItem)$/.test(grant.action))).toEqual(
      [],
    );
    expect(holders((grant) => trail(grant) && /:(GetItem|BatchGetItem|Query)$/.test(grant.action))).toEqual([
      'web-console',
      'web-oversight',
    ]);
    // All that anybody may do with it or with its index and stream, whatever it is called: nothing of it changes an entry.
    expect(new Set(grants.filter(trail).map(({ action }) => action))).toEqual(
      new Set(['dynamodb:PutItem', 'dynamodb:Query']),
    );
    expect(may('dynamodb:PutItem', tableArn('audit'))).toEqual(
      functions
        .filter(decides)
        .map(({ name }) => name)
        .toSorted(),
    );
  });
});

describe('tables', () => {
  type Holders = Record<(typeof tables)[number], string[]>;
  const everybody = functions.map(({ name }) => name);
  const deciders = everybody.filter((name) => name !== 'relay-facts' && name !== 'web-sign-in');
  const workers = ['handle-assessment', 'handle-referral', 'make-offers', 'sweep-deadlines'];
  const signedIn = ['web-console', 'web-finance', 'web-oversight', 'web-portal', 'web-public', 'web-sign-in'];

  const readByKey: Holders = {
    cases: [
      ...['allocate-places', 'handle-donation', 'receive-mail-report', 'send-mail', 'settle-payments', ...workers],
      ...['keep-retention', 'web-console', 'web-finance', 'web-oversight', 'web-portal', 'web-public'],
    ],
    money: deciders.filter((name) => !['keep-retention', 'receive-mail-report', 'web-oversight'].includes(name)),
    ledger: ['audit-ledger', 'settle-payments', 'web-console', 'web-finance'],
    mail: ['receive-mail-report', 'send-mail'],
    visits: signedIn,
    // Who erases sees ciphertexts and wrapped keys, and can unwrap none.
    identities: ['keep-retention', 'send-mail', 'web-console', 'web-oversight', 'web-portal'],
    'identity-keys': ['keep-retention', 'send-mail', 'web-console', 'web-oversight', 'web-portal'],
    audit: [],
  };
  const readInOrder: Holders = {
    cases: [
      ...['allocate-places', 'keep-retention', ...workers],
      ...['web-console', 'web-finance', 'web-oversight', 'web-portal'],
    ],
    money: [
      ...['allocate-places', 'audit-ledger', 'handle-donation', 'keep-retention', 'send-mail', 'settle-payments'],
      'sweep-deadlines',
      ...['web-console', 'web-finance', 'web-public'],
    ],
    ledger: ['web-finance'],
    mail: ['sweep-deadlines', 'web-oversight'],
    visits: [],
    identities: [],
    'identity-keys': [],
    audit: ['web-console', 'web-oversight'],
  };
  // Also a place in a range is deleted when its record moves on; a mail or a journal entry never is, and who somebody was
  // only by the nightly run.
  const deletedFrom: Holders = {
    cases: [
      ...['allocate-places', 'handle-assessment', 'handle-referral'],
      ...['web-console', 'web-oversight', 'web-portal'],
    ],
    money: [
      ...['allocate-places', 'handle-assessment', 'handle-donation', 'handle-referral', 'settle-payments'],
      ...['sweep-deadlines', 'web-console', 'web-finance', 'web-portal'],
    ],
    ledger: [],
    mail: [],
    visits: signedIn,
    identities: ['keep-retention'],
    'identity-keys': ['keep-retention'],
    audit: [],
  };
  const addedTo: Holders = {
    cases: deciders.filter((name) => name !== 'receive-payment-event'),
    money: deciders.filter(
      (name) =>
        ![
          'audit-ledger',
          'keep-retention',
          'make-offers',
          'receive-mail-report',
          'send-mail',
          'web-oversight',
        ].includes(name),
    ),
    ledger: ['audit-ledger'],
    mail: deciders.filter(
      (name) =>
        ![
          ...['allocate-places', 'audit-ledger', 'keep-retention', 'receive-payment-event', 'settle-payments'],
          ...['web-oversight', 'web-public'],
        ].includes(name),
    ),
    visits: [...signedIn, 'send-mail'],
    identities: ['web-finance', 'web-oversight', 'web-public'],
    'identity-keys': ['web-finance', 'web-oversight', 'web-public'],
    audit: deciders,
  };

  const whoMay = (table: string, actions: readonly string[]): string[] =>
    holders(
      ({ action, resource }) =>
        actions.some((each) => action === `dynamodb:${each}`) &&
        [tableArn(table), `${tableArn(table)}/index/by-list`].includes(resource),
    );

  it.each(tables)('%s is read by key by these and no other', (table) => {
    expect(whoMay(table, ['GetItem', 'BatchGetItem'])).toEqual(readByKey[table].toSorted());
  });

  it.each(tables)('%s is read in order by these and no other', (table) => {
    expect(whoMay(table, ['Query'])).toEqual(readInOrder[table].toSorted());
  });

  it.each(tables)('%s is deleted from by these and no other', (table) => {
    expect(whoMay(table, ['DeleteItem'])).toEqual(deletedFrom[table].toSorted());
  });

  it.each(tables)('%s is added to by these and no other', (table) => {
    expect(whoMay(table, ['PutItem'])).toEqual(addedTo[table].toSorted());
  });

  it('have an index that answers queries, and nothing else', () => {
    const onIndex = grants.filter(({ resource }) => resource.includes('/index/')).map(({ action }) => action);
    expect(new Set(onIndex)).toEqual(new Set(['dynamodb:Query']));
  });

  it('are never scanned, and nothing is updated in place but counts, by pages that anybody may come to', () => {
    expect(may('dynamodb:UpdateItem', tableArn('visits'))).toEqual(['web-portal', 'web-public', 'web-sign-in']);
    const elsewhere = grants.filter(
      ({ action, resource }) => action === 'dynamodb:UpdateItem' && resource !== tableArn('visits'),
    );
    expect(elsewhere).toEqual([]);
    const actions = new Set(
      grants.map(({ action }) => action).filter((action) => /^dynamodb:.*(Item|Query|Scan)/.test(action)),
    );
    expect([...actions].toSorted()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:ConditionCheckItem',
      'dynamodb:DeleteItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:UpdateItem',
    ]);
  });
});

describe('sending', () => {
  it('mail is for send-mail alone, only from the domains of the stage, and through the set whose reports we hear', () => {
    const sending = grants.filter(({ action }) => action.startsWith('ses:'));
    expect(sending.map(({ holder, action, resource }) => `${holder} ${action} ${resource}`)).toEqual([
      'send-mail ses:SendRawEmail arn:aws:ses:eu-west-2:<AWS::AccountId>:configuration-set/sponsored-places-demo-mail',
      'send-mail ses:SendRawEmail arn:aws:ses:eu-west-2:<AWS::AccountId>:identity/workflow/mail-domains/appointments.example.org',
      'send-mail ses:SendRawEmail arn:aws:ses:eu-west-2:<AWS::AccountId>:identity/workflow/mail-domains/kestrelpath.example.org',
    ]);
  });

  it('to a queue is for the relay and the sweeps, and for the allocator to itself; what fails goes aside, and back from the console', () => {
    const sending = grants.filter(({ action }) => action === 'sqs:SendMessage');
    const workers = new Map([
      ['handle-referral', 'referral'],
      ['handle-assessment', 'assessment'],
      ['handle-donation', 'donation'],
      ['allocate-places', 'allocation'],
      ['make-offers', 'offers'],
      ['send-mail', 'mail'],
    ]);
    const reports =
      'receive-mail-report → workflow/receive-mail-report-worker/mail-reports-dead-letters-queue/queue.Arn';
    const queue = (worker: string): string => `workflow/${worker}-worker/queue.Arn`;
    expect(sending.map(({ holder, resource }) => `${holder} → ${resource}`).toSorted()).toEqual(
      [
        ...[...workers.keys()].map((worker) => `relay-facts → ${queue(worker)}`),
        ...[...workers].map(
          ([worker, name]) => `${worker} → workflow/${worker}-worker/${name}-dead-letters-queue/queue.Arn`,
        ),
        reports,
        'relay-facts → workflow/relay-facts-relay/facts-not-relayed-queue/queue.Arn',
        `allocate-places → ${queue('allocate-places')}`,
        `sweep-deadlines → ${queue('allocate-places')}`,
        `sweep-deadlines → ${queue('make-offers')}`,
        `sweep-deadlines → ${queue('send-mail')}`,
        ...[...workers.keys(), 'receive-mail-report'].map((worker) => `web-oversight → ${queue(worker)}`),
      ].toSorted(),
    );
  });

  it('does not go with reading: each worker takes from its own queue, and what was put aside is looked through from the console alone', () => {
    const taking = grants.filter(({ action }) => action === 'sqs:ReceiveMessage');
    const fromAside = taking.filter(({ resource }) =>
      /dead-letters|facts-not-relayed|sweeps-not-started/.test(resource),
    );
    expect(new Set(fromAside.map(({ holder }) => holder))).toEqual(new Set(['web-oversight']));
    expect(fromAside).toHaveLength(9);
    const others = taking.filter((grant) => !fromAside.includes(grant));
    expect(others).toHaveLength(7);
    for (const { holder, resource } of others) expect(resource).toBe(`workflow/${holder}-worker/queue.Arn`);
  });

  it('to its own queue is told to Lambda, which would otherwise stop the allocator after sixteen wake-ups', () => {
    const allowed = composed
      .ofType('AWS::Lambda::Function')
      .filter((each) => each.properties.RecursiveLoop === 'Allow');
    expect(allowed.map(({ properties }) => properties.FunctionName)).toEqual(['sponsored-places-demo-allocate-places']);
  });
});

describe('secrets', () => {
  it('ASVS 13.3.2 are read by those who need them', () => {
    const secrets = grants.filter(({ action }) => action === 'secretsmanager:GetSecretValue');
    expect(secrets.map(({ holder, resource }) => `${holder} ${resource}`).toSorted()).toEqual([
      'handle-donation data/payments-secret',
      'receive-payment-event data/payments-secret',
      'settle-payments data/payments-secret',
      'web-public data/payments-secret',
      'web-sign-in web/sign-in/sign-in-secret',
    ]);
  });
});
