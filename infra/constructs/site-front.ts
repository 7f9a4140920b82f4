import { Duration, Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Function as CloudFrontFunction,
  Distribution,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Construct } from 'constructs';
import { frontHeaders } from '../../shared/web/front-headers.ts';
import { listHeaders } from '../../shared/web/security-headers.ts';
import type { Stage } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** Every distribution's hosted zone, a constant of AWS. */
const cloudFrontZoneId = 'Z2FDTNDATAQYW2';

const tellAddress = `function handler(event) {
  event.request.headers['${frontHeaders.visitor}'] = { value: event.viewer.ip };
  return event.request;
}`;

/** These CloudFront has fields of their own for. */
const ownFields = new Set([
  'Content-Security-Policy',
  'Strict-Transport-Security',
  'Referrer-Policy',
  'X-Content-Type-Options',
]);

export interface SiteFrontProps {
  readonly stage: Stage;
  readonly api: HttpApi;
  /** Goes with every request to the API, so that nobody can go round the firewall. */
  readonly frontSecret: string;
  readonly certificate: ICertificate;
  readonly webAclArn: string;
}

/** The site's address: CloudFront with firewall and certificate before the API. It keeps assets, never a page. */
export class SiteFront extends Construct {
  constructor(scope: Construct, id: string, { stage, api, frontSecret, certificate, webAclArn }: SiteFrontProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const behaviour: BehaviorOptions = {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        customHeaders: { [frontHeaders.secret]: frontSecret },
      }),
      // Where a visitor comes from, told by nobody but CloudFront: it replaces what a visitor says of it.
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new CloudFrontFunction(this, 'tell-address', {
            runtime: FunctionRuntime.JS_2_0,
            code: FunctionCode.fromInline(tellAddress),
          }),
        },
      ],
      responseHeadersPolicy: this.createHeaders(),
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
      additionalBehaviors: {
        '/assets/*': { ...behaviour, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
        // A machine that speaks plain http is refused, not led on: nobody would notice what it gives away (ASVS 5.0 4.1.2).
        '/webhooks/*': {
          ...behaviour,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        },
      },
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

  /**
   * For answers that the API gives by itself, when a function has none: our pages bring the same headers, and keep what
   * they say.
   */
  private createHeaders(): ResponseHeadersPolicy {
    const headers = Object.entries({ ...listHeaders([]), 'Cache-Control': 'no-store' });
    const contentSecurityPolicy = headers.find(([header]) => header === 'Content-Security-Policy')?.[1] ?? '';
    const custom = headers.filter(([header]) => !ownFields.has(header));
    return new ResponseHeadersPolicy(this, 'headers', {
      comment: 'What every answer carries, also those that are not from a page of ours',
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: false },
        contentTypeOptions: { override: false },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: false },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: false },
      },
      customHeadersBehavior: { customHeaders: custom.map(([header, value]) => ({ header, value, override: false })) },
    });
  }
}
