import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const lambda = z.strictObject({
  FunctionName: z.string().optional(),
  Code: z.strictObject({ S3Bucket: withoutEffect('the bundle is read from the assembly'), S3Key: z.string() }),
  Handler: z.string(),
  // The runner itself runs on this version; another runtime would be another program.
  Runtime: z.literal('nodejs24.x'),
  Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).default({ Variables: {} }),
  Timeout: z.number().default(3),
  MemorySize: z.number().default(128),
  ReservedConcurrentExecutions: z.number().optional(),
  // Whose statements the gate holds every call against.
  Role: z.string(),
  Architectures: withoutEffect('the bundles are plain JavaScript'),
  Description: LABELS,
  EphemeralStorage: withoutEffect('the functions share the disk of this machine'),
  KmsKeyArn: withoutEffect('environments are not encrypted at rest here'),
  LoggingConfig: z.strictObject({ LogGroup: z.string() }).optional(),
  RecursiveLoop: withoutEffect('loop detection is a service of AWS'),
  RuntimeManagementConfig: withoutEffect('the runtime is the Node.js of this machine'),
  TracingConfig: withoutEffect('there is no local tracing service'),
  Tags: LABELS,
});

export type FunctionProperties = z.infer<typeof lambda>;

export const FUNCTION: ResourceType<FunctionProperties> = {
  type: 'AWS::Lambda::Function',
  schema: lambda,
  nameProperty: 'FunctionName',
  identify: ({ name, region, account }) =>
    identity(name, { Arn: `arn:aws:lambda:${region}:${account}:function:${name}` }),
};

const mapping = z.strictObject({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.number().optional(),
  MaximumBatchingWindowInSeconds: z.number().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2).max(1000) }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).optional(),
  BisectBatchOnFunctionError: z.boolean().default(false),
  // AWS retries for ever unless told otherwise.
  MaximumRetryAttempts: z.number().default(-1),
  MaximumRecordAgeInSeconds: z.number().default(-1),
  ParallelizationFactor: z.literal(1).optional(),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: z.string() }) }).optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: z.string() })) }).optional(),
  MetricsConfig: withoutEffect('there is no local metrics service'),
  Tags: LABELS,
});

export type MappingProperties = z.infer<typeof mapping>;

export const EVENT_SOURCE_MAPPING: ResourceType<MappingProperties> = {
  type: 'AWS::Lambda::EventSourceMapping',
  schema: mapping,
  identify: ({ name }) => identity(name, { Id: name }),
};
