import Stripe from 'stripe';
import { queues } from '../../../events/catalogue.ts';
import { receivePaymentEvent } from '../../../functions/receive-payment-event/receive.ts';
import type { Act } from './act.ts';
import { isScheduleDue, scheduled } from './schedules.ts';
import type { Town } from './town.ts';
import { relaySome, sendAgain, workOff } from './workers.ts';

const hour = 3_600_000;

/** What the provider has to tell is on its way; some of it never comes. */
export function collectWebhooks(town: Town): void {
  for (const { rawBody } of town.payments.takeWebhooks()) {
    if (town.faults.happens('never comes', 'a webhook')) continue;
    town.webhooks.push({ rawBody, tries: 0, at: town.time });
    if (town.faults.happens('duplicate', 'a webhook')) town.webhooks.push({ rawBody, tries: 0, at: town.time });
  }
}

const webhook: Act = {
  name: 'webhook',
  weight: (town) => (town.webhooks.length === 0 ? 0 : 3),
  prepare(town, random) {
    const at = random.below(town.webhooks.length);
    if (town.faults.happens('delay', 'a webhook')) return undefined;
    const [hook] = town.webhooks.splice(at, 1);
    if (hook === undefined) return undefined;
    // The provider tries again until it hears 200, for three days; then it gives up, and the sweep finds it.
    hook.tries += 1;
    const isLast = town.time - hook.at > 72 * hour;
    if (!isLast) town.webhooks.push(hook);
    return {
      name: 'receive-payment-event',
      role: 'receive-payment-event',
      run: async (deps) => {
        const signature = Stripe.webhooks.generateTestHeaderString({
          payload: hook.rawBody,
          secret: 'whsec_simulated',
          timestamp: Math.floor(town.time / 1000),
        });
        const { status } = await receivePaymentEvent(deps, { rawBody: hook.rawBody, signature });
        const there = town.webhooks.indexOf(hook);
        if (status === 200 && there >= 0) town.webhooks.splice(there, 1);
        return undefined;
      },
    };
  },
};

const work = queues.map(
  (queue): Act => ({
    name: `work ${queue}`,
    weight: (town) => Math.min(12, town.queues.lengthOf(queue) * 2),
    prepare: (town, random) => workOff(town, queue, random),
  }),
);

const relay: Act = {
  name: 'relay',
  weight: (town) => Math.min(16, 2 * Math.max(...town.stream.map(({ length }) => length))),
  prepare: relaySome,
};

/** Facts stated once more, as an operator may have them sent: whoever hears one again has heard it. */
const relayAgain: Act = {
  name: 'relay again',
  weight: () => 0.12,
  prepare: sendAgain,
};

/** An operator has mended what some messages died of, and sends them again: more may go wrong with them. */
const redrive: Act = {
  name: 'dead letters again',
  weight: (town) => (town.queues.deadLetters.length === 0 ? 0 : 1),
  prepare(town, random) {
    town.queues.sendAgain(1 + random.below(12));
    return undefined;
  },
};

const clock: Act = {
  name: 'clock',
  weight: () => 0.6,
  prepare(town, random) {
    const isJump = town.faults.happens('clock jump', 'the clock');
    town.advance(isJump ? (1 + random.below(40)) * hour : (5 + random.below(600)) * 60_000);
    return undefined;
  },
};

/** In some towns whole seasons go by. */
const isSlow = ({ seed }: Town): boolean => seed % 4 === 1;

/** Days on which nobody comes: what has a deadline runs out, months end. */
const quietDays: Act = {
  name: 'quiet days',
  weight: (town) => (isSlow(town) ? 1.2 : 0.2),
  prepare(town, random) {
    // The provider keeps its events for thirty days: two quiet times of one turn would outlast them.
    if (!isScheduleDue(town)) town.advance((2 + random.below(12)) * 24 * hour);
    return undefined;
  },
};

export const machines: readonly Act[] = [...work, relay, relayAgain, redrive, webhook, ...scheduled, clock, quietDays];
