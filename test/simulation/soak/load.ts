import { setTimeout as wait } from 'node:timers/promises';
import * as z from 'zod';
import { confirmAnswer, expireOffer } from '../../../shared/commands/answer-offer.ts';
import { later } from '../../../shared/domain/office-days.ts';
import { BookedDifferently, BreaksSchema, TransactionTooLarge } from '../../../shared/store/interface.ts';
import { assessments } from '../actors/assessments.ts';
import { fundKeeping } from '../actors/fund-keeping.ts';
import { giving } from '../actors/gifts.ts';
import { places } from '../actors/places.ts';
import { referrals } from '../actors/referrals.ts';
import { givingBack, reserve } from '../actors/refunds.ts';
import { therapy } from '../actors/therapy.ts';
import { waiting } from '../actors/waiting.ts';
import type { Random } from '../random.ts';
import { type Errand, type OfficeAct, type OfficeDeps, people } from '../town/act.ts';
import { count, type Tally } from '../town/coverage.ts';
import { happenings } from './at-provider.ts';
import type { SoakTown } from './soak-town.ts';

/** Two office days pass and nobody has answered: the sweep that then comes, on a clock that is ahead. */
const silence = people('nobody answers', 0.5, (town, random) => {
  const offer = town.watch.shadow.pick(random, 'allocation', random.below(2) === 0 ? 'offered' : 'acknowledged');
  if (offer === undefined) return undefined;
  return {
    name: 'expire-offer',
    again: true,
    run: (deps) => expireOffer({ ...deps, now: () => later(deps.now(), { days: 6 }) }, offer.value.id),
  };
});

/** The minutes go by in which an answer may be taken back: the sweep that then comes, on a clock that is ahead. */
const standing = people('nobody takes it back', 4, (town, random) => {
  const offer = town.watch.shadow.pick(random, 'allocation', random.below(2) === 0 ? 'offered' : 'acknowledged');
  if (offer?.value.answer === undefined) return undefined;
  return {
    name: 'confirm-answer',
    again: true,
    run: (deps) => confirmAnswer({ ...deps, now: () => later(deps.now(), { hours: 1 }) }, offer.value.id),
  };
});

/** The same people as in the simulator. */
const acts: readonly OfficeAct[] = [
  ...referrals,
  ...assessments,
  ...giving,
  ...places,
  ...therapy,
  ...waiting,
  ...givingBack,
  ...reserve,
  ...fundKeeping,
  silence,
  standing,
];

/** Where the load reaches the world: other addresses after every kill. */
export interface Reach {
  readonly deps: OfficeDeps;
  readonly payments: string;
  readonly mailbox: string;
}

class Over extends Error {}

/** What only our own code throws. */
const isOurFault = (error: unknown): error is Error =>
  [BreaksSchema, BookedDifferently, TransactionTooLarge, z.ZodError].some((fault) => error instanceof fault);

/** Everybody who uses the stack, several at once. Whose errand breaks off comes again until they have an answer. */
export class Load {
  readonly town: SoakTown;
  /** How often each errand came to its end: done, or refused with a reason. */
  readonly done: Tally = new Map();
  readonly refused: Tally = new Map();
  readonly happened: Tally = new Map();
  /** Broken off by a kill or a mischance; what is worth coming again for waits here. */
  readonly unfinished: Errand[] = [];
  brokenOff = 0;
  /** Errands that had an answer, whatever it was, and things that happened at the provider. */
  turns = 0;
  /** Errors that no mischance brings about. */
  readonly faults: string[] = [];
  readonly #random: Random;
  readonly #choices: readonly { readonly weight: number; readonly choice: OfficeAct | (typeof happenings)[number] }[];

  constructor(town: SoakTown, random: Random) {
    this.town = town;
    this.#random = random;
    this.#choices = [
      ...acts.map((act) => ({ weight: act.weight(town), choice: act })),
      ...happenings.map((happening) => ({ weight: happening.weight, choice: happening })),
    ];
  }

  /** Goes on until `over` is aborted: what is under way then is left as it is, like everything in a kill. */
  async run(reach: Reach, tellers: number, over: AbortSignal): Promise<void> {
    const ended = new Promise<never>((_, reject) => {
      over.addEventListener('abort', () => reject(new Over()));
    });
    ended.catch(() => undefined);
    const until = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended]);
    const teller = async (): Promise<void> => {
      while (!over.aborted) {
        await this.#turn(reach, until);
        await wait(15);
      }
    };
    await Promise.all(Array.from({ length: tellers }, teller));
  }

  /** Those who were broken off, until each has an answer. @returns how many still have none */
  async finish(reach: Reach, attempts: number): Promise<number> {
    for (let attempt = 0; attempt < attempts && this.unfinished.length > 0; attempt += 1)
      for (const errand of this.unfinished.splice(0)) await this.#go(errand, reach, (work) => work);
    return this.unfinished.length;
  }

  async #turn(reach: Reach, until: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
    const errand = this.#random.below(3) === 0 ? this.unfinished.shift() : undefined;
    if (errand !== undefined) return this.#go(errand, reach, until);
    const choice = this.#choose();
    if (choice === undefined) return;
    if ('prepare' in choice) {
      const prepared = await choice.prepare(this.town, this.#random);
      if (prepared !== undefined) await this.#go(prepared, reach, until);
      return;
    }
    try {
      const hasHappened = await until(choice.happen(reach.payments, this.town, this.#random));
      if (hasHappened) count(this.happened, choice.name);
      if (hasHappened) this.turns += 1;
    } catch {
      // The provider was killed with the rest; what it had answered or not, it knows.
    }
  }

  async #go(errand: Errand, reach: Reach, until: <T>(work: Promise<T>) => Promise<T>): Promise<void> {
    try {
      const outcome = await until(errand.run(reach.deps));
      this.turns += 1;
      if (outcome?.ok === false) count(this.refused, `${errand.name} · ${outcome.refusal.code}`);
      else count(this.done, errand.name);
    } catch (error) {
      if (isOurFault(error)) this.faults.push(`${errand.name}: ${error.message}`);
      this.brokenOff += 1;
      if (errand.again === true) this.unfinished.push(errand);
    }
  }

  #choose() {
    const whole = this.#choices.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.#random.next() * whole;
    return this.#choices.find(({ weight }) => {
      left -= weight;
      return left < 0;
    })?.choice;
  }
}
