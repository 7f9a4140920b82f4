import type { Context } from 'aws-lambda';
import type { Fact, QueueName } from '../../../events/catalogue.ts';
import { react as reactToAssessment } from '../../../functions/handle-assessment/react.ts';
import { react as reactToDonation } from '../../../functions/handle-donation/react.ts';
import { react as reactToReferral } from '../../../functions/handle-referral/react.ts';
import { react as reactToOffers } from '../../../functions/make-offers/react.ts';
import { react as reactToMail } from '../../../functions/send-mail/react.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import { recordOvertaken } from '../../../shared/commands/record-overtaken.ts';
import { runAllocationPass } from '../../../shared/commands/run-allocation-pass.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { collapseWakeUps } from '../../../shared/runtime/collapse-wake-ups.ts';
import { consumeQueue } from '../../../shared/runtime/consume-queue.ts';
import { consumeStream } from '../../../shared/runtime/consume-stream.ts';
import type { LogFields } from '../../../shared/runtime/log.ts';
import { createQuarantine } from '../../../shared/runtime/quarantine.ts';
import type { BatchResponse } from '../../../shared/runtime/queue-batch.ts';
import { createRelay } from '../../../shared/runtime/relay.ts';
import { createWakePool } from '../../../shared/runtime/wake-up.ts';
import { lambdaContext } from '../../support/lambda-context.ts';
import type { Random } from '../random.ts';
import { InjectedFault } from './faults.ts';
import { judgePass } from './judge-pass.ts';
import type { Received } from './queues.ts';
import type { Deed, Process, Town } from './town.ts';
import type { TownDeps } from './town-deps.ts';

/** The function of each queue. */
const workers: Readonly<Record<QueueName, FunctionName>> = {
  referral: 'handle-referral',
  assessment: 'handle-assessment',
  donation: 'handle-donation',
  allocation: 'allocate-places',
  offers: 'make-offers',
  mail: 'send-mail',
};

type Reaction = (fact: Fact, deps: TownDeps) => Promise<Outcome<unknown>>;

const reactions: Readonly<Record<Exclude<QueueName, 'allocation'>, Reaction>> = {
  referral: reactToReferral,
  assessment: reactToAssessment,
  donation: reactToDonation,
  offers: reactToOffers,
  mail: reactToMail,
};

const context: Context = lambdaContext();
const metrics = { count: () => undefined, publish: () => undefined };

/** A log that nobody reads but the watch: an error that was not injected is a fault of the code. */
function watchfulLog(town: Town, name: string) {
  const note = (_: string, { error }: LogFields = {}): void => {
    if (error !== undefined && !(error instanceof InjectedFault)) town.unexpected(name, error);
  };
  return { info: () => undefined, warn: note, error: note, begin: () => undefined };
}

/** Facts that a reaction answers with one and the same call: it is one call site, whichever of them woke it. */
const answeredAlike: Readonly<Record<string, string>> = {
  'referral.withdrawn': 'the end of a referral',
  'referral.closed': 'the end of a referral',
  'referral.died': 'the end of a referral',
  'therapist.suspended': 'a therapist’s absence',
  'therapist.left': 'a therapist’s absence',
  'therapist.sought': 'a case without a therapist',
  'allocation.declined': 'a case without a therapist',
  'allocation.expired': 'a case without a therapist',
  'allocation.given-back': 'a case without a therapist',
  'referral.paused': 'a case without a therapist',
  'referral.resumed': 'a case without a therapist',
};

/** What a worker is at: `referral.submitted` of `uk.sponsored-places.referral.submitted.v1`, or what that comes to. */
function occasionOf({ type }: Fact): string {
  const short = type.split('.').slice(2, -1).join('.');
  return answeredAlike[short] ?? short;
}

const batchOf = (received: readonly Received[]) => ({
  Records: received.map(({ id, body, group, receives, queue }) => ({
    messageId: id,
    body,
    eventSourceARN: `arn:aws:sqs:eu-west-2:000000000000:${queue}${group === undefined ? '' : '.fifo'}`,
    attributes: {
      ApproximateReceiveCount: String(receives),
      ...(group === undefined ? {} : { MessageGroupId: group }),
    },
  })),
});

/** One call of the function of a queue, as Lambda makes it. */
export function workOff(town: Town, queue: QueueName, random: Random): Deed | undefined {
  const received = town.queues.receive(queue, random);
  if (received.length === 0 || town.faults.happens('lose, redeliver', queue)) return undefined;
  const name = `the worker of ${queue}`;
  const inOutage = new Set(received.filter((message) => message.inOutage).map(({ id }) => id));
  const refuse = (where: string): never => {
    throw new InjectedFault(where);
  };
  return {
    name,
    role: workers[queue],
    run: async (deps, own) => {
      const dlq = queue === 'allocation' ? 'allocation-dead-letters.fifo' : `${queue}-dead-letters`;
      const common = {
        log: watchfulLog(town, name),
        metrics,
        quarantine: createQuarantine(town.sqs, own.urlOf(dlq)),
        recordOvertaken: (fact: Fact, { because }: { readonly because: string }) =>
          recordOvertaken(deps, fact, because),
      };
      const handler =
        queue === 'allocation'
          ? collapseWakeUps({
              ...common,
              run: (poolId) => (inOutage.size > 0 ? refuse(queue) : pass(town, deps, own, poolId)),
            })
          : consumeQueue({
              ...common,
              react: async (fact, { messageId }) => {
                if (inOutage.has(messageId)) refuse(queue);
                const outcome = await reactions[queue](fact, own.as(`${name} on ${occasionOf(fact)}`));
                if (!outcome.ok) town.refused(fact.type, outcome.refusal.code);
                return outcome;
              },
            });
      const { batchItemFailures }: BatchResponse = await handler(batchOf(received), context);
      town.queues.finish(queue, received, new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)));
      return undefined;
    },
  };
}

async function pass(town: Town, deps: TownDeps, own: Process, poolId: Parameters<typeof runAllocationPass>[1]) {
  const { memory, watch: seen } = town;
  const judge = (fault: string) => seen.faults.push(`7: ${fault}`);
  const { store, watch } = judgePass({ memory, shadow: seen.shadow }, deps.store, poolId, judge);
  const { again } = await runAllocationPass({ ...deps, store }, poolId, { watch });
  if (again) await createWakePool(town.sqs, own.urlOf('allocation.fifo'))(poolId, deps.newId('pass'));
  return { ok: true } as const;
}

const relayOf = (town: Town, log: ReturnType<typeof watchfulLog>, urlOf: Process['urlOf']) =>
  createRelay({
    sqs: town.sqs,
    log,
    queueUrls: {
      referral: urlOf('referral'),
      assessment: urlOf('assessment'),
      donation: urlOf('donation'),
      allocation: urlOf('allocation.fifo'),
      offers: urlOf('offers'),
      mail: urlOf('mail'),
    },
    pause: async () => undefined,
  });

const longAgo = 40;

/** Somebody has facts of today or of a day some weeks ago sent once more, a page of them. */
export function sendAgain(town: Town, random: Random): Deed {
  const name = 'relay again';
  const daysAgo = random.below(2) === 0 ? 0 : random.below(longAgo);
  const day = new Date(town.time - daysAgo * 86_400_000).toISOString().slice(0, 10);
  const newestFirst = random.below(2) === 0;
  return {
    name,
    again: true,
    run: async ({ store, now }, { urlOf }) => {
      const { items } = await store.decisionsOf(day, { limit: 30, newestFirst });
      const facts = items.flatMap((entry) => entry.facts);
      await relayOf(town, watchfulLog(town, name), urlOf)(facts, `again-${now()}`);
      return undefined;
    },
  };
}

/** One call of the relay: the oldest decisions of a shard of the audit table's stream, in their order. */
export function relaySome(town: Town, random: Random): Deed | undefined {
  // A shard is in the hands of one call at a time, so that its order is kept.
  const shard = random.pick(town.stream.filter((entries) => entries.length > 0 && !town.shardsInHand.has(entries)));
  if (shard === undefined) return undefined;
  town.shardsInHand.add(shard);
  const entries = shard.slice(0, 1 + random.below(20));
  const name = 'the relay';
  return {
    name,
    role: 'relay-facts',
    run: async (_, { urlOf }) => {
      const log = watchfulLog(town, name);
      const relay = relayOf(town, log, urlOf);
      const handler = consumeStream({
        log,
        metrics,
        // The twin's stream carries the entries themselves: a true one's images are read in the stream worker's tests.
        read: (image) => {
          const entry = entries.find((one) => one === image);
          return entry === undefined ? { ok: false, reason: 'an entry of no shard' } : { ok: true, entry };
        },
        deliver: (facts) => relay(facts),
      });
      const { batchItemFailures } = await handler(
        {
          Records: entries.map((entry) => ({
            eventName: 'INSERT',
            dynamodb: { SequenceNumber: entry.id, NewImage: entry },
          })),
        },
        context,
      );
      const from = batchItemFailures[0]?.itemIdentifier;
      const sent = from === undefined ? entries.length : entries.findIndex(({ id }) => id === from);
      shard.splice(0, sent);
      return undefined;
    },
  };
}
