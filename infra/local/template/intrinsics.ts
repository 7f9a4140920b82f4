import type { Json, Stack } from './assembly.ts';

/** A value with every intrinsic function replaced; `undefined` is AWS::NoValue. */
export type Resolved = undefined | null | boolean | number | string | Resolved[] | { [key: string]: Resolved };

/** What the functions need of the resolver that applies them. */
export type Context = {
  value: (stack: Stack, raw: Json) => Resolved;
  reference: (stack: Stack, name: string) => Resolved;
  attribute: (stack: Stack, logicalId: string, name: string) => string;
  output: (find: (stack: Stack, name: string, exported: Resolved) => boolean, wanted: string) => Resolved;
  holds: (stack: Stack, condition: string) => boolean;
  finish: (text: string) => string;
};

const asText = (value: Resolved, where: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${where} needs text, and got ${JSON.stringify(value)}.`);
};

const asList = (value: Resolved, where: string): Resolved[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`${where} needs a list, and got ${JSON.stringify(value)}.`);
};

const substitute = (context: Context, stack: Stack, pattern: string, variables: { [key: string]: Resolved }): string =>
  pattern.replace(/\$\{([^}]+)\}/g, (_whole, name: string) => {
    if (name.startsWith('!')) return `\${${name.slice(1)}}`;
    if (variables[name] !== undefined) return asText(variables[name], `\${${name}}`);
    const [logicalId = '', ...path] = name.split('.');
    return path.length === 0
      ? asText(context.reference(stack, name), `\${${name}}`)
      : context.attribute(stack, logicalId, path.join('.'));
  });

/** CloudFormation's functions, each given the stack it stands in and its unresolved argument. */
export const INTRINSICS: Record<string, (context: Context, stack: Stack, argument: Json) => Resolved> = {
  Ref: (context, stack, argument) => context.reference(stack, asText(argument, 'Ref')),
  Condition: (context, stack, argument) => context.holds(stack, asText(argument, 'Condition')),
  'Fn::GetAtt': (context, stack, argument) => {
    const path =
      typeof argument === 'string' ? argument.split('.') : asList(context.value(stack, argument), 'Fn::GetAtt');
    const [logicalId, ...name] = path.map((part) => asText(part, 'Fn::GetAtt'));
    return context.attribute(stack, logicalId ?? '', name.join('.'));
  },
  'Fn::Join': (context, stack, argument) => {
    const [separator, parts] = asList(context.value(stack, argument), 'Fn::Join');
    return context.finish(
      asList(parts, 'Fn::Join')
        .map((part) => asText(part, 'Fn::Join'))
        .join(asText(separator, 'Fn::Join')),
    );
  },
  'Fn::Sub': (context, stack, argument) => {
    const [pattern, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const resolved = context.value(stack, variables ?? {});
    const named = typeof resolved === 'object' && resolved !== null && !Array.isArray(resolved) ? resolved : {};
    return context.finish(substitute(context, stack, asText(pattern, 'Fn::Sub'), named));
  },
  'Fn::Select': (context, stack, argument) => {
    const [index, list] = asList(context.value(stack, argument), 'Fn::Select');
    return asList(list, 'Fn::Select')[Number(index)];
  },
  'Fn::Split': (context, stack, argument) => {
    const [separator, text] = asList(context.value(stack, argument), 'Fn::Split');
    return asText(text, 'Fn::Split').split(asText(separator, 'Fn::Split'));
  },
  'Fn::ImportValue': (context, stack, argument) => {
    const wanted = asText(context.value(stack, argument), 'Fn::ImportValue');
    return context.output((_stack, _name, exported) => exported === wanted, `the export "${wanted}"`);
  },
  'Fn::GetStackOutput': (context, stack, argument) => {
    const wanted = context.value(stack, argument);
    if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
      throw new Error('Fn::GetStackOutput needs names.');
    const { StackName, OutputName } = wanted;
    return context.output(
      (from, name) => from.name === StackName && name === OutputName,
      `"${OutputName}" from stack "${StackName}"`,
    );
  },
  'Fn::FindInMap': (context, stack, argument) => {
    const [map, first, second] = asList(context.value(stack, argument), 'Fn::FindInMap').map((key) =>
      asText(key, 'Fn::FindInMap'),
    );
    const found = stack.template.Mappings[map ?? '']?.[first ?? '']?.[second ?? ''];
    if (found === undefined) throw new Error(`Stack "${stack.name}" maps nothing at ${map}.${first}.${second}.`);
    return found;
  },
  'Fn::If': (context, stack, argument) => {
    if (!Array.isArray(argument)) throw new Error('Fn::If needs a condition and two values.');
    const [condition, yes, no] = argument;
    const chosen = context.holds(stack, asText(condition, 'Fn::If')) ? yes : no;
    return chosen === undefined ? undefined : context.value(stack, chosen);
  },
  'Fn::Equals': (context, stack, argument) => {
    const [left, right] = asList(context.value(stack, argument), 'Fn::Equals');
    return JSON.stringify(left) === JSON.stringify(right);
  },
  'Fn::Not': (context, stack, argument) => asList(context.value(stack, argument), 'Fn::Not')[0] !== true,
  'Fn::And': (context, stack, argument) =>
    asList(context.value(stack, argument), 'Fn::And').every((part) => part === true),
  'Fn::Or': (context, stack, argument) =>
    asList(context.value(stack, argument), 'Fn::Or').some((part) => part === true),
};
