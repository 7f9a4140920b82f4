import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import { EmailIdentity } from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';

/** The domains that mail is sent from, each signed by DKIM, its records set in its zone. */
export class MailDomains extends Construct {
  /** The grant to send from these domains and no other. */
  readonly maySend: readonly PolicyStatement[];

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.maySend = stage.mail.map(({ domainName, hostedZoneId, hostedZoneName }) => {
      const hostedZone = PublicHostedZone.fromPublicHostedZoneAttributes(this, `zone of ${domainName}`, {
        hostedZoneId,
        zoneName: hostedZoneName,
      });
      // The domain may lie below its zone, so it is given beside it.
      const sender = new EmailIdentity(this, domainName, { identity: { value: domainName, hostedZone } });
      return new PolicyStatement({ actions: ['ses:SendRawEmail'], resources: [sender.emailIdentityArn] });
    });
  }
}
