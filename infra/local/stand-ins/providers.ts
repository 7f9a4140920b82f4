import { join } from 'node:path';
import { SECRET } from '../template/known/secrets.ts';
import type { Template } from '../template/template.ts';
import { startPayments } from './payments/payments.ts';

/** How the secret of the payment provider is named, whatever the stage. */
const PAYMENTS_SECRET = '-payments';

const PAYMENTS_KEYS = { apiKey: 'sk_test_local', webhookSecret: 'whsec_local' };

export type Providers = {
  payments: string | undefined;
  signIn: string | undefined;
  /** The fields that somebody would put into the secrets by hand after a deployment, by the secret's ending. */
  secrets: Record<string, Record<string, string>>;
  stop: () => Promise<void>;
};

/** Starts the stand-ins for services that are not of AWS, as far as the template speaks of them. */
export const startProviders = async (
  template: Template,
  places: { site: string; dataDirectory: string; ports: { payments: number; signIn: number } },
): Promise<Providers> => {
  const hasPayments = template.every(SECRET).some(({ name }) => name.endsWith(PAYMENTS_SECRET));
  if (!hasPayments) return { payments: undefined, signIn: undefined, secrets: {}, stop: async () => {} };
  const payments = await startPayments({
    ...PAYMENTS_KEYS,
    port: places.ports.payments,
    dataDirectory: join(places.dataDirectory, 'payments'),
    webhookUrl: `${places.site}/webhooks/payments`,
  });
  return {
    payments: payments.url,
    signIn: undefined,
    secrets: { [PAYMENTS_SECRET]: { ...PAYMENTS_KEYS, apiBase: payments.url } },
    stop: payments.stop,
  };
};
