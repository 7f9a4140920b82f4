import { type QueueName, queues } from '../../../events/catalogue.ts';
import type { Random } from '../random.ts';
import type { Faults } from './faults.ts';

interface Stored {
  readonly id: string;
  /** As it was sent. A poisoned copy differs from it until the day of mending. */
  readonly meant: string;
  body: string;
  readonly group: string | undefined;
  receives: number;
  visibleAt: number;
  /** Whatever handles it fails: the service it needs is down until the day of mending. */
  inOutage: boolean;
}

export interface Received extends Stored {
  readonly queue: QueueName;
}

/** What one message of a sending says. */
export interface Sent {
  readonly body: string;
  readonly group?: string | undefined;
  readonly deduplication?: string | undefined;
}

const visibilityMs = 60_000;
const maxReceives = 5;
const deduplicationMs = 5 * 60_000;
const minute = 60_000;

/** Queues as SQS keeps them: visibility, redrive to dead letters, first-in-first-out groups, deduplication; and their faults. */
export class Queues {
  readonly #faults: Faults;
  readonly #now: () => number;
  readonly #messages = new Map<QueueName, Stored[]>(queues.map((queue) => [queue, []]));
  readonly #seen = new Map<string, number>();
  /** What each spoilt body was meant to say: two calls may have one copy in hand, and the second buries what is gone. */
  readonly #meant = new Map<string, string>();
  /** What was given up: by SQS after five tries, or by a worker that could not read it. */
  readonly deadLetters: Received[] = [];
  #count = 0;

  constructor(faults: Faults, now: () => number) {
    this.#faults = faults;
    this.#now = now;
  }

  /** How many messages a queue has, in hand or not. */
  lengthOf(queue: QueueName): number {
    return this.#of(queue).length;
  }

  get length(): number {
    return queues.reduce((sum, queue) => sum + this.lengthOf(queue), 0);
  }

  /** What is still in the queues, for whoever asks why. */
  describe(): readonly string[] {
    return queues.flatMap((queue) => this.#of(queue).map(({ body, receives }) => `${queue} (${receives}): ${body}`));
  }

  /** When the next message that cannot be had now can be. */
  nextAt(now: number): number | undefined {
    const times = queues.flatMap((queue) => this.#of(queue).map(({ visibleAt }) => visibleAt));
    const later = times.filter((at) => at > now);
    return later.length === 0 ? undefined : Math.min(...later);
  }

  send(queue: QueueName, { body, group, deduplication }: Sent): void {
    const now = this.#now();
    if (deduplication !== undefined) {
      const name = `${queue} ${group} ${deduplication}`;
      const before = this.#seen.get(name);
      if (before !== undefined && now - before < deduplicationMs) return;
      this.#seen.set(name, now);
    }
    const delayed = group === undefined && this.#faults.happens('delay', queue);
    const visibleAt = delayed ? now + (1 + this.#faults.random.below(180)) * minute : now;
    const inOutage = this.#faults.happens('outage', queue);
    this.#put(queue, { meant: body, body, group, visibleAt, inOutage });
    if (this.#faults.happens('poison', queue)) {
      const spoilt = this.#faults.random.below(2) === 0 ? body.slice(0, body.length >> 1) : body.replace('.v1', '.v9');
      this.#meant.set(spoilt, body);
      this.#put(queue, { meant: body, body: spoilt, group, visibleAt: now, inOutage: false });
    }
  }

  /** What one call of the queue's function is handed: some messages that can be had now. */
  receive(queue: QueueName, random: Random): readonly Received[] {
    const now = this.#now();
    const all = this.#of(queue);
    const blocked = new Set(
      all.filter((one) => one.group !== undefined && one.visibleAt > now).map((one) => one.group),
    );
    const open = all.filter((one) => one.visibleAt <= now && (one.group === undefined || !blocked.has(one.group)));
    const most = 1 + random.below(10);
    const isMixed = queue !== 'allocation' && this.#faults.happens('reorder', queue);
    const received: Received[] = [];
    while (received.length < most && open.length > 0) {
      const [message] = open.splice(isMixed ? random.below(open.length) : 0, 1);
      if (message === undefined) break;
      if (message.receives >= maxReceives) {
        this.#remove(queue, message.id);
        this.deadLetters.push({ ...message, queue });
        continue;
      }
      message.receives += 1;
      // A call that takes longer than its messages are hidden: another one is handed them as well, and works beside it.
      message.visibleAt = this.#faults.happens('overrun', queue) ? now : now + visibilityMs;
      received.push(Object.assign(message, { queue }));
    }
    return received;
  }

  /** The call is over: what it did not name as failed is done with, unless the word of it was lost. */
  finish(queue: QueueName, received: readonly Received[], failed: ReadonlySet<string>): void {
    for (const { id, group } of received) {
      if (failed.has(id)) continue;
      if (group === undefined && this.#faults.happens('duplicate', queue)) continue;
      this.#remove(queue, id);
    }
  }

  bury(queue: QueueName, { body, group }: Sent): void {
    this.deadLetters.push({ ...this.#make({ body, meant: this.#meant.get(body) ?? body, group }), queue });
  }

  /** The causes are mended: outages end, every dead letter is sent again as it was meant. @returns how many */
  replay(): number {
    for (const queue of queues) for (const message of this.#of(queue)) message.inOutage = false;
    return this.sendAgain(this.deadLetters.length);
  }

  /** The oldest dead letters, sent again as they were meant. @returns how many */
  sendAgain(most: number): number {
    const letters = this.deadLetters.splice(0, most);
    for (const { queue, meant, group } of letters) this.#put(queue, { body: meant, meant, group });
    return letters.length;
  }

  #make(one: Partial<Stored> & Pick<Stored, 'body' | 'meant' | 'group'>): Stored {
    this.#count += 1;
    return { id: `message-${this.#count}`, receives: 0, visibleAt: this.#now(), inOutage: false, ...one };
  }

  #put(queue: QueueName, one: Partial<Stored> & Pick<Stored, 'body' | 'meant' | 'group'>): void {
    this.#of(queue).push(this.#make(one));
  }

  #remove(queue: QueueName, id: string): void {
    const all = this.#of(queue);
    const at = all.findIndex((message) => message.id === id);
    if (at >= 0) all.splice(at, 1);
  }

  #of(queue: QueueName): Stored[] {
    return this.#messages.get(queue) ?? [];
  }
}
