import type { MailRule } from '../emulators/mail-reports.ts';
import type { LambdaSpec } from '../functions/pool.ts';
import { parseRoute, type Route } from '../http/routes.ts';
import type { HttpTarget } from '../http/site.ts';
import type { ScheduleSpec } from '../schedules/schedules.ts';
import type { QueueSourceSpec } from '../sources/queue-source.ts';
import type { StreamSourceSpec } from '../sources/stream-source.ts';
import { EVENT_SOURCE_MAPPING, FUNCTION } from './known/functions.ts';
import { DISTRIBUTION, HTTP_API, HTTP_INTEGRATION, HTTP_ROUTE } from './known/http.ts';
import { QUEUE } from './known/queues.ts';
import { RULE, SCHEDULE } from './known/schedules.ts';
import type { Template } from './template.ts';

/** The functions, each with its bundle in the assembly. */
export const readFunctions = (template: Template): (LambdaSpec & { logicalId: string })[] =>
  template.every(FUNCTION).map(({ logicalId, name, attribute, stack, properties }) => {
    const assetDirectory = stack.assets.get(properties.Code.S3Key);
    if (assetDirectory === undefined)
      throw new Error(`The assembly has no bundle "${properties.Code.S3Key}" for ${name}.`);
    return {
      logicalId,
      name,
      arn: attribute('Arn'),
      region: stack.region,
      assetDirectory,
      handler: properties.Handler,
      timeout: properties.Timeout,
      memorySize: properties.MemorySize,
      reservedConcurrency: properties.ReservedConcurrentExecutions,
      variables: properties.Environment.Variables,
    };
  });

export type Mappings = { queues: QueueSourceSpec[]; streams: StreamSourceSpec[] };

const refuseShortVisibility = (queueName: string, visibility: number, lambda: LambdaSpec): void => {
  if (visibility >= lambda.timeout) return;
  throw new Error(
    `AWS refuses this: the queue "${queueName}" hides a message for ${visibility} s, less than the ${lambda.timeout} s that ${lambda.name} may take.`,
  );
};

/** What feeds the functions: queues and table streams. */
export const readMappings = (template: Template, functions: LambdaSpec[]): Mappings => {
  const queues = new Map(template.every(QUEUE).map((queue) => [queue.attribute('Arn'), queue]));
  const mappings: Mappings = { queues: [], streams: [] };
  for (const { logicalId, properties } of template.every(EVENT_SOURCE_MAPPING)) {
    if (!properties.Enabled) continue;
    const { EventSourceArn, FunctionName } = properties;
    const lambda = functions.find(({ name, arn }) => FunctionName === name || FunctionName === arn);
    if (lambda === undefined)
      throw new Error(`The mapping "${logicalId}" names a function that no stack has: ${FunctionName}.`);
    const queue = queues.get(EventSourceArn);
    const [, tableName] = /^arn:aws:dynamodb:[^:]+:\d+:table\/([^/]+)\/stream\//.exec(EventSourceArn) ?? [];
    if (queue !== undefined) {
      refuseShortVisibility(queue.name, queue.properties.VisibilityTimeout, lambda);
      if (properties.FilterCriteria !== undefined) {
        throw new Error(`The mapping "${logicalId}" filters a queue, which the local runner does not know.`);
      }
      mappings.queues.push({ queueName: queue.name, queueArn: EventSourceArn, functionArn: lambda.arn, properties });
    } else if (tableName !== undefined) {
      mappings.streams.push({ tableName, sourceArn: EventSourceArn, functionArn: lambda.arn, properties });
    } else {
      throw new Error(`The mapping "${logicalId}" reads from what the local runner does not know: ${EventSourceArn}.`);
    }
  }
  return mappings;
};

/** The routes of the HTTP API, each leading to a function. */
export const readRoutes = (template: Template): Route<HttpTarget>[] => {
  if (template.every(HTTP_API).length > 1)
    throw new Error('The template has several HTTP APIs; the local runner serves one.');
  const integrations = new Map(template.every(HTTP_INTEGRATION).map((each) => [`integrations/${each.ref()}`, each]));
  return template.every(HTTP_ROUTE).map(({ logicalId, properties }) => {
    const integration = integrations.get(properties.Target);
    if (integration === undefined)
      throw new Error(`The route "${logicalId}" leads to no integration: ${properties.Target}.`);
    const { IntegrationUri, TimeoutInMillis } = integration.properties;
    // Either the function itself, or API Gateway's own address for invoking it.
    const functionArn = /functions\/(arn:[^/]+)\/invocations$/.exec(IntegrationUri)?.[1] ?? IntegrationUri;
    return parseRoute(properties.RouteKey, { functionArn, timeoutMilliseconds: TimeoutInMillis });
  });
};

/** What the front of the site puts on every request to the API: its own headers, as the template says. */
export const readFrontHeaders = (template: Template): Record<string, string> =>
  Object.fromEntries(
    template
      .every(DISTRIBUTION)
      .flatMap(({ properties }) => properties.DistributionConfig.Origins)
      .flatMap(({ OriginCustomHeaders }) => OriginCustomHeaders)
      .map(({ HeaderName, HeaderValue }) => [HeaderName.toLowerCase(), HeaderValue]),
  );

/** What runs by the clock. */
export const readSchedules = (template: Template): ScheduleSpec[] => [
  ...template
    .every(SCHEDULE)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .map(({ name, attribute, properties }) => ({
      name,
      arn: attribute('Arn'),
      expression: properties.ScheduleExpression,
      timeZone: properties.ScheduleExpressionTimezone,
      targetArn: properties.Target.Arn,
      input: properties.Target.Input ?? '{}',
      messageGroupId: properties.Target.SqsParameters?.MessageGroupId,
    })),
  ...template
    .every(RULE)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .flatMap(({ name, attribute, properties: { ScheduleExpression: expression, Targets } }) => {
      if (expression === undefined) return [];
      return Targets.map((target) => ({
        name,
        arn: attribute('Arn'),
        expression,
        timeZone: 'UTC',
        targetArn: target.Arn,
        input: target.Input,
        messageGroupId: target.SqsParameters?.MessageGroupId,
      }));
    }),
];

/** Who hears what became of a mail. */
export const readMailRules = (template: Template): MailRule[] =>
  template
    .every(RULE)
    .filter(({ properties }) => properties.State === 'ENABLED')
    .flatMap(({ name, properties: { EventPattern: pattern, Targets } }) => {
      if (pattern === undefined) return [];
      return Targets.map(({ Arn, InputTransformer: transformer }) => {
        if (transformer === undefined)
          throw new Error(`The rule "${name}" hands on whole reports of the mail service.`);
        return { pattern, queueArn: Arn, transformer };
      });
    });
