import { existsSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { functionNames, pageFunctions } from '../../infra/functions.ts';
import { readComposedApp } from '../../infra/read-composed-app.ts';
import { mostTries } from '../../shared/runtime/give-up.ts';
import { expiringTables, expiryAttribute, key, listedTables, listIndex, tables } from '../../shared/store/tables.ts';
import { frontHeaders } from '../../shared/web/front-headers.ts';
import { listHeaders } from '../../shared/web/security-headers.ts';

const composed = readComposedApp();

describe('every queue', () => {
  const Queue = z.object({
    QueueName: z.string(),
    MessageRetentionPeriod: z.number(),
    VisibilityTimeout: z.number().optional(),
    FifoQueue: z.boolean().optional(),
    SqsManagedSseEnabled: z.literal(true),
    RedrivePolicy: z.object({ deadLetterTargetArn: z.unknown(), maxReceiveCount: z.number() }).optional(),
  });
  const queues = composed
    .ofType('AWS::SQS::Queue')
    .map((each) => ({ path: each.path, stack: each.stack, ...Queue.parse(each.properties) }));
  const alarmedQueues = composed
    .ofType('AWS::CloudWatch::Alarm')
    .filter((each) => each.properties.MetricName === 'ApproximateNumberOfMessagesVisible')
    .map((each) => {
      const [dimension] = z.array(z.object({ Value: z.unknown() })).parse(each.properties.Dimensions);
      return composed.spell(dimension?.Value, each.stack);
    });

  it('has dead letters that keep for longer than itself, and at least five tries, or is where failures end and has an alarm', () => {
    expect(queues.length).toBe(16);
    for (const queue of queues) {
      const { RedrivePolicy } = queue;
      if (RedrivePolicy === undefined) {
        expect(alarmedQueues, queue.path).toContain(`${queue.path}.QueueName`);
        continue;
      }
      const target = composed.spell(RedrivePolicy.deadLetterTargetArn, queue.stack).replace(/\.Arn$/, '');
      const deadLetters = queues.find((each) => each.path === target);
      expect(deadLetters?.RedrivePolicy, queue.path).toBeUndefined();
      expect(deadLetters?.MessageRetentionPeriod, queue.path).toBeGreaterThan(queue.MessageRetentionPeriod);
      expect(deadLetters?.FifoQueue, queue.path).toBe(queue.FifoQueue);
      // A worker says why at its last try: both must know which that is.
      expect(RedrivePolicy.maxReceiveCount, queue.path).toBe(mostTries);
    }
  });

  it('is read by at most one function, in bounded batches and numbers, with partial failures told, and keeps a message hidden for six times as long as the function may take', () => {
    const functions = composed.ofType('AWS::Lambda::Function');
    const Mapping = z.object({
      EventSourceArn: z.unknown(),
      FunctionName: z.unknown(),
      BatchSize: z.number().max(10),
      FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
      ScalingConfig: z.object({ MaximumConcurrency: z.number().min(2).max(50) }),
    });
    const readFrom = composed
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter((each) => each.properties.StartingPosition === undefined)
      .map((each) => {
        const mapping = Mapping.parse(each.properties);
        const source = composed.spell(mapping.EventSourceArn, each.stack);
        const reader = composed.spell(mapping.FunctionName, each.stack);
        const queue = queues.find(({ path }) => `${path}.Arn` === source);
        const timeout = Number(functions.find(({ path }) => path === reader)?.properties.Timeout);
        expect(queue?.VisibilityTimeout, source).toBeGreaterThanOrEqual(6 * timeout);
        return source;
      });
    const worked = queues.filter((each) => each.RedrivePolicy !== undefined).map(({ path }) => `${path}.Arn`);
    expect(readFrom.toSorted()).toEqual(worked.toSorted());
  });

  it('is first-in-first-out by group if its order matters: allocation, whose groups must not share deduplication', () => {
    const ordered = composed.ofType('AWS::SQS::Queue').filter((each) => each.properties.FifoQueue === true);
    expect(ordered.map((each) => each.properties.QueueName)).toEqual([
      'sponsored-places-demo-allocation-dead-letters.fifo',
      'sponsored-places-demo-allocation.fifo',
    ]);
    expect(ordered[1]?.properties).toMatchObject({ DeduplicationScope: 'messageGroup' });
  });
});

describe('every table', () => {
  const Table = z.object({
    TableName: z.string(),
    BillingMode: z.literal('PAY_PER_REQUEST'),
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z.array(z.unknown()).optional(),
    TimeToLiveSpecification: z.unknown().optional(),
    StreamSpecification: z.unknown().optional(),
    SSESpecification: z.object({ SSEEnabled: z.literal(true), SSEType: z.literal('KMS') }),
    Replicas: z.tuple([
      z.object({
        DeletionProtectionEnabled: z.literal(true),
        PointInTimeRecoverySpecification: z.object({
          PointInTimeRecoveryEnabled: z.literal(true),
          RecoveryPeriodInDays: z.number(),
        }),
        SSESpecification: z.object({ KMSMasterKeyId: z.unknown() }),
      }),
    ]),
  });
  const found = new Map(
    composed.ofType('AWS::DynamoDB::GlobalTable').map((each) => {
      const table = Table.parse(each.properties);
      return [table.TableName.replace('sponsored-places-demo-', ''), { ...each, table }] as const;
    }),
  );

  it('of the store is there, with its keys', () => {
    expect([...found.keys()].toSorted()).toEqual([...tables].toSorted());
    for (const { table } of found.values()) {
      expect(table.KeySchema).toEqual([
        { AttributeName: key.partition, KeyType: 'HASH' },
        { AttributeName: key.sort, KeyType: 'RANGE' },
      ]);
    }
  });

  it('can be restored, is protected from deletion in a protected stack, and is encrypted by a key of ours', () => {
    for (const [name, { table, stack, deletionPolicy, replacePolicy }] of found) {
      const [replica] = table.Replicas;
      expect(composed.isProtected(stack)).toBe(true);
      expect([deletionPolicy, replacePolicy]).toEqual(['Retain', 'Retain']);
      expect(composed.spell(replica.SSESpecification.KMSMasterKeyId, stack)).toMatch(/^data\/[a-z]+-key\.Arn$/);
      const days = replica.PointInTimeRecoverySpecification.RecoveryPeriodInDays;
      expect(days, name).toBe(name === 'identity-keys' ? 1 : 35);
    }
  });

  it('has the index, the expiry and the stream that the store relies on, and no other', () => {
    const having = (property: 'GlobalSecondaryIndexes' | 'TimeToLiveSpecification' | 'StreamSpecification') =>
      [...found].filter(([, { table }]) => table[property] !== undefined).map(([name]) => name);
    expect(having('GlobalSecondaryIndexes').toSorted()).toEqual([...listedTables].toSorted());
    expect(having('TimeToLiveSpecification')).toEqual([...expiringTables]);
    expect(having('StreamSpecification')).toEqual(['audit']);
    expect(found.get('audit')?.table.StreamSpecification).toEqual({ StreamViewType: 'NEW_IMAGE' });
    expect(found.get('visits')?.table.TimeToLiveSpecification).toEqual({
      AttributeName: expiryAttribute,
      Enabled: true,
    });
    expect(found.get('money')?.table.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: listIndex.name,
        KeySchema: [
          { AttributeName: listIndex.partition, KeyType: 'HASH' },
          { AttributeName: listIndex.sort, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]);
  });

  it('of identities is encrypted apart from every other, and no table by the key that wraps data keys', () => {
    const keyOf = (name: string): string => {
      const table = found.get(name);
      return table === undefined ? '' : composed.spell(table.table.Replicas[0].SSESpecification.KMSMasterKeyId, 'data');
    };
    expect(tables.filter((name) => keyOf(name) === keyOf('identities'))).toEqual(['identities', 'identity-keys']);
    expect(tables.filter((name) => keyOf(name) === 'data/identity-key.Arn')).toEqual([]);
  });
});

describe('every function', () => {
  const functions = composed.ofType('AWS::Lambda::Function');

  it('ASVS 15.2.2, 16.2.3 is one of ours, on Node.js 24 and arm64, with a bounded timeout and a log that ends', () => {
    const named = functions.map((each) => String(each.properties.FunctionName).replace('sponsored-places-demo-', ''));
    expect(named.toSorted()).toEqual([...functionNames].toSorted());
    const kept = new Map(composed.ofType('AWS::Logs::LogGroup').map((each) => [each.path, each.properties]));
    for (const { path, stack, properties } of functions) {
      expect(properties, path).toMatchObject({ Runtime: 'nodejs24.x', Architectures: ['arm64'] });
      expect(Number(properties.Timeout), path).toBeLessThanOrEqual(120);
      const { LogGroup } = z.object({ LogGroup: z.unknown() }).parse(properties.LoggingConfig);
      expect(kept.get(composed.spell(LogGroup, stack))?.RetentionInDays, path).toBe(90);
    }
  });

  it('ASVS 13.2.1 has a role of its own', () => {
    const roles = functions.map(({ stack, properties }) => composed.spell(properties.Role, stack));
    expect(new Set(roles).size).toBe(functions.length);
  });
});

describe('the stream of the audit trail', () => {
  it('gives a bad record up after a bounded number of tries, alone, and says so', () => {
    const [relay, ...others] = composed
      .ofType('AWS::Lambda::EventSourceMapping')
      .filter((each) => each.properties.StartingPosition !== undefined);
    expect(others).toEqual([]);
    expect(relay?.properties).toMatchObject({
      StartingPosition: 'TRIM_HORIZON',
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 20,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    const { OnFailure } = z
      .object({ OnFailure: z.object({ Destination: z.unknown() }) })
      .parse(relay?.properties.DestinationConfig);
    expect(composed.spell(OnFailure.Destination, 'workflow')).toBe(
      'workflow/relay-facts-relay/facts-not-relayed-queue/queue.Arn',
    );
  });
});

describe('every alarm', () => {
  const alarms = composed.ofType('AWS::CloudWatch::Alarm');

  it('says in a sentence whom it hurts, names a runbook that is there, and tells somebody', () => {
    expect(alarms.length).toBeGreaterThan(0);
    for (const { path, stack, properties } of alarms) {
      const [, impact = '', runbook = ''] = /^(.*\.) Runbook: (\S+)$/.exec(String(properties.AlarmDescription)) ?? [];
      expect(impact.length, path).toBeGreaterThan(30);
      expect(runbook, path).toBe(
        `docs/runbooks/${String(properties.AlarmName).replace('sponsored-places-demo-', '')}.md`,
      );
      expect(existsSync(new URL(`../../${runbook}`, import.meta.url)), runbook).toBe(true);
      const actions = z.array(z.unknown()).parse(properties.AlarmActions);
      expect(
        actions.map((each) => composed.spell(each, stack)),
        path,
      ).toEqual(['operations/alarms']);
    }
  });
});

describe('the front of the site', () => {
  const Distribution = z.object({
    DistributionConfig: z.object({
      Origins: z.tuple([
        z.object({ OriginCustomHeaders: z.array(z.object({ HeaderName: z.string(), HeaderValue: z.unknown() })) }),
      ]),
      DefaultCacheBehavior: z.looseObject({ ResponseHeadersPolicyId: z.unknown() }),
      CacheBehaviors: z.array(z.looseObject({ ResponseHeadersPolicyId: z.unknown() })),
    }),
  });
  const [front] = composed.ofType('AWS::CloudFront::Distribution');
  const { DistributionConfig } = Distribution.parse(front?.properties);
  const [firewall] = composed.ofType('AWS::WAFv2::WebACL');
  const Rules = z.array(
    z.looseObject({
      Name: z.string(),
      Priority: z.number(),
      Action: z
        .object({
          Block: z.object({
            CustomResponse: z.object({
              ResponseCode: z.number(),
              CustomResponseBodyKey: z.string(),
              ResponseHeaders: z.array(z.object({ Name: z.string(), Value: z.string() })),
            }),
          }),
        })
        .optional(),
      Statement: z.looseObject({}),
    }),
  );
  const rules = Rules.parse(firewall?.properties.Rules);

  it('ASVS 4.1.3 puts its secret on every request, and the pages behind it know the same and answer to nobody else', () => {
    const [{ OriginCustomHeaders }] = DistributionConfig.Origins;
    expect(OriginCustomHeaders.map(({ HeaderName }) => HeaderName)).toEqual([frontHeaders.secret]);
    const secret = composed.spell(OriginCustomHeaders[0]?.HeaderValue, 'web');
    expect(secret).toBe('{{resolve:secretsmanager:web/front-secret/secret:SecretString:::}}');
    const Variables = z.object({ Variables: z.record(z.string(), z.unknown()) });
    const knowing = composed
      .ofType('AWS::Lambda::Function')
      .filter(({ stack, properties }) => {
        const given = Variables.parse(properties.Environment).Variables.FRONT_SECRET;
        return given !== undefined && composed.spell(given, stack) === secret;
      })
      .map(({ properties }) => String(properties.FunctionName).replace('sponsored-places-demo-', ''));
    expect(knowing.toSorted()).toEqual([...pageFunctions].toSorted());
  });

  it('ASVS 4.1.3 and 15.3.4 tells where a visitor comes from, in place of what the visitor says', () => {
    const [tell, ...others] = composed.ofType('AWS::CloudFront::Function');
    expect(others).toEqual([]);
    const event = {
      viewer: { ip: '203.0.113.7' },
      request: { headers: { [frontHeaders.visitor]: { value: 'forged' } } },
    };
    const handler: unknown = runInNewContext(`${String(tell?.properties.FunctionCode)}; handler`);
    expect(typeof handler === 'function' && handler(event)).toEqual({
      headers: { [frontHeaders.visitor]: { value: '203.0.113.7' } },
    });
    for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors])
      expect(behaviour.FunctionAssociations).toHaveLength(1);
  });

  it('ASVS 3.4.1, 3.4.3, 3.4.4, 3.4.5, 3.4.6 and 3.4.8 puts the headers of our pages on every answer that brings none of its own', () => {
    const [policy] = composed.ofType('AWS::CloudFront::ResponseHeadersPolicy');
    for (const behaviour of [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors])
      expect(composed.spell(behaviour.ResponseHeadersPolicyId, 'web')).toBe(policy?.path);
    const written = JSON.stringify(policy?.properties);
    const ours = listHeaders([]);
    for (const [name, value] of Object.entries(ours)) {
      if (name === 'Strict-Transport-Security') expect(written).toContain('"AccessControlMaxAgeSec":63072000');
      else if (name !== 'X-Content-Type-Options') expect(written, name).toContain(JSON.stringify(value));
    }
    expect(written).toContain('"ContentTypeOptions":{"Override":false}');
    expect(written).not.toContain('"Override":true');
  });

  it('ASVS 2.4.1 slows one place down before anything of ours is asked, most where a machine could try and try', () => {
    const slowed = rules.filter(({ Statement }) => 'RateBasedStatement' in Statement);
    expect(slowed.map(({ Name }) => Name)).toEqual([
      'too-many-requests',
      'referring-too-often',
      'codes-too-often',
      'status-too-often',
      'giving-too-often',
      'signing-in-too-often',
      'links-too-often',
    ]);
    for (const { Action } of slowed) expect(Action?.Block.CustomResponse.ResponseCode).toBe(429);
    expect(new Set(rules.map(({ Priority }) => Priority)).size).toBe(rules.length);
  });

  it('turns nobody away without words, the numbers to call, and the headers of our pages', () => {
    const bodies = z
      .record(z.string(), z.object({ ContentType: z.literal('TEXT_HTML'), Content: z.string().max(4096) }))
      .parse(firewall?.properties.CustomResponseBodies);
    for (const { Name, Action } of rules) {
      if (Action === undefined) continue;
      const { CustomResponseBodyKey, ResponseHeaders } = Action.Block.CustomResponse;
      expect(bodies[CustomResponseBodyKey]?.Content, Name).toMatch(/Please .*116 123/);
      const names = ResponseHeaders.map((header) => header.Name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(listHeaders([]))));
    }
  });
});

describe('cdk-nag', () => {
  it('has found every acknowledged rule where it is acknowledged: none is mistyped or out of date', () => {
    const unforgiving = new AwsSolutionsChecks();
    Object.defineProperty(unforgiving, 'isAcknowledged', { value: () => false });
    const findings = unforgiving
      .validateScope(composed.app)
      .violations.flatMap(({ ruleName, violatingResources }) =>
        violatingResources.map(({ constructPath }) => ({ ruleName, path: constructPath ?? '' })),
      );
    const acknowledgements = composed.app.node.findAll().flatMap((construct) =>
      construct.node.metadata
        .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
        .flatMap((entry) => Object.entries(z.record(z.string(), z.string()).parse(entry.data)))
        .map(([id, reason]) => ({ path: construct.node.path, rule: id.replace(/^Annotation::/, ''), reason })),
    );
    expect(acknowledgements.length).toBeGreaterThan(5);
    const unused = acknowledgements.filter(
      ({ path, rule }) => !findings.some((found) => found.ruleName === rule && `${found.path}/`.startsWith(`${path}/`)),
    );
    expect(unused).toEqual([]);
    expect(acknowledgements.filter(({ reason }) => reason.length < 40)).toEqual([]);
  });
});
