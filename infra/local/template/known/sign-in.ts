import { createHash } from 'node:crypto';
import * as z from 'zod';
import { identity, LABELS, type ResourceType, withoutEffect } from './resource-type.ts';

const PROVIDER = withoutEffect(
  'the local provider has demo people instead of registration, passwords and second factors',
);
const PAGE = withoutEffect('the local provider has its own plain sign-in page');

const pool = z.strictObject({
  UserPoolName: z.string().optional(),
  AccountRecoverySetting: PROVIDER,
  AdminCreateUserConfig: PROVIDER,
  AliasAttributes: PROVIDER,
  AutoVerifiedAttributes: PROVIDER,
  DeletionProtection: withoutEffect('nothing deletes local sign-in but --fresh'),
  DeviceConfiguration: PROVIDER,
  EmailConfiguration: PROVIDER,
  EmailVerificationMessage: PROVIDER,
  EmailVerificationSubject: PROVIDER,
  EnabledMfas: PROVIDER,
  MfaConfiguration: PROVIDER,
  Policies: PROVIDER,
  Schema: PROVIDER,
  SmsVerificationMessage: PROVIDER,
  UserAttributeUpdateSettings: PROVIDER,
  UsernameAttributes: PROVIDER,
  UsernameConfiguration: PROVIDER,
  UserPoolAddOns: PROVIDER,
  UserPoolTags: LABELS,
  UserPoolTier: withoutEffect('a price class'),
  VerificationMessageTemplate: PROVIDER,
  WebAuthnFactorConfiguration: PROVIDER,
  WebAuthnRelyingPartyID: PROVIDER,
  WebAuthnUserVerification: PROVIDER,
});

export const USER_POOL: ResourceType<z.infer<typeof pool>> = {
  type: 'AWS::Cognito::UserPool',
  schema: pool,
  nameProperty: 'UserPoolName',
  identify: ({ name, region, account, places }) => {
    const id = `${region}_${name.replaceAll(/[^A-Za-z0-9]/g, '')}`;
    return identity(id, {
      UserPoolId: id,
      Arn: `arn:aws:cognito-idp:${region}:${account}:userpool/${id}`,
      ProviderURL: places.signInIssuer,
      ProviderName: () => places.signInIssuer().replace(/^https?:\/\//, ''),
    });
  },
};

// Cognito draws a secret; here it follows from the client, so that every start has the same.
const client = z.strictObject({
  UserPoolId: z.string(),
  ClientName: z.string().optional(),
  GenerateSecret: z.literal(true),
  AllowedOAuthFlows: z.tuple([z.literal('code')]),
  AllowedOAuthFlowsUserPoolClient: z.literal(true),
  AllowedOAuthScopes: z.array(z.string()),
  CallbackURLs: z.array(z.string()),
  LogoutURLs: z.array(z.string()).default([]),
  AccessTokenValidity: PROVIDER,
  AuthSessionValidity: PROVIDER,
  EnablePropagateAdditionalUserContextData: PROVIDER,
  EnableTokenRevocation: PROVIDER,
  ExplicitAuthFlows: PROVIDER,
  IdTokenValidity: PROVIDER,
  PreventUserExistenceErrors: PROVIDER,
  ReadAttributes: PROVIDER,
  RefreshTokenRotation: PROVIDER,
  RefreshTokenValidity: PROVIDER,
  SupportedIdentityProviders: PROVIDER,
  TokenValidityUnits: PROVIDER,
  WriteAttributes: PROVIDER,
});

export type ClientProperties = z.infer<typeof client>;

export const USER_POOL_CLIENT: ResourceType<ClientProperties> = {
  type: 'AWS::Cognito::UserPoolClient',
  schema: client,
  identify: ({ name }) => {
    const id = name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase();
    return identity(id, {
      ClientId: id,
      ClientSecret: createHash('sha256').update(`local secret of ${id}`).digest('hex'),
    });
  },
};

const group = z.strictObject({
  UserPoolId: z.string(),
  GroupName: z.string(),
  Precedence: PROVIDER,
  Description: LABELS,
  RoleArn: PROVIDER,
});

export const USER_POOL_GROUP: ResourceType<z.infer<typeof group>> = {
  type: 'AWS::Cognito::UserPoolGroup',
  schema: group,
  nameProperty: 'GroupName',
  identify: ({ name }) => identity(name),
};

const domain = z.strictObject({
  UserPoolId: z.string(),
  Domain: z.string(),
  CustomDomainConfig: PAGE,
  ManagedLoginVersion: PAGE,
});

export const USER_POOL_DOMAIN: ResourceType<z.infer<typeof domain>> = {
  type: 'AWS::Cognito::UserPoolDomain',
  schema: domain,
  nameProperty: 'Domain',
  identify: ({ name }) => identity(name),
};
