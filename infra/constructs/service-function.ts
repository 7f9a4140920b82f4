import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type Code, Function as LambdaFunction, RecursiveLoop, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import { nameIn, type Stage } from '../stages.ts';
import type { Binding } from './bindings.ts';

/** Our own metrics stand in one namespace; the dimension `service` tells whose they are. */
export const metricsNamespace = 'SponsoredPlaces';

export interface ServiceFunctionProps {
  readonly stage: Stage;
  readonly code: (name: FunctionName) => Code;
  readonly bindings: Readonly<Record<string, Binding>>;
  /** Grants that go with no value of the environment. */
  readonly grants?: readonly PolicyStatement[];
  readonly timeout: Duration;
  readonly memorySize?: number;
  /** Sends messages to its own queue. Lambda takes sixteen of them in a row for a mistake and stops it, unless told. */
  readonly wakesItself?: boolean;
}

/**
 * One Lambda as every one here is: Node.js 24 on arm64, a role of its own that allows what its bindings say and
 * writing its own log, a bounded timeout, a log that is kept for three months. Everything the role allows stands in
 * the role itself, so that it is there before anything is attached to the function.
 */
export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly timeout: Duration;

  constructor(scope: Construct, name: FunctionName, props: ServiceFunctionProps) {
    super(scope, name);
    const { stage, bindings, timeout } = props;
    this.timeout = timeout;
    const logGroup = new LogGroup(this, 'log', {
      logGroupName: `/aws/lambda/${nameIn(stage, name)}`,
      retention: RetentionDays.THREE_MONTHS,
      // A log holds nothing that the audit trail does not; kept, its fixed name would block the next deployment.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const statements = [
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
      ...Object.values(bindings).flatMap((binding) => binding.statements),
      ...(props.grants ?? []),
    ];
    const role = new Role(this, 'role', {
      description: `What ${name} may do in ${stage.name}`,
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: { work: new PolicyDocument({ statements }) },
    });
    this.lambda = new LambdaFunction(this, 'function', {
      functionName: nameIn(stage, name),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      handler: 'index.handler',
      code: props.code(name),
      role,
      logGroup,
      timeout,
      memorySize: props.memorySize ?? 512,
      ...(props.wakesItself ? { recursiveLoop: RecursiveLoop.ALLOW } : {}),
      environment: {
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: metricsNamespace,
        ...Object.fromEntries(Object.entries(bindings).map(([variable, { value }]) => [variable, value])),
      },
    });
  }
}
