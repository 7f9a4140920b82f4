import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  CfnUserPoolGroup,
  CfnUserPoolRiskConfigurationAttachment,
  FeaturePlan,
  Mfa,
  StandardThreatProtectionMode,
  UserPool,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import type { Role } from '../../events/values.ts';
import { nameIn, type Stage } from '../stages.ts';
import { acknowledge } from './acknowledge.ts';

/** The roles that people of the office hold; each is a group, and a person's groups are their roles. */
const staffRoles = [
  'assessor',
  'coordinator',
  'coordinator-deputy',
  'finance-maker',
  'finance-checker',
  'safeguarding-lead',
  'safeguarding-deputy',
  'trustee',
] as const satisfies readonly Role[];

/**
 * Everybody who may sign in to the console. Nobody signs up by themself, everybody has an authenticator app (a text
 * message can be redirected by whoever takes over the number), and stolen passwords are refused.
 */
export class StaffDirectory extends Construct {
  readonly userPool: UserPool;

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id);
    this.userPool = new UserPool(this, 'users', {
      userPoolName: nameIn(stage, 'staff'),
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        // Length, and nothing about kinds of characters: those rules make people choose what is easy to guess.
        minLength: 15,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
        tempPasswordValidity: Duration.days(2),
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledge(
      this.userPool,
      'AwsSolutions-COG1',
      'Fifteen characters of any kind, never one that was stolen before (ASVS 5.0 6.2.5, 6.2.12), in place of rules of composition.',
    );
    new CfnUserPoolRiskConfigurationAttachment(this, 'stolen-passwords', {
      userPoolId: this.userPool.userPoolId,
      clientId: 'ALL',
      compromisedCredentialsRiskConfiguration: {
        eventFilter: ['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE'],
        actions: { eventAction: 'BLOCK' },
      },
    });
    for (const role of staffRoles) {
      new CfnUserPoolGroup(this, role, { userPoolId: this.userPool.userPoolId, groupName: role });
    }
  }
}
