import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const statement = z.strictObject({
  Sid: LABELS,
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  // The one condition that the template has: a key is used by a service in the caller's name, and not by the caller.
  Condition: z.strictObject({ StringEquals: z.strictObject({ 'kms:ViaService': oneOrMore }) }).optional(),
});

export type Statement = z.infer<typeof statement>;

const document = z.strictObject({ Version: z.literal('2012-10-17'), Statement: z.array(statement) });

// Neither managed policies nor boundaries: what a function may do stands in its role, where it is read in one place.
const role = z.strictObject({
  RoleName: z.string().optional(),
  AssumeRolePolicyDocument: withoutEffect('the runner gives each function the role that the template gives it'),
  Policies: z.array(z.strictObject({ PolicyName: LABELS, PolicyDocument: document })).default([]),
  Description: LABELS,
  Tags: LABELS,
});

export const ROLE: ResourceType<z.infer<typeof role>> = {
  type: 'AWS::IAM::Role',
  schema: role,
  nameProperty: 'RoleName',
  identify: ({ name, account }) => identity(name, { Arn: `arn:aws:iam::${account}:role/${name}` }),
};

const logGroup = z.strictObject({
  LogGroupName: z.string().optional(),
  RetentionInDays: withoutEffect('each function logs to its own file under .local/logs'),
  Tags: LABELS,
});

export const LOG_GROUP: ResourceType<z.infer<typeof logGroup>> = {
  type: 'AWS::Logs::LogGroup',
  schema: logGroup,
  nameProperty: 'LogGroupName',
  identify: ({ name, region, account }) =>
    identity(name, { Arn: `arn:aws:logs:${region}:${account}:log-group:${name}:*` }),
};

const emailIdentity = z.strictObject({
  EmailIdentity: z.string(),
  DkimAttributes: withoutEffect('no mail leaves this machine'),
  Tags: LABELS,
});

/** The mail emulator lets anyone be the sender; the gate asks whether the caller may send as this one. */
export const EMAIL_IDENTITY: ResourceType<z.infer<typeof emailIdentity>> = {
  type: 'AWS::SES::EmailIdentity',
  schema: emailIdentity,
  nameProperty: 'EmailIdentity',
  identify: ({ name }) => identity(name),
};
