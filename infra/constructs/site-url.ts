import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { Stage } from '../stages.ts';
import { type Binding, plain } from './bindings.ts';

const parameterId = 'SiteUrl';

/**
 * Where people open the pages, without a slash at the end. It comes from the stage's own domain, never from the
 * distribution: that one needs the API, which needs the functions, which need this. A parameter, so that the same
 * template can be run elsewhere.
 */
export function siteUrl(stack: Stack, stage: Stage): string {
  const existing = stack.node.tryFindChild(parameterId);
  if (existing instanceof CfnParameter) return existing.valueAsString;
  return new CfnParameter(stack, parameterId, {
    type: 'String',
    default: `https://${stage.site.domainName}`,
    description: 'Where people open the pages, without a slash at the end',
  }).valueAsString;
}

export const bindSite = (stack: Stack, stage: Stage): Binding => plain(siteUrl(stack, stage));
