import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const RETRY = withoutEffect('a failed run is shown; the next run of the schedule is its retry');

const RULE_ROLE = withoutEffect('rules send to queues, whose policy lets the event bus in');

const target = {
  Arn: z.string(),
  Input: z.string().optional(),
  SqsParameters: z.strictObject({ MessageGroupId: z.string() }).optional(),
  RetryPolicy: RETRY,
  DeadLetterConfig: RETRY,
};

const state = z.enum(['ENABLED', 'DISABLED']).default('ENABLED');

const schedule = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: state,
  Target: z.strictObject({ ...target, RoleArn: z.string() }),
  FlexibleTimeWindow: withoutEffect('a run starts on time here'),
  GroupName: LABELS,
  Description: LABELS,
  KmsKeyArn: withoutEffect('schedules are not encrypted at rest here'),
});

export const SCHEDULE: ResourceType<z.infer<typeof schedule>> = {
  type: 'AWS::Scheduler::Schedule',
  schema: schedule,
  nameProperty: 'Name',
  identify: ({ name, region, account }) =>
    identity(name, { Arn: `arn:aws:scheduler:${region}:${account}:schedule/default/${name}` }),
};

/** What the mail service reports: which of it, of mails sent through which set. Nothing else is told to the bus here. */
const mailPattern = z.strictObject({
  source: z.tuple([z.literal('aws.ses')]),
  detail: z.strictObject({
    eventType: z.array(z.enum(['Delivery', 'Bounce', 'Complaint'])).min(1),
    mail: z.strictObject({ tags: z.strictObject({ 'ses:configuration-set': z.array(z.string()).min(1) }) }),
  }),
});
export type MailPattern = z.infer<typeof mailPattern>;

const transformer = z.strictObject({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() });
export type InputTransformer = z.infer<typeof transformer>;

const rule = z.strictObject({
  Name: z.string().optional(),
  ScheduleExpression: z.string().optional(),
  EventPattern: mailPattern.optional(),
  State: state,
  Targets: z.array(
    z.strictObject({ ...target, RoleArn: RULE_ROLE, InputTransformer: transformer.optional(), Id: LABELS }),
  ),
  Description: LABELS,
  Tags: LABELS,
});

export const RULE: ResourceType<z.infer<typeof rule>> = {
  type: 'AWS::Events::Rule',
  schema: rule,
  nameProperty: 'Name',
  identify: ({ name, region, account }) => identity(name, { Arn: `arn:aws:events:${region}:${account}:rule/${name}` }),
};
