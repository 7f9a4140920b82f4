import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { readComposedApp } from '../../infra/read-composed-app.ts';

const composed = readComposedApp();
const only = (type: string) => {
  const [one, ...others] = composed.ofType(type);
  if (one === undefined || others.length > 0) throw new Error(`there is not one ${type}`);
  return one;
};

describe('the directory of staff', () => {
  const { properties } = only('AWS::Cognito::UserPool');
  const { PasswordPolicy } = z
    .object({ PasswordPolicy: z.record(z.string(), z.union([z.number(), z.boolean()])) })
    .parse(properties.Policies);

  it('ASVS 6.2.1 and 6.2.5 asks for fifteen characters, and for no kind of them', () => {
    const { MinimumLength, TemporaryPasswordValidityDays: _, ...kinds } = PasswordPolicy;
    expect(MinimumLength).toBeGreaterThanOrEqual(15);
    expect(Object.keys(kinds)).toHaveLength(4);
    expect(Object.values(kinds).filter((required) => required !== false)).toEqual([]);
  });

  it('ASVS 6.2.4 and 6.2.12 takes no password that was stolen elsewhere, when it is set and whenever it is used', () => {
    expect(properties.UserPoolAddOns).toEqual({ AdvancedSecurityMode: 'ENFORCED' });
    expect(only('AWS::Cognito::UserPoolRiskConfigurationAttachment').properties).toMatchObject({
      ClientId: 'ALL',
      CompromisedCredentialsRiskConfiguration: {
        Actions: { EventAction: 'BLOCK' },
        EventFilter: ['SIGN_IN', 'SIGN_UP', 'PASSWORD_CHANGE'],
      },
    });
  });

  it('ASVS 6.3.3 lets nobody in without an authenticator app, and sends no codes by text message', () => {
    expect(properties.MfaConfiguration).toBe('ON');
    expect(properties.EnabledMfas).toEqual(['SOFTWARE_TOKEN_MFA']);
  });

  it('ASVS 6.4.1 gives a first password two days, in which it has to be replaced', () => {
    expect(PasswordPolicy.TemporaryPasswordValidityDays).toBeLessThanOrEqual(2);
  });

  it('ASVS 6.4.3 resets a password by the mailbox, beside which the second factor stays', () => {
    expect(properties.AccountRecoverySetting).toEqual({
      RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }],
    });
    expect(properties.MfaConfiguration).toBe('ON');
  });

  it('ASVS 6.3.2 begins empty, and nobody adds themself', () => {
    expect(composed.ofType('AWS::Cognito::UserPoolUser')).toEqual([]);
    expect(properties.AdminCreateUserConfig).toEqual({ AllowAdminCreateUserOnly: true });
  });
});

describe('the console as a client of the directory', () => {
  const { properties, stack } = only('AWS::Cognito::UserPoolClient');

  it('ASVS 10.4.1 is sent back to its one address, and signed out to its one', () => {
    const addresses = z.tuple([z.unknown()]);
    expect(composed.spell(addresses.parse(properties.CallbackURLs)[0], stack)).toMatch(/[^*]\/console\/signed-in$/);
    expect(composed.spell(addresses.parse(properties.LogoutURLs)[0], stack)).toMatch(/[^*]\/console\/signed-out$/);
  });

  it('ASVS 10.4.4 and 10.6.1 gets codes and nothing else, and asks nobody for a password', () => {
    expect(properties.AllowedOAuthFlows).toEqual(['code']);
    expect(properties.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH']);
  });

  it('ASVS 7.6.2 signs people in on pages that ask again when they are told to', () => {
    expect(only('AWS::Cognito::UserPoolDomain').properties.ManagedLoginVersion).toBe(2);
    const look = only('AWS::Cognito::ManagedLoginBranding');
    expect(look.properties.UseCognitoProvidedValues).toBe(true);
    expect(composed.spell(look.properties.ClientId, look.stack)).toBe('web/sign-in/client');
  });

  it('ASVS 10.4.8 has its refresh tokens for an hour at most, and others for minutes', () => {
    expect(properties).toMatchObject({
      IdTokenValidity: 5,
      AccessTokenValidity: 5,
      RefreshTokenValidity: 60,
      TokenValidityUnits: { IdToken: 'minutes', AccessToken: 'minutes', RefreshToken: 'minutes' },
    });
  });

  it('ASVS 10.4.10 proves by a secret who it is', () => {
    expect(properties.GenerateSecret).toBe(true);
  });

  it('ASVS 10.4.11 gets what says who somebody is, and no more', () => {
    expect(properties.AllowedOAuthScopes).toEqual(['openid', 'email', 'profile']);
  });
});
