import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { DeduplicationScope, FifoThroughputLimit, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueName } from '../../events/catalogue.ts';
import type { FunctionName } from '../functions.ts';
import { nameIn } from '../stages.ts';
import type { Binding } from './bindings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { ServiceFunction, type ServiceFunctionProps } from './service-function.ts';

export interface OwnQueues {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

export interface WorkerProps extends Omit<ServiceFunctionProps, 'bindings'> {
  /** A queue of facts, or the one that the mail service reports to. */
  readonly queue: QueueName | 'mail-reports';
  /** Messages of one group one after the other; groups side by side. */
  readonly firstInFirstOut?: boolean;
  /** How many messages one call may bring. */
  readonly batchSize: number;
  /** How many calls may run at once: the brake on whatever stands behind. At least two, says SQS. */
  readonly maxConcurrency: number;
  /** The environment, given the worker's own queues: what nobody can understand it puts aside itself. */
  readonly bindings: (own: OwnQueues) => Readonly<Record<string, Binding>>;
  /** Whom a message that could not be handled hurts, and how, in a sentence. */
  readonly impact: string;
  readonly tell: ITopic;
}

/**
 * A function with its queue, its dead letters, the mapping between them and the alarm on what went wrong: one thing,
 * because settings that are copied from worker to worker are how one of them ends up without dead letters.
 */
export class Worker extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly function: ServiceFunction;

  constructor(scope: Construct, name: FunctionName, props: WorkerProps) {
    super(scope, `${name}-worker`);
    const { stage, impact, tell } = props;
    const fifo = props.firstInFirstOut === true;
    const deadLetters = new DeadLetterQueue(this, `${props.queue}-dead-letters`, { stage, fifo, impact, tell });
    this.deadLetters = deadLetters.queue;
    this.queue = new Queue(this, 'queue', {
      queueName: nameIn(stage, fifo ? `${props.queue}.fifo` : props.queue),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(4),
      // AWS: at least six times the timeout, so that a message is not handed out again while it is still in hand.
      visibilityTimeout: Duration.seconds(6 * props.timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: 5 },
      ...(fifo
        ? {
            fifo,
            // One sweep wakes every pool with the same deduplication id: it must not count across pools.
            deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
            fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
          }
        : {}),
    });
    this.function = new ServiceFunction(this, name, {
      ...props,
      bindings: props.bindings({ queue: this.queue, deadLetters: deadLetters.queue }),
      grants: [
        ...(props.grants ?? []),
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
          resources: [this.queue.queueArn],
        }),
      ],
    });
    new EventSourceMapping(this, 'mapping', {
      target: this.function.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize: props.batchSize,
      maxConcurrency: props.maxConcurrency,
      reportBatchItemFailures: true,
    });
  }
}
