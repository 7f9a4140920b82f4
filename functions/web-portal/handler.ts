/**
 * Trigger: every request under /portal; therapists come by a link in a mail.
 * Writes: the answer to an offer with all that follows from it; what came of sessions, with the hold and the journal; the
 * audit of each look at a client's name.
 * Emits: allocation.accepted, .declined, .acknowledged, .given-back, place.allocated, .begun, session.recorded,
 * .corrected, email.requested.
 * A failure hurts: a therapist who cannot answer, and a client who waits for that answer.
 * Redrive: not needed; the link in the mail works until it is used or runs out.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeDoors } from '../../shared/compose/compose-doors.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { createPortalApp } from './app.tsx';
import { Config } from './config.ts';

const config = readConfig(Config);
const pages = composePages(config);
const deps = composeDeps(config);

export const handler = pages.serve(
  createPortalApp({
    ...deps,
    doors: composeDoors(config, deps, pages.reportFailure),
    vault: createKeyServiceVault(new KMSClient(), config.IDENTITY_KEY_ID),
    secrets: createNodeSecrets(),
    siteUrl: config.SITE_URL,
    assets: pages.assets,
    reportFailure: pages.reportFailure,
  }),
);
