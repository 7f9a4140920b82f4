import { App, Validations } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { AwsSolutionsChecks } from 'cdk-nag';
import type { CharitySettings } from '../shared/domain/settings.ts';
import type { FunctionName } from './functions.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { OperationsStack } from './stacks/operations-stack.ts';
import { WebStack } from './stacks/web-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';
import { nameIn, type Stage } from './stages.ts';

export interface Composition {
  readonly stage: Stage;
  readonly settings: Pick<CharitySettings, 'crisis'>;
  readonly outdir: string;
  /** A function's bundle. */
  readonly code: (name: FunctionName) => Code;
  /**
   * CDK's feature flags, from `cdk.json`. One is left out: `minimizePolicies` merges statements in an order that differs
   * from run to run, and templates with it.
   */
  readonly context: Readonly<Record<string, unknown>>;
  /** Whether to hold the templates against CloudFormation's own schemas: some five seconds of processor. */
  readonly checkSchemas: boolean;
}

/** All stacks of one stage, checked by cdk-nag: `synth()` throws on a finding that nobody has accepted with a reason. */
export function composeApp({ stage, settings, outdir, code, context, checkSchemas }: Composition): App {
  const app = new App({
    outdir,
    // The CLI would switch these on; with them here the templates are the same without it.
    context: { ...context, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true },
    builtinCloudFormationValidation: checkSchemas,
    analyticsReporting: false,
    treeMetadata: false,
  });
  const inRegion = (id: string, region: string) => ({
    stackName: nameIn(stage, id),
    env: { region },
    stage,
    tags: { service: 'sponsored-places', stage: stage.name },
  });
  const operations = new OperationsStack(app, 'operations', inRegion('operations', stage.region));
  const edge = new EdgeStack(app, 'edge', { ...inRegion('edge', 'us-east-1'), crisis: settings.crisis });
  const data = new DataStack(app, 'data', { ...inRegion('data', stage.region), terminationProtection: true });
  const tell = operations.alarms;
  const workflow = new WorkflowStack(app, 'workflow', { ...inRegion('workflow', stage.region), data, code, tell });
  new WebStack(app, 'web', { ...inRegion('web', stage.region), data, edge, workflow, code, tell });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  return app;
}
