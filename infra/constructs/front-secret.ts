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
