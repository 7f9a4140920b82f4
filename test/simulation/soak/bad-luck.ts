import * as z from 'zod';
import type { Random } from '../random.ts';
import type { Call, Fate } from './unlucky-proxy.ts';

/** Everything that is brought about between a function or a page and the emulators. */
export type Mischance =
  | 'database: conflict'
  | 'database: throttled'
  | 'database: lost reply'
  | 'queues: throttled'
  | 'queues: lost reply'
  | 'queues: partial batch'
  | 'mail: throttled'
  | 'mail: lost reply';

/** How likely each is at a call it can happen to. */
const rates: Readonly<Record<Mischance, number>> = {
  'database: conflict': 0.02,
  'database: throttled': 0.006,
  'database: lost reply': 0.015,
  'queues: throttled': 0.02,
  'queues: lost reply': 0.02,
  'queues: partial batch': 0.05,
  'mail: throttled': 0.02,
  'mail: lost reply': 0.01,
};

const Transaction = z.looseObject({ TransactItems: z.array(z.unknown()) });
const Batch = z.looseObject({ Entries: z.array(z.looseObject({ Id: z.string() })) });
const BatchAnswer = z.looseObject({
  Successful: z.array(z.unknown()).default([]),
  Failed: z.array(z.unknown()).default([]),
});

const refused = (type: string): Fate => ({
  is: 'answered',
  with: { status: 400, body: JSON.stringify({ __type: type, message: 'injected' }) },
});

/** One item of the transaction was being written by another, as the service says it: a reason for each item. */
function conflict({ body }: Call, random: Random): Fate {
  const { TransactItems } = Transaction.parse(JSON.parse(body.toString('utf8')));
  const met = random.below(TransactItems.length);
  const CancellationReasons = TransactItems.map((_, n) => ({ Code: n === met ? 'TransactionConflict' : 'None' }));
  const __type = 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException';
  return {
    is: 'answered',
    with: { status: 400, body: JSON.stringify({ __type, Message: 'injected', CancellationReasons }) },
  };
}

/** The queue takes the first half of a batch and names the rest as failed. */
function inPart({ body }: Call): Fate {
  const batch = Batch.parse(JSON.parse(body.toString('utf8')));
  const kept = batch.Entries.slice(0, batch.Entries.length >> 1);
  const left = batch.Entries.slice(kept.length);
  if (kept.length === 0) return undefined;
  const Failed = left.map(({ Id }) => ({ Id, SenderFault: false, Code: 'InternalError', Message: 'injected' }));
  return {
    is: 'in part',
    body: JSON.stringify({ ...batch, Entries: kept }),
    amend: (answer) => {
      const read = BatchAnswer.parse(JSON.parse(answer));
      return JSON.stringify({ ...read, Failed: [...read.Failed, ...Failed] });
    },
  };
}

const throttledMail: Fate = {
  is: 'answered',
  with: {
    status: 400,
    body: '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>injected</Message></Error></ErrorResponse>',
  },
};

/**
 * Decides the fate of each call, seeded. An SDK tries again by itself; what met bad luck meets it at every attempt, so
 * that the code behind the SDK has to bear it – but half of the throttles, which the SDK may bear.
 */
export function badLuck(random: Random, tell: (mischance: Mischance) => void) {
  const stubborn = new Map<string, Fate>();

  /** What further attempts of one call meet. */
  const remember = (attemptsOf: string, fate: Fate): void => {
    if (attemptsOf === '') return;
    if (fate?.is === 'reply lost') stubborn.set(attemptsOf, { is: 'cut off' });
    if (fate?.is === 'answered' && random.below(2) === 0) stubborn.set(attemptsOf, fate);
  };

  const choose = (call: Call, possible: readonly (readonly [Mischance, () => Fate])[]): Fate => {
    const attemptsOf = String(call.headers['amz-sdk-invocation-id'] ?? '');
    const before = stubborn.get(attemptsOf);
    if (before !== undefined) return before;
    for (const [mischance, bring] of possible) {
      const fate = random.next() < rates[mischance] ? bring() : undefined;
      if (fate === undefined) continue;
      tell(mischance);
      remember(attemptsOf, fate);
      return fate;
    }
    return undefined;
  };

  return {
    database: (call: Call): Fate => {
      const isTransaction = call.operation === 'TransactWriteItems';
      return choose(call, [
        ...(isTransaction ? [['database: conflict', () => conflict(call, random)] as const] : []),
        ...(isTransaction || call.operation === 'PutItem'
          ? [['database: lost reply', (): Fate => ({ is: 'reply lost' })] as const]
          : []),
        ['database: throttled', () => refused('com.amazonaws.dynamodb.v20120810#ThrottlingException')],
      ]);
    },
    queues: (call: Call): Fate =>
      call.operation.startsWith('SendMessage')
        ? choose(call, [
            ...(call.operation === 'SendMessageBatch' ? [['queues: partial batch', () => inPart(call)] as const] : []),
            ['queues: lost reply', () => ({ is: 'reply lost' })],
            ['queues: throttled', () => refused('com.amazonaws.sqs#RequestThrottled')],
          ])
        : undefined,
    mail: (call: Call): Fate =>
      isSending(call)
        ? choose(call, [
            ['mail: lost reply', () => ({ is: 'reply lost' })],
            ['mail: throttled', () => throttledMail],
          ])
        : undefined,
  };
}

const isSending = ({ body }: Call): boolean => body.includes('Action=SendRawEmail');

/** The Message-ID of a mail that was handed to the service. */
export function messageIdIn(call: Call): string | undefined {
  if (!isSending(call)) return undefined;
  const raw = new URLSearchParams(call.body.toString('utf8')).get('RawMessage.Data') ?? '';
  return /^message-id:\s*(<[^>]+>)/im.exec(Buffer.from(raw, 'base64').toString('utf8'))?.[1];
}
