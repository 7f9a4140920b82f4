import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readAssembly } from './assembly.ts';
import { FUNCTION } from './known/functions.ts';
import { QUEUE } from './known/queues.ts';
import { TYPES_WITHOUT_EFFECT } from './known/without-effect.ts';
import { readFrontHeaders } from './read-functions.ts';
import { openTemplate, type Template } from './template.ts';

const made: string[] = [];
afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true });
});

type Stacks = Record<string, { template: object; dependencies?: string[] }>;

const assemblyOf = (stacks: Stacks): string => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  made.push(directory);
  const artifacts = Object.entries(stacks).map(([id, { template, dependencies = [] }]) => {
    writeFileSync(join(directory, `${id}.json`), JSON.stringify(template));
    const properties = { templateFile: `${id}.json`, stackName: `demo-${id}` };
    return [
      id,
      { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/eu-west-2', properties, dependencies },
    ];
  });
  writeFileSync(join(directory, 'manifest.json'), JSON.stringify({ artifacts: Object.fromEntries(artifacts) }));
  return directory;
};

const open = (stacks: Stacks): Template =>
  openTemplate(readAssembly(assemblyOf(stacks)), {
    siteDomain: 'localhost:4000',
    queueOrigin: () => 'http://127.0.0.1:9324',
    signInIssuer: () => 'http://127.0.0.1:9000/pool',
  });

const lambda = (Variables: object) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Key: 'x.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: 'arn:aws:iam::000000000000:role/work',
    Environment: { Variables },
  },
});

const variablesOf = (template: Template) => template.every(FUNCTION)[0]?.properties.Environment.Variables;

const refusalOf = (Resources: object): string => {
  try {
    open({ work: { template: { Resources } } }).refuseUnknown();
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'nothing was refused';
};

describe('what the runner does not know', () => {
  it('refuses a resource type by its name and whereabouts', () => {
    expect(refusalOf({ Shop: { Type: 'AWS::S3::Bucket' } })).toContain(
      'AWS::S3::Bucket "Shop" (stack "demo-work"): the resource type is unknown',
    );
  });

  it('refuses a property by its name', () => {
    expect(refusalOf({ Line: { Type: 'AWS::SQS::Queue', Properties: { Colour: 'green' } } })).toContain(
      'AWS::SQS::Queue "Line" (stack "demo-work"): the property "Colour" is unknown',
    );
  });

  it('refuses a property inside a property by its path', () => {
    const Properties = { EventSourceArn: 'a', FunctionName: 'b', ScalingConfig: { MinimumPollers: 2 } };
    expect(refusalOf({ Feed: { Type: 'AWS::Lambda::EventSourceMapping', Properties } })).toContain(
      '"ScalingConfig.MinimumPollers" is unknown',
    );
  });

  it('refuses a value that it cannot do as asked', () => {
    const { Properties } = lambda({});
    expect(
      refusalOf({ Old: { Type: 'AWS::Lambda::Function', Properties: { ...Properties, Runtime: 'nodejs20.x' } } }),
    ).toMatch(/"Runtime" has a value it does not know/);
  });

  it('refuses a grant that stands outside the roles, where the gate would not see it', () => {
    expect(refusalOf({ More: { Type: 'AWS::IAM::Policy' } })).toContain('AWS::IAM::Policy "More"');
    const Properties = { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    expect(refusalOf({ Wide: { Type: 'AWS::IAM::Role', Properties } })).toContain('"ManagedPolicyArns" is unknown');
  });

  it('tells of everything unknown at once', () => {
    const refused = refusalOf({
      One: { Type: 'AWS::S3::Bucket' },
      Two: { Type: 'AWS::SQS::Queue', Properties: { X: 1 } },
    });
    expect(refused).toMatch(/"One"[\s\S]*"Two"/);
  });

  it('refuses a section of a template and an attribute of a resource', () => {
    expect(() => open({ work: { template: { Resources: {}, Transform: 'AWS::Serverless' } } })).toThrow(/Transform/);
    expect(refusalOf({ Line: { Type: 'AWS::SQS::Queue', UpdatePolicy: {} } })).toMatch(/UpdatePolicy/);
  });

  it('refuses an intrinsic function and an attribute of a resource by their names', () => {
    const withValue = (value: unknown) =>
      variablesOf(
        open({ work: { template: { Resources: { F: lambda({ value }), Q: { Type: 'AWS::SQS::Queue' } } } } }),
      );
    expect(() => withValue({ 'Fn::Cidr': ['10.0.0.0/8'] })).toThrow('"Fn::Cidr"');
    expect(() => withValue({ 'Fn::GetAtt': ['Q', 'Colour'] })).toThrow('"Colour" of AWS::SQS::Queue "Q"');
  });

  it('gives a reason for every resource type without effect', () => {
    for (const reason of Object.values(TYPES_WITHOUT_EFFECT)) expect(reason.length).toBeGreaterThan(10);
  });
});

describe('what a template says, as it is on this machine', () => {
  it('resolves references within a stack, whatever their form', () => {
    const Queue = { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'line' } };
    const template = open({
      work: {
        template: {
          Parameters: { Greeting: { Type: 'String', Default: 'hello' } },
          Mappings: { Places: { here: { town: 'Leeds' } } },
          Conditions: { Always: { 'Fn::Equals': ['a', 'a'] }, Never: { 'Fn::Not': [{ Condition: 'Always' }] } },
          Resources: {
            Queue,
            Absent: { Type: 'AWS::S3::Bucket', Condition: 'Never' },
            F: lambda({
              ref: { Ref: 'Queue' },
              att: { 'Fn::GetAtt': ['Queue', 'Arn'] },
              join: { 'Fn::Join': ['-', [{ Ref: 'Greeting' }, { Ref: 'AWS::Region' }]] },
              // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation writes its variables like this.
              sub: { 'Fn::Sub': ['${Queue.QueueName}/${own}/${!kept}', { own: 'mine' }] },
              select: { 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b,c'] }] },
              map: { 'Fn::FindInMap': ['Places', 'here', 'town'] },
              chosen: { 'Fn::If': ['Always', 'yes', 'no'] },
              gone: { 'Fn::If': ['Never', 'yes', { Ref: 'AWS::NoValue' }] },
            }),
          },
        },
      },
    });
    template.refuseUnknown();
    expect(variablesOf(template)).toEqual({
      ref: 'http://127.0.0.1:9324/000000000000/line',
      att: 'arn:aws:sqs:eu-west-2:000000000000:line',
      join: 'hello-eu-west-2',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation writes its variables like this.
      sub: 'line/mine/${kept}',
      select: 'b',
      map: 'Leeds',
      chosen: 'yes',
    });
  });

  it('resolves what one stack takes from another, by export and by output', () => {
    const template = open({
      work: {
        dependencies: ['data'],
        template: {
          Resources: {
            F: lambda({
              exported: { 'Fn::ImportValue': 'data:name' },
              output: { 'Fn::GetStackOutput': { StackName: 'demo-data', OutputName: 'Line' } },
            }),
          },
        },
      },
      data: {
        template: {
          Resources: { Q: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } } },
          Outputs: { Line: { Value: { 'Fn::GetAtt': ['Q', 'QueueName'] }, Export: { Name: 'data:name' } } },
        },
      },
    });
    expect(variablesOf(template)).toEqual({ exported: 'demo-data-Q.fifo', output: 'demo-data-Q.fifo' });
    expect(template.every(QUEUE).map(({ stack }) => stack.name)).toEqual(['demo-data']);
  });

  it('makes the site, its distribution and the sign-in provider addresses of this machine', () => {
    const template = open({
      web: {
        template: {
          Parameters: { SiteUrl: { Type: 'String', Default: 'https://charity.example' } },
          Resources: {
            Front: {
              Type: 'AWS::CloudFront::Distribution',
              Properties: { DistributionConfig: { Enabled: true, Origins: [] } },
            },
            Staff: { Type: 'AWS::Cognito::UserPool' },
            F: lambda({
              site: { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': ['Front', 'DomainName'] }, '/console']] },
              url: { Ref: 'SiteUrl' },
              issuer: { 'Fn::GetAtt': ['Staff', 'ProviderURL'] },
            }),
          },
        },
      },
    });
    expect(variablesOf(template)).toEqual({
      site: 'http://localhost:4000/console',
      url: 'http://localhost:4000',
      issuer: 'http://127.0.0.1:9000/pool',
    });
  });

  it('draws a secret for whoever is given it whole: the same for all, and none that a template shows', () => {
    const whole = { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Own' }, ':SecretString:::}}']] };
    const template = open({
      web: {
        template: {
          Resources: {
            Own: { Type: 'AWS::SecretsManager::Secret', Properties: { GenerateSecretString: {} } },
            Front: {
              Type: 'AWS::CloudFront::Distribution',
              Properties: {
                DistributionConfig: {
                  Enabled: true,
                  Origins: [
                    {
                      DomainName: 'a.execute-api.eu-west-2.amazonaws.com',
                      OriginCustomHeaders: [{ HeaderName: 'X-Front-Secret', HeaderValue: whole }],
                    },
                  ],
                },
              },
            },
            F: lambda({ secret: whole }),
          },
        },
      },
    });
    const secret = variablesOf(template)?.secret;
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(readFrontHeaders(template)).toEqual({ 'x-front-secret': secret });
  });

  it('notices resources that refer to each other in a circle', () => {
    const named = (other: string) => ({
      Type: 'AWS::SQS::Queue',
      Properties: { QueueName: { 'Fn::GetAtt': [other, 'QueueName'] } },
    });
    expect(() => open({ work: { template: { Resources: { A: named('B'), B: named('A') } } } }).refuseUnknown()).toThrow(
      'in a circle',
    );
  });

  it('says so when there is no synthesised app', () => {
    expect(() => readAssembly(join(tmpdir(), 'nothing-here'))).toThrow('manifest.json is missing');
  });
});
