import { createHash } from 'node:crypto';
import type { Stack } from './assembly.ts';
import type { Resolved } from './intrinsics.ts';
import { EVENT_SOURCE_MAPPING, FUNCTION } from './known/functions.ts';
import { DISTRIBUTION, EDGE_FUNCTION, HTTP_API, HTTP_INTEGRATION, HTTP_ROUTE, HTTP_STAGE } from './known/http.ts';
import { QUEUE } from './known/queues.ts';
import type { LocalPlaces, ResourceType } from './known/resource-type.ts';
import { EMAIL_IDENTITY, LOG_GROUP, ROLE } from './known/roles.ts';
import { RULE, SCHEDULE } from './known/schedules.ts';
import { KEY, KEY_ALIAS, SECRET } from './known/secrets.ts';
import { USER_POOL, USER_POOL_CLIENT, USER_POOL_DOMAIN, USER_POOL_GROUP } from './known/sign-in.ts';
import { GLOBAL_TABLE, TABLE } from './known/tables.ts';
import { TYPES_WITHOUT_EFFECT } from './known/without-effect.ts';
import { createResolver, LOCAL_ACCOUNT, type Resource } from './resolve.ts';

const KNOWN_TYPES: ResourceType[] = [
  ...[DISTRIBUTION, EMAIL_IDENTITY, EVENT_SOURCE_MAPPING, FUNCTION, GLOBAL_TABLE, HTTP_API, HTTP_INTEGRATION],
  ...[
    HTTP_ROUTE,
    HTTP_STAGE,
    KEY,
    KEY_ALIAS,
    LOG_GROUP,
    QUEUE,
    ROLE,
    RULE,
    SCHEDULE,
    SECRET,
    TABLE,
    USER_POOL,
    USER_POOL_CLIENT,
    USER_POOL_DOMAIN,
  ],
  USER_POOL_GROUP,
  EDGE_FUNCTION,
];

/** A resource with its physical name and its properties, resolved and checked. */
type Known<P> = {
  logicalId: string;
  stack: Stack;
  name: string;
  ref: () => string;
  attribute: (name: string) => string;
  properties: P;
};

export type Template = {
  /** Throws, naming every resource type, property or value that the runner does not know. */
  refuseUnknown: () => void;
  every: <P>(type: ResourceType<P>) => Known<P>[];
};

const describe = ({ type, logicalId, stack }: Resource): string => `${type} "${logicalId}" (stack "${stack.name}")`;

const nameOf = (resource: Resource, explicit: Resolved): string => {
  if (typeof explicit === 'string') return explicit;
  const ending = resource.properties.FifoQueue === true ? '.fifo' : '';
  return `${resource.stack.name}-${resource.logicalId}${ending}`;
};

const issuesOf = (type: ResourceType, properties: unknown): string[] => {
  const parsed = type.schema.safeParse(properties);
  if (parsed.success) return [];
  return parsed.error.issues.map((issue) => {
    const where = issue.path.map(String);
    return issue.code === 'unrecognized_keys'
      ? `the property ${issue.keys.map((key) => `"${[...where, key].join('.')}"`).join(', ')} is unknown`
      : `the property "${where.join('.')}" has a value it does not know (${issue.message})`;
  });
};

/**
 * What CloudFormation puts in the place of a reference to a whole secret. Here it is drawn from the secret's address:
 * whoever is given it is given the same, and nobody fetches it.
 */
const drawSecrets = (text: string): string =>
  text.replaceAll(/\{\{resolve:secretsmanager:(.+?):SecretString:::\}\}/g, (_, arn: string) =>
    createHash('sha256').update(`drawn here: ${arn}`).digest('hex'),
  );

/**
 * Opens the synthesised stacks for reading. Every address in them resolves to this machine; whatever the template
 * asks for that the runner cannot do is refused by name, because silence would make the template a lie.
 */
export const openTemplate = (stacks: Stack[], places: LocalPlaces): Template => {
  const known = new Map(KNOWN_TYPES.map((type) => [type.type, type]));

  const resolver = createResolver(
    stacks,
    (resource, { property }) => {
      const type = known.get(resource.type);
      const explicit = type?.nameProperty === undefined ? undefined : property(resource, type.nameProperty);
      const name = nameOf(resource, explicit);
      const { name: stackName, region } = resource.stack;
      if (type !== undefined) return type.identify({ name, stackName, region, account: LOCAL_ACCOUNT, places });
      const service = resource.type.split('::')[1]?.toLowerCase();
      const arn = `arn:aws:${service}:${region}:${LOCAL_ACCOUNT}:${name}`;
      return { ref: () => name, attribute: (wanted) => (wanted === 'Arn' ? arn : undefined) };
    },
    // CloudFront speaks https; on this machine the same domain is plain http on localhost.
    (text) => drawSecrets(text.replaceAll(`https://${places.siteDomain}`, `http://${places.siteDomain}`)),
    // Everybody on one machine comes from one address, which stands for a crowd, and scripts fill in forms at once.
    { SiteUrl: `http://${places.siteDomain}`, VisitorsPerAddress: '1000', LeastFormSeconds: '0' },
  );

  const resolveProperties = ({ stack, properties }: Resource) => resolver.value(stack, properties);

  return {
    refuseUnknown: () => {
      const refusals: string[] = [];
      for (const resource of resolver.resources) {
        const type = known.get(resource.type);
        if (type !== undefined) {
          for (const issue of issuesOf(type, resolveProperties(resource)))
            refusals.push(`${describe(resource)}: ${issue}`);
        } else if (TYPES_WITHOUT_EFFECT[resource.type] === undefined) {
          refusals.push(`${describe(resource)}: the resource type is unknown`);
        }
      }
      if (refusals.length === 0) return;
      throw new Error(`The template asks for what the local runner does not know:\n  ${refusals.join('\n  ')}`);
    },
    every: (type) =>
      resolver.resources
        .filter((resource) => resource.type === type.type)
        .map((resource) => {
          const { logicalId, stack } = resource;
          return {
            logicalId,
            stack,
            name: nameOf(
              resource,
              type.nameProperty === undefined ? undefined : resolver.property(resource, type.nameProperty),
            ),
            ref: () => String(resolver.value(stack, { Ref: logicalId })),
            attribute: (wanted) => String(resolver.value(stack, { 'Fn::GetAtt': [logicalId, wanted] })),
            properties: type.schema.parse(resolveProperties(resource)),
          };
        }),
  };
};
