/**
 * Trigger: every request that no other function answers: the home page, referring, status, giving.
 * Writes: drafts (sealed under their writer's code), referrals with their sealed identities, concerns that professionals tell of, pledges.
 * Emits: concern.raised, referral.submitted, referral.withdrawn, donation.pledged.
 * A failure hurts: somebody who asks for help, perhaps for the first time, or a donor in the middle of giving.
 * Redrive: not needed; drafts are saved at every step, and a form sent twice has one effect.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeDoors } from '../../shared/compose/compose-doors.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { composePayments, fetchCheckoutOrigin } from '../../shared/compose/compose-payments.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createKeyServiceSealer } from '../../shared/vault/key-service-sealer.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { createFormWatch } from '../../shared/web/watch-form.ts';
import { createPublicApp } from './app.tsx';
import { Config } from './config.ts';

const config = readConfig(Config);
const pages = composePages(config);
const deps = composeDeps(config);

export const handler = pages.serve(
  createPublicApp({
    ...deps,
    doors: composeDoors(config, deps, pages.reportFailure),
    sealer: createKeyServiceSealer(new KMSClient(), config.IDENTITY_KEY_ID),
    secrets: createNodeSecrets(),
    watch: createFormWatch({ now: deps.now, leastSeconds: Number(config.LEAST_FORM_SECONDS) }),
    payments: composePayments(config),
    fetchCheckoutOrigin: () => fetchCheckoutOrigin(config),
    siteUrl: config.SITE_URL,
    assets: { directory: pages.directory, urls: pages.assets },
    reportFailure: pages.reportFailure,
  }),
);
