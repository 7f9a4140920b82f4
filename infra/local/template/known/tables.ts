import * as z from 'zod';
import { identity, LABELS, type Named, type ResourceType, withoutEffect } from './resource-type.ts';

const keySchema = z.array(z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const CAPACITY = withoutEffect('the local database has no capacity to buy and no throttling');
const RECOVERY = withoutEffect('there are no local backups; --fresh starts empty');

const common = {
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: z.string(),
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
          NonKeyAttributes: z.array(z.string()).optional(),
        }),
        WriteOnDemandThroughputSettings: CAPACITY,
        WarmThroughput: CAPACITY,
      }),
    )
    .default([]),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(['NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES', 'KEYS_ONLY']) })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: z.string(), Enabled: z.boolean() }).optional(),
  BillingMode: CAPACITY,
  SSESpecification: z.strictObject({ SSEEnabled: z.boolean(), SSEType: z.literal('KMS').optional() }).optional(),
  WarmThroughput: CAPACITY,
};

const replica = z.strictObject({
  Region: z.string(),
  DeletionProtectionEnabled: RECOVERY,
  PointInTimeRecoverySpecification: RECOVERY,
  // Nothing is encrypted at rest on one machine; whoever uses the table must be allowed to use the key all the same.
  SSESpecification: z.strictObject({ KMSMasterKeyId: z.string() }).optional(),
  ContributorInsightsSpecification: withoutEffect('there are no local metrics of key use'),
  GlobalSecondaryIndexes: withoutEffect('per-replica settings of an index: capacity and insights only'),
  ReadOnDemandThroughputSettings: CAPACITY,
  TableClass: withoutEffect('a price class'),
  Tags: LABELS,
});

const identifyTable = ({ name, region, account }: Named) => {
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  // The emulator stamps a stream with its birth; the runner finds the living stream by the table.
  return identity(name, { Arn: arn, StreamArn: `${arn}/stream/local` });
};

const globalTable = z.strictObject({
  ...common,
  // A second region would be a second table: one machine has one.
  Replicas: z.array(replica).length(1),
  WriteOnDemandThroughputSettings: CAPACITY,
});

const table = z.strictObject({
  ...common,
  DeletionProtectionEnabled: RECOVERY,
  PointInTimeRecoverySpecification: RECOVERY,
  ContributorInsightsSpecification: withoutEffect('there are no local metrics of key use'),
  ProvisionedThroughput: CAPACITY,
  OnDemandThroughput: CAPACITY,
  TableClass: withoutEffect('a price class'),
  Tags: LABELS,
});

export type TableProperties = z.infer<typeof table> | z.infer<typeof globalTable>;

export const GLOBAL_TABLE: ResourceType<z.infer<typeof globalTable>> = {
  type: 'AWS::DynamoDB::GlobalTable',
  schema: globalTable,
  nameProperty: 'TableName',
  identify: identifyTable,
};

export const TABLE: ResourceType<z.infer<typeof table>> = {
  type: 'AWS::DynamoDB::Table',
  schema: table,
  nameProperty: 'TableName',
  identify: identifyTable,
};
