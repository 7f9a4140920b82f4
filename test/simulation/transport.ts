import { catalogue, type Fact, type QueueName } from '../../events/catalogue.ts';

/** A message in hand: a fact as one queue delivered it. */
export interface Message {
  readonly queue: QueueName;
  readonly fact: Fact;
  /** How many deliveries are still to come before it is acknowledged. */
  left: number;
}

/** The queues between who states a fact and who hears it. */
export interface Transport {
  /** Sends a fact to every queue that hears it. */
  relay(fact: Fact): Promise<void>;
  /** What can be had now and was not handed out before. */
  receive(): Promise<readonly Message[]>;
  acknowledge(message: Message): Promise<void>;
}

export class MemoryTransport implements Transport {
  readonly #deliveries: number;
  #sent: Message[] = [];

  constructor(deliveries: number) {
    this.#deliveries = deliveries;
  }

  async relay(fact: Fact): Promise<void> {
    for (const queue of catalogue[fact.type].heardBy) this.#sent.push({ queue, fact, left: this.#deliveries });
  }

  async receive(): Promise<readonly Message[]> {
    const sent = this.#sent;
    this.#sent = [];
    return sent;
  }

  async acknowledge(): Promise<void> {
    // Handed out is gone: the world keeps a message until its last delivery.
  }
}
