import { setTimeout as wait } from 'node:timers/promises';
import type { StackUrls } from '../../infra/local/stack-types.ts';
import { type Sent, sendRequest } from '../support/refer-journey.ts';
import { Visitor } from '../support/visitor.ts';

/** How long somebody looks at a page before they go on: quick readers, who load the stack more than most. */
const lookMilliseconds = 1_000;

/** Everybody who comes at once: what they sent and gave, how long each page took, and whatever went wrong. */
export class Crowd {
  readonly referrals: Sent[] = [];
  readonly givers: string[] = [];
  readonly times: number[] = [];
  readonly failures: string[] = [];
  readonly #urls: StackUrls;
  #came = 0;

  constructor(urls: StackUrls) {
    this.#urls = urls;
  }

  /** From the first page to a reference and a code. */
  async askForHelp(): Promise<void> {
    await this.#attempt('asking for help', async () => {
      this.referrals.push(await sendRequest(this.#visitor(this.#urls.site)));
    });
  }

  /** From the first page over the payment page to the thanks. */
  async give(): Promise<void> {
    await this.#attempt('giving', async () => {
      const { site, payments = '' } = this.#urls;
      this.#came += 1;
      const email = `giver-${this.#came}@example.org`;
      const giver = this.#visitor(site);
      await giver.open('/give');
      await giver.submit({ gift: 'one' });
      await giver.submit({ name: `Ash Exampleby ${this.#came}`, email }, 'Continue to payment');
      if (!giver.path.startsWith(payments)) throw new Error(`there is no payment page, but ${giver.path}`);
      const payer = this.#visitor(payments);
      await payer.open(giver.path.slice(new URL(payments).origin.length));
      await payer.submit({ outcome: 'pay' }, 'Donate');
      this.givers.push(email);
      await giver.open(payer.path.slice(new URL(site).origin.length));
      if (!giver.text.includes('Thank you')) throw new Error(`nobody was thanked: ${giver.heading}`);
    });
  }

  /** Those who ask with what they kept, and are not known. */
  async referralsNotFound(): Promise<readonly Sent[]> {
    const lost: Sent[] = [];
    for (const sent of this.referrals) {
      const visitor = this.#visitor(this.#urls.site, 0);
      await visitor.open('/status');
      await visitor.submit({ reference: sent.reference, code: sent.code });
      if (visitor.heading !== 'We have your request') lost.push(sent);
    }
    return lost;
  }

  async #attempt(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      this.failures.push(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Somebody with cookies of their own, each of whose requests is timed, and who reads what they get. */
  #visitor(url: string, look = lookMilliseconds): Visitor {
    const { origin } = new URL(url);
    const send = async (path: string, init: RequestInit): Promise<Response> => {
      const started = performance.now();
      const answer = await fetch(`${origin}${path}`, { ...init, redirect: 'manual' });
      const body = await answer.arrayBuffer();
      if (origin === new URL(this.#urls.site).origin) this.times.push(performance.now() - started);
      if (answer.status >= 400) this.failures.push(`${init.method} ${path}: ${answer.status}`);
      await wait(look);
      return new Response(body, answer);
    };
    return new Visitor(send, origin);
  }
}
