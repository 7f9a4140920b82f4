import type { Statement } from '../template/known/roles.ts';
import type { Mappings } from '../template/read-functions.ts';
import { evaluate, type Permission } from './evaluate.ts';
import type { RoleOfFunction } from './gate.ts';

/** What AWS itself does with a function's role, and what for. On one machine the runner does it, and asks nobody. */
export type CallOfAws = { functionName: string; permission: Permission; why: string };

const LOGGING = {
  actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  why: 'Lambda writes what the function prints to its log',
};
const READING_A_QUEUE = {
  actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
  why: 'the mapping takes messages from the queue and acknowledges what was handled',
};
const READING_A_STREAM = {
  actions: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
  why: 'the mapping reads the table’s stream',
};
const FINDING_A_STREAM = { actions: ['dynamodb:ListStreams'], why: 'the mapping looks which streams the table has' };
const OPENING_A_STREAM = { actions: ['kms:Decrypt'], why: 'the records of the stream are under the table’s key' };
const GIVING_UP = { actions: ['sqs:SendMessage'], why: 'the mapping tells which records were given up' };

type Facts = {
  roles: readonly RoleOfFunction[];
  mappings: Mappings;
  /** The log of each function. */
  logs: ReadonlyMap<string, string>;
  /** The key of each table. */
  tableKeys: ReadonlyMap<string, string>;
  region: string;
  account: string;
};

/** Everything that AWS does with the functions' roles, as the template wires them. */
export const callsOfAws = ({ roles, mappings, logs, tableKeys, region, account }: Facts): CallOfAws[] => {
  const nameOf = (functionArn: string): string => functionArn.split(':').at(-1) ?? functionArn;
  const each = (
    functionName: string,
    { actions, why }: { actions: string[]; why: string },
    resource: string,
    more: { viaService?: string } = {},
  ): CallOfAws[] => actions.map((action) => ({ functionName, permission: { action, resource, ...more }, why }));

  const logging = roles.flatMap(({ functionName }) =>
    each(functionName, LOGGING, `arn:aws:logs:${region}:${account}:log-group:${logs.get(functionName)}:log-stream:any`),
  );
  const queues = mappings.queues.flatMap(({ functionArn, queueArn }) =>
    each(nameOf(functionArn), READING_A_QUEUE, queueArn),
  );
  const streams = mappings.streams.flatMap(({ functionArn, sourceArn, properties }) => {
    const name = nameOf(functionArn);
    const [table = ''] = sourceArn.split('/stream/');
    const key = tableKeys.get(table);
    const destination = properties.DestinationConfig?.OnFailure.Destination;
    const viaService = `dynamodb.${region}.amazonaws.com`;
    return [
      ...each(name, READING_A_STREAM, sourceArn),
      ...each(name, FINDING_A_STREAM, `${table}/stream/*`),
      ...(key === undefined ? [] : each(name, OPENING_A_STREAM, key, { viaService })),
      ...(destination === undefined ? [] : each(name, GIVING_UP, destination)),
    ];
  });
  return [...logging, ...queues, ...streams];
};

/** Throws, naming every grant that is missing for what AWS itself would do: there it would fail at deployment, or unseen. */
export const refuseMissingGrants = (roles: readonly RoleOfFunction[], calls: readonly CallOfAws[]): void => {
  const missing = calls.filter(({ functionName, permission }) => {
    const role = roles.find((each) => each.functionName === functionName);
    return evaluate(role?.statements ?? [], permission) !== 'allowed';
  });
  if (missing.length === 0) return;
  const lines = missing.map(
    ({ functionName, permission: { action, resource }, why }) =>
      `the role of ${functionName} does not allow ${action} on ${resource}: ${why}`,
  );
  throw new Error(`AWS could not run this template:\n  ${lines.join('\n  ')}`);
};

/** The same for what schedules call, each with a role of its own. */
export const refuseIdleSchedules = (
  schedules: readonly { scheduleName: string; targetArn: string; statements: Statement[] }[],
): void => {
  for (const { scheduleName, targetArn, statements } of schedules) {
    const action = targetArn.startsWith('arn:aws:sqs:') ? 'sqs:SendMessage' : 'lambda:InvokeFunction';
    if (evaluate(statements, { action, resource: targetArn }) === 'allowed') continue;
    throw new Error(
      `AWS could not run this template: the role of ${scheduleName} does not allow ${action} on ${targetArn}.`,
    );
  }
};
