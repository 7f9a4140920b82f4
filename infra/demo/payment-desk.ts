import * as z from 'zod';

/** What donors, and the payment provider itself, do in the story: no command of ours can. */
export interface PaymentDesk {
  /** From now on the provider reports nothing by itself. */
  open(): Promise<void>;
  /** The provider lives at this moment of the story. */
  moveTo(time: number): Promise<void>;
  /** With the card that everybody in the story has, or with one that the provider has never seen. */
  payByCard(checkoutId: string, card?: 'new'): Promise<void>;
  /** The bank pays some days later. */
  payByDebit(checkoutId: string): Promise<void>;
  fail(checkoutId: string): Promise<void>;
  /** The donor’s bank questions a payment. @returns the provider’s id of the dispute */
  dispute(checkoutId: string): Promise<string>;
  /** The bank takes the money back for its customer, and keeps it. */
  loseDispute(disputeId: string): Promise<void>;
  /** The last payout has reached the bank, and what has come since is on its way there; something must have come. */
  payOut(): Promise<void>;
  /** The provider's clock is the machine's again, and it reports what happens. */
  close(): Promise<void>;
}

const Made = z.object({ id: z.string() });

/** More reports than any story has. */
const allReports = 1_000_000;

/** The desk of the payment stand-in on this machine. */
export function openDesk(address: string): PaymentDesk {
  let onItsWay: string | undefined;
  const turn = async (path: string, body: object): Promise<unknown> => {
    const response = await fetch(`${address}/_control${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the payment stand-in refused ${path}: ${await response.text()}`);
    return response.json();
  };
  const pay = async (checkoutId: string, outcome: string, card = '4242'): Promise<void> => {
    await turn(`/checkouts/${checkoutId}/pay`, { outcome, card });
  };
  return {
    async open() {
      await turn('/weather', { lose: allReports });
    },
    async moveTo(time) {
      await turn('/clock', { at: new Date(time).toISOString() });
    },
    payByCard: (checkoutId, card) => pay(checkoutId, 'pay', card === 'new' ? '5556' : '4242'),
    payByDebit: (checkoutId) => pay(checkoutId, 'pay-later-succeeds'),
    fail: (checkoutId) => pay(checkoutId, 'fail'),
    dispute: async (checkoutId) => Made.parse(await turn(`/checkouts/${checkoutId}/dispute`, {})).id,
    async loseDispute(disputeId) {
      await turn(`/disputes/${disputeId}/withdraw`, {});
      await turn(`/disputes/${disputeId}/close`, { status: 'lost' });
    },
    async payOut() {
      if (onItsWay !== undefined) await turn(`/payouts/${onItsWay}/arrive`, {});
      onItsWay = Made.parse(await turn('/payouts', { early: true })).id;
    },
    async close() {
      await turn('/clock', { at: null });
      await turn('/weather', { lose: 0 });
    },
  };
}
