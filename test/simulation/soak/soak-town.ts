import * as z from 'zod';
import { Instant } from '../../../events/values.ts';
import exampleCharity from '../../../infra/settings/example-charity.json' with { type: 'json' };
import type { Kind } from '../../../shared/domain/records.ts';
import { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Store } from '../../../shared/store/interface.ts';
import type { Sight } from '../town/act.ts';
import type { Delivered } from '../town/post.ts';
import { Shadow } from '../town/shadow.ts';

const Mailbox = z.object({
  emails: z.array(
    z.object({
      messageId: z.string(),
      at: z.number(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ text: z.string().default('') }),
    }),
  ),
});

/** Which mail it is that has a link to this page of the portal. */
const templateOf = { offer: 'therapist-offer', client: 'therapist-accepted' } as const;

/** What people see of a real stack before they act: records by the audit trail, mail by the mailbox, the true clock. */
export class SoakTown implements Sight {
  readonly settings = CharitySettings.parse(exampleCharity);
  readonly watch = { shadow: new Shadow() };
  readonly mailer: { readonly sent: Delivered[] } = { sent: [] };
  /** Disputes whose money a bank has taken. */
  readonly withdrawn = new Set<string>();
  readonly #heard = new Set<string>();
  readonly #read = new Set<string>();
  readonly #toSee = new Map<Kind, Set<string>>();
  #mailSince = 0;
  #count = 0;

  get time(): number {
    return Date.now();
  }

  now(): Instant {
    return Instant.parse(new Date().toISOString());
  }

  nextId(): string {
    this.#count += 1;
    return String(this.#count);
  }

  /** A record has changed: it is looked at next. */
  note(kind: Kind, id: string): void {
    this.#toSee.set(kind, (this.#toSee.get(kind) ?? new Set()).add(id));
  }

  /** Looks at every record that the audit trail has told of since. */
  async look(store: Store): Promise<void> {
    let after: string | undefined;
    do {
      const page = await store.decisionsOf(this.now().slice(0, 10), { limit: 200, newestFirst: true, after });
      const fresh = page.items.filter(({ id }) => !this.#heard.has(id));
      for (const { id, records } of fresh) {
        for (const record of records) this.note(record.kind, record.id);
        this.#heard.add(id);
      }
      after = fresh.length === 0 ? undefined : page.next;
    } while (after !== undefined);
    for (const [kind, ids] of [...this.#toSee]) {
      this.#toSee.delete(kind);
      try {
        for (const record of await store.getMany(kind, [...ids])) this.watch.shadow.take(kind, record.id, record);
      } catch (error) {
        for (const id of ids) this.note(kind, id);
        throw error;
      }
    }
  }

  /** Reads the mail that came since. */
  async readMail(mailbox: string): Promise<void> {
    const { emails } = Mailbox.parse(await (await fetch(`${mailbox}/store?since=${this.#mailSince}`)).json());
    for (const { messageId, at, destination, body } of emails) {
      this.#mailSince = Math.max(this.#mailSince, at);
      if (this.#read.has(messageId)) continue;
      this.#read.add(messageId);
      const [, page, token] = /\/portal\/(offer|client)\?token=([\w-]+)/.exec(body.text) ?? [];
      if (page !== 'offer' && page !== 'client') continue;
      this.mailer.sent.push({ template: templateOf[page], messageId, to: destination.to[0] ?? '', token });
    }
  }
}
