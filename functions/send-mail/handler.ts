/**
 * Trigger: the mail queue (a mail was asked for).
 * Writes: the mail's record (claimed, sent or overtaken), the tokens of its links, the audit of the address read; a task
 *   where the address is known to take no mail.
 * Emits: email.sent, email.overtaken.
 * A failure hurts: a client, therapist or donor who waits for it, perhaps with a deadline.
 * Redrive: at any time; a mail that is sent is not sent again, one that is claimed is decided again after 15 minutes.
 */
import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { composeWorker } from '../../shared/compose/compose-worker.ts';
import { SesMailer } from '../../shared/mail/ses-mailer.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { consumeQueue } from '../../shared/runtime/consume-queue.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { Config } from './config.ts';
import { react } from './react.ts';

const config = readConfig(Config);
const deps = composeDeps(config);
const mailDeps = {
  ...deps,
  vault: createKeyServiceVault(new KMSClient(), config.IDENTITY_KEY_ID),
  secrets: createNodeSecrets(),
  mailer: new SesMailer(new SESClient(), deps.settings, () => new Date(deps.now()), config.MAIL_CONFIGURATION_SET),
  siteUrl: config.SITE_URL,
};

export const handler = consumeQueue({ ...composeWorker(deps, config), react: (fact) => react(fact, mailDeps) });
