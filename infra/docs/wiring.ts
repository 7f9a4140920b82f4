import * as z from 'zod';
import { type QueueName, queues } from '../../events/catalogue.ts';
import { type FunctionName, functionNames } from '../functions.ts';
import type { ComposedApp, Resource } from '../read-composed-app.ts';

export interface Schedule {
  readonly sweep: string;
  readonly at: string;
  readonly calls: FunctionName;
}

/** What calls what, as the template says. */
export interface Wiring {
  /** Method and path of the pages' API, by the function that answers. */
  readonly routes: ReadonlyMap<FunctionName, readonly string[]>;
  readonly schedules: readonly Schedule[];
  readonly worker: Readonly<Record<QueueName, FunctionName>>;
  /** The function on the stream of the audit table. */
  readonly relay: FunctionName;
  /** The function that the mail service tells what became of a mail. */
  readonly hearsReports: FunctionName | undefined;
  /** The queues a function sends to, its dead letters and the relay's deliveries apart. */
  readonly wakes: ReadonlyMap<FunctionName, readonly QueueName[]>;
}

const isFunctionName = (name: string | undefined): name is FunctionName => functionNames.some((each) => each === name);

/** The function that a path in the tree of constructs belongs to: `web/web-public-endpoint/web-public/function`. */
export function functionAt(path: string): FunctionName {
  const name = path.split('/').findLast(isFunctionName);
  if (name === undefined) throw new Error(`${path} is no function of ours`);
  return name;
}

const withoutArn = (spelt: string): string => spelt.replace(/\.(Arn|StreamArn)$/, '');

const Mapping = z.object({ EventSourceArn: z.unknown(), FunctionName: z.unknown() });
const Route = z.object({ RouteKey: z.string(), Target: z.unknown() });
const ScheduleTarget = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({
    Arn: z.unknown(),
    Input: z.string().transform((text) => z.record(z.string(), z.string()).parse(JSON.parse(text))),
  }),
});

/** The queue of ours that stands at a path; undefined for queues of dead letters. */
export function queueAt(app: ComposedApp, path: string): QueueName | undefined {
  const queue = app.ofType('AWS::SQS::Queue').find((each) => each.path === path);
  const name = String(queue?.properties.QueueName).replace(/\.fifo$/, '');
  return queues.find((each) => name.endsWith(`-${each}`));
}

function readWorkers(app: ComposedApp): Pick<Wiring, 'worker' | 'relay' | 'hearsReports'> {
  const worker = new Map<QueueName, FunctionName>();
  let relay: FunctionName | undefined;
  let hearsReports: FunctionName | undefined;
  for (const { properties, stack } of app.ofType('AWS::Lambda::EventSourceMapping')) {
    const mapping = Mapping.parse(properties);
    const source = withoutArn(app.spell(mapping.EventSourceArn, stack));
    const calls = functionAt(app.spell(mapping.FunctionName, stack));
    const queue = queueAt(app, source);
    if (queue !== undefined) worker.set(queue, calls);
    else if (source === 'data/audit/table') relay = calls;
    // What the mail service reports is no fact yet.
    else if (source === 'workflow/receive-mail-report-worker/queue') hearsReports = calls;
    else throw new Error(`${calls} hears ${source}, which the documents do not know`);
  }
  const of = (queue: QueueName): FunctionName => {
    const calls = worker.get(queue);
    if (calls === undefined) throw new Error(`no function hears the queue ${queue}`);
    return calls;
  };
  if (relay === undefined) throw new Error('no function hears the stream of the audit table');
  const [referral, assessment, donation, allocation, offers, mail] = queues.map(of);
  return {
    worker: z
      .record(z.enum(queues), z.enum(functionNames))
      .parse({ referral, assessment, donation, allocation, offers, mail }),
    relay,
    hearsReports,
  };
}

const readRoutes = (app: ComposedApp): Wiring['routes'] => {
  const routes = app.ofType('AWS::ApiGatewayV2::Route').map(({ properties, stack }) => {
    const { RouteKey, Target } = Route.parse(properties);
    return {
      route: RouteKey === '$default' ? 'every other request' : RouteKey,
      calls: functionAt(app.spell(Target, stack)),
    };
  });
  return new Map(
    [...Map.groupBy(routes, ({ calls }) => calls)].map(([calls, all]) => [calls, all.map(({ route }) => route)]),
  );
};

/** What a schedule says of its work; one that says nothing has but one work to do. */
const sweepIn = (input: Readonly<Record<string, string>>): string => Object.values(input).join(' ') || 'of its own';

const readSchedules = (app: ComposedApp): Wiring['schedules'] =>
  app.ofType('AWS::Scheduler::Schedule').map(({ properties, stack }) => {
    const { ScheduleExpression, Target } = ScheduleTarget.parse(properties);
    return { sweep: sweepIn(Target.Input), at: ScheduleExpression, calls: functionAt(app.spell(Target.Arn, stack)) };
  });

const Environment = z.object({ Variables: z.record(z.string(), z.unknown()) });

/** The environment of a function, references spelt. */
export const environmentOf = (app: ComposedApp, { properties, stack }: Resource): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(Environment.parse(properties.Environment).Variables).map(([variable, value]) => [
      variable,
      app.spell(value, stack),
    ]),
  );

export function readWiring(app: ComposedApp): Wiring {
  const { worker, relay, hearsReports } = readWorkers(app);
  const wakes = new Map<FunctionName, readonly QueueName[]>();
  for (const lambda of app.ofType('AWS::Lambda::Function')) {
    const name = functionAt(lambda.path);
    if (name === relay) continue;
    const sendsTo = [...environmentOf(app, lambda).values()].map((path) => queueAt(app, path));
    const woken = queues.filter((queue) => sendsTo.includes(queue));
    if (woken.length > 0) wakes.set(name, woken);
  }
  return { routes: readRoutes(app), schedules: readSchedules(app), worker, relay, hearsReports, wakes };
}
