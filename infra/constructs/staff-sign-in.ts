import { SecretValue } from 'aws-cdk-lib';
import {
  CfnManagedLoginBranding,
  CfnUserPoolClient,
  ManagedLoginVersion,
  UserPoolDomain,
} from 'aws-cdk-lib/aws-cognito';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { Stage } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';
import { type Binding, plain, readSecret } from './bindings.ts';
import type { StaffDirectory } from './staff-directory.ts';

export interface StaffSignInProps {
  readonly stage: Stage;
  readonly staff: StaffDirectory;
  readonly siteUrl: string;
}

/** How the console signs people in: the code flow of OpenID Connect, by a client with a secret. */
export class StaffSignIn extends Construct {
  readonly bindings: Readonly<Record<'SIGN_IN_ISSUER' | 'SIGN_IN_CLIENT_ID' | 'SIGN_IN_SECRET_ARN', Binding>>;

  constructor(scope: Construct, id: string, { stage, staff, siteUrl }: StaffSignInProps) {
    super(scope, id);
    const client = new CfnUserPoolClient(this, 'client', {
      userPoolId: staff.userPool.userPoolId,
      clientName: 'console',
      generateSecret: true,
      allowedOAuthFlowsUserPoolClient: true,
      allowedOAuthFlows: ['code'],
      allowedOAuthScopes: ['openid', 'email', 'profile'],
      // People sign in on Cognito's own page: nothing may ask for a password by API.
      explicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      supportedIdentityProviders: ['COGNITO'],
      callbackUrLs: [`${siteUrl}/console/signed-in`],
      logoutUrLs: [`${siteUrl}/console/signed-out`],
      preventUserExistenceErrors: 'ENABLED',
      enableTokenRevocation: true,
      // The console keeps its own session; a token is looked at once, at sign-in.
      idTokenValidity: 5,
      accessTokenValidity: 5,
      refreshTokenValidity: 60,
      tokenValidityUnits: { idToken: 'minutes', accessToken: 'minutes', refreshToken: 'minutes' },
    });
    new UserPoolDomain(this, 'domain', {
      userPool: staff.userPool,
      cognitoDomain: { domainPrefix: stage.signInPrefix },
      // The older pages do not hear `prompt=login`, without which nobody could prove anew who they are.
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    // Without a look of its own a client has no pages of the newer kind.
    new CfnManagedLoginBranding(this, 'look', {
      userPoolId: staff.userPool.userPoolId,
      clientId: client.ref,
      useCognitoProvidedValues: true,
    });
    // The resource hands out its secret as an attribute: no custom resource has to fetch it.
    const secret = new Secret(this, 'sign-in-secret', {
      description: 'The secret of the console as a client of the staff directory: clientSecret',
      secretObjectValue: { clientSecret: SecretValue.resourceAttribute(client.attrClientSecret) },
    });
    acknowledge(
      secret,
      'AwsSolutions-SMG4',
      'Cognito makes the secret; a new client, and with it a new secret, replaces it.',
    );
    this.bindings = {
      SIGN_IN_ISSUER: plain(staff.userPool.userPoolProviderUrl),
      SIGN_IN_CLIENT_ID: plain(client.ref),
      SIGN_IN_SECRET_ARN: readSecret(secret),
    };
  }
}
