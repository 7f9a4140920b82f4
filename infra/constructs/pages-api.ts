import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';
import { ImpactAlarm } from './impact-alarm.ts';

/** Neither address nor path: who looked at what is nobody's business, and a path may carry a token. */
const accessLog = {
  at: '$context.requestTimeEpoch',
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  milliseconds: '$context.responseLatency',
};

export interface PagesApiProps {
  readonly stage: Stage;
  readonly tell: ITopic;
}

/** The HTTP API behind the pages, with a log of requests that names nobody and an alarm when pages break. */
export class PagesApi extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, { stage, tell }: PagesApiProps) {
    super(scope, id);
    this.api = new HttpApi(this, 'api', { apiName: nameIn(stage, 'pages'), createDefaultStage: false });
    const logGroup = new LogGroup(this, 'log', {
      // API Gateway may write to groups of this prefix without a policy for each.
      logGroupName: `/aws/vendedlogs/${nameIn(stage, 'pages')}`,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'stage', {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(logGroup),
        format: AccessLogFormat.custom(JSON.stringify(accessLog)),
      },
    });
    new ImpactAlarm(this, 'pages-failing', {
      stage,
      tell,
      impact:
        'People who ask for help, give, answer an offer or work in the console see an error page; payments may go unheard.',
      metric: this.api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
      threshold: 3,
    });
  }
}
