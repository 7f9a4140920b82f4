import { Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';

export interface ScheduleProps {
  readonly stage: Stage;
  /** `rate(…)` or `cron(…)`, by the clock of London. */
  readonly at: string;
  readonly calls: IFunction;
  readonly input: Readonly<Record<string, string>>;
  /** Where a call goes that could not be made. */
  readonly undelivered: IQueue;
}

/** A function called by the clock, by a role that may call that function and nothing else. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, props: ScheduleProps) {
    super(scope, id);
    const statements = [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [props.calls.functionArn] }),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [props.undelivered.queueArn] }),
    ];
    const role = new Role(this, 'role', {
      description: `Lets the schedule ${id} call its function`,
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      inlinePolicies: { call: new PolicyDocument({ statements }) },
    });
    new CfnSchedule(this, 'schedule', {
      name: nameIn(props.stage, id),
      scheduleExpression: props.at,
      scheduleExpressionTimezone: 'Europe/London',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: props.calls.functionArn,
        roleArn: role.roleArn,
        input: JSON.stringify(props.input),
        // The next sweep sees all that this one would have seen: no use in trying for long.
        retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 300 },
        deadLetterConfig: { arn: props.undelivered.queueArn },
      },
    });
  }
}
