import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import * as z from 'zod';
import cdk from '../cdk.json' with { type: 'json' };
import { composeApp } from './compose-app.ts';
import { functionNames } from './functions.ts';
import exampleCharity from './settings/example-charity.json' with { type: 'json' };
import { stages } from './stages.ts';

const Template = z.object({
  Resources: z.record(
    z.string(),
    z.object({
      Type: z.string(),
      Properties: z.record(z.string(), z.unknown()).default({}),
      Metadata: z.object({ 'aws:cdk:path': z.string() }),
      DeletionPolicy: z.string().optional(),
      UpdateReplacePolicy: z.string().optional(),
    }),
  ),
  Outputs: z.record(z.string(), z.object({ Value: z.unknown() })).default({}),
});

const Reference = z.union([
  z.strictObject({ Ref: z.string() }),
  z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
  z.strictObject({ 'Fn::GetStackOutput': z.object({ StackName: z.string(), OutputName: z.string() }) }),
]);

export interface Resource {
  readonly stack: string;
  readonly type: string;
  /** Where it stands in the tree, such as `workflow/send-mail-worker/queue`. */
  readonly path: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly deletionPolicy: string | undefined;
  readonly replacePolicy: string | undefined;
}

export interface ComposedApp {
  readonly app: App;
  readonly resources: readonly Resource[];
  ofType(type: string): readonly Resource[];
  /**
   * A value with every reference written out: another resource by its path (`data/cases/table`), an attribute of it
   * after a dot (`data/cases/table.Arn`), whichever stack it stands in.
   */
  spell(value: unknown, stack: string): string;
  isProtected(stack: string): boolean;
}

/** The stacks of the first stage, synthesised with empty functions, in memory but for a folder that is removed. */
export function readComposedApp(): ComposedApp {
  const folder = mkdtempSync(join(tmpdir(), 'sponsored-places-infra-'));
  try {
    return compose(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compose(folder: string): ComposedApp {
  for (const name of functionNames) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'index.mjs'), `export const handler = () => '${name}';`);
  }
  const app = composeApp({
    stage: stages[0],
    settings: exampleCharity,
    outdir: join(folder, 'cdk.out'),
    context: cdk.context,
    // `npm run check:synth` holds them against CloudFormation's schemas; here it would only take time.
    checkSchemas: false,
    code: (name) => Code.fromAsset(join(folder, name)),
  });
  const assembly = app.synth();
  const templates = new Map(assembly.stacks.map((each) => [each.id, Template.parse(each.template)]));
  const idOfStack = new Map(assembly.stacks.map((each) => [each.stackName, each.id]));
  const resources = [...templates].flatMap(([stack, template]) =>
    Object.values(template.Resources).map((each) => ({
      stack,
      type: each.Type,
      path: each.Metadata['aws:cdk:path'].replace(/\/Resource$/, ''),
      properties: each.Properties,
      deletionPolicy: each.DeletionPolicy,
      replacePolicy: each.UpdateReplacePolicy,
    })),
  );
  const nameOf = (stack: string, id: string): string =>
    templates.get(stack)?.Resources[id]?.Metadata['aws:cdk:path'].replace(/\/Resource$/, '') ?? `<${id}>`;

  const spell = (value: unknown, stack: string): string => {
    if (typeof value === 'string') return value;
    const reference = Reference.parse(value);
    if ('Ref' in reference) return nameOf(stack, reference.Ref);
    if ('Fn::GetAtt' in reference) return `${nameOf(stack, reference['Fn::GetAtt'][0])}.${reference['Fn::GetAtt'][1]}`;
    if ('Fn::Join' in reference) {
      const [separator, parts] = reference['Fn::Join'];
      return parts.map((part) => spell(part, stack)).join(separator);
    }
    const { StackName, OutputName } = reference['Fn::GetStackOutput'];
    const producer = idOfStack.get(StackName) ?? StackName;
    return spell(templates.get(producer)?.Outputs[OutputName]?.Value, producer);
  };
  return {
    app,
    resources,
    ofType: (type) => resources.filter((each) => each.type === type),
    spell,
    isProtected: (stack) => assembly.getStackArtifact(stack).terminationProtection === true,
  };
}
