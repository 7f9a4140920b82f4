import type { Json, Stack } from './assembly.ts';
import { type Context, INTRINSICS, type Resolved } from './intrinsics.ts';

/** What other resources see of a resource: its Ref and its attributes. */
export type Identity = { ref: () => string; attribute: (name: string) => string | undefined };

export type Resource = {
  stack: Stack;
  logicalId: string;
  type: string;
  properties: Record<string, Json>;
};

/**
 * The account of everything local. The queue emulator knows no other, so no other would match its addresses.
 */
export const LOCAL_ACCOUNT = '000000000000';

export type Resolver = {
  resources: Resource[];
  value: (stack: Stack, value: Json) => Resolved;
  property: (resource: Resource, name: string) => Resolved;
};

/**
 * Resolves the intrinsic functions of all stacks together, as a deployment would. Resources are identified lazily
 * through `identify`; `finish` has the last word on every text; `parameters` take the place of the defaults.
 */
export const createResolver = (
  stacks: Stack[],
  identify: (resource: Resource, resolver: Resolver) => Identity,
  finish: (text: string) => string,
  parameters: Record<string, string>,
): Resolver => {
  const identities = new Map<Resource, Identity | 'being identified'>();

  const identityOf = (stack: Stack, logicalId: string): Identity => {
    const resource = resources.find((candidate) => candidate.stack === stack && candidate.logicalId === logicalId);
    if (resource === undefined)
      throw new Error(`Stack "${stack.name}" refers to "${logicalId}", which it does not have.`);
    const known = identities.get(resource);
    if (known === 'being identified')
      throw new Error(`"${logicalId}" of stack "${stack.name}" refers to itself in a circle.`);
    if (known !== undefined) return known;
    identities.set(resource, 'being identified');
    const identity = identify(resource, resolver);
    identities.set(resource, identity);
    return identity;
  };

  const reference = (stack: Stack, name: string): Resolved => {
    const pseudo: Record<string, string | undefined> = {
      'AWS::AccountId': LOCAL_ACCOUNT,
      'AWS::Region': stack.region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${stack.region}:${LOCAL_ACCOUNT}:stack/${stack.name}/local`,
    };
    if (name === 'AWS::NoValue') return undefined;
    const parameter = stack.template.Parameters[name];
    if (parameter !== undefined && parameters[name] !== undefined) return parameters[name];
    if (parameter === undefined) return pseudo[name] ?? identityOf(stack, name).ref();
    if (parameter.Default === undefined)
      throw new Error(`Parameter "${name}" of stack "${stack.name}" has no default.`);
    return parameter.Default;
  };

  const attribute = (stack: Stack, logicalId: string, name: string): string => {
    const value = identityOf(stack, logicalId).attribute(name);
    if (value !== undefined) return value;
    const type = stack.template.Resources[logicalId]?.Type;
    throw new Error(
      `The local runner does not know the attribute "${name}" of ${type} "${logicalId}" (stack "${stack.name}").`,
    );
  };

  const output = (find: (stack: Stack, name: string, exported: Resolved) => boolean, wanted: string): Resolved => {
    for (const stack of stacks) {
      for (const [name, { Value, Export }] of Object.entries(stack.template.Outputs)) {
        const exported = Export === undefined ? undefined : value(stack, Export.Name);
        if (find(stack, name, exported)) return value(stack, Value);
      }
    }
    throw new Error(`No stack puts out ${wanted}.`);
  };

  function holds(stack: Stack, condition: string): boolean {
    const expression = stack.template.Conditions[condition];
    if (expression === undefined) throw new Error(`Stack "${stack.name}" has no condition "${condition}".`);
    return value(stack, expression) === true;
  }

  const intrinsic = (stack: Stack, raw: { [key: string]: Json }): { apply: () => Resolved } | undefined => {
    const [name, ...others] = Object.keys(raw);
    if (
      name === undefined ||
      others.length > 0 ||
      !(name === 'Ref' || name === 'Condition' || name.startsWith('Fn::'))
    ) {
      return undefined;
    }
    const argument = raw[name] ?? null;
    // A policy's own "Condition" block is an object; the intrinsic names a condition.
    if (name === 'Condition' && typeof argument !== 'string') return undefined;
    const apply = INTRINSICS[name];
    if (apply === undefined) throw new Error(`The local runner does not know the function "${name}".`);
    return { apply: () => apply(context, stack, argument) };
  };

  function value(stack: Stack, raw: Json): Resolved {
    if (typeof raw === 'string') return finish(raw);
    if (Array.isArray(raw)) return raw.map((part) => value(stack, part)).filter((part) => part !== undefined);
    if (typeof raw !== 'object' || raw === null) return raw;
    const call = intrinsic(stack, raw);
    if (call !== undefined) return call.apply();
    return Object.fromEntries(
      Object.entries(raw)
        .map(([key, part]) => [key, value(stack, part)] as const)
        .filter(([, part]) => part !== undefined),
    );
  }

  const context: Context = { value, reference, attribute, output, holds, finish };

  // Last, because whether a resource exists is itself an expression.
  const resources = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Condition }]) => Condition === undefined || holds(stack, Condition))
      .map(([logicalId, { Type, Properties }]) => ({ stack, logicalId, type: Type, properties: Properties })),
  );
  const resolver: Resolver = {
    resources,
    value,
    property: (resource, name) => {
      const raw = resource.properties[name];
      return raw === undefined ? undefined : value(resource.stack, raw);
    },
  };
  return resolver;
};
