import { Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';
import { ImpactAlarm } from './impact-alarm.ts';

export interface DeadLetterQueueProps {
  readonly stage: Stage;
  readonly fifo?: boolean;
  readonly impact: string;
  readonly tell: ITopic;
}

/**
 * Where a message goes that could not be handled, with an alarm on the first one. It keeps them for as long as SQS
 * can: a message brings its age along, so a shorter time would lose it.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: DeadLetterQueueProps) {
    super(scope, `${id}-queue`);
    this.queue = new Queue(this, 'queue', {
      queueName: nameIn(props.stage, props.fifo ? `${id}.fifo` : id),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      ...(props.fifo ? { fifo: true } : {}),
    });
    new ImpactAlarm(this, id, {
      stage: props.stage,
      impact: props.impact,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      tell: props.tell,
    });
  }
}
