import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';

export interface ImpactAlarmProps {
  readonly stage: Stage;
  /** Whom it hurts, and how, in a sentence that somebody woken at night understands. */
  readonly impact: string;
  readonly metric: IMetric;
  /** The alarm goes off when the metric reaches this. */
  readonly threshold: number;
  /** Of how many periods in a row; one unless said. */
  readonly periods?: number;
  /** Silence counts as health unless the silence is itself the failure. */
  readonly silenceIsFailure?: boolean;
  readonly tell: ITopic;
}

/**
 * An alarm says whom it hurts and where its runbook is: `docs/runbooks/<id>.md`, one page an alarm, by the
 * construct's id.
 */
export class ImpactAlarm extends Construct {
  constructor(scope: Construct, id: string, props: ImpactAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'alarm', {
      alarmName: nameIn(props.stage, id),
      alarmDescription: `${props.impact} Runbook: docs/runbooks/${id}.md`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.silenceIsFailure ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const tell = new SnsAction(props.tell);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}
