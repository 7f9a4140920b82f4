import * as z from 'zod';
import type { Random } from '../random.ts';
import type { SoakTown } from './soak-town.ts';

/** Something that happens at the payment provider, by donors and banks: no process of ours takes part. */
export interface Happening {
  readonly name: string;
  readonly weight: number;
  /** @returns whether the provider let it happen */
  happen(payments: string, town: SoakTown, random: Random): Promise<boolean>;
}

const Listed = z.object({ data: z.array(z.object({ id: z.string(), status: z.string() })) });

async function control(payments: string, path: string, body: object): Promise<boolean> {
  const { ok } = await fetch(`${payments}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return ok;
}

/** One of the newest of a kind, in a state. */
async function find(payments: string, what: string, states: readonly string[], random: Random) {
  const answer = await fetch(`${payments}/v1/${what}?limit=100`, {
    headers: { authorization: 'Bearer sk_test_local' },
  });
  const { data } = Listed.parse(await answer.json());
  return random.pick(data.filter(({ status }) => states.includes(status)))?.id;
}

/** The checkout of one gift in a state. */
function checkoutOf(town: SoakTown, random: Random, state: 'pledged' | 'pending' | 'collected'): string | undefined {
  return town.watch.shadow.pick(random, 'donation', state)?.value.checkout?.id;
}

const pay: Happening = {
  name: 'pay',
  weight: 5,
  async happen(payments, town, random) {
    const checkout = checkoutOf(town, random, 'pending') ?? checkoutOf(town, random, 'pledged');
    if (checkout === undefined) return false;
    const how = random.below(10);
    if (how === 0) return control(payments, `checkouts/${checkout}/expire`, {});
    const outcome = how === 1 ? 'fail' : how === 2 ? 'pay-later-succeeds' : how === 3 ? 'pay-later-fails' : 'pay';
    const card = random.pick(['4242', '5556', '4444']);
    return control(payments, `checkouts/${checkout}/pay`, { outcome, card });
  },
};

const settle: Happening = {
  name: 'a bank debit comes',
  weight: 1,
  async happen(payments, town, random) {
    const checkout = checkoutOf(town, random, 'pending');
    if (checkout === undefined) return false;
    const outcome = random.below(3) > 0 ? 'succeeds' : 'fails';
    return control(payments, `checkouts/${checkout}/settle`, { outcome });
  },
};

const refund: Happening = {
  name: 'refund at the provider',
  weight: 0.3,
  async happen(payments, town, random) {
    const gift = town.watch.shadow.pick(random, 'donation', 'collected')?.value;
    if (gift?.checkout === undefined) return false;
    const part = random.below(3) === 0 ? {} : { amount: 1 + random.below(gift.amount) };
    const status = random.below(3) === 0 ? 'pending' : 'succeeded';
    return control(payments, `checkouts/${gift.checkout.id}/refund`, { ...part, status });
  },
};

const moveRefund: Happening = {
  name: 'a refund goes on at the provider',
  weight: 0.5,
  async happen(payments, _, random) {
    const pending = await find(payments, 'refunds', ['pending'], random);
    if (pending !== undefined && random.below(4) > 0) return control(payments, `refunds/${pending}/complete`, {});
    const sent = pending ?? (await find(payments, 'refunds', ['succeeded'], random));
    if (sent === undefined || random.below(3) > 0) return false;
    return control(payments, `refunds/${sent}/fail`, {});
  },
};

const dispute: Happening = {
  name: 'a bank questions a payment',
  weight: 0.3,
  async happen(payments, town, random) {
    const checkout = checkoutOf(town, random, 'collected');
    if (checkout === undefined) return false;
    return control(payments, `checkouts/${checkout}/dispute`, { warning: random.below(5) === 0 });
  },
};

/** What the stand-in lets a dispute do is more than a bank does: money goes out once and comes back once. */
const moveDispute: Happening = {
  name: 'a dispute goes on',
  weight: 0.6,
  async happen(payments, town, random) {
    const id = await find(payments, 'disputes', ['needs_response'], random);
    if (id === undefined) return false;
    if (!town.withdrawn.has(id)) {
      town.withdrawn.add(id);
      return control(payments, `disputes/${id}/withdraw`, {});
    }
    const status = random.below(2) === 0 ? 'lost' : 'won';
    if (status === 'won') await control(payments, `disputes/${id}/reinstate`, {});
    return control(payments, `disputes/${id}/close`, { status });
  },
};

const payout: Happening = {
  name: 'a payout',
  weight: 0.15,
  async happen(payments, _, random) {
    const id = await find(payments, 'payouts', ['in_transit'], random);
    if (id === undefined) return control(payments, 'payouts', { early: true });
    return control(payments, `payouts/${id}/${random.below(5) === 0 ? 'fail' : 'arrive'}`, {});
  },
};

/** Donors who pay or do not, cards and banks that take money back, and the provider's own payouts. */
export const happenings: readonly Happening[] = [pay, settle, refund, moveRefund, dispute, moveDispute, payout];

/** Everything that is on the balance is paid out and arrives, as far as there is anything. */
export async function payOutAll(payments: string, random: Random): Promise<void> {
  await control(payments, 'payouts', { early: true });
  for (;;) {
    const id = await find(payments, 'payouts', ['in_transit'], random);
    if (id === undefined) return;
    await control(payments, `payouts/${id}/arrive`, {});
  }
}

/** What is under way to donors arrives: a bank takes its time with a refund, but not for ever. */
export async function endRefunds(payments: string, random: Random): Promise<void> {
  for (;;) {
    const id = await find(payments, 'refunds', ['pending'], random);
    if (id === undefined) return;
    await control(payments, `refunds/${id}/complete`, {});
  }
}

const Flushed = z.object({ waiting: z.number() });

/** Every webhook that waits is sent now. @returns how many still wait */
export async function flushWebhooks(payments: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(`${payments}/_control/flush`, { method: 'POST', headers, body: '{}' });
  return Flushed.parse(await answer.json()).waiting;
}
