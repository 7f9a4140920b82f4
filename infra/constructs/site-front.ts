import { Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** Every distribution's hosted zone, a constant of AWS. */
const cloudFrontZoneId = 'Z2FDTNDATAQYW2';

export interface SiteFrontProps {
  readonly stage: Stage;
  readonly api: HttpApi;
  readonly certificate: ICertificate;
  readonly webAclArn: string;
}

/** The site's address: CloudFront with firewall and certificate before the API. It keeps assets, never a page. */
export class SiteFront extends Construct {
  constructor(scope: Construct, id: string, { stage, api, certificate, webAclArn }: SiteFrontProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const behaviour: BehaviorOptions = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
    const distribution = new Distribution(this, 'distribution', {
      comment: `Sponsored Places ${stage.name}`,
      domainNames: [stage.site.domainName],
      certificate,
      webAclId: webAclArn,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        ...behaviour,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
      },
      additionalBehaviors: { '/assets/*': { ...behaviour, cachePolicy: CachePolicy.CACHING_OPTIMIZED } },
    });
    acknowledge(
      distribution,
      'AwsSolutions-CFR1',
      'People seek help, and give, wherever they are; some have left the country.',
    );
    acknowledge(
      distribution,
      'AwsSolutions-CFR3',
      'An access log would record by address who visited a service whose visitors must not be known.',
    );
    for (const type of ['A', 'AAAA']) {
      new CfnRecordSet(this, type, {
        hostedZoneId: stage.site.hostedZoneId,
        name: stage.site.domainName,
        type,
        aliasTarget: { dnsName: distribution.distributionDomainName, hostedZoneId: cloudFrontZoneId },
      });
    }
  }
}
