import * as z from 'zod';
import type { ObjectStore } from './object-store.ts';

/** How the next webhooks travel; the control path changes it, real networks do it unasked. */
export const Weather = z.strictObject({
  /** How often each event is sent. */
  copies: z.int().min(1).max(10),
  /** How many of the next events are never sent at all: only the list of events knows them. */
  lose: z.int().min(0),
  delaySeconds: z.number().min(0),
  /** Keeps events back until they are released, in whatever order. */
  hold: z.boolean(),
  signature: z.enum(['right', 'wrong', 'stale', 'missing']),
});
export type Weather = z.infer<typeof Weather>;

const fairWeather: Weather = { copies: 1, lose: 0, delaySeconds: 0, hold: false, signature: 'right' };

/** One sending that is still to be done. */
export const Delivery = z.strictObject({
  eventId: z.string(),
  attempt: z.int(),
  firstDue: z.number(),
  signature: Weather.shape.signature,
});
export type Delivery = z.infer<typeof Delivery>;

export function readWeather(store: ObjectStore): Weather {
  return Weather.parse({ ...fairWeather, ...Object(store.noted('weather', 'now')) });
}

export function changeWeather(store: ObjectStore, change: { [K in keyof Weather]?: Weather[K] | undefined }): Weather {
  const weather = Weather.parse({ ...readWeather(store), ...change });
  store.note('weather', 'now', weather);
  return weather;
}

/** Puts an event's webhook on the way as the weather is: in copies, late, held back, or lost. */
export function scheduleDelivery(store: ObjectStore, eventId: string, now: number): void {
  const weather = readWeather(store);
  if (weather.lose > 0) {
    changeWeather(store, { lose: weather.lose - 1 });
    return;
  }
  const due = now + weather.delaySeconds * 1000;
  for (let copy = 1; copy <= weather.copies; copy += 1) {
    const delivery: Delivery = { eventId, attempt: 0, firstDue: due, signature: weather.signature };
    store.note(weather.hold ? 'held' : 'delivery', `${eventId}#${copy}`, delivery, due);
  }
}

/** Sends what was held back on its way, one after the other in the order asked for. */
export function releaseHeld(
  store: ObjectStore,
  order: 'as-made' | 'reversed' | readonly string[],
  now: number,
): number {
  const held = store.notes('held');
  if (order === 'reversed') held.reverse();
  const rank = (id: string) => (typeof order === 'string' ? 0 : order.indexOf(id.replace(/#\d+$/, '')));
  held.sort((a, b) => rank(a.id) - rank(b.id));
  for (const [n, { id, body }] of held.entries()) {
    store.unnote('held', id);
    // Due times a millisecond apart keep the order: what is due first is sent first, one at a time.
    store.note('delivery', id, { ...Delivery.parse(body), firstDue: now }, now - held.length + n);
  }
  return held.length;
}
