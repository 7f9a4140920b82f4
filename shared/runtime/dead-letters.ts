import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Instant } from '../../events/values.ts';

/** A message that was given up, and what its queue knows of it. */
export interface DeadLetter {
  readonly messageId: string;
  readonly body: string;
  /** When it was put aside; of one that SQS put aside itself, when it was first sent. */
  readonly since: Instant;
  /** What its worker said when it gave up; SQS, which puts aside what was cut off, says nothing. */
  readonly reason: string | undefined;
  /** How often its worker was handed it; unknown of what it could not read, or what SQS put aside. */
  readonly tries: number | undefined;
  /** Its group, in a first-in-first-out queue. */
  readonly group: string | undefined;
}

export interface Settling {
  /** At most so many. */
  readonly most: number;
  readonly isMeant: (letter: DeadLetter) => boolean;
  /** What happens to a letter before it is taken off. What it throws leaves that one, and all after it, where they are. */
  readonly settle: (letter: DeadLetter) => Promise<void>;
}

/** What was given up in one queue. Looking takes nothing away. */
export interface DeadLetters {
  count(): Promise<number>;
  /** The oldest first, at most so many. Of one group of a first-in-first-out queue ten are to be seen at once. */
  look(most: number): Promise<readonly DeadLetter[]>;
  /** Settles and takes off those that are meant. @returns how many */
  takeOff(settling: Settling): Promise<number>;
}

/** For so long nobody else sees what is being looked at, should this call be cut off before it gives it back. */
const heldSeconds = 20;
/** What is given back can be had so soon after. The emulator loses what is told to be visible at once. */
const soonSeconds = 1;
/** The most that SQS hands out, or changes, in one call. */
const aBatch = 10;
/** Looking for one letter goes past so many others. */
const mostPassedBy = 200;

interface Held {
  readonly letter: DeadLetter;
  readonly receipt: string;
}

function read({
  MessageId = '',
  Body = '',
  Attributes = {},
  MessageAttributes = {},
  ReceiptHandle = '',
}: Message): Held {
  const tries = Number(MessageAttributes.tries?.StringValue);
  const letter: DeadLetter = {
    messageId: MessageId,
    body: Body,
    since: Instant.parse(new Date(Number(Attributes.SentTimestamp ?? 0)).toISOString()),
    reason: MessageAttributes.reason?.StringValue,
    tries: Number.isInteger(tries) ? tries : undefined,
    group: Attributes.MessageGroupId,
  };
  return { letter, receipt: ReceiptHandle };
}

/** The dead letters of a queue of SQS, or of an emulator of it. */
export function openDeadLetters(sqs: SQSClient, QueueUrl: string): DeadLetters {
  async function count(): Promise<number> {
    const { Attributes = {} } = await sqs.send(
      new GetQueueAttributesCommand({
        QueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
      }),
    );
    // What somebody else is looking at just now is there as well.
    return Object.values(Attributes).reduce((sum, value) => sum + Number(value), 0);
  }

  async function receiveOnce(most: number): Promise<readonly Held[]> {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(most, aBatch),
        VisibilityTimeout: heldSeconds,
        // Asked without waiting, SQS looks at some of its machines only.
        WaitTimeSeconds: soonSeconds,
        MessageSystemAttributeNames: ['SentTimestamp', 'MessageGroupId'],
        MessageAttributeNames: ['reason', 'tries'],
      }),
    );
    return Messages.map(read);
  }

  /** Somebody may have looked a moment ago: an empty answer is asked once more. */
  async function receive(most: number): Promise<readonly Held[]> {
    const received = await receiveOnce(most);
    return received.length > 0 ? received : receiveOnce(most);
  }

  async function giveBack(held: readonly Held[]): Promise<void> {
    for (let start = 0; start < held.length; start += aBatch) {
      const Entries = held
        .slice(start, start + aBatch)
        .map(({ receipt }, index) => ({ Id: String(index), ReceiptHandle: receipt, VisibilityTimeout: soonSeconds }));
      await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
    }
  }

  return {
    count,

    async look(most) {
      const held: Held[] = [];
      const wanted = Math.min(most, await count());
      try {
        while (held.length < wanted) {
          const received = await receive(wanted - held.length);
          if (received.length === 0) break;
          held.push(...received);
        }
      } finally {
        await giveBack(held);
      }
      return held.map(({ letter }) => letter).toSorted((one, other) => (one.since < other.since ? -1 : 1));
    },

    async takeOff({ most, isMeant, settle }) {
      const left: Held[] = [];
      let settled = 0;
      try {
        while (settled < most && left.length < mostPassedBy) {
          const received = await receive(aBatch);
          if (received.length === 0) break;
          left.push(...received);
          for (const { letter, receipt } of received) {
            if (settled >= most || !isMeant(letter)) continue;
            await settle(letter);
            await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receipt }));
            left.splice(
              left.findIndex((held) => held.receipt === receipt),
              1,
            );
            settled += 1;
          }
        }
      } finally {
        await giveBack(left);
      }
      return settled;
    },
  };
}

/**
 * Sends a letter back to the queue it came from. Whoever hears it takes it once: sent twice it is harmless.
 * @param occasion makes it new to a first-in-first-out queue, which forgets for five minutes what it saw
 */
export const createSendBack =
  (sqs: SQSClient, QueueUrl: string) =>
  async ({ messageId, body, group }: DeadLetter, occasion: string): Promise<void> => {
    await sqs.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        ...(QueueUrl.endsWith('.fifo')
          ? { MessageGroupId: group ?? messageId, MessageDeduplicationId: `${messageId}.${occasion}` }
          : {}),
      }),
    );
  };
