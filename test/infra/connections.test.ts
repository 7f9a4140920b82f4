import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readComposedApp } from '../../infra/read-composed-app.ts';

const composed = readComposedApp();

const Behaviour = z.looseObject({
  PathPattern: z.string().optional(),
  CachePolicyId: z.string(),
  ViewerProtocolPolicy: z.string(),
});
const { DistributionConfig } = z
  .object({
    DistributionConfig: z.looseObject({
      DefaultCacheBehavior: Behaviour,
      CacheBehaviors: z.array(Behaviour),
      Origins: z.array(z.looseObject({ CustomOriginConfig: z.unknown() })),
      ViewerCertificate: z.looseObject({ MinimumProtocolVersion: z.string(), AcmCertificateArn: z.unknown() }),
    }),
  })
  .parse(composed.ofType('AWS::CloudFront::Distribution')[0]?.properties);
const behaviours = [DistributionConfig.DefaultCacheBehavior, ...DistributionConfig.CacheBehaviors];
/** CloudFront’s own policy that keeps nothing. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';

describe('the line to visitors', () => {
  it('ASVS 12.1.1 and 12.1.2 speaks TLS 1.2 or later, with the suites of 2021', () => {
    expect(DistributionConfig.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
  });

  it('ASVS 12.2.1 is never plain: pages are led to https', () => {
    const policies = new Set(behaviours.map(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy));
    expect([...policies].toSorted()).toEqual(['https-only', 'redirect-to-https']);
  });

  it('ASVS 4.1.2 leads no machine to https that came in the clear: what is no page is refused', () => {
    const routes = composed
      .ofType('AWS::ApiGatewayV2::Route')
      .map(({ properties }) => String(properties.RouteKey).replace(/^\S+ /, ''));
    const webhooks = routes.filter((path) => path.startsWith('/webhooks/'));
    expect(webhooks).toEqual(['/webhooks/payments']);
    const refused = behaviours.filter(({ ViewerProtocolPolicy }) => ViewerProtocolPolicy === 'https-only');
    expect(refused.map(({ PathPattern }) => PathPattern)).toEqual(['/webhooks/*']);
  });

  it('ASVS 12.2.2 shows a certificate that the public authority of AWS gave for the site’s own name', () => {
    const [certificate, ...others] = composed.ofType('AWS::CertificateManager::Certificate');
    expect(others).toEqual([]);
    expect(certificate?.properties).toMatchObject({
      ValidationMethod: 'DNS',
      DomainName: expect.stringMatching(/^places\./),
    });
    expect(certificate?.properties).not.toHaveProperty('CertificateAuthorityArn');
    expect(composed.spell(DistributionConfig.ViewerCertificate.AcmCertificateArn, 'web')).toBe(certificate?.path);
  });

  it('ASVS 14.2.2 keeps no page on its way: only files that are the same for everybody', () => {
    const kept = behaviours.filter(({ CachePolicyId }) => CachePolicyId !== cachingDisabled);
    expect(kept.map(({ PathPattern }) => PathPattern)).toEqual(['/assets/*']);
  });

  it('ASVS 3.4.2 lets no other site read what it says', () => {
    for (const { properties } of composed.ofType('AWS::ApiGatewayV2::Api'))
      expect(properties).not.toHaveProperty('CorsConfiguration');
    const policies = JSON.stringify(composed.ofType('AWS::CloudFront::ResponseHeadersPolicy'));
    expect(policies).not.toMatch(/Access-Control|CorsConfig/i);
  });
});

describe('the lines behind', () => {
  it('ASVS 12.3.1 and 12.3.3 from the front to the pages are TLS 1.2', () => {
    for (const { CustomOriginConfig } of DistributionConfig.Origins)
      expect(CustomOriginConfig).toEqual({ OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] });
  });

  it('ASVS 12.3.1 to queues and topics are refused in the clear', () => {
    const policies = [...composed.ofType('AWS::SQS::QueuePolicy'), ...composed.ofType('AWS::SNS::TopicPolicy')];
    const Policy = z.object({ PolicyDocument: z.object({ Statement: z.array(z.unknown()) }) });
    for (const { path, properties } of policies)
      expect(Policy.parse(properties).PolicyDocument.Statement, path).toContainEqual(
        expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      );
    const listed = policies.flatMap(({ stack, properties }) =>
      z
        .array(z.unknown())
        .parse(properties.Queues ?? properties.Topics)
        .map((each) => composed.spell(each, stack)),
    );
    const all = [...composed.ofType('AWS::SQS::Queue'), ...composed.ofType('AWS::SNS::Topic')].map(({ path }) => path);
    expect(listed.toSorted()).toEqual(all.toSorted());
  });
});

describe('secrets', () => {
  const secrets = composed.ofType('AWS::SecretsManager::Secret');

  it('ASVS 13.3.1 are drawn by the secrets manager or handed to it by AWS, and stand in no template', () => {
    expect(secrets.length).toBeGreaterThan(2);
    for (const { path, stack, properties } of secrets) {
      if (properties.SecretString === undefined) expect(properties.GenerateSecretString, path).toBeDefined();
      else
        expect(composed.spell(properties.SecretString, stack)).toBe(
          '{"clientSecret":"web/sign-in/client.ClientSecret"}',
        );
    }
  });

  it('ASVS 13.2.3 of the payment provider begin blank, with which nothing starts', () => {
    const { GenerateSecretString } = z
      .object({ GenerateSecretString: z.object({ SecretStringTemplate: z.string(), GenerateStringKey: z.string() }) })
      .parse(secrets.find(({ path }) => path === 'data/payments-secret')?.properties);
    expect(GenerateSecretString.GenerateStringKey).toBe('apiKey');
    expect(JSON.parse(GenerateSecretString.SecretStringTemplate)).toMatchObject({ webhookSecret: '' });
  });
});
