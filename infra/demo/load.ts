// Fills an empty local stack with the story of eighteen months. Its environment is that of the functions.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KMSClient } from '@aws-sdk/client-kms';
import { SESClient } from '@aws-sdk/client-ses';
import * as z from 'zod';
import { composePayments } from '../../shared/compose/compose-payments.ts';
import { fetchSecret } from '../../shared/compose/compose-secrets.ts';
import type { CharitySettings } from '../../shared/domain/settings.ts';
import { SesMailer } from '../../shared/mail/ses-mailer.ts';
import { readSettings } from '../../shared/runtime/read-settings.ts';
import { openDynamoStore } from '../../shared/store/dynamo-store.ts';
import { createKeyServiceVault } from '../../shared/vault/key-service-vault.ts';
import { createNodeSecrets } from '../../shared/vault/node-secrets.ts';
import { auditBooks } from './books.ts';
import { openDesk } from './payment-desk.ts';
import { endOfStory } from './story-calendar.ts';
import { tellStory } from './tell-story.ts';

/** The configuration of this program, by the names that functions have for the same. */
const Environment = z.object({
  /** The folder of a function's bundle: beside the code lie the settings of the stage that is running. */
  LAMBDA_TASK_ROOT: z.string(),
  CASES_TABLE: z.string(),
  MONEY_TABLE: z.string(),
  LEDGER_TABLE: z.string(),
  MAIL_TABLE: z.string(),
  VISITS_TABLE: z.string(),
  IDENTITIES_TABLE: z.string(),
  IDENTITY_KEYS_TABLE: z.string(),
  AUDIT_TABLE: z.string(),
  IDENTITY_KEY_ID: z.string(),
  PAYMENTS_SECRET_ARN: z.string(),
  SITE_URL: z.string(),
});

/** Whoever tries the demonstration finds the mail of the last days in the mailbox, with links that work. */
const daysOfMail = 4;

const environment = Environment.parse(process.env);
const settings = readSettings<CharitySettings>(pathToFileURL(join(environment.LAMBDA_TASK_ROOT, 'settings.json')));
const ends = endOfStory(Date.now());
const mailService = new SESClient();
const { apiBase } = await fetchSecret(environment.PAYMENTS_SECRET_ARN, z.object({ apiBase: z.url() }));
const desk = openDesk(apiBase);
try {
  const charity = await tellStory(
    {
      settings,
      vault: createKeyServiceVault(new KMSClient(), environment.IDENTITY_KEY_ID),
      secrets: createNodeSecrets(),
      payments: composePayments(environment),
      post: async (letter, at) => {
        if (at < ends - daysOfMail * 86_400_000) return;
        await new SesMailer(mailService, settings, () => new Date(at)).send(letter);
      },
      siteUrl: environment.SITE_URL,
      copy: openDynamoStore({
        cases: environment.CASES_TABLE,
        money: environment.MONEY_TABLE,
        ledger: environment.LEDGER_TABLE,
        mail: environment.MAIL_TABLE,
        visits: environment.VISITS_TABLE,
        identities: environment.IDENTITIES_TABLE,
        'identity-keys': environment.IDENTITY_KEYS_TABLE,
        audit: environment.AUDIT_TABLE,
      }),
    },
    desk,
    { ends },
  );
  const ended = charity.deps.now();
  // Nobody is to read, until the schedule has come by, that the audit is late by weeks.
  charity.moveTo(Date.now());
  await auditBooks(charity);
  await charity.written.finish(ended);
} finally {
  await desk.close();
}
