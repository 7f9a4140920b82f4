import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { ImpactAlarm } from './impact-alarm.ts';
import { metricsNamespace, type ServiceFunction } from './service-function.ts';

export interface WatchedWorkflow {
  readonly stage: Stage;
  readonly tell: ITopic;
  readonly sweeps: ServiceFunction;
}

/**
 * What schedules count, one number a run, zeros included: silence would mean that nobody looked, and is itself an
 * alarm.
 */
const counted = (metricName: string, service: string, statistic: 'Minimum' | 'Maximum', hours = 1): Metric =>
  new Metric({
    namespace: metricsNamespace,
    metricName,
    dimensionsMap: { service },
    period: Duration.hours(hours),
    statistic,
  });

/** The alarms that belong to no one queue. */
export function watchWorkflow(scope: Construct, { stage, tell, sweeps }: WatchedWorkflow): void {
  new ImpactAlarm(scope, 'sweeps-failing', {
    stage,
    tell,
    impact: 'Deadlines pass unseen: holds and offers do not expire and forgotten wake-ups are not made good.',
    metric: sweeps.lambda.metricErrors({ period: Duration.minutes(15), statistic: 'Sum' }),
    threshold: 3,
  });
  new ImpactAlarm(scope, 'waiting-list-stuck', {
    stage,
    tell,
    impact: 'The first usable person of a waiting list could be paid for, but no place is reserved for them.',
    // Of an hour's sweeps the least: one that looks between a gift and its pass finds work, all of them do not.
    metric: counted('WaitingListsStuck', 'sweep-deadlines', 'Minimum'),
    threshold: 1,
    silenceIsFailure: true,
  });
  new ImpactAlarm(scope, 'ledger-differs', {
    stage,
    tell,
    impact: 'The journal and the records of money disagree, or nobody looked: a gift may be spent twice or not at all.',
    metric: counted('LedgerDifferences', 'audit-ledger', 'Maximum'),
    threshold: 1,
    silenceIsFailure: true,
  });
  new ImpactAlarm(scope, 'payouts-differ', {
    stage,
    tell,
    impact: 'The bank got another sum than the books say, or nobody looked: a gift may be paid and help nobody.',
    metric: counted('PayoutsDiffering', 'settle-payments', 'Maximum', 24),
    threshold: 1,
    silenceIsFailure: true,
  });
  new ImpactAlarm(scope, 'trail-tampered', {
    stage,
    tell,
    impact: 'An entry of the audit trail was changed or deleted: what was done, and who looked at whom, may be hidden.',
    // The relay hears of every change of the trail, and expects new entries only.
    metric: counted('TrailTampered', 'relay-facts', 'Maximum'),
    threshold: 1,
  });
  new ImpactAlarm(scope, 'mail-bouncing', {
    stage,
    tell,
    impact: 'Mail comes back: AWS stops all our sending if it goes on, and then nobody hears from us.',
    metric: new Metric({
      namespace: 'AWS/SES',
      metricName: 'Reputation.BounceRate',
      period: Duration.hours(1),
      statistic: 'Maximum',
    }),
    threshold: 0.04,
  });
}
