/**
 * Trigger: requests of signed-in staff under the paths of `config.ts`: the pages about money.
 * Writes: funds, transfers, giving links, recorded gifts and their sealed donors, decisions on refunds and deficits,
 *   closed months; the tasks that follow; the audit of each look at a donor.
 * Emits: fund.*, transfer.*, refund.*, donation.collected, email.requested.
 * A failure hurts: finance and coordinators; gifts that came another way are not recorded, and nobody sees the books.
 * Redrive: not needed; every page command is at a version that was seen, and a form sent twice has one effect.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { createFinanceApp } from './app.ts';
import { Config } from './config.ts';

const config = readConfig(Config);
const pages = composePages(config);
const vault = createKeyServiceVault(new KMSClient(), config.IDENTITY_KEY_ID);

export const handler = pages.serve(
  createFinanceApp({
    ...composeDeps(config),
    vault,
    sealer: vault,
    secrets: createNodeSecrets(),
    siteUrl: config.SITE_URL,
    assets: pages.assets,
    reportFailure: pages.reportFailure,
  }),
);
