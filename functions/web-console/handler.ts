/**
 * Trigger: every request under /console that no other function answers, of staff who are signed in.
 * Writes: referrals, assessments, places and holds as staff decide; tasks, pauses; signed-in sessions; the
 *   audit of each look at an identity.
 * Emits: referral.confirmed, .closed, .withdrawn, .paused, .resumed, assessment.recorded, place.requested, .approved,
 *   .rejected, therapist.sought, email.requested.
 * A failure hurts: staff, and with them whoever waits for a call, an assessment or an approval.
 * Redrive: not needed; every page command is at a version that was seen, and a form sent twice has one effect.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { createConsoleApp } from './app.ts';
import { Config } from './config.ts';

const config = readConfig(Config);
const pages = composePages(config);
const vault = createKeyServiceVault(new KMSClient(), config.IDENTITY_KEY_ID);

export const handler = pages.serve(
  createConsoleApp({
    ...composeDeps(config),
    vault,
    sealer: vault,
    secrets: createNodeSecrets(),
    siteUrl: config.SITE_URL,
    assets: pages.assets,
    reportFailure: pages.reportFailure,
  }),
);
