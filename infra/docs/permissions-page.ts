import * as z from 'zod';
import { type TableName, tables } from '../../shared/store/tables.ts';
import { type FunctionName, functionNames } from '../functions.ts';
import type { ComposedApp, Resource } from '../read-composed-app.ts';
import { code, codes, page, table } from './markdown.ts';
import { environmentOf, functionAt, queueAt } from './wiring.ts';

const OneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const Statement = z.object({
  Action: OneOrMore,
  Resource: z.unknown().transform((given) => (Array.isArray(given) ? given : [given])),
  Condition: z.object({ StringEquals: z.record(z.string(), z.string()) }).optional(),
});
const Role = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(Statement) }) })),
});

interface Grant {
  /** The path of what it is about. */
  readonly on: string;
  readonly actions: readonly string[];
  readonly condition: string;
}

/** What a role allows, by what it is about. */
function grantsOf(app: ComposedApp, rolePath: string): readonly Grant[] {
  const role = app.ofType('AWS::IAM::Role').find(({ path }) => path === rolePath);
  if (role === undefined) throw new Error(`there is no role ${rolePath}`);
  const { Policies } = Role.parse(role.properties);
  return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map(({ Action, Resource, Condition }) => ({
    on: [
      ...new Set(Resource.map((each) => app.spell(each, role.stack).replace(/\.(Arn|StreamArn)(?=$|\/index\/)/, ''))),
    ].join(', '),
    actions: Action,
    condition: Object.values(Condition?.StringEquals ?? {}).join(', '),
  }));
}

/** Without what says where rather than what. */
const withoutPrefix = (path: string): string =>
  path
    .replace(/^data\//, '')
    .replace('<AWS::AccountId>', 'ACCOUNT')
    .replace(/^arn:aws:[^:]*:[^:]*:ACCOUNT:/, '');

/** What a resource is called on the page. */
function nameOf(app: ComposedApp, path: string): string {
  const queue = queueAt(app, path);
  if (queue !== undefined) return `queue ${code(queue)}`;
  const parts = path.split('/');
  if (parts[0] === 'data' && parts[2] === 'table')
    return `${parts[3] === 'index' ? 'index of' : 'table'} ${code(parts[1] ?? '')}`;
  if (path.endsWith('/log')) return 'its own log';
  if (path.endsWith('-queue/queue')) return `queue ${code((parts.at(-2) ?? '').replace(/-queue$/, ''))}`;
  if (path.endsWith('/function')) return `function ${code(functionAt(path))}`;
  return code(withoutPrefix(path));
}

/** The word for what a function may do with a table. */
function useOf(actions: ReadonlySet<string>): string {
  const words = [
    ...(actions.has('dynamodb:GetItem') || actions.has('dynamodb:BatchGetItem') ? ['reads'] : []),
    ...(actions.has('dynamodb:Query') ? ['lists'] : []),
    ...(actions.has('dynamodb:DeleteItem') ? ['writes'] : actions.has('dynamodb:PutItem') ? ['adds'] : []),
    ...(actions.has('dynamodb:GetRecords') ? ['hears'] : []),
  ];
  return words.join(', ');
}

interface Holder {
  readonly name: FunctionName;
  readonly lambda: Resource;
  readonly grants: readonly Grant[];
}

const usesTable = ({ grants }: Holder, name: TableName): string =>
  useOf(
    new Set(
      grants
        .filter(({ on }) => on.replace(/\/index\/.*$/, '') === `data/${name}/table`)
        .flatMap(({ actions }) => actions),
    ),
  );

function section(app: ComposedApp, { name, lambda, grants }: Holder): string {
  const environment = environmentOf(app, lambda);
  const variablesFor = (path: string): readonly string[] =>
    [...environment].filter(([, value]) => value.replace(/\.Arn$/, '') === path).map(([variable]) => variable);
  const rows = grants.map(({ on, actions, condition }) => [
    nameOf(app, on),
    codes(actions),
    condition === '' ? '' : `only through ${code(condition)}`,
    codes(variablesFor(on)).replace('–', ''),
  ]);
  return [`## ${name}`, table(['what', 'may', 'condition', 'known to it as'], rows)].join('\n\n');
}

function schedules(app: ComposedApp): string {
  const rows = app.ofType('AWS::IAM::Role').filter(({ path }) => path.includes('/schedule-'));
  return [
    '## Schedules',
    table(
      ['schedule', 'may'],
      rows.map(({ path }) => [
        code(path.split('/').at(-2) ?? path),
        grantsOf(app, path)
          .map(({ on, actions }) => `${codes(actions)} on ${nameOf(app, on)}`)
          .join('; '),
      ]),
    ),
  ].join('\n\n');
}

/** Which function may do what, as the roles of the template say. */
export function writePermissionsPage(app: ComposedApp): string {
  const holders = app.ofType('AWS::Lambda::Function').map((lambda) => {
    const role = app.spell(lambda.properties.Role, lambda.stack).replace(/\.Arn$/, '');
    return { name: functionAt(lambda.path), lambda, grants: grantsOf(app, role) };
  });
  const wildcards = new Set(
    holders.flatMap(({ grants }) => grants.map(({ on }) => on)).filter((on) => on.includes('*')),
  );
  const inOrder = functionNames.flatMap((name) => holders.filter((holder) => holder.name === name));
  return page(
    'Permissions',
    'Each function has a role of its own, and the role allows what stands here and nothing else. A grant comes with the variable that names what it is about. ' +
      `No action is a wildcard; of resources, these are: ${codes([...wildcards].map((on) => withoutPrefix(on)))}.`,
    table(
      ['function', ...tables.map(code)],
      inOrder.map((holder) => [code(holder.name), ...tables.map((name) => usesTable(holder, name))]),
    ),
    '*Reads* by key; *lists* in an order; *adds*, or replaces at its version; *writes* also removes; *hears* the stream. Nobody scans a table or updates an item in place.',
    ...inOrder.map((holder) => section(app, holder)),
    schedules(app),
  );
}
