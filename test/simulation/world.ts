import { type Fact, readFact } from '../../events/catalogue.ts';
import { source } from '../../events/envelope.ts';
import { Instant } from '../../events/values.ts';
import { react as reactToAssessment } from '../../functions/handle-assessment/react.ts';
import { react as reactToDonation } from '../../functions/handle-donation/react.ts';
import { react as reactToReferral } from '../../functions/handle-referral/react.ts';
import { react as reactToOffers } from '../../functions/make-offers/react.ts';
import { receivePaymentEvent } from '../../functions/receive-payment-event/receive.ts';
import { react as reactToMail } from '../../functions/send-mail/react.ts';
import type { FunctionName } from '../../infra/functions.ts';
import exampleCharity from '../../infra/settings/example-charity.json' with { type: 'json' };
import { recordOvertaken } from '../../shared/commands/record-overtaken.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import { sweepDeadlines, sweepMail, sweepPools, type Wake } from '../../shared/commands/sweep.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { CharitySettings } from '../../shared/domain/settings.ts';
import { MemoryMailer } from '../../shared/mail/memory-mailer.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import type { Store } from '../../shared/store/interface.ts';
import { createMemorySecrets } from '../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../shared/vault/memory-vault.ts';
import { noteChance, type noteUse } from '../grants/note-use.ts';
import { storeOf } from '../grants/store-of.ts';
import { Crash, CrashPoint, crashing } from './crashing.ts';
import { answerFaults, edgeFaults } from './invariants.ts';
import type { Random } from './random.ts';
import type { Message, Transport } from './transport.ts';

export const settings = CharitySettings.parse(exampleCharity);

export interface WorldOptions {
  readonly store: Store;
  readonly random: Random;
  readonly transport: Transport;
  /** How often each webhook is delivered. */
  readonly deliveries?: number;
  readonly crash?: CrashPoint;
  /** Whom to tell what workers and schedules do with their grants. */
  readonly note?: typeof noteUse;
}

/** The worker of each queue. */
const workers = {
  referral: 'handle-referral',
  assessment: 'handle-assessment',
  donation: 'handle-donation',
  allocation: 'allocate-places',
  offers: 'make-offers',
  mail: 'send-mail',
} as const satisfies Record<Message['queue'], FunctionName>;

/**
 * The whole workflow in one process: the real commands and reactions over a store, with queues that deliver every message
 * several times in an order of chance, a clock that only moves when told, and a process that can die at any call.
 */
export class World {
  readonly mailer = new MemoryMailer(settings);
  readonly payments;
  readonly deps;
  /** A message that came back too often: nothing may end here. */
  readonly deadLetters: Message[] = [];
  /** Changes of state that were no edge of their table, or by nobody who may take it. */
  readonly edgeFaults: string[] = [];
  readonly settings = settings;
  readonly #random: Random;
  readonly #deliveries: number;
  readonly #transport: Transport;
  readonly #note: typeof noteUse;
  readonly #inHand: Message[] = [];
  readonly #returned = new Map<Message, number>();
  #now = Date.parse('2027-03-01T10:00:00.000Z');
  #ids = 0;

  constructor({ store, transport, random, deliveries = 1, crash = new CrashPoint(), note = noteChance }: WorldOptions) {
    this.#note = note;
    this.#random = random;
    this.#transport = transport;
    this.#deliveries = deliveries;
    const now = () => Instant.parse(new Date(this.#now).toISOString());
    this.payments = createMemoryPayments({ webhookSecret: 'whsec_simulated', now });
    const wake: Wake = {
      pool: (poolId) => transport.relay(this.#fact('donation.cleared', { donationId: 'don_00000000', poolId })),
      search: (referralId) => transport.relay(this.#fact('therapist.sought', { referralId })),
      email: (emailId) => transport.relay(this.#fact('email.requested', { emailId })),
    };
    const vault = createMemoryVault('world');
    this.deps = {
      store: crashing(this.#relaying(store), 'store', crash),
      settings,
      now,
      newId: (prefix: string, length = 16) => {
        this.#ids += 1;
        return `${prefix}_${String(this.#ids).padStart(length, '0')}`;
      },
      pause: async () => undefined,
      vault,
      sealer: vault,
      secrets: createMemorySecrets('world'),
      payments: crashing(this.payments, 'payments', crash),
      mailer: crashing(this.mailer, 'mailer', crash),
      wake: crashing(wake, 'queue', crash),
      siteUrl: 'http://localhost',
    };
  }

  /** The stream of the audit table: a committed fact reaches its queues even when the process that committed it dies. */
  #relaying(store: Store): Store {
    const commit: Store['commit'] = async (decisions) => {
      for (const decision of decisions) this.edgeFaults.push(...edgeFaults(decision), ...answerFaults(decision));
      const result = await store.commit(decisions);
      for (const fact of result.ok ? result.facts : []) await this.#transport.relay(fact);
      return result;
    };
    return new Proxy(store, {
      get: (target, property) => {
        if (property === 'commit') return commit;
        const member: unknown = Reflect.get(target, property, target);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  }

  /** The world as a function reaches it. */
  #as(of: FunctionName): typeof this.deps {
    return { ...this.deps, store: storeOf(of, this.deps.store, this.#note) };
  }

  /** What wakes a worker: a fact it hears, stated once more. */
  #fact(name: 'donation.cleared' | 'therapist.sought' | 'email.requested', data: object): Fact {
    const reading = readFact({
      specversion: '1.0',
      id: this.deps.newId('wake'),
      source,
      type: `uk.sponsored-places.${name}.v1`,
      subject: 'sweep/0',
      time: this.deps.now(),
      datacontenttype: 'application/json',
      data,
    });
    if (!reading.ok) throw new Error(reading.reason);
    return reading.fact;
  }

  async #pull(): Promise<readonly Message[]> {
    this.#inHand.push(...(await this.#transport.receive()));
    return this.#inHand;
  }

  /** How many messages wait for a delivery. */
  async waiting(): Promise<number> {
    return (await this.#pull()).length;
  }

  advance(by: { readonly minutes?: number; readonly days?: number }): void {
    this.#now += (by.minutes ?? 0) * 60_000 + (by.days ?? 0) * 86_400_000;
  }

  /** Delivers one message of chance. Undelivered, refused or cut off by a crash, it comes back. */
  async deliverOne(): Promise<void> {
    const message = this.#random.pick(await this.#pull());
    if (message === undefined) return;
    try {
      const outcome = await this.#react(message);
      if (!outcome.ok && !outcome.refusal.passed) return await this.#comeBack(message);
      if (!outcome.ok) await recordOvertaken(this.#as(workers[message.queue]), message.fact, outcome.refusal.because);
      message.left -= 1;
      if (message.left <= 0) await this.#finish(message);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }

  async #finish(message: Message): Promise<void> {
    this.#inHand.splice(this.#inHand.indexOf(message), 1);
    await this.#transport.acknowledge(message);
  }

  async #comeBack(message: Message): Promise<void> {
    const times = (this.#returned.get(message) ?? 0) + 1;
    this.#returned.set(message, times);
    if (times < 50) return;
    this.deadLetters.push(message);
    await this.#finish(message);
  }

  async #react({ queue, fact }: Message): Promise<Outcome<unknown>> {
    const deps = this.#as(workers[queue]);
    switch (queue) {
      case 'referral':
        return reactToReferral(fact, deps);
      case 'assessment':
        return reactToAssessment(fact, deps);
      case 'donation':
        return reactToDonation(fact, deps);
      case 'allocation': {
        if (!('poolId' in fact.data)) throw new Error(`${fact.type} names no pool`);
        const { again } = await runAllocationPass(deps, fact.data.poolId);
        if (again) await deps.wake.pool(fact.data.poolId);
        return { ok: true, value: undefined };
      }
      case 'offers':
        return reactToOffers(fact, deps);
      case 'mail':
        return reactToMail(fact, deps);
    }
  }

  /** Delivers until nothing is left. */
  async drain(): Promise<void> {
    for (let turn = 0; (await this.waiting()) > 0; turn += 1) {
      if (turn > 20_000) throw new Error('the queues never run dry');
      await this.deliverOne();
    }
  }

  /** The provider's webhooks reach us, each as often as a message and in an order of chance; a crash has it try again. */
  async deliverWebhooks(): Promise<void> {
    const webhooks = this.payments.takeWebhooks().flatMap((webhook) => Array(this.#deliveries).fill(webhook));
    while (webhooks.length > 0) {
      const [webhook] = webhooks.splice(this.#random.below(webhooks.length), 1);
      await this.surviving(() => receivePaymentEvent(this.#as('receive-payment-event'), webhook));
    }
  }

  /** Whoever acts tries again after a crash, as people, schedules and providers do. */
  async surviving<T>(act: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
    }
  }

  /** The schedules, once each. */
  async sweep(): Promise<void> {
    const deps = this.#as('sweep-deadlines');
    await this.surviving(() => sweepDeadlines(deps));
    await this.surviving(() => sweepPools(deps));
    await this.surviving(() => sweepMail(deps));
  }
}
