import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import type { CharitySettings } from '../domain/settings.ts';
import type { Letter, Mailer } from './interface.ts';
import { addressOf, mailboxOf, writeMime } from './mime.ts';
import { renderLetter } from './render-letter.ts';

/**
 * Sends through Amazon SES. The service has no idempotency token: whoever calls has claimed the mail before. Sender and
 * recipient are given beside the message, so that nothing in it can add another.
 */
export class SesMailer implements Mailer {
  readonly #client: SESClient;
  readonly #settings: CharitySettings;
  readonly #now: () => Date;
  readonly #configurationSet: string | undefined;

  /** @param configurationSet through which the service reports what became of a mail; none: it reports nothing */
  constructor(client: SESClient, settings: CharitySettings, now: () => Date, configurationSet?: string) {
    this.#client = client;
    this.#settings = settings;
    this.#now = now;
    this.#configurationSet = configurationSet;
  }

  async send(letter: Letter): Promise<void> {
    const { to, messageId, emailId } = letter;
    const rendered = renderLetter(letter, this.#settings);
    await this.#client.send(
      new SendRawEmailCommand({
        Source: mailboxOf(rendered.from).address,
        Destinations: [addressOf(to)],
        ConfigurationSetName: this.#configurationSet,
        // Its reports carry this back; the reader of the mail never sees it.
        Tags: [{ Name: 'email', Value: emailId }],
        RawMessage: { Data: writeMime({ ...rendered, to, messageId, date: this.#now() }) },
      }),
    );
  }
}
