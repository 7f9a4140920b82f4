import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { KMSClient } from '@aws-sdk/client-kms';
import { Instant } from '../../../events/values.ts';
import exampleCharity from '../../../infra/settings/example-charity.json' with { type: 'json' };
import type { GivingDeps } from '../../../shared/commands/give.ts';
import type { IntakeDeps } from '../../../shared/commands/refer.ts';
import { CharitySettings } from '../../../shared/domain/settings.ts';
import { createStripePayments } from '../../../shared/payments/stripe-payments.ts';
import { DynamoStore } from '../../../shared/store/dynamo-store.ts';
import { createKeyServiceSealer } from '../../../shared/vault/key-service-sealer.ts';
import { createNodeSecrets } from '../../../shared/vault/node-secrets.ts';
import type { TableNames } from '../../support/dynamo-tables.ts';
import type { Ready } from './killed-stack.ts';
import type { Spoilt } from './spoilt-client.ts';

export type SoakDeps = GivingDeps & IntakeDeps;

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';
const credentials = { accessKeyId: 'soak', secretAccessKey: 'soak' };

/** The tables as the template names them for its functions. */
export const tableNamesOf = ({ environment }: Ready): TableNames => {
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

/** What a page's function has, over the emulators: the same commands, with a database client that has bad luck. */
export function soakDepsOf(ready: Ready, { client }: Spoilt): SoakDeps {
  const { payments, keysAndSecrets, site } = ready.ready;
  const kms = new KMSClient({ endpoint: keysAndSecrets, region: 'eu-west-2', credentials });
  const letter = () => alphabet.charAt(randomInt(alphabet.length));
  return {
    store: new DynamoStore({ client, tables: tableNamesOf(ready) }),
    settings: CharitySettings.parse(exampleCharity),
    now: () => Instant.parse(new Date().toISOString()),
    newId: (prefix, length = 16) => `${prefix}_${Array.from({ length }, letter).join('')}`,
    pause: (milliseconds) => wait(milliseconds),
    sealer: createKeyServiceSealer(kms, ready.environment.IDENTITY_KEY_ID ?? ''),
    secrets: createNodeSecrets(),
    payments: createStripePayments({ apiKey: 'sk_test_local', webhookSecret: 'whsec_local', apiBase: payments }),
    siteUrl: site.replace(/\/$/, ''),
  };
}
