import { CfnParameter, type Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { type Binding, plain } from './bindings.ts';

/**
 * What the front of the site and the functions behind it both know. CloudFormation puts it into their configuration: a
 * function need not fetch it at its start. Whoever reads it there can go past the firewall, and to nothing more.
 */
export class FrontSecret extends Construct {
  readonly value: string;
  readonly binding: Binding;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const secret = new Secret(this, 'secret', {
      description: 'What the front of the site puts on every request, and what names of visitors are made with',
      generateSecretString: { passwordLength: 43, excludePunctuation: true },
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'A new secret has to reach the distribution and the functions together: a deployment replaces it, a rotation could not.',
    );
    this.value = secret.secretValue.unsafeUnwrap();
    this.binding = plain(this.value);
  }
}

const parameterId = 'VisitorsPerAddress';

/**
 * How many people may stand behind one address before it is asked to wait. A parameter, so that the same template can be
 * run on one machine, where everybody comes from there.
 */
export const bindVisitorsPerAddress = (stack: Stack): Binding => {
  const existing = stack.node.tryFindChild(parameterId);
  if (existing instanceof CfnParameter) return plain(existing.valueAsString);
  const made = new CfnParameter(stack, parameterId, {
    type: 'String',
    default: '1',
    description: 'How many people may stand behind one address before it is asked to wait',
  });
  return plain(made.valueAsString);
};
