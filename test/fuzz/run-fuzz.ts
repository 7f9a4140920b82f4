import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { createCsrfToken } from '../../shared/web/csrf.ts';
import { type OtherAnswer, sendMailReport, sendWebhook } from './ask-others.ts';
import { type Browser, type FuzzedTown, openFuzzedTown } from './fuzzed-town.ts';
import { everythingIn, findFaults } from './judge-answer.ts';
import { type MadeRequest, RequestMaker, type Seen } from './make-request.ts';
import { type Plan, planRequests } from './plans.ts';
import { formsOn, linksOn } from './shown-forms.ts';
import { sweepFields } from './sweep-fields.ts';

/** So many requests wear a town out: its places are closed and its people signed out. Then a fresh one is built. */
const requestsPerTown = 1000;
const mostLinks = 400;

export interface Fault {
  readonly request: number;
  readonly asked: string;
  readonly what: string;
}

export interface Fuzzed {
  readonly requests: number;
  readonly byStatus: ReadonlyMap<number, number>;
  /** Of every route, and every form, how often it was asked for. */
  readonly asked: ReadonlyMap<string, number>;
  readonly routes: number;
  readonly faults: readonly Fault[];
}

export interface FuzzOptions {
  readonly requests: number;
  readonly seed: number;
  /** In how many ways each field of each form is spoilt, once, before chance begins: 7 at most. */
  readonly ways?: number;
  readonly say?: (line: string) => void;
}

const tokenOf = ({ visitor }: Browser, isOfSession: boolean): string | undefined => {
  const secret = visitor.cookies.get(isOfSession ? '__Host-session' : '__Host-visit');
  return secret === undefined ? undefined : createCsrfToken(secret);
};

const tell = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

const describe = ({ browser, parts }: MadeRequest): string =>
  `${browser.who}: ${parts.method} ${parts.path}${parts.query ? `?${parts.query}` : ''} ${parts.body?.slice(0, 600) ?? ''}`;

/** Everybody opens where their pages begin: what stands there is what the first plans are about. */
const firstLooks = ({ browsers }: FuzzedTown): MadeRequest[] =>
  browsers.flatMap((browser) =>
    browser.starts.map((start) => {
      const [path = '/', query = ''] = start.split('?');
      const cookies = [...browser.visitor.cookies].map(([name, value]) => `${name}=${value}`);
      return { browser, isForged: false, parts: { method: 'GET', path, query, cookies } };
    }),
  );

class Fuzzing {
  readonly byStatus = new Map<number, number>();
  readonly asked = new Map<string, number>();
  readonly faults: Fault[] = [];
  requests = 0;
  routes = 0;

  /** Sends to a town of its own every form with each of its fields spoilt in so many ways, then what is planned. */
  async spend(plans: readonly Plan[], ways: number): Promise<void> {
    const town = await openFuzzedTown();
    this.routes = town.routes.length;
    const seen: Seen = { links: new Map(), forms: new Map() };
    for (const { who, visitor } of town.browsers) this.#look(seen, who, visitor.html);
    for (const made of firstLooks(town)) await this.#ask(town, seen, made);
    const maker = new RequestMaker(town, seen, tokenOf);
    for (const made of sweepFields(town, seen, maker, ways)) await this.#ask(town, seen, made);
    for (const plan of plans) {
      if (plan.kind === 'webhook') await this.#hear(town, () => sendWebhook(town, plan));
      else if (plan.kind === 'mail-report') await this.#hear(town, () => sendMailReport(town, plan));
      else {
        const made = maker.make(plan);
        await this.#ask(town, seen, made);
        if (plan.kind === 'form' && plan.isTwice) await this.#ask(town, seen, made);
      }
    }
  }

  async #ask(town: FuzzedTown, seen: Seen, made: MadeRequest): Promise<void> {
    const before = everythingIn(town);
    const failed = town.site.failures.length;
    const faults: string[] = [];
    // What a handler throws the API answers with words of its own.
    const result = await town.ask(made.parts).catch((error: unknown): APIGatewayProxyStructuredResultV2 => {
      faults.push(tell(error));
      return { statusCode: 500 };
    });
    const status = result.statusCode ?? 0;
    this.#count(status, made.route ?? `${made.parts.method} a page`);
    faults.push(...findFaults(made, result, everythingIn(town) !== before));
    for (const { error } of town.site.failures.slice(failed)) faults.push(tell(error));
    for (const what of faults) this.faults.push({ request: this.requests, asked: describe(made), what });
    if (!made.isForged) for (const line of result.cookies ?? []) made.browser.visitor.keep(line);
    await made.browser.comeBack?.();
    if (status === 200 && result.isBase64Encoded !== true) this.#look(seen, made.browser.who, result.body ?? '');
  }

  async #hear(town: FuzzedTown, send: () => Promise<OtherAnswer>): Promise<void> {
    const before = everythingIn(town);
    const { asked, status, faults } = await send().catch(
      (error: unknown): OtherAnswer => ({ asked: 'another’s word', status: 500, faults: [tell(error)] }),
    );
    this.#count(status, asked.slice(0, asked.indexOf(' ')));
    if (status >= 500) this.faults.push({ request: this.requests, asked, what: `the answer is ${status}` });
    if (status >= 400 && everythingIn(town) !== before)
      this.faults.push({ request: this.requests, asked, what: 'it was refused, and something was written' });
    for (const what of faults) this.faults.push({ request: this.requests, asked, what });
  }

  #look(seen: Seen, who: string, html: string): void {
    const links = seen.links.get(who) ?? new Set();
    seen.links.set(who, links);
    for (const link of linksOn(html)) if (links.size < mostLinks) links.add(link);
    for (const form of formsOn(html)) seen.forms.set(`${who} ${form.action}`, { who, form });
  }

  #count(status: number, asked: string): void {
    this.requests += 1;
    this.byStatus.set(status, (this.byStatus.get(status) ?? 0) + 1);
    this.asked.set(asked, (this.asked.get(asked) ?? 0) + 1);
  }
}

/** Sends that many generated requests; the same for a seed. What nobody catches is a fault as well. */
export async function runFuzz({ requests, seed, ways = 7, say = () => {} }: FuzzOptions): Promise<Fuzzed> {
  const fuzzing = new Fuzzing();
  const dropped = (reason: unknown): void => {
    fuzzing.faults.push({ request: fuzzing.requests, asked: 'nobody waited for it', what: tell(reason) });
  };
  process.on('unhandledRejection', dropped);
  try {
    const plans = planRequests(seed, requests);
    for (let from = 0; from < plans.length; from += requestsPerTown) {
      await fuzzing.spend(plans.slice(from, from + requestsPerTown), from === 0 ? ways : 0);
      say(`${fuzzing.requests} requests, ${fuzzing.faults.length} faults`);
    }
    // A rejection is told after the turn that it belongs to.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    process.off('unhandledRejection', dropped);
  }
  return fuzzing;
}
