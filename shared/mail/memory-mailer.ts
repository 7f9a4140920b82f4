import type { CharitySettings } from '../domain/settings.ts';
import type { Letter, Mailer } from './interface.ts';
import { type RenderedLetter, renderLetter } from './render-letter.ts';

/** A mailer that keeps what it was given, rendered, in the order it came; a letter sent twice is kept twice. */
export class MemoryMailer implements Mailer {
  readonly sent: (RenderedLetter & Pick<Letter, 'template' | 'to' | 'messageId'>)[] = [];
  readonly #settings: CharitySettings;

  constructor(settings: CharitySettings) {
    this.#settings = settings;
  }

  async send(letter: Letter): Promise<void> {
    const { template, to, messageId } = letter;
    this.sent.push({ template, to, messageId, ...renderLetter(letter, this.#settings) });
  }
}
