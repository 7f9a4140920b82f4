import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Instant } from '../../../events/values.ts';
import type { GivingDeps } from '../../../shared/commands/give.ts';
import type { IntakeDeps } from '../../../shared/commands/refer.ts';
import type { MailDeps } from '../../../shared/commands/send-email.ts';
import type { SweepDeps } from '../../../shared/commands/sweep.ts';
import { composeWake } from '../../../shared/compose/compose-wake.ts';
import type { Decision } from '../../../shared/domain/decision.ts';
import type { Mailer } from '../../../shared/mail/interface.ts';
import type { Payments } from '../../../shared/payments/interface.ts';
import type { CommitResult, Store } from '../../../shared/store/interface.ts';
import { noteChance } from '../../grants/note-use.ts';
import { storeOf } from '../../grants/store-of.ts';
import { commitFaults, readFaults } from './faults.ts';
import type { Life, Scheduler } from './scheduler.ts';

/** Everything that any command needs. */
export type TownDeps = SweepDeps & GivingDeps & IntakeDeps & MailDeps;

/** What all processes of a town share. */
export interface Shared extends Omit<TownDeps, 'now' | 'pause' | 'wake'> {
  readonly instant: (skewMs: number) => Instant;
  readonly sqs: SQSClient;
  readonly queueUrl: (caller: Caller, queue: string) => string;
}

/** Who calls, and for what: a call is named by both, so that the same read of two commands is two sites. */
export interface Caller {
  readonly life: Life;
  readonly scheduler: Scheduler;
  /** The command, or the worker with the fact in its hands. */
  readonly doing: string;
}

/** The store as one process reaches it: every call may fail, and others happen in between. */
function reachedStore({ life, scheduler, doing }: Caller, store: Store): Store {
  const read = <T>(name: string, work: () => Promise<T>) =>
    scheduler.call(life, `${doing} · store.${name}`, readFaults, work);
  const conflict: CommitResult = { ok: false, why: 'conflict', what: 'somebody else was quicker' };
  return {
    get: (kind, id) => read(`get ${kind}`, () => store.get(kind, id)),
    getMany: (kind, ids) => read(`getMany ${kind}`, () => store.getMany(kind, ids)),
    range: (kind, heading, name, page) => read(`range ${kind}`, () => store.range(kind, heading, name, page)),
    ranges: (heading) => read('ranges', () => store.ranges(heading)),
    list: (kind, list, page) => read(`list ${kind}`, () => store.list(kind, list, page)),
    history: (about, page) => read('history', () => store.history(about, page)),
    decisionsOf: (day, page) => read('decisionsOf', () => store.decisionsOf(day, page)),
    journal: (month, page) => read('journal', () => store.journal(month, page)),
    entries: (ids) => read('entries', () => store.entries(ids)),
    commit: (decisions: readonly Decision[]) =>
      scheduler.call(
        life,
        `${doing} · store.commit ${decisions[0]?.did.split(' ', 1)[0]}`,
        // An audit entry alone meets nobody: there is nothing in it to be quicker about.
        decisions.some(({ changes, relies }) => changes.length + relies.length > 0) ? commitFaults : readFaults,
        () => store.commit(decisions),
        () => conflict,
      ),
    keep: (visit) =>
      scheduler.call(
        life,
        `${doing} · store.keep ${visit.kind}`,
        commitFaults,
        () => store.keep(visit),
        () => false,
      ),
  };
}

/** Every item of a list that comes page by page: one call here. */
const whole = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

function paymentsOf({ life, scheduler, doing }: Caller, payments: Payments): Payments {
  const call = <T>(name: string, work: () => Promise<T>) =>
    scheduler.call(life, `${doing} · payments.${name}`, readFaults, work);
  return {
    openCheckout: (request) => call('openCheckout', () => payments.openCheckout(request)),
    verifyEvent: (rawBody, signature) => payments.verifyEvent(rawBody, signature),
    fetchPayment: (id) => call('fetchPayment', () => payments.fetchPayment(id)),
    findCheckout: (id) => call('findCheckout', () => payments.findCheckout(id)),
    refund: (request) => call('refund', () => payments.refund(request)),
    expireCheckout: (id) => call('expireCheckout', () => payments.expireCheckout(id)),
    async *listEvents(since) {
      yield* await call('listEvents', () => whole(payments.listEvents(since)));
    },
    async *listPayouts(since) {
      yield* await call('listPayouts', () => whole(payments.listPayouts(since)));
    },
    fetchBalance: () => call('fetchBalance', () => payments.fetchBalance()),
    listBalanceMovements: (since) => call('listBalanceMovements', () => payments.listBalanceMovements(since)),
    listMovements: (payoutId) => call('listMovements', () => payments.listMovements(payoutId)),
  };
}

const mailerOf = ({ life, scheduler, doing }: Caller, mailer: Mailer): Mailer => ({
  send: (letter) => scheduler.call(life, `${doing} · mailer.send`, readFaults, () => mailer.send(letter)),
});

/** The world as one process sees it, with a clock that may be some seconds off. */
export function depsOf(shared: Shared, caller: Caller, skewMs: number): TownDeps {
  const { role } = caller.life;
  const now = () => shared.instant(skewMs);
  const queues = {
    ALLOCATION_QUEUE_URL: shared.queueUrl(caller, 'allocation.fifo'),
    OFFERS_QUEUE_URL: shared.queueUrl(caller, 'offers'),
    MAIL_QUEUE_URL: shared.queueUrl(caller, 'mail'),
  };
  return {
    ...shared,
    now,
    pause: async () => undefined,
    store: reachedStore(caller, role === undefined ? shared.store : storeOf(role, shared.store, noteChance)),
    payments: paymentsOf(caller, shared.payments),
    mailer: mailerOf(caller, shared.mailer),
    wake: composeWake(shared.sqs, queues, now),
  };
}
