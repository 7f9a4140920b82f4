import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { Instant } from '../../../events/values.ts';
import { RUNNER_CREDENTIALS } from '../../../infra/local/functions/credentials.ts';
import exampleCharity from '../../../infra/settings/example-charity.json' with { type: 'json' };
import { CharitySettings } from '../../../shared/domain/settings.ts';
import { createStripePayments } from '../../../shared/payments/stripe-payments.ts';
import { DynamoStore } from '../../../shared/store/dynamo-store.ts';
import type { Store } from '../../../shared/store/interface.ts';
import { createKeyServiceSealer } from '../../../shared/vault/key-service-sealer.ts';
import { createNodeSecrets } from '../../../shared/vault/node-secrets.ts';
import type { TableNames } from '../../support/dynamo-tables.ts';
import type { OfficeDeps } from '../town/act.ts';
import type { Addresses } from './killed-stack.ts';

/** What the template tells its functions. */
export type Environment = Readonly<Record<string, string>>;

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const credentials = { accessKeyId: 'soak', secretAccessKey: 'soak' };
const region = 'eu-west-2';

/** The tables as the template names them for its functions. */
export const tableNamesOf = (environment: Environment): TableNames => {
  const named = (variable: string): string => {
    const name = environment[variable];
    if (name === undefined) throw new Error(`no function is told ${variable}`);
    return name;
  };
  return {
    cases: named('CASES_TABLE'),
    money: named('MONEY_TABLE'),
    ledger: named('LEDGER_TABLE'),
    mail: named('MAIL_TABLE'),
    visits: named('VISITS_TABLE'),
    identities: named('IDENTITIES_TABLE'),
    'identity-keys': named('IDENTITY_KEYS_TABLE'),
    audit: named('AUDIT_TABLE'),
  };
};

/** A client that gives up soon: whoever asks a stack that was killed must not wait for it. */
export const clientOf = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
  });

/** What a page's function has, over the emulators: the same commands, by way of bad luck. */
export function soakDepsOf(addresses: Addresses, environment: Environment, store: Store): OfficeDeps {
  const { payments, keysAndSecrets, site } = addresses;
  const kms = new KMSClient({ endpoint: keysAndSecrets, region, credentials: RUNNER_CREDENTIALS });
  const letter = () => alphabet.charAt(randomInt(alphabet.length));
  return {
    store,
    settings: CharitySettings.parse(exampleCharity),
    now: () => Instant.parse(new Date().toISOString()),
    newId: (prefix, length = 16) => `${prefix}_${Array.from({ length }, letter).join('')}`,
    pause: (milliseconds) => wait(milliseconds),
    sealer: createKeyServiceSealer(kms, environment.IDENTITY_KEY_ID ?? ''),
    secrets: createNodeSecrets(),
    payments: createStripePayments({ apiKey: 'sk_test_local', webhookSecret: 'whsec_local', apiBase: payments }),
    siteUrl: site.replace(/\/$/, ''),
  };
}

export const storeOver = (client: DynamoDBClient, environment: Environment): Store =>
  new DynamoStore({ client, tables: tableNamesOf(environment) });
