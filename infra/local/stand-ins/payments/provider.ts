import type Stripe from 'stripe';
import { newId } from './identifiers.ts';
import type { ObjectStore } from './object-store.ts';
import { scheduleDelivery } from './webhook-schedule.ts';

/** The version that this stand-in speaks: the one the SDK pins, or the compiler stops here. */
export const apiVersion = '2026-10-28.endive' satisfies Stripe.LatestApiVersion;

/**
 * Stands for the stand-in's own address in everything stored, and becomes the real one as it is sent: after a
 * restart on another port yesterday's checkout links still work.
 */
export const ownAddress = 'https://address-of.stand-in';

type EventType = Stripe.Event['type'];
type ObjectOf<T extends EventType> = Extract<Stripe.Event, { type: T }>['data']['object'];

/** What every piece of the stand-in works with. */
export interface Provider {
  readonly store: ObjectStore;
  /** Now, in epoch milliseconds. */
  now(): number;
  /** Now, as Stripe counts: whole seconds. */
  seconds(): number;
  /** Stops the clock at a moment (epoch milliseconds), or sets it going again: a demonstration tells of months. */
  stopClock(at: number | undefined): void;
  /** Records that something happened and puts its webhook on the way, in the transaction that is running. */
  emit<T extends EventType>(type: T, object: ObjectOf<T>, previous?: Partial<ObjectOf<T>>): void;
}

export function openProvider(store: ObjectStore, clock: () => number, heardEvents: ReadonlySet<string>): Provider {
  let stoppedAt: number | undefined;
  const now = () => stoppedAt ?? clock();
  const seconds = () => Math.floor(now() / 1000);
  return {
    store,
    now,
    seconds,
    stopClock(at) {
      stoppedAt = at;
    },
    emit(type, object, previous) {
      const id = newId('evt');
      store.put({
        id,
        object: 'event',
        api_version: apiVersion,
        created: seconds(),
        data: previous === undefined ? { object } : { object, previous_attributes: previous },
        livemode: false,
        pending_webhooks: heardEvents.has(type) ? 1 : 0,
        request: { id: null, idempotency_key: null },
        type,
      } satisfies Stripe.EventBase);
      if (heardEvents.has(type)) scheduleDelivery(store, id, now());
    },
  };
}
