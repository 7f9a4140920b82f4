import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Dashboard, GraphWidget, Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { queues } from '../../events/catalogue.ts';
import { functionNames } from '../functions.ts';
import { nameIn, type Stage } from '../stages.ts';

export interface OperationsStackProps extends StackProps {
  readonly stage: Stage;
}

/**
 * How the office learns that something is wrong: the topic that alarms tell, a dashboard, a budget. The other stacks
 * need the topic, so this one knows them by name only.
 */
export class OperationsStack extends Stack {
  readonly alarms: Topic;

  constructor(scope: Construct, id: string, props: OperationsStackProps) {
    super(scope, id, props);
    const { stage } = props;
    this.alarms = this.createTopic(stage);
    this.createDashboard(stage);
    this.createBudget(stage);
  }

  private createTopic(stage: Stage): Topic {
    const principals = [new ServicePrincipal('cloudwatch.amazonaws.com')];
    const key = new Key(this, 'alarms-key', {
      description: 'Encrypts what alarms say on their way',
      enableKeyRotation: true,
    });
    key.addToResourcePolicy(
      new PolicyStatement({ principals, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    );
    const topic = new Topic(this, 'alarms', { topicName: nameIn(stage, 'alarms'), masterKey: key, enforceSSL: true });
    topic.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    topic.addSubscription(new EmailSubscription(stage.operationsEmail));
    return topic;
  }

  private createDashboard(stage: Stage): void {
    const lambda = (name: string, metricName: string, statistic: string): Metric =>
      new Metric({
        namespace: 'AWS/Lambda',
        metricName,
        dimensionsMap: { FunctionName: nameIn(stage, name) },
        label: name,
        statistic,
        period: Duration.minutes(5),
      });
    const queue = (name: string, metricName: string): Metric =>
      new Metric({
        namespace: 'AWS/SQS',
        metricName,
        dimensionsMap: { QueueName: nameIn(stage, name) },
        label: name,
        statistic: 'Maximum',
        period: Duration.minutes(5),
      });
    const suffix = (name: string): string => (name === 'allocation' ? '.fifo' : '');
    const graph = (title: string, left: Metric[]): GraphWidget =>
      new GraphWidget({ title, left, width: 12, height: 6 });
    new Dashboard(this, 'dashboard', {
      dashboardName: nameIn(stage, 'overview'),
      widgets: [
        [new TextWidget({ markdown: 'What each alarm means, and what to do: `docs/runbooks`.', width: 24, height: 1 })],
        [
          graph(
            'Messages given up',
            queues.map((q) => queue(`${q}-dead-letters${suffix(q)}`, 'ApproximateNumberOfMessagesVisible')),
          ),
          graph(
            'Oldest message waiting (seconds)',
            queues.map((q) => queue(`${q}${suffix(q)}`, 'ApproximateAgeOfOldestMessage')),
          ),
        ],
        [
          graph(
            'Errors',
            functionNames.map((name) => lambda(name, 'Errors', 'Sum')),
          ),
          graph(
            'Time taken, 95th percentile (ms)',
            functionNames.map((name) => lambda(name, 'Duration', 'p95')),
          ),
        ],
      ],
    });
  }

  private createBudget(stage: Stage): void {
    const tellAt = (percent: number, notificationType: 'ACTUAL' | 'FORECASTED') => ({
      notification: {
        notificationType,
        comparisonOperator: 'GREATER_THAN',
        threshold: percent,
        thresholdType: 'PERCENTAGE',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: stage.operationsEmail }],
    });
    new CfnBudget(this, 'budget', {
      budget: {
        budgetName: nameIn(stage, 'monthly'),
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: stage.monthlyBudgetUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [tellAt(80, 'ACTUAL'), tellAt(100, 'FORECASTED')],
    });
  }
}
