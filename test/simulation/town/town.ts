import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { queues } from '../../../events/catalogue.ts';
import { Instant } from '../../../events/values.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import exampleCharity from '../../../infra/settings/example-charity.json' with { type: 'json' };
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { CharitySettings } from '../../../shared/domain/settings.ts';
import { createMemoryPayments } from '../../../shared/payments/memory-payments.ts';
import type { AuditEntry, Store } from '../../../shared/store/interface.ts';
import { MemoryStore } from '../../../shared/store/memory-store.ts';
import { createMemorySecrets } from '../../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../../shared/vault/memory-vault.ts';
import { noteChance } from '../../grants/note-use.ts';
import { createRandom, type Random } from '../random.ts';
import { Chronicle } from './chronicle.ts';
import { Clock } from './clock.ts';
import { type Coverage, count } from './coverage.ts';
import { type FaultName, Faults, InjectedFault, sendFaults, usualRates } from './faults.ts';
import { Post } from './post.ts';
import { Queues } from './queues.ts';
import { Life, Scheduler } from './scheduler.ts';
import { type Caller, depsOf, type Shared, type TownDeps } from './town-deps.ts';
import { Watch } from './watch.ts';
import { watchedStore } from './watched-store.ts';

/** Who broke off presses again so often; somebody whose way is a seldom one meets a fault at nearly every call of it. */
const mostRounds = 20;

const gross = CharitySettings.parse(exampleCharity);
const net: CharitySettings = { ...gross, giving: { ...gross.giving, crediting: 'net' } };

/** Words that only a person's own record may hold: marked, so that they are found wherever else they come. */
export const marked = 'Marked';

const SendInput = z.object({
  QueueUrl: z.string(),
  MessageBody: z.string().optional(),
  MessageGroupId: z.string().optional(),
  MessageDeduplicationId: z.string().optional(),
  Entries: z
    .array(
      z.object({
        Id: z.string(),
        MessageBody: z.string(),
        MessageGroupId: z.string().optional(),
        MessageDeduplicationId: z.string().optional(),
      }),
    )
    .optional(),
});

export interface TownOptions {
  readonly seed: number;
  readonly coverage: Coverage;
  readonly rates?: Readonly<Record<FaultName, number>>;
  /** Whether a gift bears what the provider keeps of it; otherwise core does. */
  readonly creditsNet?: boolean;
  /** Whether the provider gives its fee back with a refund. */
  readonly givesFeesBack?: boolean;
  /** Spoils the store on purpose, to see whether that is found. */
  readonly plant?: (store: Store) => Store;
}

/** Something a process does, and what it is called. */
export interface Deed {
  readonly name: string;
  /** The function that does it, if it is one alone. */
  readonly role?: FunctionName;
  run(deps: TownDeps, own: Process): Promise<Outcome<unknown> | undefined>;
  /** Whether who did it does it again when it broke off: people press again, schedules come again. */
  readonly again?: boolean;
}

/** What a process has of its own. */
export interface Process {
  /** The world as it sees it while it does one thing of several: its calls are counted apart. */
  as(doing: string): TownDeps;
  urlOf(queue: string): string;
}

/** An address that also says who sends to it and for what, so that the call dies with its process and is named. */
const queueUrl = ({ life, doing }: Caller, queue: string): string =>
  `https://queues.invalid/${life.id}/${encodeURIComponent(doing)}/${queue}`;

/**
 * The whole system in one process, with everybody who uses it: the real commands, reactions and runtime over the
 * store's twin, under one clock and one generator.
 */
export class Town {
  readonly seed: number;
  readonly settings: CharitySettings;
  readonly coverage: Coverage;
  readonly memory = new MemoryStore();
  readonly mailer = new Post();
  readonly payments;
  readonly faults: Faults;
  readonly scheduler: Scheduler;
  readonly queues: Queues;
  readonly watch: Watch;
  /** Decisions that the relay has not sent on yet, by shard, oldest first. */
  readonly stream: readonly AuditEntry[][] = [[], []];
  readonly shardsInHand = new Set<AuditEntry[]>();
  /** Provider's events on their way to us. */
  readonly webhooks: { rawBody: string; tries: number; at: number }[] = [];
  /** When each schedule came last, by the town's clock. */
  readonly ranAt = new Map<string, number>();
  /** Days so far on which somebody tried stolen cards. */
  stormsOfCards = 0;
  /** Changed states and named refusals so far. */
  steps = 0;
  readonly #shared: Shared;
  readonly #store: Store;
  readonly #chronicle = new Chronicle();
  readonly #lives = new Map<number, Life>();
  readonly begunAt = Instant.parse('2027-03-01T10:00:00.000Z');
  readonly #clock = new Clock(this.begunAt);
  #count = 0;

  constructor({
    seed,
    coverage,
    rates = usualRates,
    creditsNet = false,
    givesFeesBack = false,
    plant = (store) => store,
  }: TownOptions) {
    this.seed = seed;
    this.settings = creditsNet ? net : gross;
    this.coverage = coverage;
    this.faults = new Faults(coverage, createRandom(seed), rates);
    this.scheduler = new Scheduler(this.faults, (line) => this.tell(line));
    this.queues = new Queues(this.faults, () => this.time);
    this.watch = new Watch(coverage);
    const secret = 'whsec_simulated';
    this.payments = createMemoryPayments({
      webhookSecret: secret,
      now: () => this.now(),
      givesFeesBack,
    });
    const vault = createMemoryVault('town');
    this.#store = plant(this.memory);
    this.memory.onCommit((entries) => {
      for (const entry of entries) {
        this.tell(JSON.stringify(entry));
        this.stream[entry.about.length % this.stream.length]?.push(entry);
      }
    });
    this.#shared = {
      store: this.#watched(this.#store),
      settings: this.settings,
      instant: (skewMs) => this.#clock.instant(skewMs),
      newId: (prefix, length = 16) => `${prefix}_${this.nextId().padStart(length, '0')}`,
      vault,
      sealer: vault,
      secrets: createMemorySecrets('town'),
      payments: this.payments,
      mailer: this.mailer,
      siteUrl: 'http://localhost',
      sqs: this.#sqs(),
      queueUrl,
    };
  }

  now(): Instant {
    return this.#clock.instant();
  }

  get time(): number {
    return this.#clock.time;
  }

  advance(milliseconds: number): void {
    this.#clock.advance(milliseconds);
  }

  nextId(): string {
    this.#count += 1;
    return String(this.#count);
  }

  tell(line: string): void {
    this.#chronicle.tell(line);
  }

  /** What all that happened comes to: equal for two runs that were the same, byte for byte. */
  historyHash(): string {
    return this.#chronicle.digest();
  }

  get sqs(): SQSClient {
    return this.#shared.sqs;
  }

  /** Does several things at once, their calls to the outside interleaved by chance. */
  async doTogether(deeds: readonly Deed[], random: Random): Promise<void> {
    this.faults.random = random;
    for (let round = 1, left = deeds; left.length > 0 && round <= mostRounds; round += 1) {
      const ended = new Set<Deed>();
      const lives = left.map((deed) => async () => {
        if (await this.#live(deed, random)) ended.add(deed);
      });
      await this.scheduler.run(lives, random);
      this.#lives.clear();
      this.shardsInHand.clear();
      left = left.filter((deed) => deed.again === true && !ended.has(deed));
    }
  }

  /** @returns whether it came to its end, in one way or another; it may also die and never return */
  async #live(deed: Deed, random: Random): Promise<boolean> {
    const skew = this.faults.happens('clock skew', 'a process') ? random.below(4001) - 2000 : 0;
    const life = new Life(this.#lives.size, deed.role);
    this.#lives.set(life.id, life);
    const caller = (doing: string): Caller => ({ life, scheduler: this.scheduler, doing });
    const as = (doing: string): TownDeps => depsOf(this.#shared, caller(doing), skew);
    try {
      const outcome = await deed.run(as(deed.name), { as, urlOf: (queue) => queueUrl(caller(deed.name), queue) });
      if (outcome?.ok === false) this.refused(deed.name, outcome.refusal.code);
      return true;
    } catch (error) {
      // What a handler threw it has told its log, which the watch reads.
      const isTold = error instanceof Error && error.name === 'InvocationFailed';
      if (error instanceof InjectedFault || isTold) return false;
      this.unexpected(deed.name, error);
      return true;
    }
  }

  refused(name: string, code: string): void {
    this.steps += 1;
    this.tell(`${name} refused: ${code}`);
    count(this.coverage.refusals, `${name} · ${code}`);
  }

  unexpected(name: string, error: unknown): void {
    const said =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 6).join(' | ') : 'nothing';
    this.watch.faults.push(`an error nobody planned, in ${name}: ${said}`);
  }

  /** Everything is written through here: counted, and held to the invariants of what it touched. */
  #watched(store: Store): Store {
    return watchedStore(store, async (decisions) => {
      if (decisions.some(({ changes }) => changes.length > 0)) this.steps += 1;
      await this.watch.committed(decisions, store);
    });
  }

  /** The true client, answered by the town's own queues instead of sending: what it would do on the way is not ours. */
  #sqs(): SQSClient {
    const sqs = new SQSClient({ region: 'eu-west-2', credentials: { accessKeyId: 'town', secretAccessKey: 'town' } });
    const answer = async ({ input }: { readonly input: unknown }): Promise<unknown> => {
      const { QueueUrl, Entries, ...single } = SendInput.parse(input);
      const [, lifeId = '', doing = '', name = ''] = /\/(\d+)\/([^/]*)\/([\w.-]+)$/.exec(QueueUrl) ?? [];
      const life = this.#lives.get(Number(lifeId)) ?? new Life(-1);
      const entries = Entries ?? [{ ...single, Id: '0', MessageBody: single.MessageBody ?? '' }];
      const send = (some: typeof entries) => {
        if (life.role !== undefined) noteChance({ of: life.role, action: 'sqs:SendMessage', on: name });
        for (const entry of some)
          this.#send(name, entry.MessageBody, entry.MessageGroupId, entry.MessageDeduplicationId);
        return {
          $metadata: {},
          Successful: some.map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: '' })),
          Failed: [],
        };
      };
      return this.scheduler.call(
        life,
        `${decodeURIComponent(doing)} · queue.send ${name.replace('.fifo', '')}`,
        Entries === undefined ? sendFaults.slice(0, 4) : sendFaults,
        async () => send(entries),
        () => send(entries.slice(0, entries.length >> 1)),
      );
    };
    return Object.defineProperty(sqs, 'send', { value: answer });
  }

  #send(name: string, body: string, group: string | undefined, deduplication: string | undefined): void {
    if (body.includes(marked)) this.watch.faults.push(`11: a message to ${name} says who somebody is`);
    const plain = name.replace('.fifo', '');
    const queue = queues.find((candidate) => plain === candidate || plain === `${candidate}-dead-letters`);
    if (queue === undefined) throw new Error(`there is no queue ${name}`);
    if (plain === queue) this.queues.send(queue, { body, group, deduplication });
    else this.queues.bury(queue, { body, group });
  }
}
