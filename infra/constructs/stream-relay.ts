import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import { acknowledge } from './acknowledge.ts';
import { openThroughTables } from './bindings.ts';
import type { DataTable } from './data-table.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

export interface StreamRelayProps extends ServiceFunctionProps {
  readonly source: DataTable;
  /** Whom facts that were given up hurt. */
  readonly impactIfGivenUp: string;
  /** Whom facts that are late hurt. */
  readonly impactIfLate: string;
  readonly tell: ITopic;
}

/**
 * A function on a table's stream. Left alone a stream retries one bad record for a day and holds up everything behind
 * it: here a batch is split until the bad record stands alone, tried a bounded number of times, and then what is kept
 * is where it was; the table itself has the rest.
 */
export class StreamRelay extends Construct {
  readonly function: ServiceFunction;
  /** Where it says which facts were given up. */
  readonly givenUp: IQueue;

  constructor(scope: Construct, name: FunctionName, props: StreamRelayProps) {
    super(scope, `${name}-relay`);
    const { stage, source, tell } = props;
    const givenUp = new DeadLetterQueue(this, 'facts-not-relayed', { stage, impact: props.impactIfGivenUp, tell });
    this.givenUp = givenUp.queue;
    acknowledge(givenUp, 'AwsSolutions-SQS3', 'It is itself where failures end: the failure destination of a stream.');
    const anyStream = `arn:aws:dynamodb:${stage.region}:${Stack.of(this).account}:table/${source.name}/stream/*`;
    acknowledge(
      this,
      `AwsSolutions-IAM5[Resource::arn:aws:dynamodb:${stage.region}:<AWS::AccountId>:table/${source.name}/stream/*]`,
      'Lambda lists the streams of the table before it reads one, and AWS takes no narrower resource for listing.',
    );
    this.function = new ServiceFunction(this, name, {
      ...props,
      grants: [
        ...(props.grants ?? []),
        new PolicyStatement({
          actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
          resources: [source.streamArn],
        }),
        new PolicyStatement({ actions: ['dynamodb:ListStreams'], resources: [anyStream] }),
        openThroughTables(source.encryptedWith),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [givenUp.queue.queueArn] }),
      ],
    });
    new EventSourceMapping(this, 'mapping', {
      target: this.function.lambda,
      eventSourceArn: source.streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      bisectBatchOnError: true,
      retryAttempts: 20,
      reportBatchItemFailures: true,
      // The grant stands in the role above; the ready-made destination would attach a second policy.
      onFailure: { bind: () => ({ destination: givenUp.queue.queueArn }) },
    });
    new ImpactAlarm(this, 'facts-late', {
      stage,
      impact: props.impactIfLate,
      metric: this.function.lambda.metric('IteratorAge', { period: Duration.minutes(5), statistic: 'Maximum' }),
      threshold: Duration.minutes(10).toMilliseconds(),
      tell,
    });
  }
}
