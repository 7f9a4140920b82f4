import { Stack, type StackProps } from 'aws-cdk-lib';
import { Certificate, CertificateValidation, type ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import type { CharitySettings } from '../../shared/domain/settings.ts';
import { listHeaders } from '../../shared/web/security-headers.ts';
import { frontNotices, frontPage } from '../front-page.ts';
import { nameIn, type Stage } from '../stages.ts';

export interface EdgeStackProps extends StackProps {
  readonly stage: Stage;
  /** Who to call, for whoever is turned away before a page of ours could say so. */
  readonly crisis: CharitySettings['crisis'];
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
    const webAcl = this.createWebAcl(stage, props.crisis);
    this.certificate = certificate;
    this.webAclArn = webAcl.attrArn;
  }

  private createWebAcl(stage: Stage, crisis: CharitySettings['crisis']): CfnWebACL {
    return new CfnWebACL(this, 'web-acl', {
      name: nameIn(stage, 'pages'),
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: counted('pages'),
      customResponseBodies: Object.fromEntries(
        Object.entries(frontNotices).map(([name, notice]) => [
          name,
          { contentType: 'TEXT_HTML', content: frontPage(notice, crisis) },
        ]),
      ),
      rules: [
        // An office of many people behind one address stays well below.
        tooMany(0, 'too-many-requests', 2000),
        // Coarser than the doors of the pages themselves, and before anything of ours is paid for.
        ...guarded.map(({ name, path }, index) => tooMany(index + 1, name, 200, path)),
        {
          name: 'body-too-large',
          priority: 10,
          action: turnAway(413, 'tooLarge'),
          // A megabyte and more, by its own account: the pages refuse much less themselves.
          statement: {
            regexMatchStatement: {
              regexString: '^[0-9]{7,}$',
              fieldToMatch: { singleHeader: { Name: 'content-length' } },
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
          visibilityConfig: counted('body-too-large'),
        },
        {
          name: 'headers-too-large',
          priority: 11,
          // What the API would refuse with a bare 431, which the firewall cannot say.
          action: turnAway(400, 'headersTooLarge'),
          statement: {
            sizeConstraintStatement: {
              comparisonOperator: 'GT',
              size: 8192,
              fieldToMatch: { headers: { matchPattern: { all: {} }, matchScope: 'ALL', oversizeHandling: 'MATCH' } },
              textTransformations: [{ priority: 0, type: 'NONE' }],
            },
          },
          visibilityConfig: counted('headers-too-large'),
        },
        managedRules(12, 'AWSManagedRulesAmazonIpReputationList'),
        managedRules(13, 'AWSManagedRulesKnownBadInputsRuleSet'),
        // People tell us things in their own words, and a payment event is long: a firewall that guesses from the
        // body would turn away somebody who at last dared to write. Pages escape everything they show.
        managedRules(14, 'AWSManagedRulesCommonRuleSet', ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']),
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

const turnAway = (responseCode: number, body: keyof typeof frontNotices): CfnWebACL.RuleActionProperty => ({
  block: {
    customResponse: {
      responseCode,
      customResponseBodyKey: body,
      responseHeaders: Object.entries({ ...listHeaders([]), 'Cache-Control': 'no-store' }).map(([name, value]) => ({
        name,
        value,
      })),
    },
  },
});

/** What a machine could come to all day: the pages behind `doors` in the settings. */
const guarded = [
  { name: 'referring-too-often', path: '/refer/age' },
  { name: 'codes-too-often', path: '/refer/resume' },
  { name: 'status-too-often', path: '/status' },
  { name: 'giving-too-often', path: '/give/' },
  { name: 'signing-in-too-often', path: '/console/sign' },
  { name: 'links-too-often', path: '/portal' },
] as const;

/** So many requests of one address in five minutes, below a path where one is given. */
const tooMany = (priority: number, name: string, limit: number, path?: string): CfnWebACL.RuleProperty => ({
  name,
  priority,
  action: turnAway(429, 'tooMany'),
  statement: {
    rateBasedStatement: {
      aggregateKeyType: 'IP',
      limit,
      ...(path === undefined
        ? {}
        : {
            scopeDownStatement: {
              byteMatchStatement: {
                fieldToMatch: { uriPath: {} },
                positionalConstraint: 'STARTS_WITH',
                searchString: path,
                textTransformations: [{ priority: 0, type: 'URL_DECODE' }],
              },
            },
          }),
    },
  },
  visibilityConfig: counted(name),
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
