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

  constructor(client: SESClient, settings: CharitySettings, now: () => Date) {
    this.#client = client;
    this.#settings = settings;
    this.#now = now;
  }

  async send(letter: Letter): Promise<void> {
    const { to, messageId } = letter;
    const rendered = renderLetter(letter, this.#settings);
    await this.#client.send(
      new SendRawEmailCommand({
        Source: mailboxOf(rendered.from).address,
        Destinations: [addressOf(to)],
        RawMessage: { Data: writeMime({ ...rendered, to, messageId, date: this.#now() }) },
      }),
    );
  }
}
