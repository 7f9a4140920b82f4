import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { nameIn, type Stage } from '../stages.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
}

/**
 * The two things that CloudFront takes from us-east-1 only: the firewall's rules and the certificate.
 */
export class EdgeStack extends Stack {
  readonly webAclArn: string;
  readonly certificate: ICertificate;

  constructor(scope: Construct, id: string, props: EdgeStackProps) {
    super(scope, id, props);
    const { stage } = props;
    const certificate = new Certificate(this, 'certificate', {
      domainName: stage.site.domainName,
      validation: CertificateValidation.fromDns(
        HostedZone.fromHostedZoneAttributes(this, 'zone', {
          hostedZoneId: stage.site.hostedZoneId,
          zoneName: stage.site.hostedZoneName,
        }),
      ),
    });
    const webAcl = this.createWebAcl(stage);
    this.certificate = certificate;
    this.webAclArn = webAcl.attrArn;
  }

  private createWebAcl(stage: Stage): CfnWebACL {
    return new CfnWebACL(this, 'web-acl', {
      name: nameIn(stage, 'pages'),
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: counted('pages'),
      rules: [
        {
          name: 'too-many-requests',
          priority: 0,
          action: { block: {} },
          // Five minutes of one address; an office of many people behind one address stays well below.
          statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: 2000 } },
          visibilityConfig: counted('too-many-requests'),
        },
        managedRules(1, 'AWSManagedRulesAmazonIpReputationList'),
        managedRules(2, 'AWSManagedRulesKnownBadInputsRuleSet'),
        // People tell us things in their own words, and a payment event is long: a firewall that guesses from the
        // body would turn away somebody who at last dared to write. Pages escape everything they show.
        managedRules(3, 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']),
      ],
    });
  }
}

// No sampled requests: they would keep who visited which page, and with what.
const counted = (metricName: string): CfnWebACL.VisibilityConfigProperty => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

const managedRules = (priority: number, name: string, countedOnly: readonly string[] = []): CfnWebACL.RuleProperty => ({
  name,
  priority,
  overrideAction: { none: {} },
  statement: {
    managedRuleGroupStatement: {
      vendorName: 'AWS',
      name,
      ruleActionOverrides: countedOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  visibilityConfig: counted(name),
});
