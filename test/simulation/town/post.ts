import type { Letter, Mailer } from '../../../shared/mail/interface.ts';

/** A mail as far as the town reads it: which it is, what told it apart, and the token of its link. */
export interface Delivered {
  readonly template: Letter['template'];
  readonly messageId: string;
  readonly to: string;
  readonly token: string | undefined;
}

/** Takes letters and keeps what people answer to. How letters look is told by other tests: drawing them takes its time. */
export class Post implements Mailer {
  readonly sent: Delivered[] = [];

  async send({ template, messageId, to, data }: Letter): Promise<void> {
    const token = /token=([\w-]+)/.exec(JSON.stringify(data))?.[1];
    this.sent.push({ template, messageId, to, token });
  }
}
