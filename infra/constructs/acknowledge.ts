import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Accepts one finding of cdk-nag below `scope`, for a written reason. A finding of a rule that lists several carries
 * its own suffix, as in `AwsSolutions-IAM5[Resource::*]`. cdk-nag says nothing of an id that matches no finding; the
 * template tests do.
 */
export function acknowledge(scope: IConstruct, id: `AwsSolutions-${string}`, reason: string): void {
  Validations.of(scope).acknowledge({ id, reason });
}
