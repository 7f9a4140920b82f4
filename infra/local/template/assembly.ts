import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

const json: z.ZodType<Json> = z.json();

const resource = z.strictObject({
  Type: z.string(),
  Properties: z.record(z.string(), json).default({}),
  Condition: z.string().optional(),
  DependsOn: z.unknown().optional(),
  DeletionPolicy: z.unknown().optional(),
  UpdateReplacePolicy: z.unknown().optional(),
  Metadata: z.unknown().optional(),
});

// Strict on purpose: a section or a resource attribute that the runner does not know must stop it, not pass silently.
const template = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Metadata: z.unknown().optional(),
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: json.optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), z.record(z.string(), json))).default({}),
  Conditions: z.record(z.string(), json).default({}),
  // Rules only check parameters of a deployment (the bootstrap version); here nothing is deployed.
  Rules: z.unknown().optional(),
  Resources: z.record(z.string(), resource),
  Outputs: z
    .record(
      z.string(),
      z.object({ Value: json, Export: z.object({ Name: json }).optional(), Condition: z.string().optional() }),
    )
    .default({}),
});

const manifest = z.object({
  artifacts: z.record(
    z.string(),
    z.object({
      type: z.string(),
      environment: z.string().optional(),
      dependencies: z.array(z.string()).default([]),
      properties: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

const assetManifest = z.object({
  files: z
    .record(
      z.string(),
      z.object({
        source: z.object({ path: z.string().optional() }),
        destinations: z.record(z.string(), z.object({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

export type Stack = {
  name: string;
  region: string;
  template: z.infer<typeof template>;
  /** Where the bundled files of an asset lie, by the key they would have in the deployment bucket. */
  assets: Map<string, string>;
};

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/**
 * Reads every stack of a synthesised cloud assembly, nested ones included, in the order of their dependencies.
 * Throws when the directory holds no assembly or a template says something the runner does not know.
 */
export const readAssembly = (directory: string): Stack[] => {
  const file = join(directory, 'manifest.json');
  if (!existsSync(file))
    throw new Error(`There is no synthesised app in ${resolve(directory)}: manifest.json is missing.`);
  const { artifacts } = manifest.parse(readJson(file));
  const assets = new Map<string, string>();
  for (const artifact of Object.values(artifacts)) {
    if (artifact.type !== 'cdk:asset-manifest') continue;
    const listed = assetManifest.parse(readJson(join(directory, z.string().parse(artifact.properties.file))));
    for (const { source, destinations } of Object.values(listed.files)) {
      for (const { objectKey } of Object.values(destinations)) {
        if (source.path !== undefined) assets.set(objectKey, resolve(directory, source.path));
      }
    }
  }
  const stacks: Stack[] = [];
  const seen = new Set<string>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (artifact === undefined || seen.has(id)) return;
    seen.add(id);
    for (const dependency of artifact.dependencies) visit(dependency);
    if (artifact.type === 'cdk:cloud-assembly') {
      stacks.push(...readAssembly(join(directory, z.string().parse(artifact.properties.directoryName))));
    }
    if (artifact.type !== 'aws:cloudformation:stack') return;
    const region = artifact.environment?.split('/')[3];
    stacks.push({
      name: text(artifact.properties.stackName) ?? id,
      region: region === undefined || region === 'unknown-region' ? 'eu-west-2' : region,
      template: readTemplate(id, join(directory, z.string().parse(artifact.properties.templateFile))),
      assets,
    });
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return stacks;
};

const readTemplate = (stack: string, file: string): z.infer<typeof template> => {
  const parsed = template.safeParse(readJson(file));
  if (parsed.success) return parsed.data;
  const reasons = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the template'}: ${issue.message}`);
  throw new Error(
    `The template of stack "${stack}" says what the local runner does not know:\n  ${reasons.join('\n  ')}`,
  );
};
