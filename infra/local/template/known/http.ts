import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const api = z.strictObject({
  Name: LABELS,
  ProtocolType: z.literal('HTTP'),
  DisableExecuteApiEndpoint: withoutEffect('the site has one address here'),
  Description: LABELS,
  Tags: LABELS,
});

export const HTTP_API: ResourceType<z.infer<typeof api>> = {
  type: 'AWS::ApiGatewayV2::Api',
  schema: api,
  identify: ({ name, region }) => {
    const id = name.replaceAll(/[^A-Za-z0-9-]/g, '').toLowerCase();
    return identity(id, { ApiId: id, ApiEndpoint: `https://${id}.execute-api.${region}.amazonaws.com` });
  },
};

const stage = z.strictObject({
  ApiId: z.string(),
  StageName: z.literal('$default'),
  AutoDeploy: withoutEffect('routes are read from the template at every start'),
  AccessLogSettings: withoutEffect('there is no local access log'),
  DefaultRouteSettings: withoutEffect('nothing is throttled on one machine'),
  RouteSettings: withoutEffect('nothing is throttled on one machine'),
  Description: LABELS,
  Tags: LABELS,
});

export const HTTP_STAGE: ResourceType<z.infer<typeof stage>> = {
  type: 'AWS::ApiGatewayV2::Stage',
  schema: stage,
  identify: ({ name }) => identity(name),
};

const integration = z.strictObject({
  ApiId: z.string(),
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.number().default(30_000),
  IntegrationMethod: withoutEffect('a function is always invoked, whatever the method'),
  Description: LABELS,
});

export type IntegrationProperties = z.infer<typeof integration>;

export const HTTP_INTEGRATION: ResourceType<IntegrationProperties> = {
  type: 'AWS::ApiGatewayV2::Integration',
  schema: integration,
  identify: ({ name }) => identity(name, { IntegrationId: name }),
};

const route = z.strictObject({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').default('NONE'),
  OperationName: LABELS,
});

export type RouteProperties = z.infer<typeof route>;

export const HTTP_ROUTE: ResourceType<RouteProperties> = {
  type: 'AWS::ApiGatewayV2::Route',
  schema: route,
  identify: ({ name }) => identity(name, { RouteId: name }),
};

const EDGE = withoutEffect('no edge stands before the functions here: no cache, no certificate, no firewall');

const distribution = z.strictObject({
  DistributionConfig: z.strictObject({
    // Pages that came from anywhere but the HTTP API would be missing on one machine.
    Origins: z.array(
      z.looseObject({
        DomainName: z.string().regex(/\.execute-api\./, 'only the HTTP API is served on one machine'),
        OriginCustomHeaders: z.array(z.strictObject({ HeaderName: z.string(), HeaderValue: z.string() })).default([]),
      }),
    ),
    Aliases: EDGE,
    CacheBehaviors: EDGE,
    Comment: LABELS,
    CustomErrorResponses: EDGE,
    DefaultCacheBehavior: EDGE,
    Enabled: z.literal(true),
    HttpVersion: EDGE,
    IPV6Enabled: EDGE,
    Logging: EDGE,
    PriceClass: EDGE,
    Restrictions: EDGE,
    ViewerCertificate: EDGE,
    WebACLId: EDGE,
  }),
  Tags: LABELS,
});

export const DISTRIBUTION: ResourceType<z.infer<typeof distribution>> = {
  type: 'AWS::CloudFront::Distribution',
  schema: distribution,
  identify: ({ name, places, account }) =>
    identity(name, {
      Id: name,
      DomainName: places.siteDomain,
      Arn: `arn:aws:cloudfront::${account}:distribution/${name}`,
    }),
};

const edgeFunction = z.strictObject({
  Name: LABELS,
  AutoPublish: EDGE,
  FunctionCode: withoutEffect('the site itself tells where a visitor comes from: from this machine'),
  FunctionConfig: EDGE,
  Tags: LABELS,
});

export const EDGE_FUNCTION: ResourceType<z.infer<typeof edgeFunction>> = {
  type: 'AWS::CloudFront::Function',
  schema: edgeFunction,
  identify: ({ name, account }) => identity(name, { FunctionARN: `arn:aws:cloudfront::${account}:function/${name}` }),
};
