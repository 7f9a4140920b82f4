import { catalogue, type Fact, type QueueName } from '../../events/catalogue.ts';
import { Instant, type PoolId } from '../../events/values.ts';
import { react as reactToAssessment } from '../../functions/handle-assessment/react.ts';
import { react as reactToDonation } from '../../functions/handle-donation/react.ts';
import { react as reactToReferral } from '../../functions/handle-referral/react.ts';
import { react as reactToOffers } from '../../functions/make-offers/react.ts';
import { react as reactToMail } from '../../functions/send-mail/react.ts';
import type { GivingDeps } from '../../shared/commands/give.ts';
import { offerCase } from '../../shared/commands/offer.ts';
import { recordOvertaken } from '../../shared/commands/record-overtaken.ts';
import type { IntakeDeps } from '../../shared/commands/refer.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import { type MailDeps, sendEmail } from '../../shared/commands/send-email.ts';
import { type SweepDeps, sweepDeadlines, sweepMail, sweepPools } from '../../shared/commands/sweep.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { CharitySettings } from '../../shared/domain/settings.ts';
import type { Letter } from '../../shared/mail/interface.ts';
import type { Payments } from '../../shared/payments/interface.ts';
import type { Store } from '../../shared/store/interface.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import type { Secrets, Vault } from '../../shared/vault/interface.ts';
import { type Chance, createChance } from './chance.ts';
import { RecordedStore } from './recorded-store.ts';

export type CharityDeps = SweepDeps & GivingDeps & IntakeDeps & MailDeps;

/** What a story of months is told against. */
export interface Surroundings {
  readonly settings: CharitySettings;
  readonly vault: Vault;
  readonly secrets: Secrets;
  /** By the story's clock, which is told to it before every day. */
  readonly payments: Payments;
  /** Sends a letter, at a moment of the story (epoch milliseconds). */
  readonly post: (letter: Letter, at: number) => Promise<void>;
  readonly siteUrl: string;
  /** An empty store, where everything is written that happens. */
  readonly copy: Store;
}

const reactions = {
  referral: reactToReferral,
  assessment: reactToAssessment,
  donation: reactToDonation,
  offers: reactToOffers,
  mail: reactToMail,
} as const satisfies Record<
  Exclude<QueueName, 'allocation'>,
  (fact: Fact, deps: CharityDeps) => Promise<Outcome<unknown>>
>;

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/**
 * A charity under a clock that moves when told: the real commands, and the reactions of the functions to what they state,
 * one after another and without a queue.
 */
export class Charity {
  readonly deps: CharityDeps;
  readonly chance: Chance;
  /** Of what comes of a task, apart: a task more or less turns nobody’s story. */
  readonly deskChance: Chance;
  /** Everything as it stands now. */
  readonly memory = new MemoryStore();
  readonly written: RecordedStore;
  /** Letters of the latest days, by whom they went to. */
  readonly letters = new Map<string, Letter[]>();
  #time: number;
  #placesSeen = 0;
  readonly #facts: Fact[] = [];
  readonly #pools = new Set<PoolId>();

  constructor(surroundings: Surroundings, begins: number, seed: number) {
    const { settings, vault, secrets, payments, siteUrl, post } = surroundings;
    this.#time = begins;
    this.chance = createChance(seed);
    this.deskChance = createChance(seed + 3);
    const ids = createChance(seed + 1);
    this.written = new RecordedStore(this.memory, surroundings.copy, (result) => {
      if (result.ok) this.#facts.push(...result.facts);
    });
    this.deps = {
      settings,
      secrets,
      payments,
      siteUrl,
      vault,
      sealer: vault,
      store: this.written.store,
      now: () => Instant.parse(new Date(this.#time).toISOString()),
      newId: (prefix, length = 16) => `${prefix}_${Array.from({ length }, () => alphabet[ids.below(31)]).join('')}`,
      pause: async () => undefined,
      mailer: {
        send: async (letter) => {
          await post(letter, this.#time);
          const theirs = this.letters.get(letter.to) ?? [];
          this.letters.set(letter.to, [...theirs.slice(-5), letter]);
        },
      },
      wake: {
        pool: async (poolId) => {
          this.#pools.add(poolId);
        },
        search: async (referralId) => this.expect(await offerCase(this.deps, referralId)),
        email: async (emailId) => this.expect(await sendEmail(this.deps, emailId)),
      },
    };
  }

  /** Whether the coordinator who is back comes to the next place: to two of three. */
  isNextApproved(): boolean {
    this.#placesSeen += 1;
    return this.#placesSeen % 3 !== 0;
  }

  get time(): number {
    return this.#time;
  }

  /** Time goes on, to a moment in the future of the story. */
  moveTo(time: number): void {
    if (time < this.#time) throw new Error('no clock goes back');
    this.#time = time;
  }

  /** What must go well in a story that was thought out; and what follows from it, to its end. */
  async done<T>(outcome: Promise<Outcome<T>>): Promise<T> {
    const value = this.expect(await outcome);
    await this.settle();
    return value;
  }

  expect<T>(outcome: Outcome<T>): T {
    if (outcome.ok) return outcome.value;
    throw new Error(`${new Date(this.#time).toISOString()}: ${outcome.refusal.code}: ${outcome.refusal.because}`);
  }

  /** Everything that was stated is heard, until nobody has anything left to do. */
  async settle(): Promise<void> {
    for (;;) {
      const fact = this.#facts.shift();
      if (fact !== undefined) {
        await this.#hear(fact);
        continue;
      }
      const [poolId] = this.#pools;
      if (poolId === undefined) return;
      this.#pools.delete(poolId);
      const { again } = await runAllocationPass(this.deps, poolId);
      if (again) this.#pools.add(poolId);
    }
  }

  async #hear(fact: Fact): Promise<void> {
    for (const queue of catalogue[fact.type].heardBy) {
      if (queue === 'allocation') {
        if ('poolId' in fact.data) this.#pools.add(fact.data.poolId);
        continue;
      }
      const outcome = await reactions[queue](fact, this.deps);
      if (outcome.ok) continue;
      if (!outcome.refusal.passed) this.expect(outcome);
      await recordOvertaken(this.deps, fact, outcome.refusal.because);
    }
  }

  /** The schedules, once each. */
  async sweep(): Promise<void> {
    await sweepDeadlines(this.deps);
    await sweepPools(this.deps);
    await sweepMail(this.deps);
    await this.settle();
  }
}
