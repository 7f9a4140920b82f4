import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { QueueName } from '../../events/catalogue.ts';
import type { Config as AllocatePlaces } from '../../functions/allocate-places/config.ts';
import type { Config as AuditLedger } from '../../functions/audit-ledger/config.ts';
import type { Config as HandleAssessment } from '../../functions/handle-assessment/config.ts';
import type { Config as HandleDonation } from '../../functions/handle-donation/config.ts';
import type { Config as HandleReferral } from '../../functions/handle-referral/config.ts';
import type { Config as KeepRetention } from '../../functions/keep-retention/config.ts';
import type { Config as MakeOffers } from '../../functions/make-offers/config.ts';
import type { Config as ReceiveMailReport } from '../../functions/receive-mail-report/config.ts';
import type { Config as RelayFacts } from '../../functions/relay-facts/config.ts';
import type { Config as SendMail } from '../../functions/send-mail/config.ts';
import type { Config as SettlePayments } from '../../functions/settle-payments/config.ts';
import type { Config as SweepDeadlines } from '../../functions/sweep-deadlines/config.ts';
import { acknowledge } from '../constructs/acknowledge.ts';
import { type Bindings, decryptWith, everything, readSecret, sendTo, useTable } from '../constructs/bindings.ts';
import { DeadLetterQueue } from '../constructs/dead-letter-queue.ts';
import { MailDomains } from '../constructs/mail-domains.ts';
import { MailReports } from '../constructs/mail-reports.ts';
import { Schedule } from '../constructs/schedule.ts';
import { ServiceFunction, type ServiceFunctionProps } from '../constructs/service-function.ts';
import { bindSite } from '../constructs/site-url.ts';
import { StreamRelay } from '../constructs/stream-relay.ts';
import { type OwnQueues, Worker } from '../constructs/worker.ts';
import { watchWorkflow } from '../constructs/workflow-alarms.ts';
import type { FunctionName } from '../functions.ts';
import type { Stage } from '../stages.ts';
import type { DataStack } from './data-stack.ts';

export interface WorkflowStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly code: (name: FunctionName) => Code;
  /** Where alarms go. */
  readonly tell: ITopic;
}

/** What reacts: a worker for each queue, the relay that feeds them with facts, and the sweeps that miss nothing. */
export class WorkflowStack extends Stack {
  readonly workers: Readonly<Record<QueueName | 'mail-reports', OwnQueues>>;
  /** Where it is kept which facts the relay gave up, and which schedules could not call. */
  readonly setAside: Readonly<Record<'facts-not-relayed' | 'sweeps-not-started', IQueue>>;

  constructor(scope: Construct, id: string, props: WorkflowStackProps) {
    super(scope, id, props);
    const reports = new MailReports(this, 'mail-reports', props.stage);
    const workers = this.createWorkers(props, reports);
    this.workers = { ...workers, 'mail-reports': this.createMailReports(props, reports) };
    const relay = this.createRelay(props, workers);
    const undelivered = this.createUndelivered(props);
    this.setAside = { 'facts-not-relayed': relay.givenUp, 'sweeps-not-started': undelivered };
    const sweeps = this.createSweeps(props, workers, undelivered);
    this.createLedgerAudit(props, undelivered);
    this.createSettling(props, undelivered);
    this.createRetention(props, undelivered);
    watchWorkflow(this, { stage: props.stage, tell: props.tell, sweeps });
  }

  private createWorkers(props: WorkflowStackProps, reports: MailReports): Readonly<Record<QueueName, Worker>> {
    const { stage, code, tell, data } = props;
    const { tables } = data;
    const common = { stage, code, tell, batchSize: 10, maxConcurrency: 10, timeout: Duration.seconds(10) };
    const trail = ({ deadLetters }: OwnQueues) => ({
      AUDIT_TABLE: useTable(tables.audit, 'put'),
      DEAD_LETTER_QUEUE_URL: sendTo(deadLetters),
    });
    // Whoever asks for a mail need not read those that are there.
    const asking = useTable(tables.mail, 'put');
    return {
      referral: new Worker(this, 'handle-referral', {
        ...common,
        queue: 'referral',
        impact: 'A person who asked for help, or withdrew, is not answered: nobody may know of their referral.',
        bindings: (own) =>
          ({
            // It lists who is away: of a concern their deputy is told.
            CASES_TABLE: useTable(tables.cases, ...everything),
            // Money that a place gives back goes to the lots it came from. What is of an earlier month relies on its being open.
            MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'put', 'check', 'delete'),
            MAIL_TABLE: asking,
            ...trail(own),
          }) satisfies Bindings<HandleReferral>,
      }),
      assessment: new Worker(this, 'handle-assessment', {
        ...common,
        queue: 'assessment',
        impact: 'An assessed client stands in no waiting list: no place is requested for them.',
        bindings: (own) =>
          ({
            CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'range', 'put', 'check', 'delete'),
            MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'put', 'delete'),
            MAIL_TABLE: asking,
            ...trail(own),
          }) satisfies Bindings<HandleAssessment>,
      }),
      donation: new Worker(this, 'handle-donation', {
        ...common,
        queue: 'donation',
        impact: 'A gift was paid but is not booked: it helps nobody yet and its donor has no thank-you.',
        bindings: (own) =>
          ({
            // Neither who waits nor whose place it pays is its business: it opens and closes tasks about the gift.
            CASES_TABLE: useTable(tables.cases, 'get many', 'put'),
            MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'list', 'put', 'delete'),
            MAIL_TABLE: asking,
            ...trail(own),
            PAYMENTS_SECRET_ARN: readSecret(data.paymentsSecret),
          }) satisfies Bindings<HandleDonation>,
      }),
      allocation: new Worker(this, 'allocate-places', {
        ...common,
        queue: 'allocation',
        firstInFirstOut: true,
        wakesItself: true,
        timeout: Duration.seconds(30),
        impact: 'Free money may not reach the waiting list: people wait although their place could be paid for.',
        bindings: (own) =>
          ({
            CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'range', 'put', 'delete'),
            MONEY_TABLE: useTable(tables.money, ...everything),
            ...trail(own),
            // A pass that loses a race or runs out of time wakes itself, so that it never hides its group.
            ALLOCATION_QUEUE_URL: sendTo(own.queue),
          }) satisfies Bindings<AllocatePlaces>,
      }),
      offers: new Worker(this, 'make-offers', {
        ...common,
        queue: 'offers',
        timeout: Duration.seconds(20),
        impact: 'An approved client is offered to no therapist, or a therapist waits for an answer.',
        bindings: (own) =>
          ({
            CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'list', 'put', 'check'),
            // Whether the hold of the place still stands.
            MONEY_TABLE: useTable(tables.money, 'get'),
            MAIL_TABLE: asking,
            ...trail(own),
          }) satisfies Bindings<MakeOffers>,
      }),
      mail: new Worker(this, 'send-mail', {
        ...common,
        queue: 'mail',
        timeout: Duration.seconds(15),
        maxConcurrency: 5,
        impact: 'A mail was not sent: a client, therapist or donor is waiting for it, perhaps with a deadline.',
        bindings: (own) =>
          ({
            MAIL_TABLE: useTable(tables.mail, 'get', 'put'),
            // Whose address takes no mail is reached another way: that becomes a task.
            CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'put'),
            MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'list'),
            // It makes the links of a mail as it sends it.
            VISITS_TABLE: useTable(tables.visits, 'put'),
            IDENTITIES_TABLE: useTable(tables.identities, 'get'),
            IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'get'),
            IDENTITY_KEY_ID: decryptWith(data.identityKey),
            ...trail(own),
            SITE_URL: bindSite(this, stage),
            MAIL_CONFIGURATION_SET: reports.sendThrough,
          }) satisfies Bindings<SendMail>,
        grants: new MailDomains(this, 'mail-domains', stage).maySend,
      }),
    };
  }

  /** What became of each mail. It reads no identity: a report says which mail, and nobody's address. */
  private createMailReports({ stage, code, tell, data }: WorkflowStackProps, reports: MailReports): Worker {
    const { tables } = data;
    const worker = new Worker(this, 'receive-mail-report', {
      stage,
      code,
      tell,
      batchSize: 10,
      maxConcurrency: 5,
      timeout: Duration.seconds(10),
      queue: 'mail-reports',
      impact: 'A mail may never have arrived, and nobody is asked to reach the person another way.',
      bindings: ({ deadLetters }) =>
        ({
          MAIL_TABLE: useTable(tables.mail, 'get', 'put'),
          CASES_TABLE: useTable(tables.cases, 'get many', 'put'),
          AUDIT_TABLE: useTable(tables.audit, 'put'),
          DEAD_LETTER_QUEUE_URL: sendTo(deadLetters),
        }) satisfies Bindings<ReceiveMailReport>,
    });
    reports.handTo(worker.queue);
    return worker;
  }

  private createRelay(props: WorkflowStackProps, workers: Readonly<Record<QueueName, Worker>>): StreamRelay {
    const { stage, code, tell, data } = props;
    return new StreamRelay(this, 'relay-facts', {
      stage,
      code,
      tell,
      timeout: Duration.seconds(30),
      source: data.tables.audit,
      impactIfGivenUp: 'Something happened that no worker was told of: what should follow for that person does not.',
      impactIfLate: 'Workers hear of everything late: referrals, gifts and answers are standing still.',
      bindings: {
        REFERRAL_QUEUE_URL: sendTo(workers.referral.queue),
        ASSESSMENT_QUEUE_URL: sendTo(workers.assessment.queue),
        DONATION_QUEUE_URL: sendTo(workers.donation.queue),
        ALLOCATION_QUEUE_URL: sendTo(workers.allocation.queue),
        OFFERS_QUEUE_URL: sendTo(workers.offers.queue),
        MAIL_QUEUE_URL: sendTo(workers.mail.queue),
      } satisfies Bindings<RelayFacts>,
    });
  }

  private createUndelivered({ stage, tell }: WorkflowStackProps): IQueue {
    const undelivered = new DeadLetterQueue(this, 'sweeps-not-started', {
      stage,
      tell,
      impact: 'Deadlines pass unseen: holds and offers do not expire and forgotten wake-ups are not made good.',
    });
    acknowledge(
      undelivered,
      'AwsSolutions-SQS3',
      'It is itself where failures end: the dead letters of the schedules.',
    );
    return undelivered.queue;
  }

  /** It may read all money and change none: what it replays stands in a table of its own. */
  private createLedgerAudit({ stage, code, data }: WorkflowStackProps, undelivered: IQueue): void {
    const { tables } = data;
    const audit = new ServiceFunction(this, 'audit-ledger', {
      stage,
      code,
      timeout: Duration.minutes(2),
      memorySize: 1024,
      bindings: {
        // A task for each difference.
        CASES_TABLE: useTable(tables.cases, 'put'),
        MONEY_TABLE: useTable(tables.money, 'get many', 'range', 'list'),
        LEDGER_TABLE: useTable(tables.ledger, 'get', 'get many', 'put'),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
      } satisfies Bindings<AuditLedger>,
    });
    const call = { stage, calls: audit.lambda, undelivered, input: {} };
    new Schedule(this, 'schedule-ledger-audit', { ...call, at: 'rate(15 minutes)' });
  }

  /** Apart from the other sweeps, so that whoever reads cases holds no payment secret, and whoever holds it reads none. */
  private createSettling({ stage, code, data }: WorkflowStackProps, undelivered: IQueue): void {
    const { tables } = data;
    const settling = new ServiceFunction(this, 'settle-payments', {
      stage,
      code,
      timeout: Duration.minutes(2),
      bindings: {
        CASES_TABLE: useTable(tables.cases, 'get many', 'put'),
        // A payout is booked on the day it arrived: in an earlier month it relies on that month's being open.
        MONEY_TABLE: useTable(tables.money, 'get', 'get many', 'range', 'list', 'put', 'check', 'delete'),
        // What the books come to is added up there.
        LEDGER_TABLE: useTable(tables.ledger, 'get many'),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        PAYMENTS_SECRET_ARN: readSecret(data.paymentsSecret),
      } satisfies Bindings<SettlePayments>,
    });
    const call = { stage, calls: settling.lambda, undelivered };
    new Schedule(this, 'schedule-payments', { ...call, at: 'cron(0 5 * * ? *)', input: { settle: 'reports' } });
    new Schedule(this, 'schedule-payouts', { ...call, at: 'cron(0 6 * * ? *)', input: { settle: 'payouts' } });
  }

  /** The one function that may destroy who somebody was, and it can open nobody’s details. */
  private createRetention({ stage, code, data }: WorkflowStackProps, undelivered: IQueue): void {
    const { tables } = data;
    const retention = new ServiceFunction(this, 'keep-retention', {
      stage,
      code,
      timeout: Duration.minutes(2),
      bindings: {
        CASES_TABLE: useTable(tables.cases, 'get', 'list', 'put', 'check'),
        MONEY_TABLE: useTable(tables.money, 'list', 'check'),
        IDENTITIES_TABLE: useTable(tables.identities, 'get', 'delete'),
        IDENTITY_KEYS_TABLE: useTable(tables['identity-keys'], 'get', 'get many', 'delete'),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
      } satisfies Bindings<KeepRetention>,
    });
    const call = { stage, calls: retention.lambda, undelivered, input: {} };
    new Schedule(this, 'schedule-retention', { ...call, at: 'cron(0 3 * * ? *)' });
  }

  private createSweeps(
    props: WorkflowStackProps,
    workers: Readonly<Record<QueueName, Worker>>,
    undelivered: IQueue,
  ): ServiceFunction {
    const { stage, code, data } = props;
    const { tables } = data;
    const settings: ServiceFunctionProps = {
      stage,
      code,
      timeout: Duration.minutes(2),
      bindings: {
        CASES_TABLE: useTable(tables.cases, 'get', 'get many', 'range', 'list', 'put', 'check'),
        MONEY_TABLE: useTable(tables.money, ...everything),
        MAIL_TABLE: useTable(tables.mail, 'list', 'put'),
        AUDIT_TABLE: useTable(tables.audit, 'put'),
        // What it finds forgotten it wakes; the workers do the rest.
        ALLOCATION_QUEUE_URL: sendTo(workers.allocation.queue),
        OFFERS_QUEUE_URL: sendTo(workers.offers.queue),
        MAIL_QUEUE_URL: sendTo(workers.mail.queue),
      } satisfies Bindings<SweepDeadlines>,
    };
    const sweeps = new ServiceFunction(this, 'sweep-deadlines', settings);
    const call = { stage, calls: sweeps.lambda, undelivered };
    for (const sweep of ['deadlines', 'pools', 'mail']) {
      new Schedule(this, `schedule-${sweep}`, { ...call, at: 'rate(5 minutes)', input: { sweep } });
    }
    return sweeps;
  }
}
