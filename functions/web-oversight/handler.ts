/**
 * Trigger: requests of signed-in staff under the paths of `config.ts`: the therapists, concerns, absences, the mail that
 *   was sent, the messages that failed, and the audit trail.
 * Writes: concerns and the pauses they bring, absences; therapists with their sealed identities, and the tasks that a suspension or a renewal opens and ends; the
 *   audit of each look at an identity, of each message that is sent again, and of each
 *   part of the trail that is saved.
 * Emits: concern.raised, referral.paused; therapist.joined, .suspended, .reinstated, .left; and again whatever somebody has sent again.
 * A failure hurts: whoever may be at risk and is not told of here (the mail of an alert goes out all the same); coordinators and the safeguarding lead; nobody can be added, suspended or called, and nobody sees
 *   what was sent. Cases and places go on.
 * Redrive: not needed; every page command is at a version that was seen, and a form sent twice has one effect.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composePages } from '../../shared/compose/compose-pages.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/log.ts';
import { createRelay } from '../../shared/runtime/relay.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { createOversightApp } from './app.ts';
import { Config, queueUrlsOf } from './config.ts';
import { openBoxes } from './open-boxes.ts';

const config = readConfig(Config);
const pages = composePages(config);
const deps = composeDeps(config);
const sqs = new SQSClient();
const relay = createRelay({ sqs, log: createLog(), queueUrls: queueUrlsOf(config) });
const vault = createKeyServiceVault(new KMSClient(), config.IDENTITY_KEY_ID);

export const handler = pages.serve(
  createOversightApp(
    {
      ...deps,
      vault,
      sealer: vault,
      secrets: createNodeSecrets(),
      siteUrl: config.SITE_URL,
      assets: pages.assets,
      reportFailure: pages.reportFailure,
    },
    openBoxes(config, sqs, deps.store, relay),
  ),
);
