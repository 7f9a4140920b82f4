import { join } from 'node:path';
import { SECRET } from '../template/known/secrets.ts';
import { USER_POOL_CLIENT } from '../template/known/sign-in.ts';
import type { Template } from '../template/template.ts';

/** How the secret of the payment provider is named, whatever the stage. */
const PAYMENTS_SECRET = '-payments';
const PAYMENTS_KEYS = { apiKey: 'sk_test_local', webhookSecret: 'whsec_local' };
/** What would be typed into the payment provider's settings: where it reports to. */
const WEBHOOK_PATH = '/webhooks/payments';

export type Providers = {
  payments: string | undefined;
  signIn: string | undefined;
  /**
   * The fields that somebody would put into the secrets by hand after a deployment, by the ending of the name.
   * @param payments where functions find the payment provider
   */
  secretsFor: (payments: string | undefined) => Record<string, Record<string, string>>;
  stop: () => Promise<void>;
};

type Places = { site: string; dataDirectory: string; ports: { payments: number; signIn: number } };

// Loaded only when they are needed, and while the emulators start: they are large.
const startPaymentsIfAny = async (template: Template, { site, dataDirectory, ports }: Places) => {
  if (!template.every(SECRET).some(({ name }) => name.endsWith(PAYMENTS_SECRET))) return undefined;
  const { startPayments } = await import('./payments/payments.ts');
  return startPayments({
    ...PAYMENTS_KEYS,
    port: ports.payments,
    dataDirectory: join(dataDirectory, 'payments'),
    webhookUrl: `${site}${WEBHOOK_PATH}`,
  });
};

const startSignInIfAny = async (template: Template, { dataDirectory, ports }: Places) => {
  const [client, ...others] = template.every(USER_POOL_CLIENT);
  if (client === undefined) return undefined;
  if (others.length > 0) throw new Error('Several clients sign people in; the local provider knows one.');
  const { startSignIn } = await import('./sign-in/sign-in.ts');
  return startSignIn({
    clientId: client.ref(),
    clientSecret: client.attribute('ClientSecret'),
    redirectUris: client.properties.CallbackURLs,
    postLogoutRedirectUris: client.properties.LogoutURLs,
    port: ports.signIn,
    dataDirectory: join(dataDirectory, 'sign-in'),
  });
};

/** Starts the stand-ins for payment and sign-in, as far as the template speaks of them. */
export const startProviders = async (template: Template, places: Places): Promise<Providers> => {
  const payments = await startPaymentsIfAny(template, places);
  const signIn = await startSignInIfAny(template, places);
  return {
    payments: payments?.url,
    signIn: signIn?.issuer,
    secretsFor: (apiBase) => (apiBase === undefined ? {} : { [PAYMENTS_SECRET]: { ...PAYMENTS_KEYS, apiBase } }),
    stop: async () => {
      await Promise.all([payments?.stop(), signIn?.stop()]);
    },
  };
};
