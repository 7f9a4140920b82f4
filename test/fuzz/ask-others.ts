import Stripe from 'stripe';
import { receiveMailReports } from '../../functions/receive-mail-report/receive.ts';
import { receivePaymentEvent } from '../../functions/receive-payment-event/receive.ts';
import { WebhookRequest } from '../../functions/receive-payment-event/webhook-request.ts';
import { watchingObservers } from '../support/watching-observers.ts';
import type { FuzzedTown } from './fuzzed-town.ts';
import type { Plan } from './plans.ts';

type Webhook = Extract<Plan, { kind: 'webhook' }>;
type MailReport = Extract<Plan, { kind: 'mail-report' }>;

const secret = 'whsec_simulated';

/** What the provider might send, or what might be made of it. */
function payloadOf(town: FuzzedTown, { pick, text }: Webhook): string {
  const donations = town.site.store.export().records.filter(({ kind }) => kind === 'donation');
  const donationId = donations[pick % Math.max(donations.length, 1)]?.id ?? '';
  const event = (object: unknown, type = 'checkout.session.completed', id: unknown = `evt_${pick}`) =>
    JSON.stringify({ object: 'event', id, type, created: 1_803_895_200 + (pick % 100), data: { object } });
  const session = { object: 'checkout.session', id: `cs_${donationId}_1`, client_reference_id: donationId };
  const made = [
    event(session),
    event({ ...session, client_reference_id: text }),
    event({ ...session, client_reference_id: null }),
    event(session, text),
    event(session, 'checkout.session.completed', text),
    event(null),
    event([]),
    event({ object: 'charge', id: text, payment_intent: { id: 7 } }, 'charge.refunded'),
    event({ object: 'dispute', id: 'dp_1', payment_intent: text, charge: null }, 'charge.dispute.created'),
    event({ object: 'refund', id: 'ab', payment_intent: text }, 'refund.updated'),
    text,
    '{}',
    '[]',
    'null',
    event(session).slice(0, -3),
    `${event(session)}${' '.repeat(300_000)}`,
  ];
  return made[pick % made.length] ?? '';
}

function signatureOf(town: FuzzedTown, payload: string, { signing, text }: Webhook): string | undefined {
  const now = Math.floor(Date.parse(town.site.deps.now()) / 1000);
  const sign = (signed: string, by = secret, timestamp = now): string =>
    Stripe.webhooks.generateTestHeaderString({ payload: signed, secret: by, timestamp });
  switch (signing) {
    case 'right':
      return sign(payload);
    case 'wrong':
      return sign(payload, 'whsec_of_somebody_else');
    case 'stale':
      return sign(payload, secret, now - 900);
    case 'of-another':
      return sign(`${payload} `);
    case 'garbage':
      return text;
    case 'missing':
      return undefined;
  }
}

export interface OtherAnswer {
  readonly asked: string;
  readonly status: number;
  readonly faults: readonly string[];
}

/** One webhook, as the function's handler takes it. Only what the provider signed lately may be believed. */
export async function sendWebhook(town: FuzzedTown, plan: Webhook): Promise<OtherAnswer> {
  const payload = payloadOf(town, plan);
  const signature = signatureOf(town, payload, plan);
  const request = WebhookRequest.safeParse({
    headers: { 'stripe-signature': signature },
    body: plan.isBase64 ? Buffer.from(payload).toString('base64') : payload,
    isBase64Encoded: plan.isBase64,
  });
  const asked = `webhook, signed ${plan.signing}: ${payload.slice(0, 300)}`;
  if (!request.success) return { asked, status: 400, faults: [] };
  const { status } = await receivePaymentEvent(town.site.world.deps, request.data);
  const isBelieved = status < 400 && plan.signing !== 'right';
  return { asked, status, faults: isBelieved ? ['it was believed without a signature of the provider'] : [] };
}

/** One report of the mail service. What cannot be read is put aside, and nothing comes back for ever. */
export async function sendMailReport(town: FuzzedTown, { pick, body }: MailReport): Promise<OtherAnswer> {
  const mails = town.site.store.export().records.filter(({ kind }) => kind === 'email');
  const email = mails[pick % Math.max(mails.length, 1)]?.id ?? '';
  const bodies = [
    body,
    JSON.stringify({ kind: body, email: [email] }),
    JSON.stringify({ kind: 'delivered', email: [body] }),
  ];
  const aside: unknown[] = [];
  const observers = watchingObservers();
  const answer = await receiveMailReports(
    { ...observers, deps: town.site.world.deps, quarantine: async (message) => void aside.push(message) },
    {
      Records: [
        {
          messageId: 'm',
          body: bodies[pick % 3],
          eventSourceARN: 'arn:aws:sqs:eu-west-2:000000000000:reports',
          attributes: { ApproximateReceiveCount: '1' },
        },
      ],
    },
  );
  const isDone = aside.length === 1 && answer.batchItemFailures.length === 0;
  return {
    asked: `mail report ${bodies[pick % 3]}`,
    status: isDone ? 400 : 200,
    faults: isDone ? [] : ['it was not put aside'],
  };
}
